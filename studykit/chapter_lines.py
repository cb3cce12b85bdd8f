"""Reads a line of a list of chapters: ``(00:09:39) - Title``, ``9:39 Title``, ``Title: 00:09:39``."""

import re

from studykit.model import ChapterMark
from studykit.text import parse_clock

_LONGEST = 300
_CLOCK = r"\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?(?!\d|:\d)"
_STAMP = rf"[\[(]?({_CLOCK})(?:\s*(?:[~–—-]|to)\s*{_CLOCK})?[\])]?"
_RANGE_END = rf"(?:\s*[~–—-]\s*[\[(]?{_CLOCK}[\])]?)?"
_BULLET = r"(?:[•*·▪◦‣–-]\s*|\d{1,3}[.)]\s+)?"
_TIME_FIRST = re.compile(rf"{_BULLET}{_STAMP}{_RANGE_END}\s*[:~–—|-]?\s*(\S.{{0,250}})")
_TIME_LAST = re.compile(rf"{_BULLET}(.{{1,250}}?)\s*[:–—|-]?(?:\s+|(?=[\[(])){_STAMP}")
_AROUND = " \t:~–—|-"


def chapter_line(text: str) -> ChapterMark | None:
    """Return the chapter that a line of a chapter list gives, or None."""
    return time_first(text) or time_last(text)


def time_first(text: str) -> ChapterMark | None:
    """Return the chapter of ``1:02:45 Title``, brackets, a bullet and an end time allowed, or None."""
    match = _TIME_FIRST.fullmatch(text) if len(text) <= _LONGEST else None
    return _mark(match[1], match[2]) if match else None


def time_last(text: str) -> ChapterMark | None:
    """Return the chapter of ``Title: 1:02:45``, brackets, a bullet and an end time allowed, or None."""
    match = _TIME_LAST.fullmatch(text) if len(text) <= _LONGEST else None
    return _mark(match[2], match[1]) if match else None


def _mark(clock: str, title: str) -> ChapterMark | None:
    start_ms = parse_clock(clock)
    words = title.strip(_AROUND)
    if start_ms is None or not any(letter.isalpha() for letter in words):
        return None
    return ChapterMark(title=words, start_ms=start_ms)
