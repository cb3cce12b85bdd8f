"""Reads the times of chapter lists."""

import re

from studykit.errors import ReadError

_NORMAL_PLAY_TIME = re.compile(r"(?:(?:(\d{1,4}):)?(\d{1,5}):)?(\d{1,8}(?:[.,]\d{0,9})?)")
_LATEST_MS = 10_000_000_000


def play_time(value: object, where: str) -> int:
    """Return a time in milliseconds; ``value`` is a number of seconds or ``83.5``, ``1:23``, ``0:01:23.5``.

    The texts are RFC 2326's Normal Play Time, looser in the number of digits. Raises ReadError, naming
    ``where``, for anything else and for times that no episode has.
    """
    seconds = _seconds(value)
    if seconds is None or not 0 <= seconds * 1000 <= _LATEST_MS:
        raise ReadError(
            f"the chapter's time is broken: {str(value)[:40]}", where=where, hint="expected 83.5 or 1:23.5"
        )
    return round(seconds * 1000)


def _seconds(value: object) -> float | None:
    if isinstance(value, str):
        match = _NORMAL_PLAY_TIME.fullmatch(value.strip())
        if match is None:
            return None
        hours, minutes, seconds = match.groups()
        return (int(hours or 0) * 60 + int(minutes or 0)) * 60 + float(seconds.replace(",", "."))
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if abs(value) * 1000 <= _LATEST_MS else None  # false for NaN, and no overflow
