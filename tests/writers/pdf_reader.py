"""A printed guide, read back by libraries that did not write it: pikepdf its structure, pdfminer its type."""

import io
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from itertools import accumulate, groupby, pairwise
from pathlib import PurePath
from typing import Any

import pikepdf
from fontTools.ttLib import TTFont
from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTChar, LTLine, LTPage
from pdfminer.pdffont import PDFFont
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.utils import Matrix

from studykit.templates import Templates

THEME = tomllib.loads(Templates().text("pdf/theme.toml"))
LEFT = THEME["page"]["left"]
TEXT_EDGE = LEFT + THEME["page"]["measure"]
TOP, RIGHT, BOTTOM = (THEME["page"][side] for side in ("top", "right", "bottom"))


def squash(text: str) -> str:
    """Return ``text`` composed and without spaces: where a line breaks is the layout's business."""
    return unicodedata.normalize("NFC", "".join(text.split()))


def style(role: str) -> tuple[str, float]:
    """Return the name and size (points) of the font that the theme sets ``role`` in."""
    look = THEME["styles"][role]
    return PurePath(THEME["fonts"][look["font"]]).stem, look["size"]


HAS_EXTRA = find_spec("uharfbuzz") is not None and find_spec("pymupdf_fonts") is not None
"""Whether the extra i18n is there, which has a font for the Hebrew word of the sample."""
HEBREW = "שלום"
HAS_EXTRA = find_spec("uharfbuzz") is not None and find_spec("pymupdf_fonts") is not None
"""Whether the extra i18n is there, which has a font for the Hebrew word of the sample."""
HEBREW = "שלום"
HEADINGS = {style(role) for role in ("section", "chapter", "group", "label")}


@dataclass(frozen=True)
class Line:
    """Characters on one baseline, in points from the page's lower left corner; ``style`` of the first one."""

    text: str
    style: tuple[str, float]
    left: float
    right: float
    baseline: float


@dataclass(frozen=True)
class Page:
    """Lines from top to bottom; ``text`` holds hanging numbers too, ``rules`` counts straight lines.

    ``words`` are those of the body in the order in which they are drawn, whatever they stand on.
    """

    text: tuple[Line, ...]
    side: tuple[Line, ...]
    head: tuple[Line, ...]
    foot: tuple[Line, ...]
    rules: int
    words: tuple[Line, ...]


@dataclass(frozen=True)
class Word:
    """A word on a page: its box in points from the lower left corner, and the size of its type."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float


def placed_words(content: bytes) -> tuple[tuple[Word, ...], ...]:
    """Return the words of each page of a PDF in the order of reading: by lines, from left to right."""
    return tuple(tuple(_placed(layout)) for layout in _Composition(content).layouts)


def _placed(layout: LTPage) -> Iterator[Word]:
    ordered = sorted(_characters(layout), key=lambda c: (-round(c.matrix[5], 1), c.x0))
    for _, row in groupby(ordered, key=lambda c: round(c.matrix[5], 1)):
        word: list[LTChar] = []
        for character in row:
            apart = bool(word) and character.x0 - word[-1].x1 > character.size / 4
            if word and (apart or character.get_text().isspace()):
                yield _word(word)
                word = []
            word += [] if character.get_text().isspace() else [character]
        if word:
            yield _word(word)


def _word(characters: list[LTChar]) -> Word:
    return Word(
        text="".join(c.get_text() for c in characters),
        left=min(c.x0 for c in characters),
        bottom=min(c.y0 for c in characters),
        right=max(c.x1 for c in characters),
        top=max(c.y1 for c in characters),
        size=max(c.size for c in characters),
    )


@dataclass(frozen=True)
class Entry:
    """An outline entry, where it leads (``top`` in points from the page's foot), and how deep it stands."""

    title: str
    page: int
    top: float
    level: int


class Guide:
    """A printed guide; pages are counted from 1."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self.pdf = pikepdf.open(io.BytesIO(content))

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """All pages."""
        return tuple(map(_page, self._composition.layouts))

    @cached_property
    def text(self) -> str:
        """The text column of all pages, squashed, without head and foot."""
        return "".join(self._texts)

    @cached_property
    def all_text(self) -> str:
        """All lines of all pages from top to bottom, squashed, whatever column they stand in."""
        pages = [sorted((*page.text, *page.side), key=lambda line: -line.baseline) for page in self.pages]
        return "".join(squash(line.text) for page in pages for line in page)

    @cached_property
    def side(self) -> str:
        """The side column of all pages, squashed."""
        return "".join(squash(line.text) for page in self.pages for line in page.side)

    @cached_property
    def outline(self) -> tuple[Entry, ...]:
        """The bookmarks from top to bottom."""
        with self.pdf.open_outline() as outline:
            return tuple(self._entries(outline.root, 0))

    @property
    def links(self) -> set[str]:
        """The web addresses that the pages link to."""
        annotations = [note for page in self.pdf.pages for note in page.get("/Annots", [])]
        return {str(note.A.URI) for note in annotations if "/A" in note and "/URI" in note.A}

    def page_of(self, title: str) -> int:
        """Return the page that the outline gives for ``title``."""
        return next(entry.page for entry in self.outline if entry.title == title)

    def start_of(self, page: int) -> int:
        """Return where in ``text`` a page begins."""
        return self._starts[page - 1]

    def page_at(self, offset: int) -> int:
        """Return the page of a place in ``text``."""
        return sum(start <= offset for start in self._starts)

    def fonts(self) -> dict[str, pikepdf.Object]:
        """Return all fonts that pages and forms declare, by name."""
        stores = [page.resources for page in self.pdf.pages]
        forms = [form for store in stores for form in store.get("/XObject", {}).values()]
        stores += [form.Resources for form in forms if "/Resources" in form]
        return {str(font.BaseFont): font for store in stores for font in store.get("/Font", {}).values()}

    @property
    def drawn(self) -> set[tuple[str, int, str]]:
        """What the pages draw: each code of each font, and what it is copied as."""
        return self._composition.drawn

    def undrawn(self) -> set[str]:
        """Return the characters that some page shows as a missing or an empty glyph."""
        fonts = self.fonts()
        programs = {name: _program(fonts[f"/{name}"]) for name, _, _ in self._composition.drawn}
        return {
            text for name, code, text in self._composition.drawn if not _shows(programs[name], code, text)
        }

    @cached_property
    def _composition(self) -> "_Composition":
        return _Composition(self._content)

    @cached_property
    def _texts(self) -> list[str]:
        return ["".join(squash(line.text) for line in page.text) for page in self.pages]

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *accumulate(map(len, self._texts))][:-1]

    def _entries(self, items: Iterable[pikepdf.OutlineItem], level: int) -> Iterator[Entry]:
        for item in items:
            page, _, _, top, _ = item.destination
            yield Entry(item.title, self._numbers[page.objgen], float(top), level)
            yield from self._entries(item.children, level + 1)

    @cached_property
    def _numbers(self) -> dict[tuple[int, int], int]:
        return {page.obj.objgen: number for number, page in enumerate(self.pdf.pages, 1)}


class _Composition(PDFPageAggregator):
    """Lays the pages out as they are drawn, and keeps which codes of which font they draw."""

    def __init__(self, content: bytes) -> None:
        manager = PDFResourceManager()
        super().__init__(manager, laparams=None)
        self.drawn: set[tuple[str, int, str]] = set()
        interpreter = PDFPageInterpreter(manager, self)
        self.layouts = [self._lay_out(page, interpreter) for page in PDFPage.get_pages(io.BytesIO(content))]

    def render_char(self, matrix: Matrix, font: PDFFont, *rest: Any) -> float:
        """Draw one character; pdfminer calls this for each, its code being the fourth of the ``rest``."""
        code = rest[3]
        self.drawn.add((font.fontname, code, font.to_unichr(code)))
        return super().render_char(matrix, font, *rest)

    def _lay_out(self, page: PDFPage, interpreter: PDFPageInterpreter) -> LTPage:
        interpreter.process_page(page)
        return self.get_result()


def _program(font: pikepdf.Object) -> TTFont:
    return TTFont(io.BytesIO(font.FontDescriptor.FontFile2.read_bytes()))


def _shows(program: TTFont, code: int, character: str) -> bool:
    glyph = program["cmap"].getcmap(1, 0).cmap.get(code, ".notdef")
    if glyph == ".notdef":
        return False
    invisible = character.isspace() or all(unicodedata.category(sign) == "Cf" for sign in character)
    return invisible or program["glyf"][glyph].numberOfContours != 0


def _page(layout: LTPage) -> Page:
    characters = list(_characters(layout))
    body = [c for c in characters if BOTTOM < c.matrix[5] < layout.height - TOP]
    return Page(
        text=_lines(c for c in body if c.x0 < TEXT_EDGE),
        side=_lines(c for c in body if c.x0 >= TEXT_EDGE),
        head=_lines(c for c in characters if c.matrix[5] >= layout.height - TOP),
        foot=_lines(c for c in characters if c.matrix[5] <= BOTTOM),
        rules=sum(isinstance(item, LTLine) for item in layout),
        words=tuple(_words(body)),
    )


def _characters(item: object) -> Iterator[LTChar]:
    if isinstance(item, LTChar):
        yield item
    elif isinstance(item, Iterable):
        for part in item:
            yield from _characters(part)


def _words(characters: Iterable[LTChar]) -> Iterator[Line]:
    word: list[LTChar] = []
    for character in characters:
        if character.get_text().isspace() or (word and not _continues(word[-1], character)):
            yield from ([_line(word)] if word else [])
            word = []
        if not character.get_text().isspace():
            word.append(character)
    yield from ([_line(word)] if word else [])


def _continues(before: LTChar, after: LTChar) -> bool:
    return before.matrix[5] == after.matrix[5] and abs(after.x0 - before.x1) < before.size / 4


def _lines(characters: Iterable[LTChar]) -> tuple[Line, ...]:
    ordered = sorted(characters, key=lambda c: (-round(c.matrix[5], 1), c.x0))
    rows = (list(row) for _, row in groupby(ordered, key=lambda c: round(c.matrix[5], 1)))
    return tuple(_line(row) for row in rows if any(not c.get_text().isspace() for c in row))


def _line(row: list[LTChar]) -> Line:
    gaps = [" " * (after.x0 - before.x1 > before.size / 2) for before, after in pairwise(row)]
    text = "".join(c.get_text() + gap for c, gap in zip(row, [*gaps, ""], strict=True))
    inked = [c for c in row if not c.get_text().isspace()]
    first = next((c for c in inked if c.x0 >= LEFT - 1), inked[0])
    return Line(
        text=text.strip(),
        style=(first.fontname.partition("+")[2], round(first.size, 1)),
        left=inked[0].x0,
        right=max(c.x1 for c in inked),
        baseline=first.matrix[5],
    )
