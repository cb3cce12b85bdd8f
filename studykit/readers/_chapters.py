"""Reads the list of chapters that a page or its show notes give: ``(00:09:39) - Title``, ``9:39 Title``."""

import re
from collections.abc import Sequence

from studykit.model import ChapterMark
from studykit.readers._lines import Line
from studykit.text import parse_clock

_CLOCK = r"\d{1,3}:\d{2}(?::\d{2})?"
_TIME_FIRST = re.compile(
    rf"(?:[•*·–-]\s+)?[\[(]?({_CLOCK})[\])]?(?:\s*[~–-]\s*[\[(]?{_CLOCK}[\])]?)?\s*[:–—|-]?\s*(?=\D)(\S.{{0,250}})"
)
_TIME_LAST = re.compile(rf"(?:[•*·–-]\s+)?(.{{1,250}}?)\s*[:–—|-]?\s+[\[(]?({_CLOCK})[\])]?")
_LONGEST = 300
_FEWEST = 3


def chapter_line(text: str) -> ChapterMark | None:
    """Return the chapter that a line of a chapter list gives, or None."""
    if len(text) > _LONGEST:
        return None
    if match := _TIME_FIRST.fullmatch(text):
        return _mark(match[1], match[2])
    match = _TIME_LAST.fullmatch(text)
    return _mark(match[2], match[1]) if match else None


def chapter_list(lines: Sequence[Line]) -> tuple[tuple[ChapterMark, ...], int]:
    """Return the longest run of chapter lines whose times rise, and the index of its first line.

    The run has at least three lines, else nothing is found and the index is 0.
    """
    best: list[ChapterMark] = []
    best_start = 0
    run: list[ChapterMark] = []
    for index, line in enumerate(lines):
        mark = chapter_line(line.text)
        if mark and run and _start(mark) > _start(run[-1]):
            run.append(mark)
        else:
            run = [mark] if mark else []
        if len(run) > len(best):
            best, best_start = run, index - len(run) + 1
    return (tuple(best), best_start) if len(best) >= _FEWEST else ((), 0)


def _mark(clock: str, title: str) -> ChapterMark | None:
    start_ms = parse_clock(clock)
    words = title.strip(" \t:–—|-")
    if start_ms is None or not any(c.isalpha() for c in words):
        return None
    return ChapterMark(title=words, start_ms=start_ms)


def _start(mark: ChapterMark) -> int:
    return mark.start_ms or 0
