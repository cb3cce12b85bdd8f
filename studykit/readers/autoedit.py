"""The JSON of autoEdit 2.

    {"text": [{"id": 0, "speaker": "Ana", "paragraph": [{"line": [
      {"id": 0, "text": "The", "startTime": 0.5, "endTime": 0.7}]}]}]}

Times are seconds.
"""

from collections.abc import Iterator
from dataclasses import replace

from studykit.contracts import Confidence, Reader, Source
from studykit.model import Transcript
from studykit.readers._cues import utterances
from studykit.readers._episode import episode
from studykit.readers._records import Fields, certain_if, dig, records, speaker_name
from studykit.readers._turns import Findings, assemble
from studykit.readers._words import Word, sentences, spaced
from studykit.text import fold

_WORD = Fields(start=("startTime",), end=("endTime",))
_NOBODY = frozenset({"unnamed speaker", "unknown", "unknown speaker"})


def sniff(source: Source) -> Confidence:
    """Judge by a text that consists of paragraphs, which consist of lines of words."""
    return certain_if(source, lambda value: isinstance(dig(value, "text", 0, "paragraph", 0, "line"), list))


def parse(source: Source) -> Transcript:
    """Return the transcript; raises ReadError where a word is broken."""
    cues = sentences(spaced(list(_words(source))))
    return assemble(Findings(episode(source.name), utterances(cues, on_change=False)), source.name)


def _words(source: Source) -> Iterator[Word]:
    number = 0
    for part in records(dig(source.json, "text"), source.name, "part"):
        name = speaker_name(part.get("speaker"))
        speaker = "" if fold(name) in _NOBODY else name
        for paragraph in records(part.get("paragraph"), source.name, "paragraph"):
            for word in records(paragraph.get("line"), source.name, "word"):
                number += 1
                yield replace(_WORD.read(word, f"{source.name}, word {number}"), speaker=speaker)


READER = Reader(extensions=("json",), sniff=sniff, parse=parse)
