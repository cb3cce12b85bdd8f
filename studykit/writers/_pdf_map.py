"""The concept map of the printed guide: its main terms, joined where they are used together."""

from dataclasses import dataclass

from reportlab.lib.colors import HexColor, white

from studykit.model import StudyDocument
from studykit.text import squeeze
from studykit.writers._graph import Graph, Half, Spot, connected, placed
from studykit.writers._pdf_figures import Picture, in_words
from studykit.writers._pdf_flowables import GuideParagraph
from studykit.writers._pdf_tags import TaggedCanvas
from studykit.writers._pdf_type import Typesetter

SHAPE = 0.75
"""The height of a map beside its width, at most."""
FEWEST = 4
"""Terms; fewer are no map."""
STRONG = 4
"""So many of the most important terms are set in bold."""
WIDEST_NAME = 110
PADDING_X, PADDING_Y = 6, 3
THINNEST, THICKEST = 0.4, 1.8


def concept_map(document: StudyDocument, setter: Typesetter, width: float, height: float) -> Picture | None:
    """Return the map in a frame of ``width`` by ``height`` points; None where too few terms belong together.

    Where the names do not all have room, the least important ones are left out.
    """
    graph = connected(document)
    while len(graph.names) >= FEWEST:
        names = [_name(name, setter, strong=place < STRONG) for place, name in enumerate(graph.names)]
        spots = placed(graph, tuple(name.half for name in names), width, height)
        if spots:
            drawing = _Map(graph, names, spots, setter)
            return Picture(width, height, drawing.paint, drawing.alt)
        graph = graph.without_last()
    return None


@dataclass(frozen=True)
class _Name:
    """A term's name, broken into lines, and half of the room it takes."""

    paragraph: GuideParagraph
    half: Half


def _name(name: str, setter: Typesetter, *, strong: bool) -> _Name:
    scale = setter.theme.type.size
    paragraph = setter.centred("note", setter.plain(name, "label_bold" if strong else "label"))
    _, height = paragraph.wrap(WIDEST_NAME * scale, 0)
    width = max(paragraph.getActualLineWidths0()) + 1
    paragraph.wrap(width, 0)
    return _Name(paragraph, Half(width / 2 + PADDING_X * scale, height / 2 + PADDING_Y * scale))


@dataclass(frozen=True)
class _Map:
    graph: Graph
    names: list[_Name]
    spots: tuple[Spot, ...]
    setter: Typesetter

    @property
    def alt(self) -> str:
        """What it shows, in words: the joined terms, the strongest first."""
        ordered = sorted(self.graph.edges, key=lambda pair: (-self.graph.edges[pair], pair))
        pairs = (f"{squeeze(self.graph.names[a])} – {squeeze(self.graph.names[b])}" for a, b in ordered)
        return in_words(self.setter.wording.map_alt, pairs)

    def paint(self, canvas: TaggedCanvas) -> None:
        """Draw the lines, and the names upon them."""
        colours = self.setter.theme.colours
        canvas.setStrokeColor(HexColor(colours.muted))
        strongest = max(self.graph.edges.values())
        for (one, other), strength in self.graph.edges.items():
            canvas.setLineWidth(THINNEST + (THICKEST - THINNEST) * strength / strongest)
            start, end = self.spots[one], self.spots[other]
            canvas.line(start.x, start.y, end.x, end.y)
        canvas.setLineWidth(0.5)
        for name, spot in zip(self.names, self.spots, strict=True):
            self._paint_name(canvas, name, spot)

    def _paint_name(self, canvas: TaggedCanvas, name: _Name, spot: Spot) -> None:
        half = name.half
        canvas.setFillColor(white)
        left, bottom = spot.x - half.width, spot.y - half.height
        canvas.roundRect(left, bottom, 2 * half.width, 2 * half.height, min(half.height, 6), stroke=1, fill=1)
        paragraph = name.paragraph
        paragraph.drawOn(canvas, spot.x - paragraph.width / 2, spot.y - paragraph.height / 2)
