"""Reads times: the line above a cue, ``00:00:01.000 --> 00:00:04.000``, and the values of JSON and XML."""

import math
import re

from studykit.errors import ReadError
from studykit.text import parse_clock

_HINT = "expected 00:00:01.000 --> 00:00:04.000"
_LOOSE = re.compile(r"(?:(?:(\d{1,4}):)?(\d{1,5}):)(\d{1,5}(?:[.,]\d{0,9})?)")
_SHORT = re.compile(r"\d{1,3}:\d{1,2}:\d{1,2}(?![\d:])")
_LATEST_S = 10_000_000
_EARLIEST_S = -1  # recognisers round a first word to a hair before the beginning


def cue_times(line: str, where: str) -> tuple[int, int]:
    """Return a cue's start and end in milliseconds; comma or dot, hours optional, settings may follow.

    An end before its start is taken for the start. Raises ReadError where a time is missing or broken;
    ``where`` is the file and line to name.
    """
    start_text, _, end_text = (part.strip() for part in line.partition("-->"))
    start_ms = _time(start_text, "start", where)
    end_ms = _time(end_text.split(maxsplit=1)[0] if end_text else "", "end", where)
    return start_ms, max(start_ms, end_ms)


def _time(text: str, which: str, where: str) -> int:
    if not text:
        raise ReadError(f"cue has no {which} time", where=where, hint=_HINT)
    milliseconds = parse_clock(with_full_minutes(text))
    if milliseconds is None:
        raise ReadError(f"the cue's {which} time is broken: {text[:40]}", where=where, hint=_HINT)
    return milliseconds


def with_full_minutes(clock: str) -> str:
    """Return a time with hours, ``0:0:2.31`` as Teams writes it, with two digits for minutes and seconds."""
    return re.sub(r"(?<=:)(?=\d(?!\d))", "0", clock) if _SHORT.match(clock) else clock


def clock_ms(text: str) -> int | None:
    """Return ``[h:]m:s[.fff]``, numbers of any length, as milliseconds, or None where it is no such time."""
    match = _LOOSE.fullmatch(text.strip())
    if match is None:
        return None
    hours, minutes, seconds = match.groups()
    whole = (int(hours or 0) * 60 + int(minutes)) * 60_000
    return whole + round(float(seconds.replace(",", ".")) * 1000)


def time_ms(value: object, where: str, *, unit_ms: int = 1000) -> int | None:
    """Return a time in milliseconds; None where there is no value.

    ``value`` is a number or a text: ``2.5``, ``"2.5"``, ``"2.5s"``, in units of ``unit_ms``, or a clock,
    ``"0:02.5"``. Raises ReadError, naming ``where``, where it is something else or out of all bounds.
    """
    if value is None or value == "":
        return None
    milliseconds = _any_milliseconds(value, unit_ms)
    if milliseconds is None or not _EARLIEST_S * 1000 < milliseconds <= _LATEST_S * 1000:
        raise ReadError(
            f"the time is broken: {str(value)[:40]}", where=where, hint="expected a number, such as 2.5"
        )
    return max(0, round(milliseconds))


def _any_milliseconds(value: object, unit_ms: int) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    if isinstance(value, str):
        if ":" in value:
            return clock_ms(value)
        if value.endswith("s"):
            value, unit_ms = value[:-1], 1000
    try:
        number = float(value) * unit_ms
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None
