"""Works out on which page each heading stands: a word processor asks nobody before it shows the contents.

Word and LibreOffice show what the file says until the reader updates the contents. Both break pages by the
same few rules: lines of a known height, the larger of two spaces between paragraphs, none before the first
paragraph of a page that was not asked for, what is kept together, two lines at least on each side of a break.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from studykit.writers._docx_blocks import Block, Cell, Contents, Paragraph, Picture, Run, Table
from studykit.writers._docx_metrics import Face, line_count

_CELL_PADDING_PT = 2.5  # the table style's margins above and below, and its rule
_CELL_ASIDE_PT = 8.0  # the table style's right margin of a cell
_RULE_PT = 0.5
_FEWEST_LINES = 2
"""How many lines of a paragraph stay together at the foot and at the head of a page (widow control)."""
_NUMBER = " 000"
_SEPARATOR_PT = 6.0
"""The height of the line above a page's footnotes."""
_BELOW_LINE_EM = 0.22  # a picture stands on the line; below it is what the font needs there


@dataclass(frozen=True)
class Look:
    """What a style makes of its text, lengths in points.

    ``size_pt`` is 0, ``sans`` and ``bold`` are None where a character style leaves them to the paragraph;
    ``line_pt`` is a line's height; ``indent_pt`` what the indents take from both sides; ``keep_next`` and
    ``keep_lines`` say that a paragraph stays on the page of what follows, and in one piece.
    """

    size_pt: float
    sans: bool | None = None
    bold: bool | None = None
    line_pt: float = 0.0
    before_pt: float = 0.0
    after_pt: float = 0.0
    indent_pt: float = 0.0
    keep_next: bool = False
    keep_lines: bool = False


@dataclass(frozen=True)
class Room:
    """The room for text on one page, in points."""

    width_pt: float
    height_pt: float


@dataclass(frozen=True)
class Piece:
    """Something that stays whole on one page: a line, some lines kept together, a row of a table.

    ``repeated_pt`` is the height of what is put above it once more where it begins a page, ``note_pt`` of its
    footnotes.
    """

    height_pt: float
    repeated_pt: float = 0.0
    before_pt: float = 0.0
    after_pt: float = 0.0
    keep_next: bool = False
    new_page: bool = False
    bookmark: str = ""
    note_pt: float = 0.0


@dataclass(frozen=True)
class Ruler:
    """Measures blocks in the styles of one template; remembers what it has measured."""

    looks: Mapping[str, Look]
    width_pt: float
    _lines: dict[tuple[Paragraph, float], int] = field(default_factory=dict, repr=False, compare=False)

    def pieces(self, block: Block) -> Iterator[Piece]:
        """Yield the pieces of ``block`` from top to bottom."""
        match block:
            case Paragraph():
                yield from self._paragraph(block)
            case Picture():
                look = self.looks["Figure"]
                height_pt = block.height_pt + _BELOW_LINE_EM * look.size_pt
                yield Piece(height_pt, before_pt=look.before_pt, after_pt=look.after_pt, keep_next=True)
            case Table():
                yield from self._table(block)
            case Contents():
                title = Paragraph("TOC Heading", (Run(block.title),), new_page=block.new_page)
                yield from self._paragraph(title)
                for heading, _ in block.entries:
                    yield from self._paragraph(Paragraph("toc 1", (Run(f"{heading}{_NUMBER}"),)))

    def _table(self, table: Table) -> Iterator[Piece]:
        header = tuple((Paragraph("Table Header", (Run(label),)),) for label in table.header)
        head_pt = self._row_pt(header, table.shares)
        yield Piece(head_pt, keep_next=True)
        for place, row in enumerate(table.rows):
            yield Piece(
                self._row_pt(row, table.shares),
                repeated_pt=head_pt if place else 0.0,
                bookmark=row[0][0].bookmark,
                note_pt=sum(self._notes_pt(paragraph) for cell in row for paragraph in cell),
            )

    def _paragraph(self, paragraph: Paragraph) -> Iterator[Piece]:
        look = self.looks[paragraph.style]
        lines = self._line_count(paragraph, self.width_pt)
        keep_next = paragraph.keep_next or look.keep_next
        parts = [lines] if look.keep_lines or lines < 2 * _FEWEST_LINES else _parts(lines)
        last = len(parts) - 1
        for place, count in enumerate(parts):
            yield Piece(
                height_pt=count * look.line_pt + _RULE_PT * bool(paragraph.line),
                before_pt=look.before_pt if place == 0 and not paragraph.new_page else 0.0,
                after_pt=look.after_pt if place == last else 0.0,
                keep_next=keep_next and place == last,
                new_page=paragraph.new_page and place == 0,
                bookmark=paragraph.bookmark if place == 0 else "",
                note_pt=self._notes_pt(paragraph) if place == last else 0.0,
            )

    def _notes_pt(self, paragraph: Paragraph) -> float:
        look = self.looks["footnote text"]
        notes = (Paragraph("footnote text", run.footnote) for run in paragraph.runs if run.footnote)
        return sum(self._line_count(note, self.width_pt) * look.line_pt + look.after_pt for note in notes)

    def _row_pt(self, row: tuple[Cell, ...], shares: tuple[float, ...]) -> float:
        cells = zip(row, shares, strict=True)
        return _CELL_PADDING_PT + max(self._cell_pt(cell, share * self.width_pt) for cell, share in cells)

    def _cell_pt(self, cell: Cell, width_pt: float) -> float:
        looks = ((paragraph, self.looks[paragraph.style]) for paragraph in cell)
        return sum(
            look.before_pt
            + self._line_count(paragraph, width_pt - _CELL_ASIDE_PT) * look.line_pt
            + look.after_pt
            for paragraph, look in looks
        )

    def _line_count(self, paragraph: Paragraph, width_pt: float) -> int:
        key = (paragraph, width_pt)
        if key not in self._lines:
            look = self.looks[paragraph.style]
            spans = ((run.text, self._face(look, run.style)) for run in paragraph.runs)
            self._lines[key] = line_count(spans, max(width_pt - look.indent_pt, look.size_pt))
        return self._lines[key]

    def _face(self, look: Look, character_style: str) -> Face:
        own = self.looks[character_style] if character_style else look
        sans = look.sans if own.sans is None else own.sans
        bold = look.bold if own.bold is None else own.bold
        return Face(own.size_pt or look.size_pt, bool(sans), bool(bold))


def pages(pieces: Iterable[Piece], height_pt: float) -> dict[str, int]:
    """Return the page, counted from 1, of each bookmark in ``pieces`` on pages of ``height_pt`` points."""
    placed = _placed(pieces, height_pt)
    return {piece.bookmark: page for piece, page, _ in placed if piece.bookmark}


def filled(pieces: Iterable[Piece], height_pt: float) -> tuple[float, ...]:
    """Return how many points of each page ``pieces`` fill if they begin at the head of one."""
    return tuple({page: used for _, page, used in _placed(pieces, height_pt)}.values())


def _placed(pieces: Iterable[Piece], height_pt: float) -> Iterator[tuple[Piece, int, float]]:
    """Yield each piece with its page and how much of that page is filled after it."""
    page, used, gap, has_notes = 1, 0.0, 0.0, False
    for group in _groups(pieces):
        if used and (group[0].new_page or used + _height(group, gap, has_notes) > height_pt):
            page, used, gap, has_notes = page + 1, 0.0, 0.0, False
        for piece in group:
            if used and used + _height([piece], gap, has_notes) > height_pt:
                page, used, gap, has_notes = page + 1, 0.0, 0.0, False
            if not used:
                above = piece.before_pt if piece.new_page or page == 1 else piece.repeated_pt
            else:
                above = max(gap, piece.before_pt)
            used += above + piece.height_pt + _notes_pt([piece], has_notes)
            gap, has_notes = piece.after_pt, has_notes or piece.note_pt > 0
            yield piece, page, used


def _height(group: list[Piece], gap: float, has_notes: bool) -> float:
    total = _notes_pt(group, has_notes)
    for piece in group:
        total += max(gap, piece.before_pt) + piece.height_pt
        gap = piece.after_pt
    return total


def _notes_pt(group: list[Piece], has_notes: bool) -> float:
    """Return how high the footnotes of ``group`` are, with the line above a page's first one."""
    notes = sum(piece.note_pt for piece in group)
    return notes + _SEPARATOR_PT * (notes > 0 and not has_notes)


def _groups(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """Yield runs of pieces that stay on one page."""
    group: list[Piece] = []
    for piece in pieces:
        if group and (piece.new_page or not group[-1].keep_next):
            yield group
            group = []
        group.append(piece)
    if group:
        yield group


def _parts(lines: int) -> list[int]:
    """Return into how many lines each a paragraph may be parted by a page's end."""
    return [_FEWEST_LINES, *[1] * (lines - 2 * _FEWEST_LINES), _FEWEST_LINES]
