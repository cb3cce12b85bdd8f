"""Reads the line of times above a cue: ``00:00:01.000 --> 00:00:04.000``."""

from studykit.errors import ReadError
from studykit.text import parse_clock

_HINT = "expected 00:00:01.000 --> 00:00:04.000"


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
    milliseconds = parse_clock(text)
    if milliseconds is None:
        raise ReadError(f"the cue's {which} time is broken: {text[:40]}", where=where, hint=_HINT)
    return milliseconds
