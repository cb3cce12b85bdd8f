"""Puts a list of chapters that stands apart in place of the transcript's own."""

from collections.abc import Sequence

from studykit.builder.timeline import Timeline
from studykit.model import ChapterMark, Transcript
from studykit.notices import Notice
from studykit.text import clock

_MOST_TOLD = 3


def with_chapters(transcript: Transcript, marks: Sequence[ChapterMark]) -> Transcript:
    """Return ``transcript`` with the chapters ``marks`` in place of its own.

    Those that begin after the episode ends are left out, with a notice: nothing is said in them, or the list
    is another episode's. Where the transcript has no times all stay, for ``outline`` to tell of.
    """
    end_ms = _end_ms(transcript)
    outside = [mark for mark in marks if end_ms is not None and (mark.start_ms or 0) > end_ms]
    notices = (_left_out(outside, len(marks), end_ms),) if outside and end_ms is not None else ()
    inside = tuple(mark for mark in marks if mark not in outside)
    return transcript.model_copy(update={"chapters": inside, "notices": (*transcript.notices, *notices)})


def _end_ms(transcript: Transcript) -> int | None:
    """Return when the last word ends, or the episode where that is later; None where neither is known."""
    last = transcript.turns[-1]
    spoken = Timeline(transcript).at(len(transcript.turns) - 1, len(last.text))
    ends = [ms for ms in (transcript.episode.duration_ms, spoken.ms if spoken else None) if ms is not None]
    return max(ends, default=None)


def _left_out(outside: Sequence[ChapterMark], count: int, end_ms: int) -> Notice:
    shown = ", ".join(f"“{mark.title}” ({clock(mark.start_ms or 0)})" for mark in outside[:_MOST_TOLD])
    more = ", …" * (len(outside) > _MOST_TOLD)
    text = (
        f"{len(outside)} of {count} chapters begin after the episode ends at {clock(end_ms)}"
        f" and were left out: {shown}{more}"
    )
    return Notice(code="chapters-outside", text=text)
