"""Reads timed pieces of text out of the JSON that recognisers of speech write."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from studykit.contracts import Confidence, Source
from studykit.errors import ReadError
from studykit.readers._times import time_ms
from studykit.readers._words import Word
from studykit.text import clean, squeeze

Record = Mapping[str, object]

_BARE = re.compile(r"\d{1,3}|[A-Za-z]")
_CODE = re.compile(r"[A-Za-z]{2}(?:[-_][A-Za-z0-9]{2,8}){0,3}")


@dataclass(frozen=True)
class Fields:
    """What a format calls the parts of a timed piece of text; the first name that has a value counts.

    ``unit_ms`` is how many milliseconds a time of 1 stands for.
    """

    text: tuple[str, ...] = ("text",)
    start: tuple[str, ...] = ("start",)
    end: tuple[str, ...] = ("end",)
    speaker: tuple[str, ...] = ("speaker",)
    unit_ms: int = 1000

    def read(self, record: Record, where: str) -> Word:
        """Return what ``record`` says; raises ReadError, naming ``where``, for no text or a broken time."""
        text = pick(record, self.text)
        if not isinstance(text, str):
            raise ReadError(f"there is no {self.text[0]}", where=where, hint=self._hint)
        start_ms = time_ms(pick(record, self.start), where, unit_ms=self.unit_ms)
        end_ms = time_ms(pick(record, self.end), where, unit_ms=self.unit_ms)
        if start_ms is not None and end_ms is not None:
            end_ms = max(start_ms, end_ms)
        return Word(clean(text), start_ms, end_ms, speaker_name(pick(record, self.speaker)))

    @property
    def _hint(self) -> str:
        return f'expected {{"{self.text[0]}": …, "{self.start[0]}": …, "{self.end[0]}": …}}'


def certain_if(source: Source, is_ours: Callable[[object], bool]) -> Confidence:
    """Return CERTAIN where ``source`` is JSON and ``is_ours`` holds for its value, else NO."""
    try:
        return Confidence.CERTAIN if is_ours(source.json) else Confidence.NO
    except ReadError:
        return Confidence.NO


def dig(value: object, *path: str | int) -> object:
    """Return what stands at ``path``, keys and indices, inside ``value``; None where there is nothing."""
    for step in path:
        if isinstance(step, str):
            value = value.get(step) if isinstance(value, dict) else None
        else:
            value = value[step] if isinstance(value, list) and -len(value) <= step < len(value) else None
    return value


def record(value: object) -> Record:
    """Return ``value`` where it is an object of JSON, else an empty one."""
    return value if isinstance(value, dict) else {}


def records(value: object, source_name: str, what: str) -> tuple[Record, ...]:
    """Return the objects in the list ``value``; none where it is null or absent.

    Raises ReadError, naming ``what`` they are and the number of the wrong one, where it is or holds something
    else.
    """
    if value is None:
        return ()
    if not isinstance(value, list):
        raise ReadError(f"there is no list of {what}s in it", where=source_name)
    for number, item in enumerate(value, 1):
        if not isinstance(item, dict):
            raise ReadError(f"the {what} is no object", where=f"{source_name}, {what} {number}")
    return tuple(value)


def pick(fields: Record, names: tuple[str, ...]) -> object:
    """Return the value of the first of ``names`` that has one, else None."""
    return next((fields[name] for name in names if fields.get(name) is not None), None)


def string(value: object) -> str:
    """Return ``value`` on one line where it is a string, else ""."""
    return squeeze(clean(value)) if isinstance(value, str) else ""


def speaker_name(value: object) -> str:
    """Return a speaker's name as the source gives it; a bare letter or number becomes ``Speaker 1``."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    name = squeeze(clean(str(value)))
    return f"Speaker {name}" if _BARE.fullmatch(name) else name


def language_code(value: object) -> str:
    """Return ``value`` where it is a code such as ``en`` or ``pt-BR``, in lower case, else "".

    A name (``english``) or a code of three letters (``eng``) is none: then the words tell.
    """
    code = string(value)
    return code.replace("_", "-").lower() if _CODE.fullmatch(code) else ""
