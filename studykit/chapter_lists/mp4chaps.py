"""The chapters of mp4chaps and Podlove's plain text, a time and a title on each line.

    00:00:00.000 Intro
    00:01:56.397 Feedback <http://example.org/feedback>

As mp4v2's mp4chaps writes and reads them; some tools give the time in seconds, ``116.397 Feedback``.
"""

import re
from collections.abc import Iterator

from studykit.chapter_lists._times import play_time
from studykit.contracts import ChapterList, Confidence, Source
from studykit.errors import ReadError
from studykit.model import ChapterMark

_CLOCK = re.compile(r"(\d{1,3}:\d{2}:\d{2}\.\d{3})\s+(\S.{0,500})")
_SECONDS = re.compile(r"(\d{1,6}(?:\.\d{1,6})?)\s+(\S.{0,500})")
_LINK = re.compile(r"\s*<[a-z]{2,10}:[^<>]{0,2000}>$")


def sniff(source: Source) -> Confidence:
    """Judge by the lines: each has a clock to the millisecond, or seconds that begin at nought and rise."""
    rows = _rows(source)
    if rows and all(_CLOCK.fullmatch(row) for _, row in rows):
        return Confidence.CERTAIN
    times = [float(match[1]) for _, row in rows if (match := _SECONDS.fullmatch(row))]
    rises = len(times) == len(rows) > 1 and times[0] == 0 and sorted(set(times)) == times
    return Confidence.LIKELY if rises else Confidence.NO


def parse(source: Source) -> tuple[ChapterMark, ...]:
    """Return the chapters; raises ReadError, with the line, where one has no time."""
    return tuple(_marks(source))


def _rows(source: Source) -> list[tuple[int, str]]:
    """Return the lines that are not blank, with their numbers."""
    return [(number, row.strip()) for number, row in enumerate(source.text.split("\n"), 1) if row.strip()]


def _marks(source: Source) -> Iterator[ChapterMark]:
    for number, row in _rows(source):
        where = f"{source.name}:{number}"
        match = _CLOCK.fullmatch(row) or _SECONDS.fullmatch(row)
        if match is None:
            raise ReadError(
                "the chapter has no time", where=where, hint="expected lines such as 00:01:56.397 Title"
            )
        title = _LINK.sub("", match[2])
        yield ChapterMark(title=title or match[2], start_ms=play_time(match[1], where))


CHAPTER_LIST = ChapterList(extensions=("txt", "chapters"), sniff=sniff, parse=parse)
