"""Chapter lists: one file is one format of a list that stands apart from its transcript. The door."""

from studykit import registry
from studykit.contracts import ChapterList, Source
from studykit.errors import ReadError, UsageError
from studykit.model import ChapterMark
from studykit.sources import surest

MOST = 5000
"""A day of episodes has fewer; each chapter costs a page."""


def read(source: Source) -> tuple[ChapterMark, ...]:
    """Return the chapters that are listed in ``source``, in order of time.

    The format is the one that is surest of the content; the file's ending breaks a tie. Raises ReadError
    where no format knows the content, it is broken, or it lists no chapter or more than MOST, UsageError
    with the candidates where a tie is left, and EngineError where the library for recordings is missing.
    """
    marks = registry.load(__name__, recognise(source), ChapterList).parse(source)
    if not marks:
        raise ReadError("there is no chapter in it", where=source.name)
    if len(marks) > MOST:
        raise ReadError(f"it lists more than {MOST} chapters", where=source.name)
    return tuple(sorted(marks, key=lambda mark: mark.start_ms or 0))


def recognise(source: Source) -> str:
    """Return the name of the format that is surest of ``source``; raises as ``read`` does."""
    formats = {name: registry.load(__name__, name, ChapterList) for name in registry.names(__name__)}
    candidates = surest(source, formats)
    if not candidates:
        raise ReadError(
            "this is no list of chapters that studykit knows",
            where=source.name,
            hint=f"it reads {', '.join(formats)}; show notes have lines such as 12:30 Title",
        )
    if len(candidates) > 1:
        endings = ", ".join(f".{formats[name].extensions[0]} ({name})" for name in candidates)
        raise UsageError(
            f"this could be {' or '.join(candidates)}",
            where=source.name,
            hint=f"give its name the ending of the right one: {endings}",
        )
    return candidates[0]
