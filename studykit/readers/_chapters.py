"""Finds the list of chapters that a page or its show notes give."""

from collections.abc import Sequence

from studykit.chapter_lines import chapter_line
from studykit.model import ChapterMark
from studykit.readers._lines import Line

_FEWEST = 3


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


def _start(mark: ChapterMark) -> int:
    return mark.start_ms or 0
