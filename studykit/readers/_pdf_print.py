"""The lines of a PDF as they are printed, with where they stand and how they look.

PDFium (pypdfium2) tells each character with its place and font, in the order in which the file draws them. So
it is read, columns among it, in all that office programs and browsers write.
"""

import ctypes
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2
from pypdfium2 import raw

from studykit.errors import ReadError
from studykit.readers._lines import CELL
from studykit.text import clean, squeeze

MOST_PAGES = 5000
MOST_CHARACTERS = 10_000_000
MOST_ON_A_PAGE = 100_000
MOST_SECONDS = 120.0
_HYPHEN = 0x02
"""What PDFium gives for a hyphen that ends a line and parts a word."""
_LETTERS = {
    _HYPHEN: "-",
    **{0xFB00 + place: letters for place, letters in enumerate(("ff", "fi", "fl", "ffi", "ffl", "st", "st"))},
}
_LINE_ENDS = frozenset((0x0A, 0x0D))
_BLANKS = frozenset((0x09, 0x0A, 0x0D, 0x20, 0xA0))
_BOLD = 700
_SAME_LEVEL = 0.5
_UNKNOWN = {0x0, 0xFFFD, 0xFFFE, 0xFFFF}
_PRIVATE = range(0xE000, 0xF900)
_MOST_UNKNOWN = 0.2
_WIDE_GAP = 4.0  # widths of a character: two ems
_WIDER = 2.5


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its left and right edge in points, and the weight and size of its font.

    ``size`` is comparable within one document only: a page may be drawn to scale.
    """

    text: str
    left: float
    right: float
    weight: int
    size: float


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line: the number of its page, counted from 0, its words, and the height of its feet above the page's
    lower edge as a share of the page's height."""

    page: int
    words: tuple[Word, ...]
    height: float

    @property
    def left(self) -> float:
        """Its left edge in points."""
        return self.words[0].left

    @property
    def right(self) -> float:
        """Its right edge in points."""
        return self.words[-1].right

    @property
    def text(self) -> str:
        """Its words, with a tab where a gap parts the cells of a table's row."""
        return "".join(self.pieces)

    @property
    def pieces(self) -> tuple[str, ...]:
        """Each word with what stands before it."""
        gaps = [after.left - before.right for before, after in pairwise(self.words)]
        # In a justified line all gaps are wide; those of cells are so beside others.
        common = sorted(gaps)[len(gaps) // 4] if len(gaps) > 1 else 0.0
        wide = max(_WIDE_GAP * self.character, _WIDER * common)
        parted = (CELL if gap > wide else " " for gap in gaps)
        return (
            self.words[0].text,
            *(sign + word.text for sign, word in zip(parted, self.words[1:], strict=True)),
        )

    @property
    def character(self) -> float:
        """The width of a character in points, on average."""
        width = sum(word.right - word.left for word in self.words)
        return max(0.1, width / sum(len(word.text) for word in self.words))


@dataclass(frozen=True)
class Printed:
    """The lines of a document in the order of reading, how many pages it has, its title, and the program that
    made it; the last two may be empty."""

    lines: tuple[PrintedLine, ...]
    pages: int
    title: str = ""
    creator: str = ""


def printed(content: bytes, source_name: str) -> Printed:
    """Return what is printed in a PDF.

    Raises ReadError where it is damaged, locked with a password, too long, or has no text that can be read.
    """
    document = _opened(content, source_name)
    try:
        if len(document) > MOST_PAGES:
            raise ReadError(f"this PDF has more than {MOST_PAGES} pages", where=source_name)
        lines = tuple(_all_lines(document, source_name))
        told = document.get_metadata_dict()
        return Printed(lines, len(document), squeeze(clean(told["Title"])), squeeze(clean(told["Creator"])))
    except pypdfium2.PdfiumError as error:
        raise _damaged(source_name) from error
    finally:
        document.close()


def _opened(content: bytes, source_name: str) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD:
            hint = "open it with its password, and print or save it without one"
            raise ReadError("this PDF is locked with a password", where=source_name, hint=hint) from error
        raise _damaged(source_name) from error


def _damaged(source_name: str) -> ReadError:
    hint = "open it in a PDF viewer and print it to a new file"
    return ReadError("this PDF is damaged", where=source_name, hint=hint)


def _too_much(source_name: str) -> ReadError:
    return ReadError("this PDF holds more than a transcript can", where=source_name)


def _all_lines(document: pypdfium2.PdfDocument, source_name: str) -> Iterator[PrintedLine]:
    begin, count, unknown = time.monotonic(), 0, 0
    for number in range(len(document)):
        page = document[number]
        height = max(1.0, page.get_height())
        text = _PageText(page)
        codes = text.codes(source_name)
        count += sum(code not in _BLANKS for code in codes)
        unknown += sum(code in _UNKNOWN or code in _PRIVATE for code in codes)
        if count > MOST_CHARACTERS or time.monotonic() - begin > MOST_SECONDS:
            raise _too_much(source_name)
        for words, feet in _rows(text, codes):
            yield PrintedLine(number, words, feet / height)
        text.close()
        page.close()
    if not count:
        hint = "let a program for text recognition (OCR) read it first, such as ocrmypdf"
        raise ReadError("there is no text in this PDF, only pictures of pages", where=source_name, hint=hint)
    if unknown > _MOST_UNKNOWN * count:
        hint = "open it in a PDF viewer, copy the text, and save that"
        raise ReadError("this PDF does not tell which letters its signs are", where=source_name, hint=hint)


class _PageText:
    """The characters of a page, asked of PDFium one by one."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self._text = page.get_textpage()
        self._name = ctypes.create_string_buffer(128)
        self._flags = ctypes.c_int()
        self._edges = tuple(ctypes.c_double() for _ in range(4))

    def close(self) -> None:
        self._text.close()

    def codes(self, source_name: str) -> list[int]:
        """Return the code point of each character; line ends and spaces may be put in by PDFium.

        Raises ReadError where there are more than a page can show.
        """
        if self._text.count_chars() > MOST_ON_A_PAGE:
            raise _too_much(source_name)
        return [raw.FPDFText_GetUnicode(self._text, index) for index in range(self._text.count_chars())]

    def word(self, first: int, last: int, text: str) -> Word:
        """Return the word from character ``first`` to ``last``, both included."""
        left, right = self._edges[:2]
        raw.FPDFText_GetCharBox(self._text, last, *self._edges)
        end = right.value
        raw.FPDFText_GetCharBox(self._text, first, *self._edges)
        size = raw.FPDFText_GetFontSize(self._text, first)
        return Word(text, left.value, max(end, left.value), self._weight(first), size)

    def feet(self, index: int) -> float:
        """Return how high the character stands above the page's lower edge, in points."""
        x, y = self._edges[:2]
        raw.FPDFText_GetCharOrigin(self._text, index, x, y)
        return float(y.value)

    def _weight(self, index: int) -> int:
        """Return the weight of the character's font; one that is called bold may not tell it otherwise."""
        weight = int(raw.FPDFText_GetFontWeight(self._text, index))
        raw.FPDFText_GetFontInfo(self._text, index, self._name, len(self._name), self._flags)
        return max(weight, _BOLD) if b"bold" in self._name.value.lower() else weight


def _rows(text: _PageText, codes: Sequence[int]) -> Iterator[tuple[tuple[Word, ...], float]]:
    """Yield the words of each line, and how high it stands; what stands side by side is one line."""
    open_words: list[Word] = []
    open_feet = 0.0
    for first, after in _lines(codes):
        words = [
            text.word(begin + first, end + first - 1, _spelled(codes[begin + first : end + first]))
            for begin, end in _spans(codes[first:after], _BLANKS)
        ]
        words = [word for word in words if word.text]
        if not words:
            continue
        feet = text.feet(first)
        level = abs(feet - open_feet) < _SAME_LEVEL * (words[0].right - words[0].left) / len(words[0].text)
        if open_words and level and words[0].left >= open_words[-1].right:
            open_words += words
            continue
        if open_words:
            yield tuple(open_words), open_feet
        open_words, open_feet = words, feet
    if open_words:
        yield tuple(open_words), open_feet


def _lines(codes: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield begin and end of each line; PDFium ends none behind a hyphen that parts a word."""
    for begin, end in _spans(codes, _LINE_ENDS):
        cuts = [index + 1 for index in range(begin, end) if codes[index] == _HYPHEN]
        yield from pairwise(dict.fromkeys((begin, *cuts, end)))


def _spans(codes: Sequence[int], borders: frozenset[int]) -> Iterator[tuple[int, int]]:
    """Yield begin and end of each run without one of ``borders`` in it."""
    begin = 0
    for index, code in enumerate(codes):
        if code in borders:
            if index > begin:
                yield begin, index
            begin = index + 1
    if len(codes) > begin:
        yield begin, len(codes)


def _spelled(codes: Sequence[int]) -> str:
    """Return the letters of ``codes``: ligatures taken apart."""
    return clean("".join(_LETTERS.get(code) or chr(code) for code in codes))
