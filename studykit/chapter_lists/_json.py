"""Reads lists of chapters that are JSON."""

from collections.abc import Iterator, Mapping

from studykit.chapter_lists._times import play_time
from studykit.contracts import Confidence, Source
from studykit.errors import ReadError
from studykit.model import ChapterMark
from studykit.text import clean, squeeze


def listed(source: Source) -> object:
    """Return the list under ``chapters``, or the list that is the whole file; None where there is neither."""
    value = source.json
    return value.get("chapters") if isinstance(value, dict) else value


def certain_if_keyed(source: Source, time: str) -> Confidence:
    """Return CERTAIN where ``source`` lists chapters with their beginning under ``time``, else NO."""
    try:
        chapters = listed(source)
    except ReadError:
        return Confidence.NO
    first = [each for each in chapters[:50] if isinstance(each, dict)] if isinstance(chapters, list) else []
    return Confidence.CERTAIN if any(time in each and "title" in each for each in first) else Confidence.NO


def marks(source: Source, time: str) -> Iterator[ChapterMark]:
    """Yield the chapters that have a title; one with ``"toc": false`` is hidden.

    ``time`` is the key of their beginning. Raises ReadError where a chapter is no object or its time is
    broken.
    """
    chapters = listed(source)
    if not isinstance(chapters, list):
        raise ReadError("there is no list of chapters in it", where=source.name)
    for number, chapter in enumerate(chapters, 1):
        where = f"{source.name}, chapter {number}"
        if not isinstance(chapter, dict):
            raise ReadError("the chapter is no object", where=where)
        if title := _title(chapter):
            start_ms = play_time(chapter.get(time), where)
            yield ChapterMark(title=title, start_ms=start_ms, hidden=chapter.get("toc") is False)


def _title(chapter: Mapping[str, object]) -> str:
    title = chapter.get("title")
    return squeeze(clean(title)) if isinstance(title, str) else ""
