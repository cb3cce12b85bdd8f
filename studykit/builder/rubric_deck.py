"""The rules for a deck as a whole; the names are those of the rubric in ``docs/rubric.md``."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from studykit.builder.deal import WORDS_PER_MINUTE
from studykit.builder.likeness import Fronts
from studykit.model import Card, StudyDocument
from studykit.text import bare

FEWEST_PER_TEN_MINUTES, MOST_PER_TEN_MINUTES = 4, 12
LONG_CHAPTER_MINUTES = 3
REASONED_SHARE = 0.3


@dataclass(frozen=True)
class Said:
    """How many words for study each chapter has, by its id."""

    words: Mapping[str, int]

    @property
    def minutes(self) -> float:
        """How long all of it takes to say."""
        return sum(self.words.values()) / WORDS_PER_MINUTE


@dataclass(frozen=True)
class DeckRule:
    """A rule by its name; ``reasons`` gives what is wrong with a deck, nothing where it passes."""

    name: str
    is_hard: bool
    reasons: Callable[[StudyDocument, Said], Iterator[str]]


def _ids_are_unique(document: StudyDocument, said: Said) -> Iterator[str]:
    del said
    for card_id, count in Counter(card.id for card in document.cards).items():
        if count > 1:
            yield f"{count} cards have the id {card_id!r}: Anki would keep one of them"


def _pairs(document: StudyDocument) -> Iterator[tuple[Card, Card]]:
    fronts = Fronts()
    for card in document.cards:
        yield from ((rival, card) for rival in fronts.like(card))
        fronts.add(card)


def _nothing_twice(document: StudyDocument, said: Said) -> Iterator[str]:
    del said
    for first, second in _pairs(document):
        if bare(first.back) == bare(second.back):
            yield f"{first.front!r} and {second.front!r} ask the same"


def _nothing_interferes(document: StudyDocument, said: Said) -> Iterator[str]:
    del said
    for first, second in _pairs(document):
        if bare(first.back) != bare(second.back):
            yield f"{first.front!r} and {second.front!r} are easily mixed up"


def _each_chapter_is_asked(document: StudyDocument, said: Said) -> Iterator[str]:
    for chapter in document.chapters:
        minutes = said.words.get(chapter.id, 0) / WORDS_PER_MINUTE
        if minutes >= LONG_CHAPTER_MINUTES and not document.cards_by_chapter[chapter.id]:
            yield f"no card asks about {chapter.title!r}, about {minutes:.0f} minutes long"


def _as_many_as_can_be_learned(document: StudyDocument, said: Said) -> Iterator[str]:
    rate = len(document.cards) / max(said.minutes, 1) * 10
    if said.minutes >= 10 and not FEWEST_PER_TEN_MINUTES <= rate <= MOST_PER_TEN_MINUTES:
        yield (
            f"{rate:.1f} cards for ten minutes of talk; "
            f"{FEWEST_PER_TEN_MINUTES} to {MOST_PER_TEN_MINUTES} are learned with profit"
        )


def _definitions_come_first(document: StudyDocument, said: Said) -> Iterator[str]:
    del said
    asked: dict[str, str] = defaultdict(str)
    for card in document.cards:
        if card.kind == "definition" and asked[card.chapter_id]:
            yield f"{card.front!r} comes after a card of its chapter that is no definition"
            return
        if card.kind != "definition":
            asked[card.chapter_id] = card.id


def _some_ask_for_reasons(document: StudyDocument, said: Said) -> Iterator[str]:
    del said
    reasoned = sum(card.kind in REASONED for card in document.cards)
    if document.cards and reasoned < REASONED_SHARE * len(document.cards):
        share = reasoned / len(document.cards)
        yield f"{share:.0%} of the cards ask why, how or what differs; {REASONED_SHARE:.0%} are better"


def _can_be_looked_up(document: StudyDocument, said: Said) -> Iterator[str]:
    del said
    sources = [card.citations[:1] for card in document.cards]
    for lacks, count in (
        ("speaker", sum(not any(citation.speaker for citation in source) for source in sources)),
        ("time", sum(all(citation.start_ms is None for citation in source) for source in sources)),
    ):
        if count:
            yield f"the words behind {count} of {len(sources)} cards have no {lacks} to go back to"
    if document.cards and not document.episode.published:
        yield "the day the episode came out is not known"


REASONED = ("question", "why", "how", "compare")
RULES = (
    DeckRule("B1", True, _ids_are_unique),
    DeckRule("B2", False, _nothing_twice),
    DeckRule("B3", False, _nothing_interferes),
    DeckRule("B4", False, _each_chapter_is_asked),
    DeckRule("B5", False, _as_many_as_can_be_learned),
    DeckRule("B6", False, _definitions_come_first),
    DeckRule("A15", False, _some_ask_for_reasons),
    DeckRule("A16", False, _can_be_looked_up),
)
