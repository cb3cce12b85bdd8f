"""What a document shows: lines, what its dress tells of them, and the blocks they stand in."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from studykit.readers._labels import stamp
from studykit.readers._lines import CELL, Line
from studykit.text import clean, squeeze

_LONGEST_STAMP = 16
_ENDS = frozenset(".!?…:")
_MOST_HEADINGS = 0.25


class Dress(IntEnum):
    """How far words are set apart from those around them."""

    PLAIN = 0
    NAMED = 1  # by a class that says that a name stands there
    STRONG = 2
    HEADING = 3


@dataclass(frozen=True)
class Block:
    """A block of a document: what kind it is of, and its lines, from ``begin`` to before ``end``.

    ``around`` is the index of the block that it stands in, -1 where there is none.
    """

    kind: str
    begin: int
    end: int
    around: int


@dataclass(frozen=True)
class Shown:
    """The lines that a document shows, and its blocks in the order in which they begin.

    ``folded`` says that there is more, which opens at a click.
    """

    lines: tuple[Line, ...]
    blocks: tuple[Block, ...] = ()
    folded: bool = False


class Page:
    """Takes words and the borders of blocks in their order, and gives the lines that they make."""

    def __init__(self) -> None:
        self._lines: list[Line] = []
        self._blocks: list[Block] = []
        self._open: list[int] = []
        self._pieces: list[tuple[str, Dress]] = []
        self._after_blank = True

    def write(self, text: str, dress: Dress = Dress.PLAIN) -> None:
        """Go on with the line.

        A time, a name and a sentence stand apart from a word that touches them, as a page's style sets them.
        """
        before, worn = self._pieces[-1] if self._pieces else ("", dress)
        if text[:1].isalnum() and _parts(
            before, text, is_named=Dress.NAMED in (worn, dress) and worn != dress
        ):
            self._pieces.append((" ", dress))
        self._pieces.append((text, dress))

    def end_line(self) -> None:
        """Begin a new line; nothing happens where the line is blank."""
        line = _line(self._pieces, len(self._lines) + 1, after_blank=self._after_blank)
        self._pieces = []
        if line:
            self._lines.append(line)
            self._after_blank = False

    def open(self, kind: str) -> None:
        """Begin a block."""
        self._end_paragraph()
        around = self._open[-1] if self._open else -1
        self._open.append(len(self._blocks))
        self._blocks.append(Block(kind, len(self._lines), len(self._lines), around))

    def close(self) -> None:
        """End the block that was opened last."""
        self._end_paragraph()
        index = self._open.pop()
        self._blocks[index] = replace(self._blocks[index], end=len(self._lines))

    def close_all(self) -> None:
        """End the blocks that are open."""
        while self._open:
            self.close()

    def shown(self, *, folded: bool = False) -> Shown:
        """Return what was written."""
        self._end_paragraph()
        return Shown(_with_true_headings(self._lines), tuple(self._blocks), folded)

    def _end_paragraph(self) -> None:
        self.end_line()
        self._after_blank = True


def _line(pieces: Sequence[tuple[str, Dress]], number: int, *, after_blank: bool) -> Line | None:
    text = _joined(pieces)
    if not text:
        return None
    dresses = [dress for piece, dress in pieces if piece.strip()]
    lead = _lead(pieces, Dress.STRONG) or _lead(pieces, Dress.NAMED)
    lead = lead if text.startswith(lead) else ""
    with_colon = lead.endswith((":", "：")) or text[len(lead) :].lstrip().startswith((":", "："))
    return Line(
        number,
        text,
        after_blank,
        strong=bool(lead) and with_colon,
        lead=lead,
        heading=min(dresses) is Dress.HEADING,
    )


def _joined(pieces: Sequence[tuple[str, Dress]]) -> str:
    whole = clean("".join(text for text, _ in pieces))
    return CELL.join(map(squeeze, whole.split(CELL))).strip()


def _lead(pieces: Sequence[tuple[str, Dress]], least: Dress) -> str:
    """Return the words at the beginning that are set apart at least so far."""
    count = next(
        (index for index, (text, dress) in enumerate(pieces) if text.strip() and dress < least), len(pieces)
    )
    return _joined(pieces[:count])


def _with_true_headings(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return ``lines`` without headings where so much is dressed as one that talk must be among it."""
    words = sum(len(line.text.split()) for line in lines)
    in_headings = sum(len(line.text.split()) for line in lines if line.heading)
    if in_headings <= _MOST_HEADINGS * words:
        return tuple(lines)
    return tuple(replace(line, heading=False) for line in lines)


def _parts(before: str, text: str, *, is_named: bool) -> bool:
    """Whether a space is missing between two pieces of a line, the one a name where ``is_named``."""
    if before[-1:] in _ENDS and text[:1].isupper():
        return True
    return before[-1:].isalnum() and (is_named or _is_stamp(before) or _is_stamp(text))


def _is_stamp(text: str) -> bool:
    return len(text) <= _LONGEST_STAMP and stamp(text.strip()) is not None
