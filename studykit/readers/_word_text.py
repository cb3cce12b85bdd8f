"""What a Word document shows, a paragraph a line, with bounds on what is unpacked."""

import zipfile
from collections.abc import Set
from dataclasses import dataclass
from io import BytesIO

import docx
from docx.document import Document
from docx.oxml.xmlchemy import BaseOxmlElement as Element

from studykit.errors import ReadError
from studykit.readers._lines import CELL
from studykit.readers._shown import Dress, Page, Shown
from studykit.text import clean, squeeze
from studykit.xml import local

LARGEST_UNPACKED = 256 * 1024 * 1024
LARGEST_RATIO = 200
"""A page of text packs to a tenth; what packs a hundred times better was made to fill a memory."""
_MAIN_PART = "word/document.xml"
_HEADINGS = ("heading", "title")
_PROPERTIES = {"pPr", "rPr", "tblPr", "tblGrid", "tcPr", "trPr", "sdtPr", "sectPr"}
_UNSEEN = frozenset(_PROPERTIES | {"del", "moveFrom", "instrText", "Fallback"})
_BREAKS = frozenset({"br", "cr"})
_SIGNS = {"br": " ", "cr": " ", "tab": CELL, "noBreakHyphen": "-", "softHyphen": ""}


@dataclass(frozen=True)
class WordText:
    """What a document shows, a paragraph a line, its title and its language, or ""."""

    shown: Shown
    title: str = ""
    language: str = ""


def is_word(content: bytes) -> bool:
    """Whether ``content`` is a zip package with a Word document in it."""
    if not content.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            return _MAIN_PART in package.namelist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return False


def word_text(content: bytes, source_name: str) -> WordText:
    """Return the text of a Word document; raises ReadError where it is damaged or unpacks without measure."""
    try:
        _check_size(content, source_name)
        document = docx.Document(BytesIO(content))
        shown = _shown(document)
        properties = document.core_properties
        title, language = properties.title or "", properties.language or ""
    except ReadError:
        raise
    except Exception as error:  # python-docx stumbles over a damaged package in whatever way it comes
        raise ReadError(
            "this Word document is damaged",
            where=source_name,
            hint="open it in Word or LibreOffice and save it again",
        ) from error
    return WordText(shown, squeeze(clean(title)), language)


def _check_size(content: bytes, source_name: str) -> None:
    with zipfile.ZipFile(BytesIO(content)) as package:
        unpacked = sum(entry.file_size for entry in package.infolist())
        largest = max(entry.file_size / max(1, entry.compress_size) for entry in package.infolist())
    if unpacked > LARGEST_UNPACKED or (largest > LARGEST_RATIO and unpacked > LARGEST_UNPACKED // 16):
        raise ReadError("this document unpacks to more than a transcript can hold", where=source_name)


def _shown(document: Document) -> Shown:
    headings = frozenset(
        style.style_id for style in document.styles if (style.name or "").casefold().startswith(_HEADINGS)
    )
    walk = _Walk(headings)
    walk.over(document.element.body)
    return walk.page.shown()


class _Walk:
    """Goes over the elements of a document in their order; what was deleted or is hidden is passed over."""

    def __init__(self, headings: Set[str]) -> None:
        self.page = Page()
        self._headings = headings
        self._in_row = False
        self._dress = Dress.PLAIN

    def over(self, element: Element) -> None:
        """Write what ``element`` shows; python-docx's parser bounds the depth."""
        for child in element.iterchildren("*"):
            name = local(child.tag)
            if name == "p":
                self._paragraph(child)
            elif name == "tr":
                self._row(child)
            elif name == "r":
                self._run(child)
            elif name not in _UNSEEN:
                self.over(child)

    def _paragraph(self, element: Element) -> None:
        style = _value(element, "w:pPr/w:pStyle")
        dress, self._dress = self._dress, Dress.HEADING if style in self._headings else Dress.PLAIN
        if self._in_row:
            self.page.write(" ")
            self.over(element)
        else:
            self.page.open("p")
            self.over(element)
            self.page.close()
        self._dress = dress

    def _row(self, element: Element) -> None:
        """Write the cells of a row on one line; a single one is a frame around paragraphs."""
        cells = element.xpath("./w:tc|./w:sdt/w:sdtContent/w:tc")
        if self._in_row or len(cells) < 2:
            self.over(element)
            return
        self._in_row = True
        self.page.open("tr")
        for cell in cells:
            self.page.write(CELL)
            self.over(cell)
        self.page.close()
        self._in_row = False

    def _run(self, element: Element) -> None:
        if element.xpath("./w:rPr/w:vanish"):
            return
        dress = max(self._dress, Dress.STRONG if _is_bold(element) else Dress.PLAIN)
        for child in element.iterchildren("*"):
            name = local(child.tag)
            if name in _BREAKS and not self._in_row:
                self.page.end_line()
            elif name in _SIGNS:
                self.page.write(_SIGNS[name], dress)
            elif name == "t":
                self.page.write(child.text or "", dress)
            elif name not in _UNSEEN:
                self.over(child)


def _is_bold(run: Element) -> bool:
    if _value(run, "w:rPr/w:rStyle").casefold() == "strong":
        return True
    return bool(run.xpath("./w:rPr/w:b")) and _value(run, "w:rPr/w:b") not in ("0", "false", "none")


def _value(element: Element, path: str) -> str:
    """Return the value that the property at ``path`` has, "" where there is none."""
    values = element.xpath(f"./{path}/@w:val")
    return str(values[0]) if values else ""
