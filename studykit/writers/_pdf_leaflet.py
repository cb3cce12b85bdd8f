"""The sheets that a class gets: one column or two, a line for the name, a foot with title and page number."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import cast

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    FrameBreak,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
)

from studykit.contracts import Rendering
from studykit.model import StudyDocument
from studykit.text import filled, squeeze
from studykit.writers._pdf_canvas import PAGE_COUNT, GuideCanvas
from studykit.writers._pdf_file import dated_canvas, described, finished
from studykit.writers._pdf_type import Typesetter

MARGIN_SHARE, WIDEST_MARGIN = 0.08, 48
"""Of the paper's width, and points: what is free on the left and on the right."""
TOP, BOTTOM = 44, 52
HANG_ROOM = 20
"""Points that numbers hang in, left of a column."""
GUTTER = 20
TALLEST_HEAD = 0.85
"""Of a page: what a head takes at most."""
SHORTEST_LINE = 18
"""The width of a line as a multiple of the type's size: some forty letters."""


@dataclass(frozen=True)
class Part:
    """What begins on a page of its own: a head over the whole width, and what stands below it in columns."""

    head: Sequence[Flowable]
    body: Sequence[Flowable]


class TooManySides(Exception):  # noqa: N818  it is no error: less is printed then
    """What is to be printed needs more sides than it may have."""


class Leaflet:
    """One handout of an episode; ``kind`` is what it is called on its sheets, ``filename`` in notices."""

    def __init__(
        self, document: StudyDocument, setter: Typesetter, now: datetime, kind: str, filename: str
    ) -> None:
        self._document = document
        self._setter = setter
        self._now = now
        self._kind = kind
        self._filename = filename

    def printed(self, parts: Sequence[Part], columns: int = 1, most: int | None = None) -> Rendering:
        """Return ``parts`` as a PDF, their bodies in ``columns``.

        Raises TooManySides where it has more than ``most``.
        """
        self._most = most
        file, about = BytesIO(), described(self._document, self._kind)
        template = BaseDocTemplate(
            file,
            pagesize=self._setter.paper,
            invariant=1,
            pageCompression=1,
            # reportlab would name Helvetica on each page, which is not embedded, and draw nothing with it.
            initialFontName=self._setter.styles["item"].fontName,
            title=about.title,
            author=about.author,
            subject=about.subject,
            creator="studykit",
            lang=about.language,
        )
        template.addPageTemplates(self._pages([part.head for part in parts], columns))
        template.build(list(_story(parts)), canvasmaker=dated_canvas(self._now, {}))
        return finished(file, self._setter, self._filename)

    def _pages(self, heads: Iterable[Sequence[Flowable]], columns: int) -> list[PageTemplate]:
        setter = self._setter
        room, whole = setter.paper[0] - 2 * side_margin(setter), column_height(setter)
        taken = min(max(height_of(head, room) for head in heads) + 1, whole * TALLEST_HEAD)
        head = _frame(side_margin(setter), BOTTOM + whole - taken, room, taken)
        first = [head, *_columns(setter, columns, whole - taken)]
        others = _columns(setter, columns, whole)
        return [
            PageTemplate("first", first, self._begin, self._foot, autoNextPageTemplate="other"),
            PageTemplate("other", others, self._begin, self._foot),
        ]

    def _begin(self, page_canvas: Canvas, _: object) -> None:
        if self._most and page_canvas.getPageNumber() > self._most:
            raise TooManySides
        cast(GuideCanvas, page_canvas).space_letters(self._setter.theme.type.tracking)

    def _foot(self, page_canvas: Canvas, _: object) -> None:
        """Draw what the sheet is of, and which of how many."""
        canvas = cast(GuideCanvas, page_canvas)
        setter, style = self._setter, self._setter.styles["running"]
        margin, y = side_margin(setter), BOTTOM / 2
        room = setter.paper[0] - 2 * margin
        title = " · ".join(filter(None, (self._kind, squeeze(self._document.episode.title))))
        line = setter.line("running", title, room * 0.7)
        line.wrapOn(canvas, room * 0.7, 0)
        line.drawOn(canvas, setter.from_left(margin, room * 0.7), y + style.fontSize - line.height)
        text = filled(setter.wording.page_of.removesuffix("{pages}"), page=str(canvas.getPageNumber()))
        canvas.setFont(style.fontName, style.fontSize)
        canvas.setFillColor(style.textColor)
        width, rest = (canvas.stringWidth(each, style.fontName, style.fontSize) for each in (text, "00"))
        after = setter.from_left(margin + room - width - rest, width + rest) + width
        canvas.drawRightString(after, y, text)
        canvas.draw_late(PAGE_COUNT, after, y, style, flush_right=False)


def side_margin(setter: Typesetter) -> float:
    """Return how much is free on the left and on the right, in points."""
    return min(WIDEST_MARGIN, setter.paper[0] * MARGIN_SHARE)


def column_width(setter: Typesetter, columns: int) -> float:
    """Return the width of each of ``columns`` besides what numbers hang in, in points."""
    room = setter.paper[0] - 2 * side_margin(setter)
    return (room - (columns - 1) * GUTTER) / columns - HANG_ROOM


def column_height(setter: Typesetter) -> float:
    """Return the height of a column on a page without a head, in points."""
    return setter.paper[1] - TOP - BOTTOM


def columns_for(setter: Typesetter) -> int:
    """Return how many columns dense text is set in: two where their lines are long enough to be read."""
    return 2 if column_width(setter, 2) >= SHORTEST_LINE * setter.theme.styles["item"].size else 1


def height_of(flowables: Iterable[Flowable], width: float) -> float:
    """Return how high ``flowables`` are below each other in a column of ``width``, in points."""
    return sum(
        float(each.wrap(width, 10_000)[1] + each.getSpaceBefore() + each.getSpaceAfter())
        for each in flowables
    )


def _columns(setter: Typesetter, count: int, height: float) -> list[Frame]:
    width = column_width(setter, count)
    lefts = (side_margin(setter) + n * (width + HANG_ROOM + GUTTER) + HANG_ROOM for n in range(count))
    return [_frame(setter.from_left(left, width), BOTTOM, width, height) for left in lefts]


def _frame(left: float, bottom: float, width: float, height: float) -> Frame:
    return Frame(left, bottom, width, height, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)


def _story(parts: Sequence[Part]) -> Iterator[Flowable]:
    for number, part in enumerate(parts):
        if number:
            yield NextPageTemplate("first")
            yield PageBreak()
        yield from part.head
        yield FrameBreak()
        yield from part.body
