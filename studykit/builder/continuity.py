"""Lets a rebuilt deck go on from the one before: what is asked as before keeps its id, what went is told.

A card's id comes from the words behind it, so a corrected typo would make a new card of what the learner
knows, and so would a model that quotes a few words more. Here the new cards are compared with those of the
last build, and one that asks the same thing takes over its id.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from studykit.model import Card, RetiredCard, StudyDocument
from studykit.notices import Notice
from studykit.text import bare

SAME_WORDS = 0.75
"""The least likeness (Ratcliff and Obershelp 1988) of two quotes that are one, corrected."""
SAME_ANSWER = 0.5
"""The same of two answers: a corrected name may change half of a short one."""
SAME_EVIDENCE = 0.6
"""The share of the shorter of two quotes that stands in the other in one run where they are one place."""
LEAST_SHARED = 5
COMPARED_WORDS = 4


def continued(document: StudyDocument, previous: StudyDocument) -> StudyDocument:
    """Return ``document`` with the ids of ``previous`` where a card asks the same, and with what is retired.

    A document of another episode is no predecessor: then ``document`` is returned as it is.
    """
    if document.episode.key != previous.episode.key:
        return document
    known, made = {card.id for card in previous.cards}, {card.id for card in document.cards}
    open_old = [card for card in previous.cards if card.id not in made]
    open_new = [card for card in document.cards if card.id not in known]
    taken_over = dict(_pairs(open_new, open_old))
    cards = tuple(card.model_copy(update={"id": taken_over.get(card.id, card.id)}) for card in document.cards)
    held = {card.id for card in cards}
    before = (*previous.retired, *(_retired(card) for card in open_old))
    retired = {each.id: each for each in before if each.id not in held}
    notices = (*document.notices, *_told(len(retired)))
    return document.model_copy(
        update={"cards": cards, "retired": tuple(retired.values()), "notices": notices}
    )


def _told(count: int) -> Iterator[Notice]:
    if count:
        text = (
            f"{count} cards of earlier builds are not made any more; Anki keeps them, retired.txt lists them"
        )
        yield Notice(code="cards-retired", text=text)


def _pairs(new: Iterable[Card], old: Iterable[Card]) -> Iterator[tuple[str, str]]:
    """Yield the id of each new card that asks the same as an old one, with the id of that."""
    finder = _Finder(old)
    found = sorted(
        ((likeness, card.id, rival.id) for card in new for likeness, rival in finder.like(card)),
        key=lambda each: (-each[0], each[1], each[2]),
    )
    used: set[str] = set()
    for _, new_id, old_id in found:
        if new_id not in used and old_id not in used:
            used |= {new_id, old_id}
            yield new_id, old_id


class _Finder:
    """The cards of the last build, by kind and the long words of their quotes."""

    def __init__(self, cards: Iterable[Card]) -> None:
        self._cards: dict[tuple[str, str], list[Card]] = defaultdict(list)
        for card in cards:
            for word in {word for quote in _quotes(card) for word in quote}:
                self._cards[card.kind, word].append(card)

    def like(self, card: Card) -> Iterator[tuple[float, Card]]:
        """Yield the cards that ask the same as ``card``, each with its likeness from 0 to 1."""
        mine = _quotes(card)[0]
        longest = sorted(set(mine), key=lambda word: (-len(word), word))[:COMPARED_WORDS]
        rivals = {rival.id: rival for word in longest for rival in self._cards[card.kind, word]}
        for rival in rivals.values():
            likeness = _ratio(mine, _quotes(rival)[0])
            if likeness >= SAME_WORDS and _ratio(bare(card.back), bare(rival.back)) >= SAME_ANSWER:
                yield likeness, rival
            elif _asks_of_evidence(card):
                shared = max(_shared(mine, quote) for quote in _quotes(rival))
                if shared >= SAME_EVIDENCE:
                    yield shared * SAME_WORDS, rival


def _quotes(card: Card) -> list[list[str]]:
    """Return the words of each quote of ``card``, those that prove most first."""
    quotes = [citation.quote for citation in card.citations] or [card.front]
    return [bare(quote).split() for quote in quotes]


def _asks_of_evidence(card: Card) -> bool:
    """Whether kind and evidence say what ``card`` asks, however it is worded.

    In a sentence several words may be hidden, and several terms explained.
    """
    return not card.has_blank and card.kind != "definition"


def _shared(one: list[str], other: list[str]) -> float:
    """Return how much of the shorter quote stands in the other in one run, 0 where that is short."""
    run = SequenceMatcher(None, one, other, autojunk=False).find_longest_match().size
    return run / min(len(one), len(other)) if run >= LEAST_SHARED else 0.0


def _ratio(one: list[str] | str, other: list[str] | str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _retired(card: Card) -> RetiredCard:
    return RetiredCard(id=card.id, kind=card.kind, front=card.front)
