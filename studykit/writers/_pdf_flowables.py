"""Paragraphs of the printed guide: with a number hung to the left and a note set to the right."""

from dataclasses import dataclass, replace
from typing import cast

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.platypus import Flowable, Paragraph
from reportlab.platypus.paraparser import ParaFrag

from studykit.writers._pdf_canvas import GuideCanvas, Landmark

HANG_GAP = 10
"""Points between a hanging number and the text."""


@dataclass(frozen=True)
class Side:
    """A note in the side column, its first line level with the text's."""

    paragraph: Paragraph
    width: float
    gutter: float


@dataclass(frozen=True)
class Fittings:
    """What stands around a paragraph.

    ``hang`` is a number to the left of its first line, ``side`` a note to the right of it, ``landmark`` what
    it is the heading of, ``page_of`` a landmark whose page number ends its last line, ``side_page`` one whose
    number ends the side note.
    """

    hang: str = ""
    hang_style: ParagraphStyle | None = None
    side: Side | None = None
    landmark: Landmark | None = None
    page_of: Landmark | None = None
    side_page: str = ""


class GuideParagraph(Paragraph):
    """A paragraph with fittings; they stay with its first part, the page number with its last."""

    def __init__(
        self,
        text: str,
        style: ParagraphStyle,
        bulletText: str | None = None,  # noqa: N803  # Paragraph.split passes it by this name
        frags: list[ParaFrag] | None = None,
        *,
        fittings: Fittings | None = None,
    ) -> None:
        super().__init__(text, style, bulletText=bulletText, frags=frags)
        self.fittings = fittings or Fittings()

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Return the room it takes: the text's, or the side note's where that is taller."""
        taken, text_height = super().wrap(width, height)
        self.height = max(text_height, self._side_height())
        return taken, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        """Return the part that fits in ``height`` and the rest; nothing where the side note does not fit."""
        if self._side_height() > height:
            return []
        parts = cast(list[GuideParagraph], super().split(width, height))
        if len(parts) == 2:
            first, rest = parts
            first.fittings = replace(self.fittings, page_of=None)
            rest.fittings = Fittings(page_of=self.fittings.page_of)
        return list(parts)

    def draw(self) -> None:
        """Draw the text and its fittings."""
        fittings = self.fittings
        canvas = cast(GuideCanvas, self.canv)
        if fittings.landmark:
            canvas.land(fittings.landmark, self.height + self.style.leading)
        canvas.begin_text()
        baseline = self.height - self.style.fontSize
        if fittings.hang and fittings.hang_style:
            _draw_hang(canvas, fittings.hang, fittings.hang_style, baseline)
        super().draw()
        if fittings.side:
            self._draw_side(canvas, fittings.side, baseline)
        if fittings.page_of:
            self._draw_page(canvas, fittings.page_of)

    def _side_height(self) -> float:
        side = self.fittings.side
        return float(side.paragraph.wrap(side.width, 0)[1]) if side else 0.0

    def _draw_side(self, canvas: GuideCanvas, side: Side, baseline: float) -> None:
        height = self._side_height()
        style = side.paragraph.style
        x = self.width + side.gutter
        side.paragraph.drawOn(canvas, x, baseline + style.fontSize - height)
        if self.fittings.side_page:
            label = side.paragraph.getPlainText() + " "
            after = pdfmetrics.stringWidth(label, style.fontName, style.fontSize)
            canvas.draw_late(self.fittings.side_page, x + after, baseline, style, flush_right=False)

    def _draw_page(self, canvas: GuideCanvas, target: Landmark) -> None:
        last_baseline = (
            self.height - self.style.fontSize - (len(self.getActualLineWidths0()) - 1) * self.style.leading
        )
        canvas.draw_late(target.key, self.width, last_baseline, self.style, flush_right=True)
        canvas.linkRect(target.full_title, target.key, (0, 0, self.width, self.height), relative=1)


def _draw_hang(canvas: GuideCanvas, text: str, style: ParagraphStyle, baseline: float) -> None:
    canvas.saveState()
    canvas.setFont(style.fontName, style.fontSize)
    canvas.setFillColor(style.textColor)
    canvas.drawRightString(-HANG_GAP, baseline, text)
    canvas.restoreState()
