"""A handout in type: what matters most of an episode, on the two sides of one sheet."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportlab.platypus import Flowable

from studykit.contracts import Rendering, WriteSettings
from studykit.errors import NothingToStudyError
from studykit.links import web_link
from studykit.model import Card, StudyDocument, Term
from studykit.notices import Notice
from studykit.templates import Templates
from studykit.text import filled
from studykit.writers._captions import alphabetical
from studykit.writers._main_points import Telling, main_terms
from studykit.writers._pdf_canvas import Landmark
from studykit.writers._pdf_file import typesetter
from studykit.writers._pdf_leaflet import Leaflet, Part, TooManySides, columns_for
from studykit.writers._pdf_markup import SPACE, join
from studykit.writers._pdf_qr import episode_code, unprinted
from studykit.writers._pdf_sheet_parts import blanked, said_by, sheet_head
from studykit.writers._pdf_structure import Tag
from studykit.writers._sheets import Sheet, facts, sheets

SIDES = 2
MOST_LINES = 330
"""Two sides have no room for more, so it need not be tried."""


@dataclass(frozen=True)
class Amount:
    """How much is printed: passages of a chapter, terms and questions of the episode."""

    passages: int
    terms: int
    questions: int

    def lines(self, chapter_count: int) -> int:
        """Return about how many lines that is at least."""
        of_chapter = 3 + 2 * self.passages if self.passages else 1
        return chapter_count * of_chapter + 2 * self.terms + self.questions


FURTHER = ((20, 12), (16, 10), (12, 8), (8, 5), (4, 3))
"""Terms and questions."""
AMOUNTS = (
    *(Amount(passages, *further) for passages in (3, 2, 1) for further in FURTHER),
    Amount(0, 8, 4),
    Amount(0, 0, 0),
)


def handout(document: StudyDocument, templates: Templates, settings: WriteSettings, name: str) -> Rendering:
    """Return the handout as PDF, with a notice where it needs more than two sides; ``name`` is the file's.

    Raises NothingToStudyError where ``document`` has neither chapters nor terms nor cards.
    """
    if not (document.chapters or document.glossary or document.cards):
        raise NothingToStudyError("there is nothing to hand out", where=document.episode.title)
    return _with(_fitting(document, templates, settings, name), unprinted(document.episode, name))


def _fitting(document: StudyDocument, templates: Templates, settings: WriteSettings, name: str) -> Rendering:
    """Return the handout with as much on it as two sides hold."""
    point = Telling(document)
    count = len(document.chapters)
    possible = (amount for amount in AMOUNTS if amount.lines(count) <= MOST_LINES)
    for amount in sorted(possible, key=lambda amount: -amount.lines(count)):
        try:
            return _Handout(document, templates, settings, name, point).printed(amount, SIDES)
        except TooManySides:
            continue
    least = _Handout(document, templates, settings, name, point).printed(AMOUNTS[-1])
    text = f"the titles of {len(document.chapters)} chapters alone need more than {SIDES} sides"
    return _with(least, (Notice(code="handout-long", text=text, where=name),))


def _with(printed: Rendering, notices: tuple[Notice, ...]) -> Rendering:
    return Rendering(printed.content, (*printed.notices, *notices))


class _Handout:
    """One attempt at a handout; what it prints is chosen by ``point``."""

    def __init__(
        self,
        document: StudyDocument,
        templates: Templates,
        settings: WriteSettings,
        name: str,
        point: Telling,
    ) -> None:
        self._document = document
        self._setter = typesetter(document, templates, settings)
        self._leaflet = Leaflet(document, self._setter, settings.now, self._setter.wording.handout, name)
        self._point = point

    def printed(self, amount: Amount, most: int | None = None) -> Rendering:
        """Return ``amount`` as a PDF; raises TooManySides where it has more than ``most``."""
        part = Part(tuple(self._head()), tuple(self._body(amount)))
        return self._leaflet.printed([part], columns_for(self._setter), most)

    def _head(self) -> Iterator[Flowable]:
        episode, setter, wording = self._document.episode, self._setter, self._setter.wording
        code = episode_code(episode)
        picture = setter.captioned(setter.code(code), wording.scan) if code else None
        yield from sheet_head(
            episode,
            wording.handout,
            setter,
            notes=[*facts(self._document, wording), web_link(episode.url)],
            picture=picture,
        )

    def _body(self, amount: Amount) -> Iterator[Flowable]:
        listing = Tag("L")
        for sheet in sheets(self._document, self._setter.wording):
            if sheet.number:
                yield from self._chapter(sheet, amount, listing)
        yield from self._terms(main_terms(self._document.glossary)[: amount.terms])
        best = sorted(self._document.cards, key=lambda card: -card.importance)[: amount.questions]
        yield from self._questions([card for card in self._document.cards if card in best])

    def _chapter(self, sheet: Sheet, amount: Amount, listing: Tag) -> Iterator[Flowable]:
        """Yield a heading and what was said, or a line of a list where there is no room for that."""
        setter, document = self._setter, self._document
        span = setter.dressed(sheet.span, "fine")
        if not amount.passages:
            title = join(setter.plain(sheet.title, "label_bold"), SPACE, span)
            yield setter.row("option", title, hang=str(sheet.number), within=listing)
            return
        landmark = Landmark(f"chapter-{sheet.number}", sheet.title, level=1, number=str(sheet.number))
        yield setter.heading("sheet-section", landmark)
        passages = self._point.best(sheet.passages, amount.passages)
        yield setter.paragraph("fine", span)
        for passage in passages:
            said = said_by(passage.citations[0], document.episode, setter)
            yield setter.paragraph("option", join(setter.plain(passage.text, "label"), SPACE, said))

    def _terms(self, terms: Sequence[Term]) -> Iterator[Flowable]:
        setter, wording = self._setter, self._setter.wording
        if terms:
            yield setter.heading("sheet-section", Landmark("terms", wording.terms, level=1))
        ordered = alphabetical(terms)
        for term in (term for term in ordered if term.definition):
            name = setter.run(term.term, "label_bold")
            told = setter.plain(term.definition or "", "label")
            said = said_by(term.citations[0], self._document.episode, setter)
            yield setter.paragraph("option", join(name, SPACE, told, SPACE, said))
        others = " · ".join(term.term for term in ordered if not term.definition)
        if others:
            yield setter.paragraph("option", setter.plain(filled(wording.also_used, terms=others), "label"))

    def _questions(self, cards: Sequence[Card]) -> Iterator[Flowable]:
        setter, listing = self._setter, Tag("L")
        if cards:
            landmark = Landmark("questions", setter.wording.test_yourself, level=1)
            yield setter.heading("sheet-section", landmark)
        for number, card in enumerate(cards, 1):
            yield setter.row("option", blanked(card.front, setter), hang=str(number), within=listing)
