"""Opens what the user names, and finds the format it is in; shared by all doors that read."""

import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol

from studykit.contracts import Confidence, Source
from studykit.errors import ReadError

LARGEST_BYTES = 256 * 1024 * 1024
"""A hundred hours of speech are about 6 MB of text; more than this is no transcript."""
STANDARD_INPUT = "standard input"
HEAD_BYTES = 4096
"""So much is read to know a recording, which then stays on the disk."""


class Format(Protocol):
    """What tells whether a source is of its kind, judged by content alone, and the endings of its files."""

    @property
    def extensions(self) -> tuple[str, ...]:
        """Endings in lower case without the dot."""
        ...

    @property
    def sniff(self) -> Callable[[Source], Confidence]:
        """Judges a source and knows nothing of other formats."""
        ...


def open_source(place: str, what: str = "transcript") -> Source:
    """Return what stands in the file ``place``, or on standard input where ``place`` is ``-``.

    ``what`` is what should stand there, for the message. A recording in a file may be of any size, for it is
    only looked at. Raises ReadError where it is missing, a folder, unreadable, empty or larger than
    LARGEST_BYTES.
    """
    if place == "-":
        return bounded(STANDARD_INPUT, sys.stdin.buffer.read(LARGEST_BYTES + 1))
    path = Path(place)
    try:
        if path.is_dir():
            raise ReadError("this is a folder", where=place, hint=f"give the {what} file in it")
        with path.open("rb") as file:
            head = Source(place, file.read(HEAD_BYTES), path)
            if head.is_recording:
                return head
            return bounded(place, head.content + file.read(LARGEST_BYTES + 1 - HEAD_BYTES))
    except FileNotFoundError as error:
        raise ReadError(
            "there is no such file", where=place, hint="check the name; - reads standard input"
        ) from error
    except (OSError, ValueError) as error:  # ValueError: a name with a NUL in it
        reason = getattr(error, "strerror", None) or str(error)
        raise ReadError(f"the file cannot be opened: {reason}", where=place) from error


def bounded(name: str, content: bytes) -> Source:
    """Return ``content`` as the source ``name``; raises ReadError where it is empty or too large."""
    if not content.strip():
        raise ReadError("the file is empty", where=name)
    if len(content) > LARGEST_BYTES:
        raise ReadError(f"the file is larger than {LARGEST_BYTES // 2**20} MB", where=name)
    return Source(name, content)


def surest(source: Source, formats: Mapping[str, Format]) -> tuple[str, ...]:
    """Return the names of the ``formats`` that are surest of ``source``; its ending breaks a tie.

    Several names are a tie that is left, none means that no format knows it. Raises ReadError, with the line,
    where none knows it and it is broken JSON.
    """
    sure = {name: _sniffed(each, source) for name, each in formats.items()}
    best = max(sure.values())
    if best is Confidence.NO:
        # Looking at the text of a binary file raises what is to be said of it.
        if re.match(r"\s*(?:\{|\[\s*[{\]])", source.head):
            source.json  # noqa: B018 - raises, with the line, where JSON is broken or cut off
        return ()
    first = tuple(name for name, confidence in sure.items() if confidence is best)
    return tuple(name for name in first if source.extension in formats[name].extensions) or first


def _sniffed(each: Format, source: Source) -> Confidence:
    """Return what a format thinks of ``source``; one of text has no opinion on a binary file."""
    try:
        return each.sniff(source)
    except ReadError:
        return Confidence.NO
