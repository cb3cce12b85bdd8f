"""Gladia's JSON, with its chapters where they were asked for.

    {"result": {"transcription": {"utterances": [
      {"speaker": 0, "start": 0.5, "end": 2.0, "text": "The forgetting curve falls fast."}]}}}

Times are seconds.
"""

from collections.abc import Iterator

from studykit.contracts import Confidence, Reader, Source
from studykit.model import ChapterMark, Transcript
from studykit.readers._cues import Cue, utterances
from studykit.readers._episode import episode
from studykit.readers._records import Fields, Record, certain_if, dig, language_code, record, records, string
from studykit.readers._times import time_ms
from studykit.readers._turns import Findings, assemble
from studykit.readers._words import placed, sentences

_PHRASE = Fields()
_WORD = Fields(text=("word", "text"))


def sniff(source: Source) -> Confidence:
    """Judge by utterances in a transcription."""
    return certain_if(source, lambda value: isinstance(dig(_utterances(value), 0, "text"), str))


def parse(source: Source) -> Transcript:
    """Return the transcript; raises ReadError where an utterance, a word or a chapter is broken."""
    phrases = records(_utterances(source.json), source.name, "utterance")
    cues = [cue for number, phrase in enumerate(phrases, 1) for cue in _cues(phrase, number, source.name)]
    language = language_code(dig(_result(source.json), "transcription", "languages", 0))
    found = Findings(
        episode(source.name, language=language),
        utterances(cues, on_change=False),
        chapters=tuple(_chapters(_result(source.json), source.name)),
    )
    return assemble(found, source.name)


def _result(value: object) -> Record:
    return record(dig(value, "result") or dig(value, "data") or value)


def _utterances(value: object) -> object:
    return dig(_result(value), "transcription", "utterances")


def _cues(phrase: Record, number: int, source_name: str) -> list[Cue]:
    where = f"{source_name}, utterance {number}"
    words = records(phrase.get("words"), where, "word")
    read = [_WORD.read(word, f"{where}, word {n}") for n, word in enumerate(words, 1)]
    return sentences(placed(_PHRASE.read(phrase, where), read))


def _chapters(result: Record, source_name: str) -> Iterator[ChapterMark]:
    listed = records(dig(result, "chapterization", "results"), source_name, "chapter")
    for number, chapter in enumerate(listed, 1):
        title = string(chapter.get("gist")) or string(chapter.get("headline"))
        start_ms = time_ms(chapter.get("start"), f"{source_name}, chapter {number}")
        if title and start_ms is not None:
            yield ChapterMark(title=title, start_ms=start_ms)


READER = Reader(extensions=("json",), sniff=sniff, parse=parse)
