"""A worksheet on an episode: passages with gaps, and the words that belong in them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from studykit.model import BLANK, Chapter, Citation, StudyDocument, Term
from studykit.text import fold, squeeze, words
from studykit.writers._captions import alphabet_key
from studykit.writers._term_places import names, places

MOST_GAPS, MOST_PASSAGES = 2, 4
"""In a passage, and passages in a chapter: more would be guessing."""
FEWEST_WORDS = 5
"""Words that must be left around each gap."""
FEWEST_IN_BANK = 6
"""Chapters share a bank of words until it has so many: with three words the last gap fills itself."""


@dataclass(frozen=True)
class Gapped:
    """A passage with BLANK in place of each of ``hidden``, in their order."""

    text: str
    hidden: tuple[str, ...]
    citation: Citation


@dataclass(frozen=True)
class Section:
    """The passages of one chapter."""

    title: str
    passages: tuple[Gapped, ...]


@dataclass(frozen=True)
class Bank:
    """Some chapters and the words that belong in their gaps, in the order of the alphabet."""

    sections: tuple[Section, ...]

    @property
    def words(self) -> dict[str, int]:
        """Each word, and how many gaps there are for it."""
        passages = (passage for section in self.sections for passage in section.passages)
        counted = Counter(word for passage in passages for word in passage.hidden)
        return dict(sorted(counted.items(), key=lambda each: alphabet_key(each[0])))

    @property
    def gap_count(self) -> int:
        """How many gaps there are."""
        return sum(self.words.values())


def banks(document: StudyDocument, untitled: str) -> tuple[Bank, ...]:
    """Return the passages of ``document`` that name its terms, with gaps in place of these; may be empty."""
    ranked = sorted(document.glossary, key=lambda term: -term.importance)
    sections = [
        Section(squeeze(chapter.title) or untitled, passages)
        for chapter in document.chapters
        if (passages := tuple(_passages(document, chapter, ranked)))
    ]
    return tuple(_shared(sections))


def _shared(sections: Iterable[Section]) -> Iterator[Bank]:
    held: tuple[Section, ...] = ()
    banks_: list[Bank] = []
    for section in sections:
        held = (*held, section)
        if Bank(held).gap_count >= FEWEST_IN_BANK:
            banks_.append(Bank(held))
            held = ()
    if held and banks_:
        banks_[-1] = Bank((*banks_[-1].sections, *held))
    elif held:
        banks_.append(Bank(held))
    yield from banks_


def _passages(document: StudyDocument, chapter: Chapter, ranked: Sequence[Term]) -> Iterator[Gapped]:
    """Yield the chapter's key passages with gaps, then its cloze cards of other sentences."""
    gapped = (_gapped(passage.text, passage.citations[0], ranked) for passage in chapter.summary)
    found = list(filter(None, gapped))
    seen = {fold(passage.citation.quote) for passage in found}
    for card in document.cards_by_chapter[chapter.id]:
        said = card.citations[:1]
        if card.has_blank and card.front.count(BLANK) == 1 and said and fold(said[0].quote) not in seen:
            found.append(Gapped(card.front, (card.back,), said[0]))
    yield from found[:MOST_PASSAGES]


def _gapped(text: str, citation: Citation, ranked: Sequence[Term]) -> Gapped | None:
    """Return ``text`` with gaps for the most important terms that it names, None where it names none."""
    most = min(MOST_GAPS, len(words(text)) // FEWEST_WORDS)
    hidden: list[tuple[int, int, str]] = []
    for term in ranked:
        said = [(start, end, name) for name in names(term) for start, end in places(name, text)]
        # A term that is said twice would stand there to be read.
        if len(said) == 1 and len(hidden) < most and not any(_overlap(said[0], other) for other in hidden):
            hidden += said
    hidden.sort()
    for start, end, _ in reversed(hidden):
        text = f"{text[:start]}{BLANK}{text[end:]}"
    return Gapped(text, tuple(name for *_, name in hidden), citation) if hidden else None


def _overlap(one: tuple[int, int, str], other: tuple[int, int, str]) -> bool:
    return one[0] < other[1] and other[0] < one[1]
