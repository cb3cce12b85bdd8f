"""The document cut into sheets, one per chapter, as the handout and the Markdown guide lay it out."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count
from typing import TypeVar

from studykit.links import moment_link
from studykit.model import Card, Citation, Episode, Passage, Speaker, StudyDocument, Term
from studykit.page_wording import PageWording
from studykit.text import clock, filled, squeeze
from studykit.writers._captions import byline, percent, published, role
from studykit.writers._speaking import introduced

T = TypeVar("T")


@dataclass(frozen=True)
class Source:
    """Who said it and where, with a link to the moment; ``link`` may be empty."""

    caption: str
    link: str


@dataclass(frozen=True)
class NumberedCard:
    """A card and the number that its question and its answer share."""

    number: int
    card: Card


@dataclass(frozen=True)
class Sheet:
    """One chapter's study material; ``number`` is 0 for what belongs to no chapter."""

    number: int
    title: str
    span: str = ""
    passages: tuple[Passage, ...] = ()
    terms: tuple[Term, ...] = ()
    cards: tuple[NumberedCard, ...] = ()

    @property
    def heading(self) -> str:
        """The title with the chapter's number before it."""
        return f"{self.number}. {self.title}" if self.number else self.title

    @property
    def is_empty(self) -> bool:
        """Whether the chapter holds nothing to study."""
        return not (self.passages or self.terms or self.cards)


def sheets(document: StudyDocument, wording: PageWording) -> tuple[Sheet, ...]:
    """Return a sheet for each chapter, and a last one for terms and cards that belong to none.

    A term stands in the first of its chapters only. Cards are numbered through the whole document.
    """
    numbers = count(1)
    terms = _by_chapter((_home(document, term.chapter_ids), term) for term in document.glossary)
    cards = _by_chapter((_home(document, (card.chapter_id,)), card) for card in document.cards)
    bound = [
        Sheet(
            number=place,
            title=squeeze(chapter.title) or wording.untitled,
            span=_span(document, place - 1, wording),
            passages=chapter.summary,
            terms=tuple(terms.get(chapter.id, ())),
            cards=tuple(NumberedCard(next(numbers), card) for card in cards.get(chapter.id, ())),
        )
        for place, chapter in enumerate(document.chapters, start=1)
    ]
    rest = Sheet(
        number=0,
        title=wording.beyond_chapters if bound else wording.what_to_learn,
        terms=tuple(terms.get("", ())),
        cards=tuple(NumberedCard(next(numbers), card) for card in cards.get("", ())),
    )
    return (*bound, rest) if not rest.is_empty else tuple(bound)


def sources(episode: Episode, citations: Iterable[Citation], wording: PageWording) -> tuple[Source, ...]:
    """Return where ``citations`` stand, each place once, in their order."""
    found = {byline(citation, wording): moment_link(episode, citation.start_ms) for citation in citations}
    return tuple(Source(caption, link) for caption, link in found.items())


def facts(document: StudyDocument, wording: PageWording) -> tuple[str, ...]:
    """Return what is known of the episode in short lines: date, length and speakers; may be empty."""
    episode = document.episode
    about = [published(episode, wording), _length(episode.duration_ms)]
    voices = ", ".join(introduced(document, wording, _voice))
    return tuple(line for line in (" · ".join(filter(None, about)), voices) if line)


def reading_note(document: StudyDocument, wording: PageWording) -> str:
    """Return how to read the places beside the sentences of this document."""
    parts = [wording.beside if document.speakers else ""]
    stamps = list(document.citations)
    if any(citation.start_ms is None for citation in stamps):
        parts.append(wording.shares)
    if any(citation.estimated and citation.start_ms is not None for citation in stamps):
        parts.append(wording.estimated)
    return " ".join(filter(None, parts))


def _by_chapter(pairs: Iterable[tuple[str, T]]) -> dict[str, list[T]]:
    found: dict[str, list[T]] = {}
    for chapter_id, item in pairs:
        found.setdefault(chapter_id, []).append(item)
    return found


def _home(document: StudyDocument, chapter_ids: tuple[str, ...]) -> str:
    return next((key for key in chapter_ids if key in document.chapter_by_id), "")


def _span(document: StudyDocument, place: int, wording: PageWording) -> str:
    """Return from where to where a chapter reaches: ``9:39–21:04``, or ``34 %–50 % of the episode``."""
    chapter, following = document.chapters[place], document.chapters[place + 1 : place + 2]
    if chapter.start_ms is None:
        end = following[0].position if following else 1.0
        return filled(wording.share_span, start=percent(chapter.position), end=percent(end))
    ends = (chapter.end_ms, *(later.start_ms for later in following), document.episode.duration_ms)
    last = next((end for end in ends if end is not None), None)
    start = clock(chapter.start_ms)
    return filled(wording.from_time, start=start) if last is None else f"{start}–{clock(last)}"


def _length(duration_ms: int | None) -> str:
    """Return a length as people say it: ``1 h 36 min``; empty where it is not known."""
    minutes = round((duration_ms or 0) / 60_000)
    hours, rest = divmod(minutes, 60)
    return " ".join(filter(None, (f"{hours} h" if hours else "", f"{rest} min" if rest else "")))


def _voice(speaker: Speaker, wording: PageWording) -> str:
    part = role(speaker, wording)
    return f"{speaker.name} ({part})" if part else speaker.name
