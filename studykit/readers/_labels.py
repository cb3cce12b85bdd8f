"""Reads one line as the label of a speaker: ``Ana Ruiz 00:01:12``, ``[1:12] Ana: text``, ``Ana Ruiz: text``.

What is found here may still be ordinary talk with a colon or a time in it: ``_dialogue`` judges that.
"""

import re
from dataclasses import dataclass

from studykit.readers._lines import CELL, Line, ends_sentence
from studykit.readers._names import is_name, tidy_name
from studykit.readers._times import with_full_minutes
from studykit.text import parse_clock

_CLOCK = r"\d{1,3}(?::\d{1,2}){1,2}(?:[.,]\d{1,9})?"
_TIME = rf"(?:{_CLOCK}|\d{{1,6}}\.\d{{1,3}}s)"
_IN_BRACKETS = rf"[\[(](?:{_CLOCK}|{_TIME}\s*(?:--?>|[-–—])\s*{_TIME})[\])]"
_STAMP = rf"{_IN_BRACKETS}|{_CLOCK}"
_TO_END = rf"(?:\s*(?:--?>|[-–—→,])\s*{_CLOCK})?"
_ONLY = re.compile(rf"({_STAMP}){_TO_END}")
_FIRST = re.compile(rf"({_STAMP})(?![\d:.,])\s*[-–—|•·]?\s*")
_LAST = re.compile(rf"(.{{1,70}}?)[\s:：,–—|•·-]*[\s:：(\[]({_STAMP}){_TO_END}\s*:?")
_INSIDE = re.compile(rf"([^:：\[(]{{1,60}}?)\s*({_IN_BRACKETS})\s*:?\s+(?=\S)")
_BARE_INSIDE = re.compile(
    rf"([^:：]{{1,60}}?)(?:\s*[:：]\s+({_CLOCK})(?:\s+|(?=[A-Z]))|\s+({_CLOCK}):\s+)(?=\S)"
)
_AFTER_LEAD = re.compile(rf"\s*[:：–—|-]?\s*({_STAMP})\s*[:：–—|-]?\s+(?=\S)")
_SPELLED_OUT = re.compile(rf"Starting point is ({_CLOCK})\s+(?=\S)")
_COLON = re.compile(r"([^:：]{1,60}?)(?:\s*:+(?=\s|$)|\s?：)\s*")
_ROLE = re.compile(r"([^,]{1,50}),\s*(?:HOST|CO-HOST|BYLINE|GUEST|MODERATOR|REPORTER)")
_HEAD = 160


@dataclass(frozen=True)
class Label:
    """A place where a speaker is named.

    ``first`` and ``last`` are the indices of the lines it takes; ``rest`` is the talk after it on its last
    line. ``form`` names its shape: the labels of one source mostly share one. ``start_ms`` is None where
    the form has no time or the time is broken.
    """

    first: int
    last: int
    name: str
    start_ms: int | None
    rest: str
    form: str
    strong: bool = False

    @property
    def stamped(self) -> bool:
        """Whether its form has a time, as all of that form do."""
        return self.form not in ("colon", "lead")


def stamp(text: str) -> int | None:
    """Return in milliseconds the time that ``text`` consists of, brackets allowed, or None.

    It may go on to an end, as above a cue: ``0:0:2.310 --> 0:0:5.460``.
    """
    match = _ONLY.fullmatch(text) if len(text) < _HEAD else None
    return _milliseconds(match[1]) if match else None


def leading_stamp(text: str) -> tuple[int, str] | None:
    """Return the time that ``text`` begins with, and what follows it, or None.

    The time stands in brackets, alone or with an end (``[00:01.000 --> 00:04.000]``, ``[1.00s -> 4.00s]``, as
    Whisper prints), or is spelled out as podscripts.co does: ``Starting point is 00:00:35``.
    """
    match = _FIRST.match(text[:_HEAD]) if text[:1] in "[(" else _SPELLED_OUT.match(text[:_HEAD])
    start_ms = _milliseconds(match[1]) if match else None
    return None if match is None or start_ms is None else (start_ms, text[match.end() :])


def bare_leading_stamp(text: str) -> tuple[int, str] | None:
    """Return the time that ``text`` begins with, brackets or none, and what follows it, or None.

    For use where nearly every line begins so: a line alone may be talk (``10:30 was late``).
    """
    match = _FIRST.match(text[:_HEAD])
    start_ms = _milliseconds(match[1]) if match else None
    return None if match is None or start_ms is None else (start_ms, text[match.end() :])


def parse_label(line: Line, index: int) -> Label | None:
    """Return the label that stands on ``line``, the one at ``index``, or None."""
    if CELL in line.text and (label := _cells(line, index)):
        return label
    colon = _colon(line, index)
    if colon and colon.start_ms is not None:
        return colon
    stamped = _stamp_first(line, index) or _stamp_last(line, index) or _inside(line, index)
    return stamped or colon or _lead(line, index)


def _cells(line: Line, index: int) -> Label | None:
    """Read a row of a table: a time or two, before or after a name, and then the talk."""
    cells = [cell.strip() for cell in line.text.split(CELL) if cell.strip()]
    times = [place for place, cell in enumerate(cells[:3]) if stamp(cell) is not None]
    names = [
        place for place, cell in enumerate(cells[:3]) if place not in times and is_name(cell, comma=True)
    ]
    if not times or not names or names[0] > len(times) or len(cells) < len(times) + 2:
        return None
    talk = (cell for place, cell in enumerate(cells) if place not in times and place != names[0])
    return _label(line, index, (cells[names[0]], cells[times[0]], " ".join(talk)), "cells")


def _stamp_first(line: Line, index: int) -> Label | None:
    head = line.text[:_HEAD]
    match = _FIRST.match(head)
    if match is None:
        return None
    after = head[match.end() :]
    colon = _COLON.match(after)
    if colon and is_name(colon[1], comma=True, small=True):
        rest = line.text[match.end() + colon.end() :]
        return _label(line, index, (colon[1], match[1], rest), "stamp name: text")
    if len(line.text) < _HEAD and is_name(after, comma=True) and not ends_sentence(after):
        return _label(line, index, (after, match[1], ""), "stamp name")
    return None


def _stamp_last(line: Line, index: int) -> Label | None:
    match = _LAST.fullmatch(line.text) if len(line.text) < _HEAD else None
    if match is None or not is_name(match[1], loose=True) or _says_more(match[1]):
        return None
    return _label(line, index, (match[1], match[2], ""), "name stamp")


def _says_more(head: str) -> bool:
    """Whether talk follows the name, so that a time at its end is part of that: ``Ana: Yes. [0:43]``."""
    colon = _COLON.match(head)
    return colon is not None and any(sign.isalpha() for sign in head[colon.end() :])


def _inside(line: Line, index: int) -> Label | None:
    if line.lead and is_name(line.lead) and (match := _AFTER_LEAD.match(line.text[len(line.lead) :][:_HEAD])):
        talk = line.text[len(line.lead) + match.end() :]
        return _label(line, index, (line.lead, match[1], talk), "name stamp text")
    head = line.text[:_HEAD]
    match = _INSIDE.match(head) or _BARE_INSIDE.match(head)
    if match is None or not is_name(match[1], small=True):
        return None
    clock = next(group for group in match.groups()[1:] if group)
    return _label(line, index, (match[1], clock, line.text[match.end() :]), "name stamp text")


def _colon(line: Line, index: int) -> Label | None:
    """Read ``Ana: text``; a bracketed time may stand before the text."""
    match = _COLON.match(line.text[:_HEAD])
    if match is None:
        return None
    role = _ROLE.fullmatch(match[1])
    name = role[1] if role else match[1]
    if not is_name(name, loose=line.strong, small=not line.strong):
        return None
    start_ms, rest = leading_stamp(line.text[match.end() :]) or (None, line.text[match.end() :])
    return Label(index, index, tidy_name(name), start_ms, rest.strip(), "colon", line.strong)


def _lead(line: Line, index: int) -> Label | None:
    """Read a name that only the markup sets apart from the talk: ``**ANA** Welcome``, or one alone.

    The first cell of a table's row is set apart too.
    """
    lead = line.lead or (line.text.partition(CELL)[0].strip() if CELL in line.text else "")
    if not is_name(lead) or ends_sentence(lead):
        return None
    rest = line.text[len(lead) :].strip(" \t-–—|")
    return Label(index, index, tidy_name(lead), None, rest, "lead", strong=True)


def _label(line: Line, index: int, parts: tuple[str, str, str], form: str) -> Label:
    name, clock, rest = parts
    return Label(index, index, tidy_name(name), _milliseconds(clock), rest.strip(), form, line.strong)


def _milliseconds(time: str) -> int | None:
    begin = re.split("-|–|—", time.strip("[]()"), maxsplit=1)[0].strip()
    if begin.endswith("s"):
        return round(float(begin[:-1]) * 1000)
    return parse_clock(with_full_minutes(begin))
