"""The two sides of a flashcard in type: as large as it fits, and never smaller than can be read."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportlab.lib.enums import TA_CENTER
from reportlab.lib.styles import ParagraphStyle

from studykit.model import BLANK, Card
from studykit.text import bare, filled
from studykit.writers._captions import byline, quoted
from studykit.writers._pdf_flowables import GuideParagraph
from studykit.writers._pdf_markup import Markup
from studykit.writers._pdf_sheet_parts import blanked
from studykit.writers._pdf_structure import Tag
from studykit.writers._pdf_theme import Role
from studykit.writers._pdf_type import Typesetter

SMALLEST = 7.5
"""Points; smaller print is hard to read on a card."""
COMFORTABLE = 9
"""Points; what only adds to the answer is left out before the type gets smaller than this."""
NARROWEST, LOWEST = 14, 9
"""No type is larger than these parts of the room there is: some 28 letters a line, and six lines."""
STEP = 0.5
GAP = 5
SHORT_RULE = Markup('<u offset="-2" width="0.6">' + "\u00a0" * 8 + "</u>")


@dataclass(frozen=True)
class Line:
    """A text of a card, and the style that it is dressed in; ``scale`` is its size beside the main text's."""

    text: str
    role: Role
    scale: float = 1.0


@dataclass(frozen=True)
class Fitted:
    """The paragraphs of one side, and whether words had to be left out."""

    paragraphs: tuple[GuideParagraph, ...]
    was_cut: bool = False

    @property
    def height(self) -> float:
        """How high they are below each other, in points."""
        return sum(p.height for p in self.paragraphs) + GAP * (len(self.paragraphs) - 1)


def front(card: Card, setter: Typesetter) -> tuple[tuple[Line, ...], ...]:
    """Return what the front may show, the fullest first: its place and a hint may have to be left out."""
    asked = Line(card.front, "card")
    hint = (Line(filled(setter.wording.hint, hint=card.hint), "fine", 0.8),) if card.hint.strip() else ()
    context = (Line(card.context, "fine", 0.8),) if card.context.strip() else ()
    return tuple(dict.fromkeys(((*context, asked, *hint), (asked, *hint), (asked,))))


def back(card: Card, setter: Typesetter) -> tuple[tuple[Line, ...], ...]:
    """Return what the back may show, the fullest first: the answer, the words behind it, who said them."""
    answer = Line(card.back, "card")
    asked = f" {bare(card.front)} "
    proving = [cited for cited in card.citations if f" {bare(cited.quote)} " not in asked][:1]
    said = tuple(Line(byline(cited, setter.wording), "fine", 0.8) for cited in proving)
    quotes = tuple(
        Line(quoted(cited.quote, setter.wording), "quote", 0.95)
        for cited in proving
        if bare(cited.quote) != bare(card.back)
    )
    return tuple(dict.fromkeys(((answer, *quotes, *said), (answer, *said), (answer,))))


def fitted(versions: Sequence[Sequence[Line]], width: float, height: float, setter: Typesetter) -> Fitted:
    """Return the fullest of ``versions`` that fits in ``width`` and ``height`` (points), as large as it does.

    All but the last must be comfortable to read. Where even that one is too long in the smallest type it is
    cut, and says so.
    """
    tag = Tag("P")
    for place, lines in enumerate(versions, 1):
        smallest = SMALLEST if place == len(versions) else COMFORTABLE
        largest = min(setter.theme.styles["card"].size, width / NARROWEST, height / LOWEST)
        for size in _sizes(largest, min(largest, smallest)):
            side = _set(lines, size, width, setter, tag)
            if side.height <= height:
                return side
    return _cut(versions[-1], width, height, setter, tag)


def _sizes(largest: float, smallest: float) -> Iterator[float]:
    size = largest
    while size > smallest:
        yield size
        size -= STEP
    yield smallest


def _set(lines: Sequence[Line], size: float, width: float, setter: Typesetter, tag: Tag) -> Fitted:
    paragraphs = tuple(_paragraph(line, size, setter, tag) for line in lines)
    for paragraph in paragraphs:
        paragraph.wrap(width, 0)
    return Fitted(paragraphs)


def _paragraph(line: Line, size: float, setter: Typesetter, tag: Tag) -> GuideParagraph:
    look, points = setter.theme.styles[line.role], max(SMALLEST, size * line.scale)
    style = ParagraphStyle(
        f"{line.role}-{points}",
        parent=setter.styles[line.role],
        fontSize=points,
        leading=points * 1.3,
        alignment=TA_CENTER,
        spaceBefore=0,
        spaceAfter=0,
    )
    plain = line.role != "card" or BLANK not in line.text
    markup = setter.plain(line.text, look.font) if plain else blanked(line.text, setter, SHORT_RULE)
    return setter.paragraph(line.role, markup, tag=tag, style=style)


def _cut(lines: Sequence[Line], width: float, height: float, setter: Typesetter, tag: Tag) -> Fitted:
    """Return as many words as fit in the smallest type."""
    (line,) = lines
    spoken = line.text.split()

    def first(count: int) -> Fitted:
        text = f"{' '.join(spoken[:count])} …" if count else f"{line.text[:40]}…"
        return _set([Line(text, line.role, line.scale)], SMALLEST, width, setter, tag)

    counts = range(1, len(spoken) + 1)
    kept = bisect_right(counts, False, key=lambda count: first(count).height > height)
    return Fitted(first(kept).paragraphs, was_cut=True)
