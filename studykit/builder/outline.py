"""Step 4: where the chapters begin: as given, else as the engine finds them."""

from bisect import bisect_left
from typing import TypeVar

from studykit.builder.timeline import Timeline
from studykit.contracts import Engine
from studykit.model import Chapter, ChapterMark, Origin, Segment, Transcript
from studykit.text import words

Number = TypeVar("Number", int, float)

LEAD_IN_WORDS = 150
"""Talk before the first given chapter that is longer than this becomes a chapter of its own."""
_TOLERANCE_MS = 1500
"""Published starts are rounded to seconds."""


def outline(transcript: Transcript, engine: Engine, timeline: Timeline) -> tuple[Chapter, ...]:
    """Return the chapters, still empty, which together hold every segment of the episode in order.

    A given chapter that holds no words keeps its title and time. Chapters marked hidden are no borders.
    """
    marks = [mark for mark in transcript.chapters if not mark.hidden]
    segments = list(transcript.segments)
    if marks:
        return _chapters(_given(marks, segments, timeline, transcript), transcript, timeline, "given")
    order = {segment.id: index for index, segment in enumerate(segments)}
    drafts = {order.get(draft.first_segment_id, 0): draft.title for draft in engine.outline()}
    found: list[_Start] = [(index, title, None) for index, title in sorted(drafts.items())]
    first_title = found[0][1] if found else transcript.episode.title
    return _chapters([(0, first_title, None), *found[1:]], transcript, timeline, "detected")


_Start = tuple[int, str, int | None]
"""The index of a chapter's first segment, its title, and its time where it is given."""


def _given(
    marks: list[ChapterMark], segments: list[Segment], timeline: Timeline, transcript: Transcript
) -> list[_Start]:
    order = {segment.id: index for index, segment in enumerate(segments)}
    times = _segment_times(transcript, timeline)
    starts: list[_Start] = []
    for mark in marks:
        if mark.segment_id is not None and mark.segment_id in order:
            index = order[mark.segment_id]
        elif mark.start_ms is not None and times:
            index = bisect_left(times, mark.start_ms - _TOLERANCE_MS)
        else:
            continue
        starts.append((index, mark.title, mark.start_ms))
    starts.sort(key=lambda start: start[0])
    if not starts:
        return [(0, transcript.episode.title, None)]
    before = sum(len(words(segment.text)) for segment in segments[: starts[0][0]])
    if before > LEAD_IN_WORDS:
        return [(0, "Opening", None), *starts]
    return [(0, *starts[0][1:]), *starts[1:]]


def _segment_times(transcript: Transcript, timeline: Timeline) -> list[int]:
    """Return when each segment begins, never falling; empty where the transcript has no times."""
    times: list[int] = []
    for index, turn in enumerate(transcript.turns):
        for offset in turn.offsets:
            moment = timeline.at(index, offset)
            if moment is None:
                return []
            times.append(max(moment.ms, times[-1] if times else 0))
    return times


def _chapters(
    starts: list[_Start], transcript: Transcript, timeline: Timeline, origin: Origin
) -> tuple[Chapter, ...]:
    segments = list(transcript.segments)
    times = _segment_times(transcript, timeline)
    positions = _positions(transcript, timeline)
    made = []
    for number, (first, title, given_ms) in enumerate(starts):
        end = starts[number + 1][0] if number + 1 < len(starts) else len(segments)
        start_ms = given_ms if given_ms is not None else _item(times, first)
        next_ms = starts[number + 1][2] if number + 1 < len(starts) else transcript.episode.duration_ms
        holds = first < end
        made.append(
            Chapter(
                id=f"c{number + 1}",
                title=title,
                origin="detected" if title == "Opening" and given_ms is None and number == 0 else origin,
                start_ms=start_ms,
                end_ms=next_ms if next_ms is not None else _item(times, end),
                position=_item(positions, first) or 0.0,
                first_segment_id=segments[first].id if holds else "",
                last_segment_id=segments[end - 1].id if holds else "",
            )
        )
    return tuple(made)


def _positions(transcript: Transcript, timeline: Timeline) -> list[float]:
    return [
        timeline.position(index, offset)
        for index, turn in enumerate(transcript.turns)
        for offset in turn.offsets
    ]


def _item(values: list[Number], index: int) -> Number | None:
    return values[index] if index < len(values) else None
