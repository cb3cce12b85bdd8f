"""Recognition of speech: turns a recording into the JSON that Whisper would write of it. The door."""

import json
import shlex
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from studykit.contracts import Source
from studykit.errors import EngineError
from studykit.notices import Notice
from studykit.progress import Report
from studykit.recognition.faster_whisper import connect
from studykit.recognition.speech import Heard, Recogniser, Segment, Word
from studykit.recordings import Samples, pieces
from studykit.text import clock

__all__ = [
    "FORMAT",
    "Heard",
    "Recognised",
    "Recogniser",
    "Samples",
    "Segment",
    "Word",
    "connect",
    "recognise",
    "with_transcript_beside",
]

FORMAT = "whisper"
"""The reader that reads what ``recognise`` gives."""
_TRANSCRIPTS = (".vtt", ".srt", ".json", ".ttml", ".md", ".txt", ".html", ".docx")
_MUCH_SHORTER_MS = 10_000


@dataclass(frozen=True)
class Recognised:
    """What was said, as Whisper's JSON under the recording's name, and what went less well."""

    source: Source
    notices: tuple[Notice, ...] = ()


def recognise(
    source: Source,
    recogniser: Recogniser,
    *,
    language: str | None = None,
    duration_ms: int | None = None,
    report: Report,
) -> Recognised:
    """Return what is said in the recording ``source``.

    ``language`` is a tag such as ``pt-BR``, None to find it out where somebody first speaks; ``duration_ms``
    is what the file says of its length. Progress is told in seconds. Raises ReadError where the recording is
    broken, EngineError where the recogniser fails.
    """
    spoken = language.partition("-")[0].lower() if language else None
    found: list[Segment] = []
    broken = end_ms = 0
    for piece in pieces(source):
        heard = recogniser.hear(piece.samples, spoken)
        spoken = heard.language if heard else spoken
        for segment in heard.segments if heard else ():
            found.append(segment.later(piece.start_ms))
            report(
                "recognising speech", found[-1].end_ms // 1000, max(duration_ms or 0, piece.end_ms) // 1000
            )
        broken, end_ms = broken + piece.broken, piece.end_ms
    content = _json(found, spoken, end_ms)
    return Recognised(Source(source.name, content), tuple(_losses(source.name, broken, end_ms, duration_ms)))


def with_transcript_beside(error: EngineError, source: Source) -> EngineError:
    """Return ``error`` with its place and, where there is one, the transcript beside the recording.

    That is a file with the same name but for its ending, such as ``talk.vtt`` or ``talk.en.vtt``.
    """
    beside = _beside(source.path) if source.path else None
    instead = f"studykit build {shlex.quote(str(beside))}, the transcript beside it\n  or: " if beside else ""
    return EngineError(error.what, where=error.where or source.name, hint=instead + error.hint)


def _beside(path: Path) -> Path | None:
    with suppress(OSError):
        there = [each for each in path.parent.iterdir() if each.name.startswith(f"{path.stem}.")]
        known = [each for each in there if each.suffix.lower() in _TRANSCRIPTS and each.is_file()]
        return min(known, key=lambda each: (_TRANSCRIPTS.index(each.suffix.lower()), each.name), default=None)
    return None


def _json(segments: Iterable[Segment], language: str | None, duration_ms: int) -> bytes:
    shaped = [
        {
            **_timed(segment),
            "text": segment.text,
            "words": [{**_timed(word), "word": word.text} for word in segment.words],
        }
        for segment in segments
    ]
    return json.dumps({"language": language, "duration": duration_ms / 1000, "segments": shaped}).encode()


def _timed(piece: Segment | Word) -> dict[str, object]:
    return {"start": piece.start_ms / 1000, "end": piece.end_ms / 1000}


def _losses(name: str, broken: int, end_ms: int, duration_ms: int | None) -> Iterable[Notice]:
    """Yield what is missing: ``broken`` packets, and what the file promises after the end of its sound."""
    if broken:
        text = f"{broken} packet{'s' * (broken > 1)} of its sound could not be decoded; words may be missing"
        yield Notice(code="recording-broken", text=text, where=name)
    if duration_ms is not None and duration_ms - end_ms > _MUCH_SHORTER_MS:
        text = f"it says that it is {clock(duration_ms)} long, and its sound ends at {clock(end_ms)}"
        yield Notice(code="recording-short", text=f"{text}; the download may be incomplete", where=name)
