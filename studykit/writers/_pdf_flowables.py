"""Paragraphs of the printed guide: with a number hung to the left and a note set to the right.

Each says by its tag what it is; one without a tag is an artifact, such as a running head.
"""

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from typing import TypeAlias, cast

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.platypus import Flowable, Paragraph
from reportlab.platypus.paragraph import ParaLines
from reportlab.platypus.paraparser import ParaFrag

from studykit.text import words
from studykit.writers._bidi import Direction
from studykit.writers._pdf_canvas import GuideCanvas, Landmark
from studykit.writers._pdf_figures import Beside
from studykit.writers._pdf_lines import drawn, may_break, opened, turned
from studykit.writers._pdf_structure import Tag
from studykit.writers._pdf_tags import TaggedCanvas

HANG_GAP = 10
"""Points between a hanging number and the text."""


@dataclass(frozen=True)
class Side:
    """A note in the side column, its first line level with the text's."""

    paragraph: "GuideParagraph"
    width: float
    gutter: float


Mention: TypeAlias = tuple[int, str]
"""The place of a term in a text, counted in words, and its key."""


@dataclass(frozen=True)
class Fittings:
    """What stands around a paragraph.

    ``hang`` is a number to the left of its first line (``hang_tag`` is its own element, where it has one),
    ``name`` what stands in its indent, level with its first line,
    ``side`` a note to the right of it, ``beside`` a picture there, ``landmark`` what it is the heading of,
    ``page_of`` a landmark whose page number ends its last line at the right, ``side_page`` one whose number
    ends the side note, and ``tail_page`` one whose number follows its last word, set in ``tail_style``.
    ``mentions`` are the keys of terms that the text uses, each with its place in words, and ``explains`` is
    the key of the one that it explains.
    """

    hang: str = ""
    hang_style: ParagraphStyle | None = None
    hang_tag: Tag | None = None
    name: "GuideParagraph | None" = None
    side: Side | None = None
    beside: Beside | None = None
    landmark: Landmark | None = None
    page_of: Landmark | None = None
    side_page: str = ""
    tail_page: str = ""
    tail_style: ParagraphStyle | None = None
    mentions: tuple[Mention, ...] = ()
    explains: str = ""


class GuideParagraph(Paragraph):
    """A paragraph with fittings; they stay with its first part, the page number with its last."""

    blPara: ParaLines | ParaFrag  # noqa: N815  # reportlab's name
    """The text broken into lines, as reportlab keeps them."""

    def __init__(
        self,
        text: str,
        style: ParagraphStyle,
        bulletText: str | None = None,  # noqa: N803  # Paragraph.split passes it by this name
        frags: list[ParaFrag] | None = None,
        *,
        fittings: Fittings | None = None,
        tag: Tag | None = None,
    ) -> None:
        super().__init__(text, style, bulletText=bulletText, frags=frags)
        self.fittings = fittings or Fittings()
        self.tag = tag
        if frags is None and len(self.frags) == 1 and self.frags[0].link:
            # reportlab draws a paragraph of one run in a way that hides where its link is.
            self.frags.append(self.frags[0].clone(text="", link=[]))
        if frags is None and may_break(self.frags):
            self.frags = opened(self.frags)  # type: ignore[assignment]  # reportlab keeps either there

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Return the room it takes: the text's, or the side note's where that is taller."""
        taken, text_height = super().wrap(width, height)
        self.height = max(text_height, self._side_height(), self._beside_height())
        return taken, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        """Return the part that fits in ``height`` and the rest; nothing where the side note does not fit."""
        if max(self._side_height(), self._beside_height()) > height:
            return []
        parts = cast(list[GuideParagraph], super().split(width, height))
        if len(parts) == 2:
            first, rest = parts
            whole = self.fittings
            border = len(words(_text_of(first))) if whole.mentions else 0
            before = tuple(mention for mention in whole.mentions if mention[0] < border)
            first.fittings = replace(whole, page_of=None, tail_page="", mentions=before)
            rest.fittings = Fittings(
                page_of=whole.page_of,
                tail_page=whole.tail_page,
                tail_style=whole.tail_style,
                mentions=whole.mentions[len(before) :],
            )
            first.tag = rest.tag = self.tag
        return list(parts)

    def draw(self) -> None:
        """Draw the text and its fittings."""
        fittings = self.fittings
        canvas = cast(GuideCanvas, self.canv)
        if fittings.landmark:
            canvas.land(fittings.landmark, self.height + self.style.leading)
        canvas.begin_text()
        canvas.mention(key for _, key in fittings.mentions)
        if fittings.explains:
            canvas.places.explained[fittings.explains] = canvas.getPageNumber()
        baseline = self.height - self.style.fontSize
        if fittings.hang and fittings.hang_style:
            with tagging(canvas, fittings.hang_tag or self.tag):
                self._draw_hang(canvas, fittings.hang, fittings.hang_style, baseline)
        with tagging(canvas, self.tag):
            if fittings.name:
                self._draw_name(canvas, fittings.name, baseline)
            super().draw()
            if fittings.page_of:
                self._draw_page(canvas, fittings.page_of)
            if fittings.tail_page and fittings.tail_style:
                self._draw_tail(canvas, fittings.tail_page, fittings.tail_style)
        if fittings.side:
            self._draw_side(canvas, fittings.side, baseline)
        if fittings.beside:
            picture, top = fittings.beside.picture, self.height + fittings.beside.rise
            picture.draw(canvas, self._from_left(fittings.beside.left, picture.width), top - picture.height)

    def drawPara(self, debug: int = 0) -> None:  # noqa: N802  # reportlab's name
        """Draw the text: letters from left to right, links as such, and a space where a line ends."""
        read = self.blPara
        self.blPara = drawn(read, self._direction)
        self._say(turned(read))
        super().drawPara(debug)
        self.blPara = read

    def _say(self, text: str) -> None:
        """Let ``text`` be read for the paragraph, unless something else is content of its element too."""
        whole = self.fittings
        if self.tag and text and not (whole.page_of or whole.tail_page or whole.name):
            hang = f"{whole.hang} " if whole.hang and not whole.hang_tag else ""
            cast(TaggedCanvas, self.canv).structure.say(self.tag, hang + text)

    @property
    def _direction(self) -> Direction:
        return cast(Direction, getattr(self.style, "direction", "L"))

    @property
    def _is_mirrored(self) -> bool:
        """Whether the page runs from right to left, so that what stands left elsewhere stands right."""
        return self._direction == "R"

    def _from_left(self, x: float, width: float) -> float:
        """Return where a thing of ``width`` begins that on a page from left to right begins at ``x``."""
        return self.width - x - width if self._is_mirrored else x

    def _draw_hang(self, canvas: GuideCanvas, text: str, style: ParagraphStyle, baseline: float) -> None:
        canvas.saveState()
        canvas.setFont(style.fontName, style.fontSize)
        canvas.setFillColor(style.textColor)
        width = pdfmetrics.stringWidth(text, style.fontName, style.fontSize)
        canvas.drawString(self._from_left(-HANG_GAP - width, width), baseline, f"{text} ")
        canvas.restoreState()

    def _draw_name(self, canvas: GuideCanvas, name: "GuideParagraph", baseline: float) -> None:
        room = max(self.style.leftIndent, self.style.rightIndent)
        _, height = name.wrap(room, 0)
        name.drawOn(canvas, self._from_left(0, room), baseline + name.style.fontSize - height)

    def _side_height(self) -> float:
        side = self.fittings.side
        return float(side.paragraph.wrap(side.width, 0)[1]) if side else 0.0

    def _beside_height(self) -> float:
        return self.fittings.beside.needed if self.fittings.beside else 0.0

    def _draw_side(self, canvas: GuideCanvas, side: Side, baseline: float) -> None:
        height = self._side_height()
        style = side.paragraph.style
        x = self._from_left(self.width + side.gutter, side.width)
        side.paragraph.drawOn(canvas, x, baseline + style.fontSize - height)
        if self.fittings.side_page:
            label = side.paragraph.getPlainText() + " "
            after = pdfmetrics.stringWidth(label, style.fontName, style.fontSize)
            place = x + (side.width - after if self._is_mirrored else after)
            with tagging(canvas, side.paragraph.tag):
                canvas.draw_late(
                    self.fittings.side_page, place, baseline, style, flush_right=self._is_mirrored
                )

    def _draw_page(self, canvas: GuideCanvas, target: Landmark) -> None:
        x = 0 if self._is_mirrored else self.width
        flush_right = not self._is_mirrored
        canvas.draw_late(target.key, x, self._last_baseline, self.style, flush_right=flush_right)
        canvas.linkRect(target.full_title, target.key, (0, 0, self.width, self.height), relative=1)

    def _draw_tail(self, canvas: GuideCanvas, place: str, style: ParagraphStyle) -> None:
        indent = self.style.rightIndent if self._is_mirrored else self.style.leftIndent
        after = indent + self.getActualLineWidths0()[-1]
        after += pdfmetrics.stringWidth(" ", style.fontName, style.fontSize)
        x = self._from_left(after, 0)
        canvas.draw_late(place, x, self._last_baseline, style, flush_right=self._is_mirrored)

    @property
    def _last_baseline(self) -> float:
        lines = len(self.getActualLineWidths0())
        return float(self.height - self.style.fontSize - (lines - 1) * self.style.leading)


def _text_of(part: Paragraph) -> str:
    """Return the text of a part of a paragraph, in which reportlab keeps text, words, or words in pieces."""
    return " ".join(
        "".join(text for _, text in frag[1:])
        if isinstance(frag, list)
        else getattr(frag, "text", "") or " ".join(getattr(frag, "words", ()))
        for frag in part.frags
    )


def tagging(canvas: TaggedCanvas, tag: Tag | None) -> AbstractContextManager[None]:
    """Return the context in which what is drawn is content of ``tag``, or an artifact where that is None."""
    return canvas.tagged(tag) if tag else nullcontext()
