"""Readers: one file is one transcript format. The door: opens one source and finds who can read it."""

import re
from collections.abc import Iterator

from studykit import registry
from studykit.contracts import Reader, Source
from studykit.encoding import UNREADABLE
from studykit.errors import ReadError, UsageError
from studykit.language.detect import detect
from studykit.model import Transcript
from studykit.notices import Notice
from studykit.sources import open_source, surest

__all__ = ["open_source", "read", "recognise"]

_STUDY_DOCUMENT = re.compile(r'\s*\{.{0,2000}?"schema"\s*:\s*"studykit/', re.DOTALL)


def read(source: Source, format_name: str | None = None) -> Transcript:
    """Return the transcript that stands in ``source``.

    The reader is ``format_name``, or else the one that is surest of the content; the file's ending breaks a
    tie. Raises ReadError where no reader knows the content or the chosen one finds it broken, and UsageError
    with the candidates where a tie is left or ``format_name`` does not exist. The language is judged by the
    words where the source does not state it; ``und`` means that it could not be told.
    """
    if source.is_text and _STUDY_DOCUMENT.match(source.head):
        raise ReadError(
            "this is a finished study document, not a transcript",
            where=source.name,
            hint=f"studykit write {source.name} renders it again",
        )
    name = format_name or recognise(source)
    transcript = _with_language(registry.load(__name__, name, Reader).parse(source))
    if not transcript.word_count:
        raise ReadError("there are no spoken words in it", where=source.name)
    notices = (*transcript.notices, *_losses(source, transcript))
    return transcript.model_copy(update={"notices": notices})


def _losses(source: Source, transcript: Transcript) -> Iterator[Notice]:
    """Yield a notice of the characters that no document can hold, and of those that were damaged."""
    dropped = source.dropped
    if dropped:
        text = f"{dropped} control character{'s' * (dropped > 1)} that no document can hold"
        yield Notice(code="characters-removed", text=text, where=source.name)
    damaged = sum(segment.text.count(UNREADABLE) for segment in transcript.segments)
    if damaged:
        text = f"{damaged} character{'s' * (damaged > 1)} of the talk damaged, written as {UNREADABLE}"
        yield Notice(code="characters-damaged", text=text, where=source.name)


def _with_language(transcript: Transcript) -> Transcript:
    """Return ``transcript`` with the language its words are in, where the source did not state one."""
    episode = transcript.episode
    if "language" in episode.model_fields_set:
        return transcript
    spoken = " ".join(turn.text for turn in transcript.turns)
    named = episode.model_copy(update={"language": detect(spoken)})
    return transcript.model_copy(update={"episode": named})


def recognise(source: Source) -> str:
    """Return the name of the reader that is surest of ``source``.

    Raises ReadError where no reader knows it, and UsageError with the candidates where several are as sure.
    """
    readers = {name: registry.load(__name__, name, Reader) for name in registry.names(__name__)}
    candidates = surest(source, readers)
    if not candidates:
        raise ReadError(
            "this is no transcript format that studykit knows",
            where=source.name,
            hint=f"name it with --from: {', '.join(readers)}",
        )
    if len(candidates) > 1:
        raise UsageError(
            f"this could be {' or '.join(candidates)}", where=source.name, hint=f"--from {candidates[0]}"
        )
    return candidates[0]
