"""Podcasting 2.0 transcript, JSON.

    {"version": "1.0.0", "segments": [
      {"speaker": "Ana", "startTime": 0.5, "endTime": 2.0, "body": "The forgetting curve falls fast."}]}

After the podcast namespace's transcript page. It has no place for paragraphs, chapters, the title, and two
turns of one speaker.
"""

import json

from studykit.contracts import Converter
from studykit.converters._speech import Cue, cues
from studykit.model import Transcript


def render(transcript: Transcript) -> bytes:
    """Return the transcript as UTF-8; raises UsageError where it has no times."""
    document = {"version": "1.0.0", "segments": [_segment(cue) for cue in cues(transcript)]}
    return json.dumps(document, ensure_ascii=False, indent=1).encode() + b"\n"


def _segment(cue: Cue) -> dict[str, str | float]:
    said: dict[str, str | float] = {
        "startTime": cue.start_ms / 1000,
        "endTime": cue.end_ms / 1000,
        "body": cue.text,
    }
    return {"speaker": cue.speaker, **said} if cue.speaker else said


CONVERTER = Converter(extension="json", render=render, needs_times=True)
