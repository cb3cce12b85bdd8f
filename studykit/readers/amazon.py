"""Amazon Transcribe's JSON.

    {"results": {"transcripts": [{"transcript": "The curve falls."}], "items": [{"type": "pronunciation",
      "start_time": "0.5", "end_time": "0.7", "alternatives": [{"content": "The"}]}]}}

Times are seconds as text; punctuation has none. Speakers stand in a list of their own, by time, or with
each item; several channels are told apart as speakers where no speakers are.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from studykit.contracts import Confidence, Reader, Source
from studykit.model import Transcript
from studykit.readers._cues import utterances
from studykit.readers._episode import episode
from studykit.readers._records import (
    Fields,
    Record,
    certain_if,
    dig,
    language_code,
    record,
    records,
    speaker_name,
    string,
)
from studykit.readers._times import time_ms
from studykit.readers._turns import Findings, assemble
from studykit.readers._words import Word, in_time, placed, sentences, spoken_by

_ITEM = Fields(text=("content",), start=("start_time",), end=("end_time",), speaker=("speaker_label",))


def sniff(source: Source) -> Confidence:
    """Judge by items with alternatives, or by transcripts, in the results."""
    return certain_if(source, _is_ours)


def parse(source: Source) -> Transcript:
    """Return the transcript; raises ReadError where an item is broken."""
    results = record(dig(source.json, "results"))
    channels = records(dig(results, "channel_labels", "channels"), source.name, "channel")
    if len(channels) > 1:
        cues = in_time(sentences(_pieces(channel, "", source.name)) for channel in channels)
    else:
        words = _pieces(results, string(dig(results, "transcripts", 0, "transcript")), source.name)
        cues = sentences(_with_speakers(words, results, source.name))
    about = episode(source.name, language=language_code(results.get("language_code")))
    return assemble(Findings(about, utterances(cues, on_change=False)), source.name)


def _is_ours(value: object) -> bool:
    item = dig(value, "results", "items", 0)
    has_items = isinstance(dig(item, "alternatives", 0, "content"), str) and isinstance(
        dig(item, "type"), str
    )
    return has_items or isinstance(dig(value, "results", "transcripts", 0, "transcript"), str)


def _pieces(part: Record, text: str, source_name: str) -> list[Word]:
    items = records(part.get("items"), source_name, "item")
    words = [_word(item, f"{source_name}, item {number}") for number, item in enumerate(items, 1)]
    return placed(Word(text, speaker=string(part.get("channel_label"))), list(_with_punctuation(words)))


def _word(item: Record, where: str) -> Word:
    return _ITEM.read({**item, "content": dig(item, "alternatives", 0, "content")}, where)


def _with_punctuation(words: Sequence[Word]) -> Iterator[Word]:
    """Yield ``words`` with the speaker of the word before for a mark that has none."""
    speaker = ""
    for word in words:
        speaker = word.speaker if word.speaker or word.start_ms is not None else speaker
        yield replace(word, speaker=speaker)


def _with_speakers(words: list[Word], results: Record, source_name: str) -> list[Word]:
    segments = records(dig(results, "speaker_labels", "segments"), source_name, "speaker segment")
    if not segments or any(word.speaker for word in words):
        return words
    turns = [
        turn
        for segment in segments
        for turn in (segment, *records(segment.get("items"), source_name, "item"))
    ]
    begins = (
        (time_ms(t.get("start_time"), source_name), speaker_name(t.get("speaker_label"))) for t in turns
    )
    return spoken_by(words, [(begin_ms, name) for begin_ms, name in begins if begin_ms is not None])


READER = Reader(extensions=("json",), sniff=sniff, parse=parse)
