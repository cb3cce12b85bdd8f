"""The lines of a Markdown text without its marks, and what the marks tell of them."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace

from studykit.markdown import shown
from studykit.readers._lines import CELL, Line
from studykit.readers._names import is_name
from studykit.text import fold

HEADING = re.compile(r"(#{1,6})\s+(\S.{0,500}?)\s*#{0,6}")
_TABLE_RULE = re.compile(r"\|?\s*:?-{2,}[-:| ]{0,500}\|[-:| ]{0,500}")
_UNDERLINE = re.compile(r"={3,200}")
_RULE = re.compile(r"(?:[-*_]\s*){3,200}|```.{0,60}|~~~.{0,60}")
_BULLET = re.compile(r"(?:>\s?|[-*+]\s+(?=\S)){1,6}")
_EMPHASIS = re.compile(r"(\*{1,3}|_{1,3})(?=[^\s*_])(.{1,400}?)(?<=[^\s*_])\s?\1(?![*_\w])")
_ITALICS = re.compile(r"([*_])(?=[^\s*_])[^*_]{1,400}(?<=\S)\1")
_COLON_OR_TIME = re.compile(r"\s*(?:[:：]|[-–—|]?\s*\[?[\[(]?\d{1,3}:\d\d)")
_STAMPED_NAME = re.compile(
    r"(`?[\[(]?\d{1,3}:\d\d(?::\d\d)?(?:[.,]\d{1,3})?[\])]?`?\s+)\*\*([^*:]{1,60})\*\*\s+[-–—]\s+(?=\S)"
)
_CELL = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True)
class MarkdownText:
    """The lines of a text, its headings with their levels by the index of the line that they precede, the
    indices of the lines that are rows of tables, of those that are set apart (in a list, a quotation, all in
    italics), and the names that stand as headings."""

    lines: Sequence[Line]
    headings: Mapping[int, Sequence[tuple[int, str]]]
    rows: Set[int]
    apart: Set[int]
    speakers: Set[str]


def markdown_text(rows: Sequence[Line]) -> MarkdownText:
    """Return the text in ``rows``; a heading that names a speaker is a line of its own.

    Rules and fences are dropped; what stands between fences is kept as words.
    """
    kept = [row for row in rows if not _RULE.fullmatch(row.text) and not _TABLE_RULE.fullmatch(row.text)]
    titles = [heading[2] for row in kept if (heading := HEADING.fullmatch(row.text))]
    speakers = _speakers(titles)
    found: list[Line] = []
    headings: dict[int, list[tuple[int, str]]] = {}
    cells: set[int] = set()
    apart: set[int] = set()
    for row in kept:
        heading = HEADING.fullmatch(row.text)
        if heading and fold(shown(heading[2])) in speakers:
            found.append(replace(row, text=shown(heading[2]), lead=shown(heading[2])))
        elif heading:
            headings.setdefault(len(found), []).append((len(heading[1]), shown(heading[2])))
        elif _UNDERLINE.fullmatch(row.text) and found and not row.after_blank:
            headings.setdefault(len(found) - 1, []).append((1, found.pop().text))
        elif (line := dressed(row)).text:
            cells |= {len(found)} if row.text.startswith("|") else set()
            is_apart = _BULLET.match(row.text) or _ITALICS.fullmatch(row.text)
            apart |= {len(found)} if is_apart else set()
            found.append(line)
    return MarkdownText(found, headings, cells, apart, speakers)


def dressed(row: Line) -> Line:
    """Return ``row`` as it is shown, and what is set apart at its beginning."""
    text = _BULLET.sub("", row.text, count=1) if _BULLET.match(row.text) else row.text
    if text.startswith("|"):
        return replace(row, text=CELL.join(shown(cell) for cell in _CELL.split(text.strip("|"))).strip())
    stamped = _STAMPED_NAME.match(text)
    if stamped and is_name(stamped[2], comma=True):  # `0:43` **Ana** — Yes.
        text = f"{stamped[1]}{stamped[2]}: {text[stamped.end() :]}"
    line, emphasis = shown(text), _EMPHASIS.match(text)
    lead = shown(emphasis[2]) if emphasis else ""
    if emphasis is None or not lead or not line.startswith(lead):
        return replace(row, text=line)
    after = line[len(lead) :]
    strong = lead.endswith((":", "：")) or _COLON_OR_TIME.match(after) is not None
    # A name in italics alone looks like any word that is stressed.
    return replace(row, text=line, strong=strong, lead=lead if strong or len(emphasis[1]) > 1 else "")


def _speakers(titles: Sequence[str]) -> Set[str]:
    """Return the folded titles that are names, where some come again and most headings are such."""
    counts = Counter(fold(shown(title)) for title in titles if is_name(shown(title)))
    names = {name for name, count in counts.items() if count > 1 or " " in name}
    said = sum(counts[name] for name in names)
    return names if len(names) > 1 and said > len(names) and said * 2 > len(titles) else frozenset()
