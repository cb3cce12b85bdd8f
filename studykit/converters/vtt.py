"""WebVTT captions, with the speaker of each cue.

    WEBVTT - On bread
    Language: en

    00:00:01.000 --> 00:00:04.000
    <v Ana Ruiz>The forgetting curve falls fast.

After "WebVTT: The Web Video Text Tracks Format" (W3C, 2019). It has no place for paragraphs, chapters, and
two turns of one speaker.
"""

from studykit.contracts import Converter
from studykit.converters._clocks import full
from studykit.converters._speech import Cue, cues
from studykit.model import Transcript
from studykit.text import squeeze

_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_ESCAPES = str.maketrans(_ENTITIES)


def render(transcript: Transcript) -> bytes:
    """Return the captions as UTF-8; raises UsageError where the transcript has no times."""
    title = squeeze(transcript.episode.title).replace("-->", "→")
    head = f"WEBVTT - {title}\nLanguage: {transcript.episode.language}"
    return "\n\n".join([head, *map(_cue, cues(transcript))]).encode() + b"\n"


def _cue(cue: Cue) -> str:
    voice = f"<v {cue.speaker.translate(_ESCAPES)}>" if cue.speaker else ""
    return f"{full(cue.start_ms)} --> {full(cue.end_ms)}\n{voice}{cue.text.translate(_ESCAPES)}"


CONVERTER = Converter(extension="vtt", render=render, needs_times=True)
