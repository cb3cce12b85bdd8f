"""Chapters laid out for notes by Walter Pauk's Cornell method (How to Study in College, 1962).

The left column holds the cues, here the questions, each beside the passage that is said nearest to its
answer; the wide one the notes, here the passages; and the strip at the foot is for a summary in the reader's
own words.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable, NextPageTemplate, PageBreak

from studykit.contracts import PaperSize
from studykit.model import Card, Citation, Passage, StudyDocument
from studykit.text import filled
from studykit.writers._captions import summary_title
from studykit.writers._mentions import Mentions
from studykit.writers._pdf_canvas import GuideCanvas
from studykit.writers._pdf_chapters import Opening, listed_terms, nothing_chosen, opening_of, passage_row
from studykit.writers._pdf_flowables import GuideParagraph, Side
from studykit.writers._pdf_glossary import Entry
from studykit.writers._pdf_markup import NEW_LINE, NO_BREAK, NOTHING, Markup, join
from studykit.writers._pdf_questions import ANSWERS, QuestionGroup, front_of
from studykit.writers._pdf_theme import PAPERS, PageLayout, Theme
from studykit.writers._pdf_type import Typesetter

TEMPLATE = "cornell"
"""The pages that chapters stand on."""
CUE_SHARE, STRIP_SHARE = 0.31, 0.17
"""Of the width between the margins, and of the height of the page."""
OUTER = 0.55
"""Of the theme's left margin: no numbers hang in it here."""
NARROWEST_MARGIN, GAP = 42, 26
TALLEST_CUE = 0.4
"""Of the height of a page."""
RULING = 24
"""Points between the lines to write on."""


@dataclass(frozen=True)
class Sheet:
    """Where the columns of a page are, in points: the cues' left edge and width, and the strip's height."""

    left: float
    cue: float
    strip: float

    @classmethod
    def of(cls, page: PageLayout, paper: PaperSize) -> "Sheet":
        """Return the sheet that fits ``paper``, with the margins of ``page``."""
        width, height = PAPERS[paper]
        left = max(page.left * OUTER, NARROWEST_MARGIN)
        return cls(left, (width - 2 * left) * CUE_SHARE, height * STRIP_SHARE)

    def themed(self, look: Theme, paper: PaperSize) -> Theme:
        """Return ``look`` with a page whose text stands in the column for notes."""
        page = look.on_paper(paper).page
        changes = {
            "left": self.left + self.cue + GAP,
            "right": self.left,
            "bottom": page.bottom + self.strip,
            "side": False,
        }
        return look.model_copy(update={"page": page.model_copy(update=changes), "on": {}})

    def draw(self, canvas: GuideCanvas, setter: Typesetter) -> None:
        """Draw the rules between the columns, and the strip with lines to write on."""
        page, (width, height) = setter.theme.page, setter.paper
        foot, right = page.bottom - self.strip, width - self.left
        canvas.saveState()
        canvas.setStrokeColor(HexColor(setter.theme.colours.muted))
        canvas.setLineWidth(0.7)
        between = setter.from_left(page.left - GAP / 2, 0)
        canvas.line(between, page.bottom, between, height - page.top)
        canvas.line(self.left, page.bottom, right, page.bottom)
        label = setter.line("side", setter.wording.cornell_summary, right - self.left, setter.ends[0])
        _, tall = label.wrap(right - self.left, 0)
        label.drawOn(canvas, self.left, page.bottom - tall - 4)
        canvas.setLineWidth(0.25)
        line = page.bottom - tall - RULING
        while line >= foot:
            canvas.line(self.left, line, right, line)
            line -= RULING
        canvas.restoreState()


def cornell_pages(
    document: StudyDocument,
    group: QuestionGroup,
    setter: Typesetter,
    *,
    opening: Opening,
    terms: tuple[Entry, ...],
    find: Mentions,
    sheet: Sheet,
) -> Iterator[Flowable]:
    """Yield the chapter that ``group`` holds the questions of, beginning a page of its own.

    ``setter`` sets the column for notes of ``sheet``.
    """
    chapter = document.chapters[group.number - 1]
    yield NextPageTemplate(TEMPLATE)
    yield PageBreak()
    yield from opening_of(document, group.number, opening, setter)
    beside = _beside(chapter.summary, group.cards)
    yield from _label(summary_title(document, setter.wording), group, setter, sheet)
    for place, passage in enumerate(chapter.summary):
        row = passage_row(passage, document, find, setter)
        yield from _with_cues(row, beside.get(place, []), setter, sheet, find)
    if not chapter.summary:
        yield from _with_cues(None, list(group.cards), setter, sheet, find)
    yield from listed_terms(terms, setter)
    if not (chapter.summary or group.cards):
        yield nothing_chosen(setter)


def _label(title: str, group: QuestionGroup, setter: Typesetter, sheet: Sheet) -> Iterator[Flowable]:
    """Yield the headings of both columns; the cues' says where the answers are."""
    label = setter.label(title)
    if group.cards:
        told = setter.wording.answers_page.removesuffix("{page}")
        heading = GuideParagraph(setter.plain(told, "label_bold"), setter.styles["side"], tag=label.tag)
        label.fittings = replace(label.fittings, side=_cue(heading, setter, sheet), side_page=ANSWERS)
    yield label


def _cue(paragraph: GuideParagraph, setter: Typesetter, sheet: Sheet) -> Side:
    """Return ``paragraph`` as what stands in the cue column."""
    return Side(paragraph, sheet.cue, -(setter.theme.page.measure + GAP + sheet.cue))


def _with_cues(
    row: GuideParagraph | None,
    cards: list[tuple[int, Card]],
    setter: Typesetter,
    sheet: Sheet,
    find: Mentions,
) -> Iterator[Flowable]:
    """Yield the notes with their questions beside them; what is too tall for that is set in the notes."""
    tallest = (setter.paper[1] - setter.theme.page.top - setter.theme.page.bottom) * TALLEST_CUE
    for cues in _columns(cards, setter, sheet, tallest):
        blank = setter.paragraph("passage", Markup(NO_BREAK))
        noted, row = row or blank, None
        noted.fittings = replace(
            noted.fittings,
            side=_cue(_questions(cues, setter), setter, sheet),
            mentions=(
                *noted.fittings.mentions,
                *((0, key) for _, card in cues for _, key in find(card.front)),
            ),
        )
        yield noted
    if row:
        yield row
    for number, card in cards:
        if _height([(number, card)], setter, sheet) > tallest:
            asked = _question(number, card, setter)
            yield setter.row("question", asked, mentions=tuple(find(card.front)))


def _columns(
    cards: list[tuple[int, Card]], setter: Typesetter, sheet: Sheet, tallest: float
) -> Iterator[list[tuple[int, Card]]]:
    """Yield the questions in columns that are not too tall; those too tall by themselves are left out."""
    column: list[tuple[int, Card]] = []
    for numbered in cards:
        if _height([numbered], setter, sheet) > tallest:
            continue
        if column and _height([*column, numbered], setter, sheet) > tallest:
            yield column
            column = []
        column.append(numbered)
    if column:
        yield column


def _height(cards: Sequence[tuple[int, Card]], setter: Typesetter, sheet: Sheet) -> float:
    return float(_questions(cards, setter).wrap(sheet.cue, 0)[1])


def _questions(cards: Sequence[tuple[int, Card]], setter: Typesetter) -> GuideParagraph:
    """Return the questions as one paragraph of the cue column."""
    return setter.cue(Markup((NEW_LINE + NEW_LINE).join(_question(*numbered, setter) for numbered in cards)))


def _question(number: int, card: Card, setter: Typesetter) -> Markup:
    shown = setter.run(str(number), "label_bold", colour="accent")
    asked = join(shown, Markup(NO_BREAK * 2), front_of(card, setter))
    hint = setter.dressed(filled(setter.wording.hint, hint=card.hint), "side") if card.hint else NOTHING
    return join(asked, NEW_LINE, hint) if hint else asked


def _beside(
    passages: tuple[Passage, ...], cards: Sequence[tuple[int, Card]]
) -> dict[int, list[tuple[int, Card]]]:
    """Return the questions by the place of the passage that is said nearest to what answers them."""
    found: dict[int, list[tuple[int, Card]]] = {}
    places = [_moment(passage.citations) for passage in passages]
    for number, card in cards if places else ():
        moment = _moment(card.citations)
        nearest = min(range(len(places)), key=lambda at: (abs(places[at] - moment), at))
        found.setdefault(nearest, []).append((number, card))
    return found


def _moment(citations: Sequence[Citation]) -> float:
    """Return when something is said, in milliseconds, or else as a share of the words."""
    first = citations[0] if citations else None
    if first is None:
        return 0.0
    return first.position if first.start_ms is None else float(first.start_ms)
