"""Converters: one file is one format to write a transcript in, to be read again. The door: converts one."""

from studykit import registry
from studykit.contracts import Converter
from studykit.model import Transcript
from studykit.notices import Notice


def needs_times(name: str) -> bool:
    """Return whether all words need a time in the format ``name``; raises UsageError where there is none."""
    return registry.load(__name__, name, Converter).needs_times


def convert(transcript: Transcript, name: str) -> tuple[bytes, tuple[Notice, ...]]:
    """Return ``transcript`` in the format ``name``, and a notice of what the format has no place for.

    Raises UsageError where there is no such format, or where nothing that it holds is in the transcript.
    """
    converter = registry.load(__name__, name, Converter)
    lost = len(transcript.chapters)
    if not lost or converter.holds_chapters:
        return converter.render(transcript), ()
    text = (
        f"{lost} chapters have no place in {name}: --to md keeps them, --to chapters-json writes them alone"
    )
    return converter.render(transcript), (Notice(code="chapters-not-written", text=text),)
