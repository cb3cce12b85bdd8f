"""IBM Watson Speech to Text's JSON.

    {"results": [{"final": true, "alternatives": [{"transcript": "the forgetting curve falls fast ",
      "timestamps": [["the", 0.5, 0.7]]}]}], "speaker_labels": [{"from": 0.5, "to": 0.7, "speaker": 0}]}

Times are seconds. Speakers stand in a list of their own, by time. ``%HESITATION`` stands for an um and is
left out.
"""

import re
from collections.abc import Iterator, Sequence

from studykit.contracts import Confidence, Reader, Source
from studykit.model import Transcript
from studykit.notices import Notice
from studykit.readers._cues import utterances
from studykit.readers._episode import episode
from studykit.readers._records import Fields, Record, certain_if, dig, record, records, speaker_name
from studykit.readers._times import time_ms
from studykit.readers._turns import Findings, assemble
from studykit.readers._words import Word, placed, sentences, spoken_by

_PHRASE = Fields(text=("transcript",))
_WORD = Fields()
_HESITATION = re.compile(r"%HESITATION\s*")


def sniff(source: Source) -> Confidence:
    """Judge by results that are final or not, or have word times in lists of three."""
    return certain_if(source, _is_ours)


def parse(source: Source) -> Transcript:
    """Return the transcript; raises ReadError where a result or a word's time is broken."""
    parts = _parts(source.json, source.name)
    said = [words for part in parts for words in _results(part, source.name)]
    hesitations = sum(len(_HESITATION.findall(word.text)) for words in said for word in words)
    voices = [voice for part in parts for voice in _voices(part, source.name)]
    cues = [cue for words in said for cue in sentences(_voiced(words, voices))]
    found = Findings(
        episode(source.name), utterances(cues, on_change=False), notices=_notices(hesitations, source.name)
    )
    return assemble(found, source.name)


def _parts(value: object, source_name: str) -> tuple[Record, ...]:
    """Return what has results in it: the document, or each result of a job, which is such a document."""
    parts = records(dig(value, "results"), source_name, "result")
    return parts if any("results" in part for part in parts) else (record(value),)


def _is_ours(value: object) -> bool:
    first = dig(value, "results", 0, "results", 0) or dig(value, "results", 0)
    heard = dig(first, "alternatives", 0)
    is_final = isinstance(dig(first, "final"), bool) or isinstance(dig(heard, "timestamps", 0), list)
    return is_final and isinstance(dig(heard, "transcript"), str)


def _results(part: Record, source_name: str) -> Iterator[list[Word]]:
    for number, result in enumerate(records(part.get("results"), source_name, "result"), 1):
        where = f"{source_name}, result {number}"
        heard = record(dig(result, "alternatives", 0))
        if result.get("final") is not False:  # one that is not is said again by one that is
            yield placed(_PHRASE.read(heard, where), list(_words(heard.get("timestamps"), where)))


def _words(timestamps: object, where: str) -> Iterator[Word]:
    for number, stamp in enumerate(timestamps if isinstance(timestamps, list) else (), 1):
        fields = {"text": dig(stamp, 0), "start": dig(stamp, 1), "end": dig(stamp, 2)}
        yield _WORD.read(fields, f"{where}, word {number}")


def _voices(part: Record, source_name: str) -> Iterator[tuple[int, str]]:
    for number, label in enumerate(records(part.get("speaker_labels"), source_name, "speaker label"), 1):
        begin_ms = time_ms(label.get("from"), f"{source_name}, speaker label {number}")
        if begin_ms is not None:
            yield begin_ms, speaker_name(label.get("speaker"))


def _voiced(words: list[Word], voices: Sequence[tuple[int, str]]) -> list[Word]:
    spoken = spoken_by(words, voices)
    texts = (_HESITATION.sub("", word.text) for word in spoken)
    return [
        Word(text, w.start_ms, w.end_ms, w.speaker) for w, text in zip(spoken, texts, strict=True) if text
    ]


def _notices(hesitations: int, source_name: str) -> tuple[Notice, ...]:
    if not hesitations:
        return ()
    text = f"{hesitations} mark{'s' * (hesitations > 1)} of hesitation (%HESITATION) left out"
    return (Notice(code="hesitations", text=text, where=source_name),)


READER = Reader(extensions=("json",), sniff=sniff, parse=parse)
