"""Sets plain text in the styles of the theme: escapes it, finds its fonts, keeps count of what is lacking."""

import unicodedata
from bisect import bisect_right
from dataclasses import replace
from typing import Literal
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_CENTER, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.platypus import CondPageBreak, Flowable

from studykit.contracts import PaperSize
from studykit.page_wording import PageWording
from studykit.text import filled, squeeze
from studykit.writers._bidi import Direction
from studykit.writers._line_breaks import with_breaks
from studykit.writers._pdf_canvas import Landmark
from studykit.writers._pdf_figures import Beside, Picture
from studykit.writers._pdf_flowables import Fittings, GuideParagraph, Mention, Side
from studykit.writers._pdf_fonts import Fonts
from studykit.writers._pdf_markup import NEW_LINE, NO_BREAK, NOTHING, Markup, join
from studykit.writers._pdf_qr import QrCode
from studykit.writers._pdf_structure import StructureType, Tag
from studykit.writers._pdf_tags import TaggedCanvas
from studykit.writers._pdf_theme import PAPERS, Face, Ink, Role, Style, Theme

ROOM_LINES: dict[Role, int] = {"chapter": 16, "group": 7}
"""Lines of running text that a page must have room for, for a heading with its space to begin there."""
KINDS: dict[Role, StructureType] = {
    "title": "H1",
    "section": "H2",
    "chapter": "H2",
    "group": "H3",
    "label": "H3",
    "sheet-title": "H1",
    "sheet-section": "H2",
    "poster-title": "H1",
    "poster-chapter": "H2",
}
"""What a paragraph is to a reader who cannot see it; all others are plain paragraphs."""
Alignment = Literal["left", "centre", "right"]
ALIGNMENTS: dict[Alignment, Literal[0, 1, 2]] = {"left": TA_LEFT, "centre": TA_CENTER, "right": TA_RIGHT}
TALLEST_SIDE_LINES = 6
"""A side note of more lines is set within the text, which can go on to the next page."""


class Typesetter:
    """Makes paragraphs for one guide; ``missing`` gathers the characters that no font could draw."""

    def __init__(
        self,
        theme: Theme,
        fonts: Fonts,
        paper: PaperSize,
        wording: PageWording,
        direction: Direction = "L",
    ) -> None:
        """Take the look, its fonts, and in which direction pages are laid out."""
        self.theme = theme.on_paper(paper)
        self.fonts = fonts
        self.wording = wording
        self.direction = direction
        self.paper = PAPERS[paper]
        self.side_width = self.theme.page.side_width(paper)
        self.missing: set[str] = set()
        self.hangs_numbers = True
        self.styles = {role: self._paragraph_style(role, style) for role, style in self.theme.styles.items()}

    @property
    def ends(self) -> tuple[Alignment, Alignment]:
        """On which side a line begins, and on which it ends."""
        return ("right", "left") if self.direction == "R" else ("left", "right")

    def from_left(self, x: float, width: float) -> float:
        """Return where a thing of ``width`` begins on the page that from left to right begins at ``x``."""
        return self.paper[0] - x - width if self.direction == "R" else x

    def plain(self, text: str, face: Face = "text") -> Markup:
        """Return ``text`` on one line as markup for a paragraph set in ``face``."""
        runs = self._runs(text, face)
        own = self.fonts.faces[face].name
        return Markup(
            "".join(
                escape(piece) if font == own else f'<font name="{font}">{escape(piece)}</font>'
                for font, piece in runs
            )
        )

    def run(self, text: str, face: Face, *, colour: Ink | None = None) -> Markup:
        """Return ``text`` as a run in another face or colour than the paragraph around it."""
        own = self.fonts.faces[face].name
        dress = f' color="{getattr(self.theme.colours, colour)}"' if colour else ""
        return Markup(f'<font name="{own}"{dress}>{self.plain(text, face)}</font>')

    def dressed(self, text: str, role: Role) -> Markup:
        """Return ``text`` as a run in the dress of ``role``, within a paragraph of another one."""
        return self.dress(self.plain(text, self.theme.styles[role].font), role)

    def dress(self, markup: Markup, role: Role) -> Markup:
        """Return ``markup``, set in the face of ``role``, as a run in its size and colour too."""
        style = self.theme.styles[role]
        name, colour = self.fonts.faces[style.font].name, getattr(self.theme.colours, style.colour)
        return Markup(f'<font name="{name}" size="{style.size}" color="{colour}">{markup}</font>')

    def line(self, role: Role, text: str, width: float, side: Alignment = "left") -> GuideParagraph:
        """Return ``text`` as one line of ``role``, cut to ``width`` points, on one ``side`` of them.

        It is for page furniture and for pictures: no element of its own.
        """
        look = self.styles[role]
        style = ParagraphStyle(f"{role}-{side}", parent=look, alignment=ALIGNMENTS[side], leftIndent=0)
        return GuideParagraph(self._fitted(text, self.theme.styles[role], width), style)

    def centred(self, role: Role, markup: Markup) -> GuideParagraph:
        """Return a paragraph for a picture, its lines centred, in the darkest ink."""
        look, ink = self.styles[role], self.styles["passage"].textColor
        style = ParagraphStyle(f"{role}-centred", parent=look, alignment=TA_CENTER, textColor=ink)
        return GuideParagraph(markup, style)

    def cue(self, markup: Markup) -> GuideParagraph:
        """Return a paragraph for the column of cues."""
        style = ParagraphStyle("cue", parent=self.styles["index"], leftIndent=0, firstLineIndent=0)
        return GuideParagraph(markup, style, tag=Tag("P"))

    def width(self, role: Role, text: str) -> float:
        """Return how wide ``text`` is on one line of ``role``, in points."""
        return self._width(squeeze(text), self.theme.styles[role])

    def _fitted(self, text: str, style: Style, width: float) -> Markup:
        whole = squeeze(text)
        if self._width(whole, style) <= width:
            return self.plain(whole, style.font)
        counts = range(1, len(whole) + 1)
        most = bisect_right(counts, False, key=lambda count: self._width(whole[:count] + "…", style) > width)
        whole_words = whole[: most + 1].rpartition(" ")[0] or whole[:most]
        return self.plain(whole_words.rstrip(" ,;:–—") + "…", style.font)

    def paragraph(
        self,
        role: Role,
        markup: Markup,
        fittings: Fittings | None = None,
        tag: Tag | None = None,
        style: ParagraphStyle | None = None,
    ) -> GuideParagraph:
        """Return ``markup`` as a paragraph of ``role``; ``tag`` is what it is if not what ``role`` says.

        ``style`` takes the place of the one of ``role``, where its size depends on the room there is.
        """
        tag = tag or Tag(KINDS.get(role, "P"))
        return GuideParagraph(markup, style or self.styles[role], fittings=fittings, tag=tag)

    def row(
        self,
        role: Role,
        markup: Markup,
        *,
        hang: str = "",
        side: Markup = NOTHING,
        within: Tag | None = None,
        mentions: tuple[Mention, ...] = (),
        explains: str = "",
    ) -> GuideParagraph:
        """Return a paragraph with a number hung to its left and a note at its side.

        It is an item of the list ``within``, or stands for itself. ``mentions`` and ``explains`` are terms
        that it uses, or is the entry of; see ``Fittings``.
        """
        item = Tag("LI", within) if within else None
        body = Tag("LBody", item) if item else None
        hang_style = self.styles["side"] if hang else None
        note = self.side(side, body) if side else None
        if note and not self._fits(note):
            markup, note = join(markup, self._within(side)), None
        label = Tag("Lbl", item) if item else None
        fittings = Fittings(
            hang=hang,
            hang_style=hang_style,
            hang_tag=label,
            side=note,
            mentions=mentions,
            explains=explains,
        )
        return self.paragraph(role, markup, fittings, Tag("P", body))

    def side(self, markup: Markup, within: Tag | None = None) -> Side:
        """Return ``markup`` as a note for the side column, a paragraph of the element ``within``."""
        note = GuideParagraph(markup, self.styles["side"], tag=Tag("P", within))
        return Side(note, self.side_width, self.theme.page.gutter)

    def with_picture(
        self, role: Role, markup: Markup, picture: Picture, *, rise: float, drop: float
    ) -> GuideParagraph:
        """Return a paragraph with a picture in the side column, or within its right end where there is none.

        In the side column it may begin ``rise`` points higher than the text, and end ``drop`` points lower.
        """
        page, style = self.theme.page, self.styles[role]
        if self.side_width:
            inset = max(picture.inset, picture.width - self.side_width)
            beside = Beside(picture, page.measure + page.gutter - inset, rise, drop)
        else:
            beside = Beside(picture, page.measure - picture.width + picture.inset)
            left, right = self._indents(self.theme.styles[role].indent, picture.width)
            style = ParagraphStyle(f"{role}-narrow", parent=style, leftIndent=left, rightIndent=right)
        return GuideParagraph(markup, style, fittings=Fittings(beside=beside), tag=Tag("P"))

    def code(self, code: QrCode) -> Picture:
        """Return a code to scan as a picture."""
        return code.picture(self.styles["passage"].textColor, filled(self.wording.qr_alt, url=code.url))

    def captioned(self, picture: Picture, caption: str) -> Picture:
        """Return ``picture`` with a caption below it."""
        line = GuideParagraph(self.plain(caption, self.theme.styles["side"].font), self.styles["side"])
        _, height = line.wrap(picture.width - picture.inset, 0)

        def paint(canvas: TaggedCanvas) -> None:
            line.drawOn(canvas, picture.inset, 0)
            canvas.translate(0, height)
            picture.paint(canvas)

        return replace(picture, height=picture.height + height, paint=paint)

    def _fits(self, note: Side) -> bool:
        """Whether there is a side column, and ``note`` is short enough for it."""
        tallest = TALLEST_SIDE_LINES * self.styles["side"].leading
        return note.width > 0 and note.paragraph.wrap(note.width, 0)[1] <= tallest

    def heading(self, role: Role, landmark: Landmark, side: Markup = NOTHING) -> GuideParagraph:
        """Return the heading of ``landmark``, which never stands alone at the foot of a page."""
        fittings = Fittings(
            hang=landmark.number if self.hangs_numbers else "",
            hang_style=self._hang_style(role),
            side=self.side(side) if side and self.side_width else None,
            landmark=landmark,
        )
        shown = landmark.title if self.hangs_numbers else landmark.full_title
        title = self.plain(shown, self.theme.styles[role].font)
        below = self._within(side) if side and not self.side_width else NOTHING
        return self.paragraph(role, join(title, below), fittings)

    def group(
        self, title: str, *, hang: str = "", side: Markup = NOTHING, side_page: str = ""
    ) -> GuideParagraph:
        """Return a small heading that the contents do not list, with a note on a page at its side."""
        heading = self.plain(title, self.theme.styles["group"].font)
        fittings = Fittings(hang=hang, hang_style=self._hang_style("group"))
        return self._noted("group", heading, fittings, side, side_page=side_page)

    def contents_line(self, landmark: Landmark, within: Tag) -> GuideParagraph:
        """Return a line of the contents ``within``: number, title, page, all of it a link."""
        role: Role = "subcontents" if landmark.level else "contents"
        fittings = Fittings(hang=landmark.number, hang_style=self._hang_style(role), page_of=landmark)
        tag = Tag("Link", Tag("TOCI", within))
        return self.paragraph(role, self.plain(landmark.title, self.theme.styles[role].font), fittings, tag)

    def fact(self, name: str, fact: Markup, beside: Picture | None = None) -> GuideParagraph:
        """Return ``fact`` with its name before it, ``beside`` in the side column."""
        if beside:
            paragraph = self.with_picture("fact", fact, beside, rise=0, drop=beside.height)
        else:
            paragraph = self.paragraph("fact", fact)
        size = self.theme.styles["side"].size + 1
        style = ParagraphStyle("fact-name", parent=self.styles["side"], fontSize=size)
        named = GuideParagraph(self.plain(name, self.theme.styles["side"].font), style)
        paragraph.fittings = replace(paragraph.fittings, name=named)
        return paragraph

    def room(self, role: Role) -> Flowable:
        """Return a break to the next page unless a heading of ``role`` and enough of its text have room."""
        return CondPageBreak(ROOM_LINES[role] * self.styles["passage"].leading)

    def label(
        self, text: str, *, side: Markup = NOTHING, side_page: str = "", tag: Tag | None = None
    ) -> GuideParagraph:
        """Return the small heading of a list; the page of landmark ``side_page`` ends its side note."""
        return self._noted(
            "label", self.plain(text, "label_bold"), Fittings(), side, side_page=side_page, tag=tag
        )

    def _noted(
        self,
        role: Role,
        heading: Markup,
        fittings: Fittings,
        side: Markup,
        *,
        side_page: str,
        tag: Tag | None = None,
    ) -> GuideParagraph:
        """Return a heading with a note at its side, or after it, that ends in the page of a landmark."""
        if side and self.side_width:
            noted = replace(fittings, side=self.side(side), side_page=side_page)
        else:
            noted = replace(fittings, tail_page=side_page, tail_style=self.styles["side"])
            heading = join(heading, self._after(side))
        return self.paragraph(role, heading, noted, tag)

    def _runs(self, text: str, face: Face) -> list[tuple[str, str]]:
        composed = unicodedata.normalize("NFC", squeeze(text))
        if not self.fonts.faces[face].has(composed):
            self.missing.update(filter(self.fonts.lacks, set(composed)))
        return self.fonts.runs(with_breaks(composed), face)

    def _width(self, text: str, style: Style) -> float:
        runs = self.fonts.runs(unicodedata.normalize("NFC", text), style.font)
        return sum(pdfmetrics.stringWidth(piece, font, style.size) for font, piece in runs)

    def _within(self, side: Markup) -> Markup:
        """Return a side note that stands within the text, on lines of its own."""
        return join(NEW_LINE, self.dress(Markup(side.replace(NEW_LINE, "; ")), "side"))

    def _after(self, side: Markup) -> Markup:
        """Return a side note that goes on the same line, where there is no side column."""
        return join(Markup(NO_BREAK * 3), self.dress(side, "side")) if side else side

    def _indents(self, before: float, after: float) -> tuple[float, float]:
        """Return the indents left and right of what has such before and after its lines."""
        return (after, before) if self.direction == "R" else (before, after)

    def _hang_style(self, role: Role) -> ParagraphStyle:
        return ParagraphStyle(
            f"{role}-hang", parent=self.styles[role], textColor=HexColor(self.theme.colours.accent)
        )

    def _paragraph_style(self, role: Role, style: Style) -> ParagraphStyle:
        left, right = self._indents(style.indent, 36 if role in ("contents", "subcontents") else 0)
        return ParagraphStyle(
            role,
            fontName=self.fonts.faces[style.font].name,
            fontSize=style.size,
            leading=style.leading,
            textColor=HexColor(getattr(self.theme.colours, style.colour)),
            spaceBefore=style.before,
            spaceAfter=style.after,
            direction=self.direction,
            alignment=TA_RIGHT if self.direction == "R" else TA_LEFT,
            firstLineIndent=-style.indent if role == "index" else 0,
            leftIndent=left,
            rightIndent=right,
            allowWidows=0,
            allowOrphans=0,
            splitLongWords=1,
            keepWithNext=role in ("section", "chapter", "group", "label", "sheet-title", "sheet-section"),
        )
