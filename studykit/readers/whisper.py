"""Whisper's JSON: OpenAI's, faster-whisper's, WhisperX's with speakers, and others of that shape.

    {"language": "en", "segments": [
      {"start": 0.5, "end": 2.0, "text": " The forgetting curve falls fast.", "speaker": "SPEAKER_00",
       "words": [{"word": " The", "start": 0.5, "end": 0.7}]}]}

Times are seconds. Where words have times, each sentence gets its own. WhisperX tells the speaker of each
word; a sentence has the one who says most of it. Also read: the list of segments alone, and the ``chunks``
that the transformers pipeline writes.
"""

import math
from collections.abc import Iterator, Sequence

from studykit.contracts import Confidence, Reader, Source
from studykit.model import Transcript
from studykit.readers._cues import Cue, utterances
from studykit.readers._episode import episode
from studykit.readers._records import Fields, Record, certain_if, dig, language_code, record, records
from studykit.readers._times import time_ms
from studykit.readers._turns import Findings, assemble
from studykit.readers._words import cues, placed, sentences, settled

_SEGMENT = Fields()
_WORD = Fields(text=("word", "text"))


def sniff(source: Source) -> Confidence:
    """Judge by segments of text with times in seconds, or by a text with a list of such words."""
    return certain_if(source, _is_ours)


def parse(source: Source) -> Transcript:
    """Return the transcript; raises ReadError where a segment or a word is broken."""
    document = record(source.json)
    language = language_code(document.get("language") or dig(source.json, "info", "language"))
    duration_ms = time_ms(document.get("duration"), f"{source.name}, duration")
    about = episode(source.name, language=language, duration_ms=duration_ms)
    return assemble(Findings(about, utterances(_cues(source), on_change=False)), source.name)


def _is_ours(value: object) -> bool:
    segments = _segments(value)
    if isinstance(segments, list) and segments:
        return any(_is_segment(segment) for segment in segments[:50])
    word = dig(value, "words", 0)
    has_word = isinstance(dig(word, "word"), str) and _is_number(dig(word, "start"))
    return has_word and isinstance(dig(value, "text"), str)


def _is_segment(segment: object) -> bool:
    times = (dig(segment, "start"), dig(segment, "end"))
    has_times = all(map(_is_number, times)) or isinstance(dig(segment, "timestamp"), list)
    return has_times and isinstance(dig(segment, "text"), str)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _segments(value: object) -> object:
    return value if isinstance(value, list) else dig(value, "segments") or dig(value, "chunks")


def _cues(source: Source) -> list[Cue]:
    segments = records(_segments(source.json), source.name, "segment")
    whole = record(source.json)
    if whole.get("words") and not any(segment.get("words") for segment in segments):
        segments = (whole,)  # OpenAI's service lists words apart from segments
    if any(segment.get("words") for segment in segments):
        return list(_sentences(segments, source.name))
    named = enumerate(segments, 1)
    return cues([_SEGMENT.read(_timed(s), f"{source.name}, segment {n}") for n, s in named])


def _sentences(segments: Sequence[Record], source_name: str) -> Iterator[Cue]:
    for number, segment in enumerate(segments, 1):
        where = f"{source_name}, segment {number}"
        phrase = _SEGMENT.read(_timed(segment), where)
        listed = records(segment.get("words"), where, "word")
        words = [_WORD.read(_timed(word), f"{where}, word {n}") for n, word in enumerate(listed, 1)]
        yield from sentences(settled(placed(phrase, words)))


def _timed(fields: Record) -> Record:
    """Return ``fields`` with start and end: of a ``timestamp``, and none for NaN, as WhisperX writes."""
    start, end = (dig(fields, "timestamp", index) for index in (0, 1))
    known = {"start": start, "end": end, **fields}
    return {
        name: value for name, value in known.items() if not (isinstance(value, float) and math.isnan(value))
    }


READER = Reader(extensions=("json",), sniff=sniff, parse=parse)
