"""What stands on the sheets of a class: heads, lines to write on, options to choose from, gaps to fill in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import cast

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable

from studykit.model import BLANK, Citation, Episode
from studykit.text import slug, squeeze
from studykit.writers._captions import byline
from studykit.writers._pdf_canvas import GuideCanvas, Landmark
from studykit.writers._pdf_evidence import bylines, quotes
from studykit.writers._pdf_figures import Picture
from studykit.writers._pdf_flowables import Fittings, GuideParagraph
from studykit.writers._pdf_markup import (
    BLANK_RULE,
    NEW_LINE,
    NO_BREAK,
    NOTHING,
    SPACE,
    Markup,
    join,
    unbroken,
)
from studykit.writers._pdf_structure import Tag
from studykit.writers._pdf_theme import Role
from studykit.writers._pdf_type import Typesetter

RULE_APART = 23
"""Points between two lines to write on, 8 mm."""
RULE = HexColor("#8f8b86")
COLUMN_GAP = 16
LONG_TITLE = 120
"""Characters; a longer title is set like text."""
LONGEST_UNBROKEN = 40
FIELD_GAP = 18


class Ruled(Flowable):
    """A few lines to write on, as wide as the column; they stay together."""

    def __init__(self, count: int, after: float = 0) -> None:
        super().__init__()
        self._count = count
        self.spaceAfter = after

    def wrap(self, width: float, _: float) -> tuple[float, float]:
        """Return the room it takes, in points."""
        self.width, self.height = width, self._count * RULE_APART
        return width, self.height

    def draw(self) -> None:
        """Draw the lines."""
        self.canv.setStrokeColor(RULE)
        self.canv.setLineWidth(0.6)
        for number in range(self._count):
            y = self.height - (number + 1) * RULE_APART + 4
            self.canv.line(0, y, self.width, y)


class Fields(Flowable):
    """Lines for the name and the like, next to each other, each with what it is for below it.

    ``labels`` come with their shares of the width; ``mirrored`` begins at the right.
    """

    def __init__(self, labels: Sequence[tuple[GuideParagraph, float]], *, mirrored: bool) -> None:
        super().__init__()
        self._labels = list(reversed(labels)) if mirrored else list(labels)
        self.spaceAfter = RULE_APART / 2

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Return the room it takes, in points."""
        below = max(label.wrap(self._room(width, share), height)[1] for label, share in self._labels)
        self.width, self.height = width, RULE_APART + below
        return width, self.height

    def draw(self) -> None:
        """Draw the lines and their labels."""
        x, y = 0.0, self.height - RULE_APART
        for label, share in self._labels:
            room = self._room(self.width, share)
            self.canv.setStrokeColor(RULE)
            self.canv.setLineWidth(0.6)
            self.canv.line(x, y, x + room, y)
            label.wrapOn(self.canv, room, self.height)
            label.drawOn(self.canv, x, y - label.height - 1)
            x += room + FIELD_GAP

    def _room(self, width: float, share: float) -> float:
        return (width - FIELD_GAP * (len(self._labels) - 1)) * share


@dataclass(frozen=True)
class GridForm:
    """How many ``columns`` a grid has, and the width in which letters hang before its cells, in points.

    One that is ``mirrored`` begins at the right.
    """

    columns: int
    hang: float
    mirrored: bool


class Grid(Flowable):
    """Paragraphs next to each other, row by row; it goes on in the next column of the page."""

    def __init__(self, cells: Sequence[GuideParagraph], form: GridForm, after: float = 0) -> None:
        super().__init__()
        self.spaceAfter = after
        self._cells = list(cells)
        self._form = form

    def wrap(self, width: float, _: float) -> tuple[float, float]:
        """Return the room it takes, in points."""
        self.width = width
        self.height = sum(self._heights(width))
        return width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        """Return the rows that fit in ``height``, and the others."""
        taken, rows = 0.0, 0
        for row in self._heights(width):
            taken += row
            if taken > height:
                break
            rows += 1
        cut = rows * self._form.columns
        if not 0 < cut < len(self._cells):
            return []
        first, rest = self._cells[:cut], self._cells[cut:]
        return [Grid(first, self._form), Grid(rest, self._form, self.spaceAfter)]

    def draw(self) -> None:
        """Draw the cells."""
        y, room = self.height, self._cell_width(self.width)
        for row, height in zip(self._rows(), self._heights(self.width), strict=True):
            for column, cell in enumerate(row):
                x = column * (room + self._form.hang + COLUMN_GAP) + self._form.hang
                x = self.width - x - room if self._form.mirrored else x
                cell.wrapOn(self.canv, room, height)
                cell.drawOn(self.canv, x, y - cell.height)
            y -= height

    def _rows(self) -> Iterator[list[GuideParagraph]]:
        columns = self._form.columns
        yield from (self._cells[n : n + columns] for n in range(0, len(self._cells), columns))

    def _cell_width(self, width: float) -> float:
        form = self._form
        return (width - (form.columns - 1) * COLUMN_GAP) / form.columns - form.hang

    def _heights(self, width: float) -> list[float]:
        room = self._cell_width(width)
        return [max(c.wrap(room, 0)[1] + c.getSpaceAfter() for c in row) for row in self._rows()]


class Framed(Flowable):
    """Something with a thin frame around it."""

    PADDING = 8

    def __init__(self, inner: Flowable, after: float = 0) -> None:
        super().__init__()
        self._inner = inner
        self.spaceAfter = after

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Return the room it takes, in points."""
        inside = self._inner.wrap(width - 2 * self.PADDING, height)[1]
        self.width, self.height = width, inside + 2 * self.PADDING
        return width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        """Return the parts of what is within, each in a frame of its own."""
        inside = self._inner.split(width - 2 * self.PADDING, height - 2 * self.PADDING)
        return [Framed(part, self.spaceAfter) for part in inside]

    def draw(self) -> None:
        """Draw the frame and what is within."""
        self.canv.setStrokeColor(RULE)
        self.canv.setLineWidth(0.6)
        self.canv.roundRect(0, 0, self.width, self.height, 3)
        self._inner.drawOn(self.canv, self.PADDING, self.PADDING)


class Landing(Flowable):
    """A spot without a size that the outline leads to."""

    def __init__(self, landmark: Landmark, above: float = 0) -> None:
        super().__init__()
        self._landmark = landmark
        self._above = above

    def wrap(self, *_: float) -> tuple[float, float]:
        """Return that it takes no room."""
        return 0, 0

    def draw(self) -> None:
        """Tell the canvas where it is."""
        cast(GuideCanvas, self.canv).land(self._landmark, self._above)


def option(letter: str, text: str, setter: Typesetter, within: Tag) -> GuideParagraph:
    """Return one of the options to choose from, its letter hung to the left."""
    item = Tag("LI", within)
    fittings = Fittings(hang=letter, hang_style=setter.styles["option"], hang_tag=Tag("Lbl", item))
    markup = setter.plain(text, setter.theme.styles["option"].font)
    return setter.paragraph("option", markup, fittings, Tag("P", Tag("LBody", item)))


def blanked(text: str, setter: Typesetter, rule: Markup = BLANK_RULE) -> Markup:
    """Return ``text`` with a rule to write on in place of each BLANK; the word before goes with it."""
    first, *others = text.split(BLANK)
    markup, before = setter.plain(first), first
    for piece in others:
        gap = Markup(NO_BREAK * before.endswith(" "))
        markup = join(markup, gap, rule, Markup(" " * piece.startswith(" ")), setter.plain(piece))
        before = piece
    return markup


def proof(
    answer: str, citation: Citation | None, episode: Episode, setter: Typesetter, letter: str = ""
) -> Markup:
    """Return an answer in bold, the words it rests on, and who said them when."""
    marked = join(setter.run(letter, "label_bold", colour="accent"), Markup(NO_BREAK * 3))
    bold = join(marked if letter else NOTHING, setter.run(answer, "text_bold"))
    if citation is None:
        return bold
    said = said_by(citation, episode, setter)
    return join(bold, NEW_LINE, quotes((citation,), setter), SPACE, said)


def said_by(citation: Citation, episode: Episode, setter: Typesetter, role: Role = "fine") -> Markup:
    """Return who said it and when in fine print, on one line where that is short."""
    markup = bylines((citation,), episode, setter)
    if len(byline(citation, setter.wording)) <= LONGEST_UNBROKEN:
        markup = unbroken(markup)
    return setter.dress(markup, role)


class Masthead(Flowable):
    """Paragraphs below each other and a picture beside them, where there is one.

    It stands to the right of them, or ``mirrored`` to the left.
    """

    def __init__(
        self, paragraphs: Sequence[GuideParagraph], picture: Picture | None, *, mirrored: bool
    ) -> None:
        super().__init__()
        self._mirrored = mirrored
        self._paragraphs = paragraphs
        self._picture = picture
        self.spaceAfter = 4

    def wrap(self, width: float, _: float) -> tuple[float, float]:
        """Return the room it takes, in points."""
        self.width, self.height = width, max(sum(self._heights(width)), self._side[1])
        return width, self.height

    def draw(self) -> None:
        """Draw the paragraphs from the top down, and the picture."""
        y = self.height
        for paragraph, height in zip(self._paragraphs, self._heights(self.width), strict=True):
            paragraph.drawOn(self.canv, self._side[0] * self._mirrored, y - paragraph.height)
            y -= height
        if self._picture:
            inset = self._picture.inset
            left = -inset if self._mirrored else self.width - self._picture.width + inset
            self._picture.draw(cast(GuideCanvas, self.canv), left, self.height - self._side[1])

    @property
    def _side(self) -> tuple[float, float]:
        """The width that the picture takes from the paragraphs, and its height."""
        picture = self._picture
        return (picture.width + COLUMN_GAP, picture.height) if picture else (0.0, 0.0)

    def _heights(self, width: float) -> list[float]:
        room = width - self._side[0]
        return [p.wrap(room, 0)[1] + p.getSpaceAfter() for p in self._paragraphs]


def sheet_head(
    episode: Episode,
    kind: str,
    setter: Typesetter,
    *,
    fields: Sequence[tuple[str, float]] = (),
    notes: Sequence[str] = (),
    picture: Picture | None = None,
) -> Iterator[Flowable]:
    """Yield the head of a sheet: the show, what it is of and what it is, and lines to fill in perhaps.

    ``fields`` are what the lines are for and their shares of the width; ``picture`` stands to the right.
    """
    title = squeeze(episode.title) or setter.wording.untitled
    above = " · ".join(filter(None, (kind, squeeze(episode.show))))
    yield Landing(Landmark(f"sheet-{slug(kind)}", f"{kind}: {title}"), setter.styles["fine"].leading)
    role: Role = "item" if len(title) > LONG_TITLE else "sheet-title"
    paragraphs = [
        setter.paragraph("fine", setter.run(above, "label_bold", colour="accent")),
        setter.paragraph(role, setter.plain(title, "text_bold"), tag=Tag("H1")),
        *(setter.paragraph("fine", setter.plain(note, "label")) for note in notes if note),
    ]
    yield Masthead(paragraphs, picture, mirrored=setter.direction == "R")
    if fields:
        labels = [(setter.paragraph("fine", setter.plain(name, "label")), share) for name, share in fields]
        yield Fields(labels, mirrored=setter.direction == "R")
