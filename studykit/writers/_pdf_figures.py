"""Pictures of the printed guide, each with words for those who cannot see it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import cast

from reportlab.platypus import Flowable

from studykit.writers._bidi import Direction
from studykit.writers._pdf_structure import Tag
from studykit.writers._pdf_tags import TaggedCanvas

LONGEST_ALT = 4000
"""Characters; who hears a picture told is not to hear more."""


@dataclass(frozen=True, eq=False)
class Picture:
    """What ``paint`` draws from the origin up and to the right; ``alt`` says it in words.

    Without ``alt`` it is an ornament, which nobody needs to be told of. ``inset`` is how far its empty border
    reaches, which may stand outside of a column. Lengths are points.
    """

    width: float
    height: float
    paint: Callable[[TaggedCanvas], None]
    alt: str = ""
    inset: float = 0

    def draw(self, canvas: TaggedCanvas, left: float, bottom: float) -> None:
        """Draw it with its lower left corner at ``left``, ``bottom``."""
        canvas.saveState()
        canvas.translate(left, bottom)
        if self.alt:
            tag = Tag("Figure", alt=self.alt)
            with canvas.tagged(tag):
                self.paint(canvas)
            canvas.box_of(tag, (0, 0, self.width, self.height))
        else:
            self.paint(canvas)
        canvas.restoreState()


@dataclass(frozen=True)
class Beside:
    """A picture beside a paragraph, ``left`` points from the text's left edge.

    It begins ``rise`` points above the paragraph and may reach ``drop`` points below it.
    """

    picture: Picture
    left: float
    rise: float = 0
    drop: float = 0

    @property
    def needed(self) -> float:
        """How high the paragraph has to be for it, in points."""
        return self.picture.height - self.rise - self.drop


def in_words(beginning: str, parts: Iterable[str]) -> str:
    """Return what a picture shows: ``beginning`` and its ``parts``, cut where they are very many."""
    words = f"{beginning} {'; '.join(parts)}."
    return words if len(words) <= LONGEST_ALT else f"{words[:LONGEST_ALT]}…"


class Figure(Flowable):
    """A picture between paragraphs, ``indent`` points from the left, with ``below`` points of space under it.

    ``stays`` keeps it on the page of what follows. Where pages run from right to left (``direction``), it
    is as far from the right.
    """

    def __init__(
        self,
        picture: Picture,
        direction: Direction = "L",
        *,
        indent: float = 0,
        below: float = 0,
        stays: bool = False,
    ) -> None:
        super().__init__()
        self.picture = picture
        self.direction = direction
        self.indent = indent
        self.spaceAfter = below
        self.keepWithNext = stays

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Return the room it takes."""
        del height
        self.width = width
        return width, self.picture.height

    def draw(self) -> None:
        """Draw it."""
        right = self.width - self.indent - self.picture.width
        left = right if self.direction == "R" else self.indent
        self.picture.draw(cast(TaggedCanvas, self.canv), left, 0)
