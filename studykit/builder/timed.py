"""Gives every segment a beginning and an end, for formats that have no place for words without a time."""

from collections.abc import Iterator

from studykit.builder.timeline import Timeline
from studykit.model import Segment, Transcript, Turn
from studykit.notices import Notice


def timed(transcript: Transcript) -> Transcript:
    """Return ``transcript`` with the times that its segments lack.

    A beginning is interpolated between the stamps around it, with a notice of how many were; an end is the
    next beginning. A time that the source states stays. Without any time in it the transcript stays as it is.
    """
    timeline = Timeline(transcript)
    if not timeline.has_times:
        return transcript
    begun = [_begun(turn, number, timeline) for number, turn in enumerate(transcript.turns)]
    ended = _ended([segment for segments in begun for segment in segments], _end_ms(transcript, timeline))
    turns = tuple(
        Turn(speaker_id=turn.speaker_id, segments=tuple(next(ended) for _ in turn.segments))
        for turn in transcript.turns
    )
    missing = sum(segment.start_ms is None for segment in transcript.segments)
    notices = (_estimated(missing),) if missing else ()
    return transcript.model_copy(update={"turns": turns, "notices": (*transcript.notices, *notices)})


def _begun(turn: Turn, number: int, timeline: Timeline) -> list[Segment]:
    found = []
    for segment, offset in zip(turn.segments, turn.offsets, strict=True):
        moment = timeline.at(number, offset) if segment.start_ms is None else None
        found.append(segment.model_copy(update={"start_ms": moment.ms}) if moment else segment)
    return found


def _ended(segments: list[Segment], end_ms: int) -> Iterator[Segment]:
    following = [segment.start_ms for segment in segments[1:]]
    for segment, next_ms in zip(segments, [*following, end_ms], strict=True):
        end = segment.end_ms if segment.end_ms is not None else next_ms
        yield segment.model_copy(update={"end_ms": max(segment.start_ms or 0, end or 0)})


def _end_ms(transcript: Transcript, timeline: Timeline) -> int:
    moment = timeline.at(len(transcript.turns) - 1, len(transcript.turns[-1].text))
    return moment.ms if moment else 0


def _estimated(count: int) -> Notice:
    text = f"{count} times that the transcript does not state were interpolated between those it does"
    return Notice(code="times-estimated", text=text)
