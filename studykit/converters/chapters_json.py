"""The chapters alone, as Podcasting 2.0 chapters, JSON.

    {"version": "1.2.0", "title": "On bread", "chapters": [{"startTime": 168, "title": "Hearing aids"}]}

After the podcast namespace's "JSON Chapters Format" 1.2.
"""

import json

from studykit.contracts import Converter
from studykit.errors import UsageError
from studykit.model import ChapterMark, Transcript
from studykit.text import squeeze


def render(transcript: Transcript) -> bytes:
    """Return the chapters that have a time as UTF-8; raises UsageError where there are none."""
    begins = {segment.id: segment.start_ms for segment in transcript.segments}
    times = ((mark, _start_ms(mark, begins)) for mark in transcript.chapters)
    chapters = [_chapter(mark, start_ms) for mark, start_ms in times if start_ms is not None]
    if not chapters:
        raise UsageError(
            "the transcript has no chapters with times",
            hint="--chapters gives it a list; studykit build finds chapters where there are none",
        )
    episode = transcript.episode
    told = {"title": episode.title, "podcastName": episode.show}
    document = {"version": "1.2.0", **{k: v for k, v in told.items() if v}, "chapters": chapters}
    return json.dumps(document, ensure_ascii=False, indent=1).encode() + b"\n"


def _start_ms(mark: ChapterMark, begins: dict[str, int | None]) -> int | None:
    return mark.start_ms if mark.start_ms is not None else begins.get(mark.segment_id or "")


def _chapter(mark: ChapterMark, start_ms: int) -> dict[str, object]:
    chapter: dict[str, object] = {"startTime": start_ms / 1000, "title": squeeze(mark.title)}
    return {**chapter, "toc": False} if mark.hidden else chapter


CONVERTER = Converter(extension="json", render=render, needs_times=True, holds_chapters=True)
