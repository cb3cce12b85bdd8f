"""The paragraphs of a Word document as lines of text, with bounds on what is unpacked."""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

import docx
from docx.document import Document
from docx.table import Table

from studykit.errors import ReadError
from studykit.text import clean, squeeze

LARGEST_UNPACKED = 256 * 1024 * 1024
LARGEST_RATIO = 200
"""A page of text packs to a tenth; what packs a hundred times better was made to fill a memory."""
_MAIN_PART = "word/document.xml"


@dataclass(frozen=True)
class WordText:
    """A text with blank lines between paragraphs, the title and the language of the document, or ""."""

    text: str
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
        lines = [squeeze(clean(line)) for line in _lines(document)]
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
    return WordText("\n\n".join(filter(None, lines)), squeeze(clean(title)), language)


def _check_size(content: bytes, source_name: str) -> None:
    with zipfile.ZipFile(BytesIO(content)) as package:
        unpacked = sum(entry.file_size for entry in package.infolist())
        largest = max(entry.file_size / max(1, entry.compress_size) for entry in package.infolist())
    if unpacked > LARGEST_UNPACKED or (largest > LARGEST_RATIO and unpacked > LARGEST_UNPACKED // 16):
        raise ReadError("this document unpacks to more than a transcript can hold", where=source_name)


def _lines(document: Document) -> Iterator[str]:
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                yield " ".join(dict.fromkeys(cell.text for cell in row.cells))  # merged cells come twice
        else:
            yield from block.text.split("\n")
