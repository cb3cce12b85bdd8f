"""Guesses on which page each heading will stand, for a contents list that is right before Word has seen it.

Only a word processor knows the pages. Word shows what the file says until the reader updates the list (F9),
so the file had better say something close. Each sheet begins a page, hence one wrong guess in a line or two
rarely moves a heading.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import ceil
from unicodedata import east_asian_width

from studykit.writers._docx_blocks import Block, Cell, Contents, Paragraph, Run, Table

_CELL_PADDING_PT = 2.5
_FILLED = 0.97
"""How much of a line is filled on average, as words are not broken."""
_WIDE_EM = 1.0
_LETTER_EM = 0.5
# Advance widths in 1/1000 em: Times-Roman, Adobe Core 14 AFM.
_TIMES = {
    180: "'",
    200: "|",
    250: " ,.",
    278: "/:;\\ijlt",
    333: "!()-I[]`fr",
    389: "Js",
    408: '"',
    444: "?acez",
    469: "^",
    480: "{}",
    500: "#$*0123456789_bdghknopquvxy",
    541: "~",
    556: "FPS",
    564: "+<=>",
    611: "ELTZ",
    667: "BCR",
    722: "ADGHKNOQUVXYw",
    778: "&m",
    833: "%",
    889: "M",
    921: "@",
    944: "W",
}
_ADVANCE_EM = {char: width / 1000 for width, chars in _TIMES.items() for char in chars}


@dataclass(frozen=True)
class Look:
    """What a style makes of its text, lengths in points.

    ``size_pt`` is 0 where a character style leaves the size to the paragraph; ``line_pt`` is a line's height;
    ``keep_next`` says that the style's paragraphs stay on the page of what follows.
    """

    size_pt: float
    line_pt: float = 0.0
    before_pt: float = 0.0
    after_pt: float = 0.0
    indent_pt: float = 0.0
    keep_next: bool = False


@dataclass(frozen=True)
class Room:
    """The room for text on one page, in points."""

    width_pt: float
    height_pt: float


@dataclass(frozen=True)
class _Piece:
    """Something that stays whole on one page, as far as it fits on one."""

    height_pt: float
    keep_next: bool = False
    new_page: bool = False
    bookmark: str = ""


def pages(blocks: tuple[Block, ...], looks: Mapping[str, Look], room: Room) -> dict[str, int]:
    """Return the page, counted from 1, on which each bookmarked paragraph is likely to stand.

    ``looks`` gives the look of every style by its name.
    """
    found: dict[str, int] = {}
    page, used = 1, 0.0
    for group in _groups(piece for block in blocks for piece in _pieces(block, looks, room.width_pt)):
        height = sum(piece.height_pt for piece in group)
        if used and (group[0].new_page or used + height > room.height_pt):
            page, used = page + 1, 0.0
        found |= {piece.bookmark: page for piece in group if piece.bookmark}
        full, used = divmod(used + height, room.height_pt)
        page += int(full)
    return found


def _groups(pieces: Iterable[_Piece]) -> Iterator[list[_Piece]]:
    """Yield runs of pieces that stay on one page."""
    group: list[_Piece] = []
    for piece in pieces:
        if group and (piece.new_page or not group[-1].keep_next):
            yield group
            group = []
        group.append(piece)
    if group:
        yield group


def _pieces(block: Block, looks: Mapping[str, Look], width_pt: float) -> Iterator[_Piece]:
    match block:
        case Paragraph():
            yield _Piece(
                _height(block, looks, width_pt),
                keep_next=block.keep_next or looks[block.style].keep_next,
                new_page=block.new_page,
                bookmark=block.bookmark,
            )
        case Table():
            header = Paragraph("Table Header", (Run(" "),))
            yield _Piece(_height(header, looks, width_pt), keep_next=True)
            for row in block.rows:
                yield _Piece(_row_height(row, block.shares, looks, width_pt))
        case Contents():
            yield from _pieces(Paragraph("TOC Heading", (Run(block.title),)), looks, width_pt)
            for heading, _ in block.entries:
                yield from _pieces(Paragraph("toc 1", (Run(heading),)), looks, width_pt)


def _row_height(
    row: tuple[Cell, ...], shares: tuple[float, ...], looks: Mapping[str, Look], width_pt: float
) -> float:
    cells = zip(row, shares, strict=True)
    return _CELL_PADDING_PT + max(
        sum(_height(paragraph, looks, share * width_pt) for paragraph in cell) for cell, share in cells
    )


def _height(paragraph: Paragraph, looks: Mapping[str, Look], width_pt: float) -> float:
    look = looks[paragraph.style]
    room = max(width_pt - look.indent_pt, look.size_pt)
    lines = sum(max(1, ceil(length / (room * _FILLED))) for length in _line_lengths(paragraph, looks))
    return look.before_pt + lines * look.line_pt + look.after_pt


def _line_lengths(paragraph: Paragraph, looks: Mapping[str, Look]) -> list[float]:
    """Return how long each line of the paragraph would be if it were not broken."""
    lengths = [0.0]
    for run in paragraph.runs:
        size = (looks[run.style].size_pt if run.style else 0.0) or looks[paragraph.style].size_pt
        first, *rest = [size * sum(map(_advance_em, line)) for line in run.text.split("\n")]
        lengths[-1] += first
        lengths += rest
    return lengths


def _advance_em(char: str) -> float:
    known = _ADVANCE_EM.get(char)
    return known or (_WIDE_EM if east_asian_width(char) in "WF" else _LETTER_EM)
