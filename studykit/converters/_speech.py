"""A transcript as formats write it: who says what, when."""

from collections.abc import Iterator, Set
from dataclasses import dataclass

from studykit.errors import UsageError
from studykit.model import Segment, Transcript, Turn
from studykit.text import squeeze

NOBODY = "Unknown Speaker"
"""Formats name a speaker where another begins, so a turn of nobody would be read as the one's before it."""


@dataclass(frozen=True)
class Cue:
    """One segment with its times; ``speaker`` is empty where the transcript names nobody at all."""

    start_ms: int
    end_ms: int
    text: str
    speaker: str
    opens_turn: bool


@dataclass(frozen=True)
class Paragraph:
    """Segments that follow each other without a break; ``segment_id`` is the first one's."""

    segment_id: str
    start_ms: int | None
    text: str


def voices(transcript: Transcript) -> tuple[str, ...]:
    """Return who speaks in each turn; NOBODY where only this turn has no name, "" where none has."""
    names = [squeeze(transcript.names.get(turn.speaker_id or "", "")) for turn in transcript.turns]
    return tuple(name or NOBODY for name in names) if any(names) else tuple(names)


def cues(transcript: Transcript) -> Iterator[Cue]:
    """Yield the segments with words as cues; raises UsageError where the transcript has no times."""
    before = ""
    for turn, voice in zip(transcript.turns, voices(transcript), strict=True):
        for segment in turn.segments:
            if text := squeeze(segment.text):
                start_ms, end_ms = _times(segment)
                yield Cue(start_ms, end_ms, text, voice, opens_turn=voice != before)
                before = voice


def paragraphs(turn: Turn, breaks: Set[str]) -> Iterator[Paragraph]:
    """Yield the paragraphs of ``turn``; one begins too at each segment whose id is in ``breaks``."""
    group: list[Segment] = []
    for segment in turn.segments:
        if group and (segment.paragraph or segment.id in breaks):
            yield _paragraph(group)
            group = []
        group.append(segment)
    yield _paragraph(group)


def _paragraph(segments: list[Segment]) -> Paragraph:
    text = squeeze(" ".join(segment.text for segment in segments))
    return Paragraph(segments[0].id, segments[0].start_ms, text)


def _times(segment: Segment) -> tuple[int, int]:
    if segment.start_ms is None or segment.end_ms is None:
        raise UsageError(
            "the transcript has no times, and this format has no place for words without",
            hint="--to md or --to txt; or --also, with another transcript that has times",
        )
    return segment.start_ms, segment.end_ms
