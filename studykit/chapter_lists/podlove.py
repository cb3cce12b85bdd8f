"""The chapters of the Podlove publisher and web player, JSON.

    [{"start": "00:01:56.397", "title": "Feedback", "href": "", "image": ""}]

The list may stand alone or under ``chapters``.
"""

from studykit.chapter_lists._json import certain_if_keyed, marks
from studykit.contracts import ChapterList, Confidence, Source
from studykit.model import ChapterMark


def sniff(source: Source) -> Confidence:
    """Judge by the name of the format's time."""
    return certain_if_keyed(source, "start")


def parse(source: Source) -> tuple[ChapterMark, ...]:
    """Return the chapters; raises ReadError where it is no JSON or a time is broken."""
    return tuple(marks(source, "start"))


CHAPTER_LIST = ChapterList(extensions=("json",), sniff=sniff, parse=parse)
