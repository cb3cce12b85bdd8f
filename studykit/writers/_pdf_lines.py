"""The lines of a paragraph: where they may end, and in which order their letters stand.

Both are done on what reportlab's paragraphs keep: frags (runs of characters in one dress), words (a width and
the pieces of a word), and lines of frags.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import Any, TypeAlias

from reportlab.pdfbase import pdfmetrics
from reportlab.platypus import paragraph
from reportlab.platypus.paragraph import FragLine, ParaLines
from reportlab.platypus.paraparser import ParaFrag

from studykit.writers import _bidi as bidi
from studykit.writers._bidi import Direction
from studykit.writers._line_breaks import BREAK, needs_no_space
from studykit.writers._pdf_glyphs import DIRECTION_MARKS, GuideFont
from studykit.writers._pdf_tags import Linked

_TURNING = re.compile(
    "[\u0590-\u08ff\u200e\u200f\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff"
    "\U000f0000-\U0010ffff]"
)
"""What may stand in another order than it is read: letters from the right, and all stand-ins."""

Lines: TypeAlias = ParaLines | ParaFrag
Piece: TypeAlias = tuple[ParaFrag, str]
Word: TypeAlias = list[Any]
"""A width in points and the pieces of a word, its class tells whether a space follows."""
Line: TypeAlias = FragLine | tuple[float, list[str]]
"""A line of several dresses, or the room left over and the words of one in the dress of its paragraph."""
Letter: TypeAlias = tuple[Lines, str, str]
"""A dress, the character that is drawn in it, and the letter that this stands for."""


def may_break(frags: Iterable[ParaFrag]) -> bool:
    """Return whether a line may end elsewhere than at the spaces of ``frags``."""
    return any(BREAK in getattr(frag, "text", "") for frag in frags)


def opened(frags: list[ParaFrag]) -> list[Word]:
    """Return the words of ``frags``, each BREAK in them made the end of one that no space follows."""
    words: list[Word] = paragraph._getFragWords(frags)  # type: ignore[attr-defined]  # reportlab's own
    return [part for word in words for part in _parts(word)]


def turned(lines: Lines) -> str:
    """Return the text of ``lines`` in the order of reading where it stands in another one, else nothing.

    Text with a link in it is left as it is: its parts are elements of their own.
    """
    if not any(_TURNING.search(text) for line in lines.lines for text in _texts(line)):
        return ""
    if any(frag.link for line in lines.lines if isinstance(line, FragLine) for frag in line.words):
        return ""
    text = " ".join(_read(lines, line) for line in lines.lines)
    return text if bidi.runs_from_the_right(text) else ""


def drawn(lines: Lines, page: Direction) -> Lines:
    """Return the lines of a paragraph as they are drawn, on a page laid out in direction ``page``.

    Letters stand from left to right, the text of a link says that it is one, and a line ends with a space
    where words would else run together for those who copy it or hear it.
    """
    if page == "L" and not any(_TURNING.search(text) for line in lines.lines for text in _texts(line)):
        return lines.clone(lines=list(map(_as_read, lines.lines)))
    read = [_stripped(_letters(lines, line)) for line in lines.lines]
    spaces = [_space_after(_said(line[-1:])) for line in read]
    if page == "R" or any(bidi.runs_from_the_right(_said(line)) for line in read):
        read = [line for start, end in _segments(lines) for line in _ordered(read[start:end], page)]
    return lines.clone(lines=[_line(*of_line) for of_line in zip(lines.lines, read, spaces, strict=True)])


def _read(lines: Lines, line: Line) -> str:
    if isinstance(line, FragLine):
        return "".join(_copied(frag, frag.text) for frag in line.words).strip()
    return _copied(lines, " ".join(line[1]))


def _copied(frag: Lines, text: str) -> str:
    font = pdfmetrics.getFont(frag.fontName)
    return font.read(text) if isinstance(font, GuideFont) else text


def _texts(line: Line) -> Iterable[str]:
    return (frag.text for frag in line.words) if isinstance(line, FragLine) else line[1]


def _as_read(line: Line) -> Line:
    """Return a line whose letters stand in the order of reading."""
    if not isinstance(line, FragLine):
        space = _space_after(line[1][-1]) if line[1] else ""
        return line[0], [*line[1], ""] if space else line[1]
    words = [_marked(frag, frag.text) if frag.link and frag.text else frag for frag in line.words]
    last = next((frag for frag in reversed(words) if frag.text), None)
    if last is None or not _space_after(last.text):
        return line.clone(words=words)
    return line.clone(words=[*words, last.clone(text=" ", link=[], us_lines=[])])


def _parts(word: Word) -> Iterator[Word]:
    """Yield ``word``, or what its breaks part it into; only the last has the space that follows it."""
    pieces: list[Piece] = word[1:]
    if not any(BREAK in text for _, text in pieces):
        yield word
        return
    parts: list[list[Piece]] = [[]]
    for frag, text in pieces:
        first, *others = text.split(BREAK)
        parts[-1].append((frag, first))
        parts += [[(frag, other)] for other in others]
    *before, last = [part for part in parts if any(text for _, text in part)] or [parts[0]]
    yield from ([_width(part), *part] for part in before)
    yield type(word)([_width(last), *last])


def _width(part: list[Piece]) -> float:
    return sum(pdfmetrics.stringWidth(text, frag.fontName, frag.fontSize) for frag, text in part)


def _letters(lines: Lines, line: Line) -> list[Letter]:
    """Return the letters of a line in the order of reading."""
    if isinstance(line, FragLine):
        return [letter for frag in line.words for letter in _of_frag(frag, frag.text)]
    return _of_frag(lines, " ".join(line[1]))


def _of_frag(frag: Lines, text: str) -> list[Letter]:
    font = pdfmetrics.getFont(frag.fontName)
    said = font.letters(text) if isinstance(font, GuideFont) else text
    return [(frag, character, letter) for character, letter in zip(text, said, strict=True)]


def _said(line: Iterable[Letter]) -> str:
    return "".join(letter for _, _, letter in line)


def _segments(lines: Lines) -> list[tuple[int, int]]:
    """Return where the parts begin and end that are ordered each by itself: each ends at a forced break."""
    ends = [place + 1 for place, line in enumerate(lines.lines) if lines.kind and line.lineBreak]
    edges = sorted({0, *ends, len(lines.lines)})
    return list(pairwise(edges))


def _ordered(segment: Sequence[list[Letter]], page: Direction) -> Iterator[list[Letter]]:
    """Yield the lines of one segment, each from left to right."""
    text = " ".join(map(_said, segment))
    way = bidi.direction(text, page)
    found = bidi.levels(text, way)
    start = 0
    for line in segment:
        levels = bidi.reset_spaces(_said(line), found[start : start + len(line)], way)
        yield [_turned(line[place], levels[place]) for place in bidi.visual_order(levels)]
        start += len(line) + 1


def _turned(letter: Letter, level: int) -> Letter:
    """Return ``letter`` as it looks at its level: brackets are mirrored from right to left (rule L4)."""
    frag, character, said = letter
    font = pdfmetrics.getFont(frag.fontName)
    if level % 2 and character == said and isinstance(font, GuideFont):
        return frag, font.mirrored(character), said
    return letter


def _line(line: Line, letters: list[Letter], space: str) -> Line:
    """Return ``line`` with ``letters`` and ``space``; what has no text, such as a target, comes first."""
    if not isinstance(line, FragLine):
        return line[0], (_text(letters) + space).split(" ")
    silent = [frag for frag in line.words if not frag.text]
    runs = [_run(list(run)) for _, run in groupby(letters, key=lambda letter: id(letter[0]))]
    end = [runs[-1].clone(text=space, link=[], us_lines=[])] if space and runs else []
    return line.clone(words=[*silent, *runs, *end])


def _run(letters: list[Letter]) -> Lines:
    frag = letters[0][0]
    return _marked(frag, _text(letters))


def _marked(frag: Lines, text: str) -> Lines:
    """Return ``frag`` with ``text``, which says that it is a link where it is one."""
    return frag.clone(text=Linked.to(frag.link[0][1], text) if frag.link else text)


def _text(letters: Iterable[Letter]) -> str:
    return "".join(character for _, character, _ in letters if character not in DIRECTION_MARKS)


def _space_after(said: str) -> str:
    return "" if needs_no_space(said) else " "


def _stripped(line: list[Letter]) -> list[Letter]:
    end = len(line)
    while end and line[end - 1][1] == " ":
        end -= 1
    return line[:end]
