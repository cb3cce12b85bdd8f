"""The chapters in the description of a YouTube video.

    0:00 Intro
    3:39 What lives in a starter
    1:02:45 Crust

By YouTube's rules: the first is at 0:00, there are three or more, the times rise, each lasts ten seconds at
least, and nothing stands before the time.
"""

import re
from itertools import pairwise

from studykit.chapter_lines import time_first
from studykit.contracts import ChapterList, Confidence, Source
from studykit.errors import ReadError
from studykit.model import ChapterMark

_TIME = re.compile(r"(?:\d{1,2}:)?\d{1,2}:\d{2}(?![\d:.,])")
_FEWEST = 3
_SHORTEST_MS = 10_000


def sniff(source: Source) -> Confidence:
    """Judge by YouTube's own rules."""
    return Confidence.CERTAIN if _follows_rules(_marks(source.head)) else Confidence.NO


def parse(source: Source) -> tuple[ChapterMark, ...]:
    """Return the chapters; raises ReadError where YouTube itself would show none."""
    marks = _marks(source.text)
    if not _follows_rules(marks):
        raise ReadError(
            "the times do not follow YouTube's rules",
            where=source.name,
            hint="three or more lines, the first 0:00, each ten seconds after the one before",
        )
    return marks


def _marks(text: str) -> tuple[ChapterMark, ...]:
    rows = (row.strip() for row in text.split("\n"))
    found = (time_first(row) for row in rows if _TIME.match(row))
    return tuple(mark for mark in found if mark)


def _follows_rules(marks: tuple[ChapterMark, ...]) -> bool:
    times = [mark.start_ms or 0 for mark in marks]
    long_enough = all(after - before >= _SHORTEST_MS for before, after in pairwise(times))
    return len(times) >= _FEWEST and times[0] == 0 and long_enough


CHAPTER_LIST = ChapterList(extensions=("txt", "description"), sniff=sniff, parse=parse)
