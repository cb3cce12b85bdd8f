"""whisper.cpp's JSON, as ``-oj`` and ``-ojf`` write it.

    {"result": {"language": "en"}, "transcription": [
      {"offsets": {"from": 500, "to": 2000}, "text": " The forgetting curve falls fast."}]}

Offsets are milliseconds. ``-ojf`` adds tokens with times of their own, ``-di`` a speaker, and ``-tdrz`` says
where the next one begins.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from studykit.contracts import Confidence, Reader, Source
from studykit.model import Transcript
from studykit.readers._cues import Cue, utterances
from studykit.readers._episode import episode
from studykit.readers._records import Fields, Record, certain_if, dig, language_code, record, records
from studykit.readers._turns import Findings, assemble
from studykit.readers._words import Word, cues, placed, sentences

_PIECE = Fields(start=("from",), end=("to",), unit_ms=1)
_TURN_MARK = " [SPEAKER_TURN]"


def sniff(source: Source) -> Confidence:
    """Judge by the list of the transcription, whose items have offsets or stamps."""
    return certain_if(source, _is_ours)


def parse(source: Source) -> Transcript:
    """Return the transcript; raises ReadError where a segment is broken."""
    segments = records(dig(source.json, "transcription"), source.name, "segment")
    language = language_code(dig(source.json, "result", "language"))
    said = utterances(_cues(segments, source.name), on_change=False)
    return assemble(Findings(episode(source.name, language=language), said), source.name)


def _is_ours(value: object) -> bool:
    first = dig(value, "transcription", 0)
    return isinstance(dig(first, "text"), str) and _times(record(first)) != {}


def _cues(segments: Sequence[Record], source_name: str) -> list[Cue]:
    pieces = [_pieces(segment, f"{source_name}, segment {n}") for n, segment in enumerate(segments, 1)]
    turns = [n for n, segment in enumerate(segments, 1) if segment.get("speaker_turn_next") is True]
    joined = sentences if any(segment.get("tokens") for segment in segments) else cues
    found: list[Cue] = []
    for begin, end in pairwise([0, *turns, len(segments)]):
        first, *others = joined([word for words in pieces[begin:end] for word in words]) or [
            Cue(None, None, "")
        ]
        found += [replace(first, changes=begin > 0), *others]
    return found


def _pieces(segment: Record, where: str) -> list[Word]:
    phrase = _PIECE.read({**segment, **_times(segment)}, where)
    phrase = replace(phrase, text=phrase.text.removesuffix(_TURN_MARK), speaker=phrase.speaker.strip("?"))
    tokens = records(segment.get("tokens"), where, "token")
    words = [_PIECE.read({**t, **_times(t)}, f"{where}, token {n}") for n, t in enumerate(tokens, 1)]
    return placed(phrase, words)


def _times(fields: Record) -> Record:
    """Return the times of a segment or token: the offsets, or else the stamps, which mean the same."""
    return record(fields.get("offsets")) or record(fields.get("timestamps"))


READER = Reader(extensions=("json",), sniff=sniff, parse=parse)
