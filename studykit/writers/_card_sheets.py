"""Where cards lie on a sheet that is printed on both sides and cut; in points, from the lower left corner."""

from collections.abc import Iterator
from dataclasses import dataclass

from studykit.contracts import CardSheetName, Duplex

INCH, MM = 72.0, 72 / 25.4
EDGE = 5 * MM
"""Most printers leave so much of the paper white."""
MARK_GAP, MARK = 2 * MM, 5 * MM
"""How far crop marks stay away from the cards, and how long they are."""

Box = tuple[float, float, float, float]
"""Left, bottom, width and height."""
Line = tuple[float, float, float, float]
"""From x, y to x, y."""


@dataclass(frozen=True)
class CardSheet:
    """Paper with ``columns`` times ``rows`` cards, edge to edge and centred, so that both sides match.

    ``perforated`` paper is parted by hand, and shows no marks between the cards.
    """

    width: float
    height: float
    columns: int
    rows: int
    card_width: float
    card_height: float
    perforated: bool = False

    @property
    def count(self) -> int:
        """How many cards there are on it."""
        return self.columns * self.rows

    @property
    def left(self) -> float:
        """The free margin left of the cards, as wide as that on the right."""
        return (self.width - self.columns * self.card_width) / 2

    @property
    def bottom(self) -> float:
        """The free margin below the cards, as high as that above."""
        return (self.height - self.rows * self.card_height) / 2

    def front(self, place: int) -> Box:
        """Return where the front of the card ``place`` lies, counted by rows from the upper left."""
        return self._box(*divmod(place, self.columns))

    def back(self, place: int, duplex: Duplex) -> Box:
        """Return where on the other side its back lies.

        A sheet that turns on its long edge swaps left and right, one that turns on its short edge top and
        bottom. Sheets that are printed on one side are glued together, which swaps left and right too.
        """
        row, column = divmod(place, self.columns)
        if duplex == "short":
            return self._box(self.rows - 1 - row, column)
        return self._box(row, self.columns - 1 - column)

    def marks(self) -> Iterator[Line]:
        """Yield the crop marks: lines in the margins where to cut, none nearer to the edge than EDGE."""
        for x in (self.left + column * self.card_width for column in range(self.columns + 1)):
            for start, end in self._mark(self.bottom, self.height):
                yield x, start, x, end
        for y in (self.bottom + row * self.card_height for row in range(self.rows + 1)):
            for start, end in self._mark(self.left, self.width):
                yield start, y, end, y

    def crossings(self) -> Iterator[tuple[float, float]]:
        """Yield the corners that cards share, where they are cut; none on perforated paper."""
        if not self.perforated:
            for column in range(1, self.columns):
                for row in range(1, self.rows):
                    yield self.left + column * self.card_width, self.bottom + row * self.card_height

    def _mark(self, margin: float, side: float) -> Iterator[tuple[float, float]]:
        """Yield where a mark in either of two margins begins and ends, none where there is no room for it."""
        outer, inner = max(EDGE, margin - MARK_GAP - MARK), margin - MARK_GAP
        if inner > outer:
            yield outer, inner
            yield side - inner, side - outer

    def _box(self, row: int, column: int) -> Box:
        x = self.left + column * self.card_width
        y = self.bottom + (self.rows - 1 - row) * self.card_height
        return x, y, self.card_width, self.card_height


AVERY_5371 = CardSheet(8.5 * INCH, 11 * INCH, 2, 5, 3.5 * INCH, 2 * INCH, perforated=True)
"""Avery's template 5371: ten cards of 3.5 by 2 inches on Letter, margins of 0.75 and 0.5 inches."""
MARGIN = 12 * MM


def card_sheet(name: CardSheetName, paper: tuple[float, float]) -> CardSheet:
    """Return the sheet ``name``: 8 or 10 cards on ``paper`` (width and height), or Avery's on its own."""
    if name == "avery-5371":
        return AVERY_5371
    width, height = paper
    rows = int(name) // 2
    return CardSheet(width, height, 2, rows, (width - 2 * MARGIN) / 2, (height - 2 * MARGIN) / rows)
