"""Podcasting 2.0 transcript, JSON.

    {"version": "1.0.0", "segments": [
      {"speaker": "Ana", "startTime": 0.5, "endTime": 2.0, "body": "The forgetting curve falls fast."}]}

After the podcast namespace's transcript page. A segment may be one word; a segment without a speaker
has the one before it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from studykit.contracts import Confidence, Reader, Source
from studykit.model import Transcript
from studykit.readers._cues import utterances
from studykit.readers._episode import episode
from studykit.readers._records import Fields, Record, certain_if, dig, records
from studykit.readers._turns import Findings, assemble
from studykit.readers._words import Word, cues

_SEGMENT = Fields(text=("body",), start=("startTime",), end=("endTime",))


def sniff(source: Source) -> Confidence:
    """Judge by the names of the format's fields."""
    return certain_if(source, _is_ours)


def parse(source: Source) -> Transcript:
    """Return the transcript; raises ReadError where it is no JSON or a segment is broken."""
    segments = records(dig(source.json, "segments"), source.name, "segment")
    words = list(_words(segments, source.name))
    return assemble(Findings(episode(source.name), utterances(cues(words))), source.name)


def _is_ours(value: object) -> bool:
    segments = dig(value, "segments")
    return isinstance(segments, list) and any(
        dig(segment, "body") is not None and dig(segment, "startTime") is not None
        for segment in segments[:50]
    )


def _words(segments: Sequence[Record], source_name: str) -> Iterator[Word]:
    speaker = ""
    for number, segment in enumerate(segments, 1):
        word = _SEGMENT.read(segment, f"{source_name}, segment {number}")
        speaker = word.speaker or speaker
        yield replace(word, speaker=speaker)


READER = Reader(extensions=("json",), sniff=sniff, parse=parse)
