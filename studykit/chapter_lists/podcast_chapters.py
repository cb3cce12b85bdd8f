"""Podcasting 2.0 chapters, JSON.

    {"version": "1.2.0", "chapters": [{"startTime": 168, "title": "Hearing aids"},
                                      {"startTime": 4200.5, "title": "A song", "toc": false}]}

After the podcast namespace's "JSON Chapters Format" 1.2. A chapter without a title only changes the picture
and is left out.
"""

from studykit.chapter_lists._json import certain_if_keyed, marks
from studykit.contracts import ChapterList, Confidence, Source
from studykit.model import ChapterMark


def sniff(source: Source) -> Confidence:
    """Judge by the name of the format's time."""
    return certain_if_keyed(source, "startTime")


def parse(source: Source) -> tuple[ChapterMark, ...]:
    """Return the chapters; raises ReadError where it is no JSON or a time is broken."""
    return tuple(marks(source, "startTime"))


CHAPTER_LIST = ChapterList(extensions=("json",), sniff=sniff, parse=parse)
