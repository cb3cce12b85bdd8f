"""Kaldi's JSON as BBC's service writes it.

    {"punct": "The forgetting curve.", "words": [
      {"word": "the", "punct": "The", "start": 0.5, "end": 0.7}],
     "segmentation": {"segments": [{"start": 0.5, "duration": 9.7, "speaker": {"@id": "S0"}}]}}

Times are seconds. Speakers stand in a list of their own, by time.
"""

from collections.abc import Iterator

from studykit.contracts import Confidence, Reader, Source
from studykit.model import Transcript
from studykit.readers._cues import utterances
from studykit.readers._episode import episode
from studykit.readers._records import Fields, certain_if, dig, records, speaker_name
from studykit.readers._times import time_ms
from studykit.readers._turns import Findings, assemble
from studykit.readers._words import sentences, spaced, spoken_by

_WORD = Fields(text=("punct", "word"))


def sniff(source: Source) -> Confidence:
    """Judge by words that are given with and without punctuation."""
    return certain_if(source, lambda value: isinstance(dig(_answer(value), "words", 0, "punct"), str))


def parse(source: Source) -> Transcript:
    """Return the transcript; raises ReadError where a word or a segment is broken."""
    listed = records(dig(_answer(source.json), "words"), source.name, "word")
    words = [_WORD.read(word, f"{source.name}, word {number}") for number, word in enumerate(listed, 1)]
    cues = sentences(spaced(spoken_by(words, list(_voices(source)))))
    return assemble(Findings(episode(source.name), utterances(cues, on_change=False)), source.name)


def _answer(value: object) -> object:
    """Return what the service answered, without the envelope that some copies have."""
    return dig(value, "retval") or value


def _voices(source: Source) -> Iterator[tuple[int, str]]:
    place = dig(_answer(source.json), "segmentation", "segments") or dig(
        source.json, "segmentation", "segments"
    )
    for number, segment in enumerate(records(place, source.name, "segment"), 1):
        begin_ms = time_ms(segment.get("start"), f"{source.name}, segment {number}")
        if begin_ms is not None:
            yield begin_ms, speaker_name(dig(segment, "speaker", "@id"))


READER = Reader(extensions=("json",), sniff=sniff, parse=parse)
