"""Markdown with speakers in bold, chapters as headings, and the episode in a block of YAML.

    ## Forgetting

    **Ana Ruiz:** [00:01:12] The forgetting curve falls fast.

It has no place for ends, for times inside a paragraph, and for hidden chapters; a chapter begins a paragraph,
and its time is that of its first words.
"""

import json
from collections import deque
from collections.abc import Iterator, Mapping

from studykit.contracts import Converter
from studykit.converters._clocks import short
from studykit.converters._speech import paragraphs, voices
from studykit.markdown import escape
from studykit.model import ChapterMark, Transcript
from studykit.text import squeeze

_END = ""
_TOLERANCE_MS = 1500
"""Published starts are rounded to seconds."""


def render(transcript: Transcript) -> bytes:
    """Return the transcript as UTF-8."""
    return "\n\n".join([_front_matter(transcript), *_talk(transcript)]).encode() + b"\n"


def _front_matter(transcript: Transcript) -> str:
    """Return the block of YAML; JSON values are YAML too (YAML 1.2, chapter 1.3)."""
    episode = transcript.episode
    told: dict[str, object] = {
        "title": episode.title,
        "show": episode.show,
        "date": str(episode.published or ""),
        "language": episode.language,
        "url": episode.url,
        "audio_url": episode.audio_url,
        "speakers": [squeeze(speaker.name) for speaker in transcript.speakers],
        "hosts": [squeeze(speaker.name) for speaker in transcript.speakers if speaker.role == "host"],
        "guests": [squeeze(speaker.name) for speaker in transcript.speakers if speaker.role == "guest"],
    }
    rows = (f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in told.items() if value)
    return "\n".join(["---", *rows, "---"])


def _talk(transcript: Transcript) -> Iterator[str]:
    headings = _headings(transcript)
    for turn, voice in zip(transcript.turns, voices(transcript), strict=True):
        label = f"**{escape(voice)}:** " if voice else ""
        for paragraph in paragraphs(turn, headings.keys()):
            yield from (f"## {escape(title)}" for title in headings.get(paragraph.segment_id, ()))
            time = "" if paragraph.start_ms is None else f"[{short(paragraph.start_ms)}] "
            yield f"{label}{time}{escape(paragraph.text)}"
            label = ""
    yield from (f"## {escape(title)}" for title in headings.get(_END, ()))


def _headings(transcript: Transcript) -> Mapping[str, list[str]]:
    """Return the titles of the chapters by the segment they begin at, _END where that is not known.

    It is the one that the mark names, else the first that is stamped no earlier.
    """
    shown = [mark for mark in transcript.chapters if not mark.hidden]
    found: dict[str, list[str]] = {}
    for mark in shown:
        if mark.segment_id is not None:
            found.setdefault(mark.segment_id, []).append(mark.title)
    waiting = deque(sorted((mark for mark in shown if mark.segment_id is None), key=_earliest_ms))
    for segment in transcript.segments:
        while waiting and segment.start_ms is not None and segment.start_ms >= _earliest_ms(waiting[0]):
            found.setdefault(segment.id, []).append(waiting.popleft().title)
    found.setdefault(_END, []).extend(mark.title for mark in waiting)
    return found


def _earliest_ms(mark: ChapterMark) -> int:
    return (mark.start_ms or 0) - _TOLERANCE_MS


CONVERTER = Converter(extension="md", render=render, holds_chapters=True)
