"""Speechmatics' JSON, versions 1 and 2, with its chapters where they were asked for.

    {"format": "2.9", "results": [{"type": "word", "start_time": 0.5, "end_time": 0.7,
      "alternatives": [{"content": "The", "speaker": "S1"}]}]}

Times are seconds. A result says whether it attaches to its neighbour; speaker ``UU`` is nobody known. Version
1 lists words by name, time and duration, and speakers by time.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from studykit.contracts import Confidence, Reader, Source
from studykit.model import ChapterMark, Transcript
from studykit.readers._cues import Cue, utterances
from studykit.readers._episode import episode
from studykit.readers._records import (
    Fields,
    Record,
    certain_if,
    dig,
    language_code,
    pick,
    record,
    records,
    speaker_name,
    string,
)
from studykit.readers._times import time_ms
from studykit.readers._turns import Findings, assemble
from studykit.readers._words import Word, in_time, sentences, spaced, spoken_by

_RESULT = Fields(text=("content",), start=("start_time",), end=("end_time",))
_WORD = Fields(text=("name",), start=("time",))
_NOBODY = frozenset({"UU", "UNK"})


def sniff(source: Source) -> Confidence:
    """Judge by results of type word with a start time, or by words with a name, time and duration."""
    return certain_if(source, _is_ours)


def parse(source: Source) -> Transcript:
    """Return the transcript; raises ReadError where a result, a word or a chapter is broken."""
    document = record(source.json)
    cues = _cues_2(document, source.name) if "results" in document else _cues_1(document, source.name)
    configured = dig(document, "metadata", "transcription_config", "language")
    about = episode(source.name, language=language_code(configured or dig(document, "job", "lang")))
    chapters = tuple(_chapters(document, source.name))
    return assemble(Findings(about, utterances(cues, on_change=False), chapters=chapters), source.name)


def _is_ours(value: object) -> bool:
    results, word = dig(value, "results"), dig(value, "words", 0)
    if isinstance(results, list):
        return any(_is_result(result) for result in results[:50])
    return isinstance(dig(word, "name"), str) and "time" in record(word) and "duration" in record(word)


def _is_result(result: object) -> bool:
    has_word = isinstance(dig(result, "alternatives", 0, "content"), str)
    return has_word and isinstance(dig(result, "type"), str) and "start_time" in record(result)


def _cues_2(document: Record, source_name: str) -> list[Cue]:
    delimiter = dig(document, "metadata", "language_pack_info", "word_delimiter")
    by_channel: dict[str, list[Record]] = {}
    for result in records(document["results"], source_name, "result"):
        if result.get("alternatives"):  # a change of speaker or channel has none
            by_channel.setdefault(string(result.get("channel")), []).append(result)
    space = delimiter if isinstance(delimiter, str) else " "
    return in_time(
        sentences(_words_2(results, space, channel, source_name)) for channel, results in by_channel.items()
    )


def _words_2(results: Sequence[Record], space: str, channel: str, source_name: str) -> Iterator[Word]:
    attached = True
    for number, result in enumerate(results, 1):
        heard = record(dig(result, "alternatives", 0))
        word = _RESULT.read({**result, **heard}, f"{source_name}, {channel or 'result'} {number}")
        attaches = string(result.get("attaches_to"))
        gap = "" if attached or attaches in ("previous", "both") else space
        attached = attaches in ("next", "both")
        speaker = "" if word.speaker in _NOBODY else word.speaker
        yield replace(word, text=gap + word.text, speaker=speaker or channel)


def _cues_1(document: Record, source_name: str) -> list[Cue]:
    listed = records(document.get("words"), source_name, "word")
    words = [_word_1(word, f"{source_name}, word {number}") for number, word in enumerate(listed, 1)]
    speakers = records(document.get("speakers"), source_name, "speaker")
    begins = ((time_ms(s.get("time"), source_name), speaker_name(s.get("name"))) for s in speakers)
    voices = [
        (begin_ms, "" if name in _NOBODY else name) for begin_ms, name in begins if begin_ms is not None
    ]
    return sentences(spaced(spoken_by(words, voices)))


def _word_1(fields: Record, where: str) -> Word:
    word = _WORD.read(fields, where)
    lasts_ms = time_ms(fields.get("duration"), where)
    known = word.start_ms is not None and lasts_ms is not None
    return replace(word, end_ms=(word.start_ms or 0) + (lasts_ms or 0) if known else None)


def _chapters(document: Record, source_name: str) -> Iterator[ChapterMark]:
    for number, chapter in enumerate(records(document.get("chapters"), source_name, "chapter"), 1):
        start_ms = time_ms(pick(chapter, ("start_time", "start")), f"{source_name}, chapter {number}")
        title = string(chapter.get("title"))
        if title and start_ms is not None:
            yield ChapterMark(title=title, start_ms=start_ms)


READER = Reader(extensions=("json",), sniff=sniff, parse=parse)
