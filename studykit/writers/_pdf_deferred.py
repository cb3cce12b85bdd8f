"""Paragraphs of the printed guide that name pages before them."""

from collections.abc import Callable
from functools import cached_property
from typing import cast

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable

from studykit.writers._pdf_canvas import GuideCanvas, Places
from studykit.writers._pdf_flowables import GuideParagraph


class Deferred(Flowable):
    """A paragraph that ``make`` makes when it is laid out, for it tells what stands on pages before it."""

    def __init__(self, make: Callable[[Places], GuideParagraph], style: ParagraphStyle) -> None:
        super().__init__()
        self.spaceBefore, self.spaceAfter = style.spaceBefore, style.spaceAfter
        self._make = make

    @cached_property
    def _paragraph(self) -> GuideParagraph:
        return self._make(cast(GuideCanvas, self.canv).places)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Return the room it takes."""
        return self._paragraph.wrapOn(self.canv, width, height)

    def split(self, width: float, height: float) -> list[Flowable]:
        """Return the part that fits in ``height`` and the rest."""
        return self._paragraph.splitOn(self.canv, width, height)

    def draw(self) -> None:
        """Draw it."""
        self._paragraph.drawOn(self.canv, 0, 0)
