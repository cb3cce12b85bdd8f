"""SubRip captions, the speaker as ``Name: text`` where another begins.

    1
    00:00:01,000 --> 00:00:04,000
    Ana Ruiz: The forgetting curve falls fast.

After the Podcasting 2.0 transcript page. It has no place for paragraphs, chapters, the title, and two turns
of one speaker; a name must look like one to be read again.
"""

import html
import re

from studykit.contracts import Converter
from studykit.converters._clocks import full
from studykit.converters._speech import Cue, cues
from studykit.model import Transcript

_MARKUP = (re.compile(r"<(?=[/a-zA-Z\d])"), "&lt;"), (re.compile(r"-->"), "--&gt;")


def render(transcript: Transcript) -> bytes:
    """Return the captions as UTF-8; raises UsageError where the transcript has no times."""
    return "\n\n".join(_cue(number, cue) for number, cue in enumerate(cues(transcript), 1)).encode() + b"\n"


def _cue(number: int, cue: Cue) -> str:
    label = f"{cue.speaker}: " if cue.speaker and cue.opens_turn else ""
    times = f"{full(cue.start_ms, ',')} --> {full(cue.end_ms, ',')}"
    return f"{number}\n{times}\n{label}{_escaped(cue.text)}"


def _escaped(text: str) -> str:
    """Escape what a player takes for markup or a time, and no more, for many show entities as they are."""
    if html.unescape(text) != text:
        text = text.replace("&", "&amp;")
    for pattern, entity in _MARKUP:
        text = pattern.sub(entity, text)
    return text


CONVERTER = Converter(extension="srt", render=render, needs_times=True)
