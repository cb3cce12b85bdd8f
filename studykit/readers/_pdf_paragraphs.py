"""The paragraphs of a PDF, which knows lines alone, without running heads and page numbers."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from studykit.readers._labels import parse_label
from studykit.readers._lines import Line, ends_sentence
from studykit.readers._parted_words import PartedWords
from studykit.readers._pdf_print import Printed, PrintedLine, Word
from studykit.readers._shown import Dress, Page, Shown

_EDGE = 0.12
_OUTERMOST = 2
_FEWEST_PAGES = 2
_SHARE_OF_PAGES = 0.4
_NUMBER = re.compile(r"\d{1,4}")
_MOST_NUMBERS = 4
_BARE_NUMBER = re.compile(
    r"(?i)[-–—\s]*(?:page|seite|página|pagina|p\.)?\s*\d{1,4}(?:\s*(?:/|of|von|de|di)\s*\d{1,4})?[-–—\s]*"
)
_GAP = 1.3
_INDENT = 1.5  # widths of a character
_LARGER = 1.15
_HEAVIER = 1.1
_COLUMN = 0.25
_PAGE_WIDTH = 600.0  # points, of A4 and Letter; larger ones have wider columns
_LONGEST = 0.9


@dataclass(frozen=True)
class Paragraphs:
    """What a PDF shows, without the lines at its pages' edges that come again, which are ``repeated``."""

    shown: Shown
    repeated: tuple[Line, ...]


def paragraphs(printed: Printed) -> Paragraphs:
    """Return the paragraphs of ``printed``; a line that need not have ended where it does, ends one."""
    repeated = _repeated(printed)
    kept = [line for index, line in enumerate(printed.lines) if index not in repeated]
    heads = [printed.lines[index] for index in sorted(repeated)]
    told = tuple(Line(number, line.text, after_blank=True) for number, line in enumerate(heads, 1))
    return Paragraphs(_Setting(kept).shown(), told)


def _repeated(printed: Printed) -> frozenset[int]:
    """Return the indices of running heads and page numbers.

    They stand at the edge of a page and come again on others, at the same height; a number in them may count
    the pages. What also stands inside a page, as speakers' names do, is none.
    """
    edge = _edges(printed.lines)
    inside = Counter(line.text for index, line in enumerate(printed.lines) if index not in edge)
    seen: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for index in edge:
        line = printed.lines[index]
        if inside[line.text] < 2:
            for reading in _readings(line):
                seen[(round(line.height, 2), *reading)].append(index)
    fewest = max(_FEWEST_PAGES, _SHARE_OF_PAGES * printed.pages)
    found = {index for places in seen.values() if len(places) >= fewest for index in places}
    numbers = {index for index in edge if _BARE_NUMBER.fullmatch(printed.lines[index].text)}
    return frozenset(found | numbers)


def _edges(lines: Sequence[PrintedLine]) -> list[int]:
    """Return the indices of the outermost lines of each page that stand near its edge."""
    by_page: dict[int, list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        by_page[line.page].append(index)
    found: list[int] = []
    for indices in by_page.values():
        order = sorted(indices, key=lambda index: lines[index].height)
        outermost = {*order[:_OUTERMOST], *order[-_OUTERMOST:]}
        found += [index for index in outermost if not _EDGE < lines[index].height < 1 - _EDGE]
    return found


def _readings(line: PrintedLine) -> Iterator[tuple[object, ...]]:
    """Yield the ways to compare a line with those of other pages: as it is, or one number counting pages."""
    yield (line.text,)
    for number in list(_NUMBER.finditer(line.text))[:_MOST_NUMBERS]:
        around = (line.text[: number.start()], line.text[number.end() :])
        yield (*around, int(number.group()) - line.page)


@dataclass(frozen=True)
class _Column:
    """Where the lines of a column begin mostly, and where the longest end, in points."""

    home: float
    margin: float


class _Setting:
    """How the lines of a document are set: their size, weight, distance and edges; parts them by that."""

    def __init__(self, lines: Sequence[PrintedLine]) -> None:
        self._lines = lines
        self._columns = _columns(lines)
        self._size = _most_common(word.size for line in lines for word in line.words)
        self._weight = _most_common(word.weight for line in lines for word in line.words)
        self._pitch = _most_common(
            round(before.height - line.height, 3)
            for before, line in pairwise(lines)
            if _is_below(before, line)
        )
        self._words = PartedWords([line.text for line in lines])

    def shown(self) -> Shown:
        """Return the paragraphs as lines; names in bold are their leads, large lines are headings."""
        page = Page()
        for begin, end, apart in self._paragraphs():
            if apart:
                page.close_all()
                page.open("")
            for text, dress in self._pieces(self._lines[begin:end]):
                page.write(text, dress)
            page.end_line()
        page.close_all()
        return page.shown()

    def _paragraphs(self) -> Iterator[tuple[int, int, bool]]:
        """Yield begin and end of each paragraph, and whether a gap or an indent sets it apart."""
        begin, apart = 0, True
        for index in range(1, len(self._lines)):
            next_apart = self._stands_apart(index)
            if next_apart or not self._goes_on(index):
                yield begin, index, apart
                begin, apart = index, next_apart
        if self._lines:
            yield begin, len(self._lines), apart

    def _stands_apart(self, index: int) -> bool:
        """Whether a paragraph begins here that is set apart from what is above it."""
        before, line = self._lines[index - 1], self._lines[index]
        if self._is_heading(before) or self._is_heading(line):
            return before.words[0].size != line.words[0].size or not _is_below(before, line)
        if not _is_below(before, line):
            return ends_sentence(before.text) or not self._is_full(index - 1)
        if before.height - line.height > _GAP * self._pitch:
            return True
        indent = _INDENT * line.character
        from_home = abs(line.left - self._columns[index].home)
        return abs(line.left - before.left) > indent and from_home > indent

    def _goes_on(self, index: int) -> bool:
        """Whether the line goes on with the one above, which ended because it was full."""
        before, line = self._lines[index - 1], self._lines[index]
        if self._is_heading(before):  # of one size: the title goes on
            return True
        if not self._is_full(index - 1):
            return False
        names_speaker = self._lead(line) and not self._lead(before)
        is_label = parse_label(Line(1, line.text, after_blank=False), 0) is not None
        return not ((names_speaker or is_label) and ends_sentence(before.text))

    def _is_full(self, index: int) -> bool:
        """Whether the first word of the line below would not have fitted on this one."""
        line, below = self._lines[index], self._lines[index + 1]
        word = below.words[0]
        needed = line.character / 2 + word.right - word.left
        return line.right + needed > self._columns[index].margin

    def _is_heading(self, line: PrintedLine) -> bool:
        return all(word.size > _LARGER * self._size for word in line.words)

    def _lead(self, line: PrintedLine) -> bool:
        return line.words[0].weight > _HEAVIER * self._weight

    def _pieces(self, lines: Sequence[PrintedLine]) -> list[tuple[str, Dress]]:
        """Return the words of a paragraph as they are to be written, each with its dress."""
        pieces: list[tuple[str, Dress]] = []
        for line in lines:
            for piece, word in zip(line.pieces, line.words, strict=True):
                if pieces and word is line.words[0]:
                    ending, dress = pieces[-1]
                    pieces[-1] = (self._words.ending(ending, piece), dress)
                pieces.append((piece, self._dress(word, lines[0])))
        return pieces

    def _dress(self, word: Word, first: PrintedLine) -> Dress:
        if self._is_heading(first):
            return Dress.HEADING
        return Dress.STRONG if word.weight > _HEAVIER * self._weight else Dress.PLAIN


def _is_below(before: PrintedLine, line: PrintedLine) -> bool:
    """Whether a line stands further down on the same page, and not at the head of its next column."""
    return before.page == line.page and line.height < before.height


def _columns(lines: Sequence[PrintedLine]) -> list[_Column]:
    """Return the column that each line stands in; those of a page begin far from each other."""
    by_page: dict[int, list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        by_page[line.page].append(index)
    found = {index: column for indices in by_page.values() for index, column in _of_page(lines, indices)}
    return [found[index] for index in range(len(lines))]


def _of_page(lines: Sequence[PrintedLine], indices: Sequence[int]) -> Iterator[tuple[int, _Column]]:
    group: list[int] = []
    for index in [*sorted(indices, key=lambda index: lines[index].left), None]:
        if index is None or (group and lines[index].left - lines[group[-1]].left > _COLUMN * _PAGE_WIDTH):
            column = _column([lines[each] for each in group])
            yield from ((each, column) for each in group)
            group = []
        if index is not None:
            group.append(index)


def _column(lines: Sequence[PrintedLine]) -> _Column:
    rights = sorted(line.right for line in lines)
    # A heading over several columns is longer than any line of them.
    margin = rights[int(_LONGEST * (len(rights) - 1))]
    return _Column(_most_common(round(line.left) for line in lines), margin)


def _most_common(values: Iterable[float]) -> float:
    counted = Counter(values).most_common(1)
    return counted[0][0] if counted else 0.0
