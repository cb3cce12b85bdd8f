"""AssemblyAI's JSON, with its utterances and chapters where they were asked for.

    {"language_code": "en", "text": "The forgetting curve falls fast.", "utterances": [
      {"speaker": "A", "start": 500, "end": 2000, "text": "The forgetting curve falls fast."}]}

Times are milliseconds. Utterances, paragraphs and sentences are read alike; without them, the words are.
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

_PIECE = Fields(unit_ms=1)
_PHRASES = ("utterances", "paragraphs", "sentences")


def sniff(source: Source) -> Confidence:
    """Judge by a list of utterances, or of words, whose times are whole milliseconds."""
    return certain_if(source, _is_ours)


def parse(source: Source) -> Transcript:
    """Return the transcript; raises ReadError where a phrase, a word or a chapter is broken."""
    document = record(source.json)
    about = episode(
        source.name,
        language=language_code(document.get("language_code")),
        duration_ms=time_ms(document.get("audio_duration"), f"{source.name}, audio_duration"),
    )
    said = utterances(list(_cues(document, source.name)), on_change=False)
    chapters = tuple(_chapters(document, source.name))
    return assemble(Findings(about, said, chapters=chapters), source.name)


def _is_ours(value: object) -> bool:
    return any(_is_piece(dig(value, name, 0)) for name in (*_PHRASES, "words"))


def _is_piece(piece: object) -> bool:
    times = (dig(piece, "start"), dig(piece, "end"))
    whole = all(isinstance(time, int) and not isinstance(time, bool) for time in times)
    return whole and isinstance(dig(piece, "text"), str)


def _cues(document: Record, source_name: str) -> Iterator[Cue]:
    listed = next((document[name] for name in _PHRASES if document.get(name)), None)
    phrases = records(listed, source_name, "utterance") or (document,)
    for number, phrase in enumerate(phrases, 1):
        where = f"{source_name}, utterance {number}"
        words = records(phrase.get("words"), where, "word")
        read = [_PIECE.read(word, f"{where}, word {n}") for n, word in enumerate(words, 1)]
        yield from sentences(placed(_PIECE.read({"text": "", **phrase}, where), read))


def _chapters(document: Record, source_name: str) -> Iterator[ChapterMark]:
    """Yield the chapters by their gist, which is as short as a title; the headline is a sentence."""
    for number, chapter in enumerate(records(document.get("chapters"), source_name, "chapter"), 1):
        title = string(chapter.get("gist")) or string(chapter.get("headline"))
        start_ms = time_ms(chapter.get("start"), f"{source_name}, chapter {number}", unit_ms=1)
        if title and start_ms is not None:
            yield ChapterMark(title=title, start_ms=start_ms)


READER = Reader(extensions=("json",), sniff=sniff, parse=parse)
