"""Show notes with times, as text, Markdown or HTML.

    - [00:03:39] What lives in a starter
    * **[1:02:45](#t=1:02:45)** Crust
    Why bread goes stale: 01:10:00
    1:20:00 ~ 1:25:00 Questions

The time stands before or after the title; lines without one are passed over.
"""

import re
from collections.abc import Callable, Iterator

from studykit.chapter_lines import time_first, time_last
from studykit.contracts import ChapterList, Confidence, Source
from studykit.markdown import shown
from studykit.model import ChapterMark

_FEW = 3
_LONGEST_ROW = 4000
_NEW_LINE = re.compile(r"<(?:br|/?p|/?li|/?div|/?tr|/?h[1-6]|/?ul|/?ol)\b[^<>]{0,500}>", re.IGNORECASE)
_BULLET = re.compile(r"^(?:>\s?|[-*+•]\s+(?:\[[ xX]\]\s+)?|#{1,6}\s+|\|\s*)+")


def sniff(source: Source) -> Confidence:
    """Judge by lines with rising times and titles; other formats have surer signs."""
    found = len(_best(source.head))
    if not found or source.head.lstrip().startswith(("WEBVTT", "{")):
        return Confidence.NO
    return Confidence.LIKELY if found >= _FEW else Confidence.MAYBE


def parse(source: Source) -> tuple[ChapterMark, ...]:
    """Return the chapters of the longest list in it, none where no line has a time and a title."""
    return _best(source.text)


def _best(text: str) -> tuple[ChapterMark, ...]:
    """Return the longest run of chapters whose times rise, those of one list being written in one way."""
    rows = list(_rows(text))
    first, last = _longest_run(rows, time_first), _longest_run(rows, time_last)
    return first if len(first) >= len(last) else last


def _rows(text: str) -> Iterator[str]:
    """Yield the lines without their marks, as a reader of the page sees them."""
    for row in _NEW_LINE.sub("\n", text).split("\n"):
        if len(row) <= _LONGEST_ROW and re.search(r"\d:\d\d", row):
            plain = shown(_BULLET.sub("", row.strip(), count=1))
            yield " ".join(plain.replace("|", " ").split())


def _longest_run(rows: list[str], written: Callable[[str], ChapterMark | None]) -> tuple[ChapterMark, ...]:
    runs: list[list[ChapterMark]] = [[]]
    for mark in filter(None, map(written, rows)):
        if runs[-1] and (mark.start_ms or 0) < (runs[-1][-1].start_ms or 0):
            runs.append([])
        runs[-1].append(mark)
    longest: list[ChapterMark] = max(runs, key=len)
    return tuple(longest)


CHAPTER_LIST = ChapterList(extensions=("md", "html", "txt"), sniff=sniff, parse=parse)
