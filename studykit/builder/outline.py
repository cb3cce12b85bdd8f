"""Step 4: where the chapters begin: as given, else as the engine finds them."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from studykit.builder.timeline import Timeline
from studykit.contracts import Engine
from studykit.model import Chapter, ChapterMark, Origin, Segment, Transcript
from studykit.notices import Notice
from studykit.text import clock, fold, words

LEAD_IN_WORDS = 150
"""Talk before the first given chapter that is longer than this becomes a chapter of its own."""
_TOLERANCE_MS = 1500
"""Published starts are rounded to seconds."""
_TRANSCRIPT = frozenset(
    {
        "transcript",
        "transcription",
        "transkript",
        "transkription",
        "transcripción",
        "transcrição",
        "trascrizione",
    }
)
"""Headings that say what the text is, and nothing of what is said."""


def outline(
    transcript: Transcript, engine: Engine, timeline: Timeline, *, opening: str
) -> tuple[tuple[Chapter, ...], list[Notice]]:
    """Return the chapters, still empty, which together hold every segment of the episode in order.

    A given chapter that holds no words keeps its title and time. Chapters marked hidden are no borders. One
    that is given by its time in a transcript without times is a notice; where no given one has a place, or
    the only one holds all the talk ("Transcript") and the engine finds more, the chapters are the engine's.
    ``opening`` is what to call the talk before the first given one.
    """
    segments = list(transcript.segments)
    order = {segment.id: index for index, segment in enumerate(segments)}
    times = _segment_times(transcript, timeline)
    placed = [(mark, _place(mark, order, times)) for mark in transcript.chapters if not mark.hidden]
    lost = [_unplaced(mark) for mark, place in placed if place is None]
    given = [_Start(place, mark.title, mark.start_ms, "given") for mark, place in placed if place is not None]
    given.sort(key=lambda start: start.first)
    starts = _with_opening(given, segments, opening) if given else []
    if len(starts) < 2:  # nothing is divided
        found = _detected(transcript, engine, order)
        if not starts or len(found) > 1 or fold(starts[0].title).rstrip(":") in _TRANSCRIPT:
            lost.extend(_undivided(start.title) for start in starts)
            starts = found
    return _chapters(starts, transcript, timeline, times), lost


class _Start(NamedTuple):
    """A chapter's first segment by its number, its title, its time where it is given, and who found it."""

    first: int
    title: str
    given_ms: int | None
    origin: Origin


def _place(mark: ChapterMark, order: Mapping[str, int], times: Sequence[int]) -> int | None:
    """Return the index of the segment that ``mark`` begins at, which may be one past the last."""
    if mark.segment_id is not None and mark.segment_id in order:
        return order[mark.segment_id]
    if mark.start_ms is None or not times:
        return None
    return bisect_left(times, mark.start_ms - _TOLERANCE_MS)


def _unplaced(mark: ChapterMark) -> Notice:
    text = f"the chapter {mark.title!r} was left out, for the transcript does not show where it begins"
    where = clock(mark.start_ms) if mark.start_ms is not None else ""
    return Notice(code="chapter-without-place", text=text, where=where)


def _undivided(title: str) -> Notice:
    text = f"the only chapter given, {title!r}, holds all that is said, so chapters were found"
    return Notice(code="chapter-of-all", text=text)


def _with_opening(given: list[_Start], segments: Sequence[Segment], opening: str) -> list[_Start]:
    """Return ``given`` reaching back to the first segment, or led in by a chapter of what is said before."""
    lead = (segment for segment in segments[: given[0].first] if segment.aside is None)
    before = sum(len(words(segment.text)) for segment in lead)
    if before > LEAD_IN_WORDS:
        return [_Start(0, opening, None, "detected"), *given]
    return [given[0]._replace(first=0), *given[1:]]


def _detected(transcript: Transcript, engine: Engine, order: Mapping[str, int]) -> list[_Start]:
    drafts = {order.get(draft.first_segment_id, 0): draft.title for draft in engine.outline()}
    found = [_Start(index, title, None, "detected") for index, title in sorted(drafts.items())]
    first = found[0] if found else _Start(0, transcript.episode.title, None, "detected")
    return [first._replace(first=0), *found[1:]]


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
    starts: Sequence[_Start], transcript: Transcript, timeline: Timeline, times: Sequence[int]
) -> tuple[Chapter, ...]:
    segments = list(transcript.segments)
    positions = [*_positions(transcript, timeline), 1.0]
    made = []
    for number, start in enumerate(starts):
        following = starts[number + 1] if number + 1 < len(starts) else None
        end = following.first if following else len(segments)
        next_ms = following.given_ms if following else transcript.episode.duration_ms
        holds = start.first < end
        made.append(
            Chapter(
                id=f"c{number + 1}",
                title=start.title,
                origin=start.origin,
                start_ms=start.given_ms if start.given_ms is not None else _time(times, start.first),
                end_ms=next_ms if next_ms is not None else _time(times, end),
                position=positions[start.first],
                first_segment_id=segments[start.first].id if holds else "",
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


def _time(times: Sequence[int], index: int) -> int | None:
    return times[index] if index < len(times) else None
