"""ElevenLabs' JSON.

    {"language_code": "eng", "text": "The curve", "words": [
      {"text": "The", "start": 0.5, "end": 0.7, "type": "word", "speaker_id": "speaker_0"},
      {"text": " ", "start": 0.7, "end": 0.8, "type": "spacing"}]}

Times are seconds. Spaces and sounds stand in the list of words. Several channels, or the segments of an
export, have such a list each.
"""

from collections.abc import Iterator

from studykit.contracts import Confidence, Reader, Source
from studykit.model import Transcript
from studykit.readers._cues import utterances
from studykit.readers._episode import episode
from studykit.readers._records import Fields, Record, certain_if, dig, record, records, string
from studykit.readers._turns import Findings, assemble
from studykit.readers._words import Word, in_time, sentences, spaced

_WORD = Fields(start=("start", "start_time"), end=("end", "end_time"), speaker=("speaker_id",))


def sniff(source: Source) -> Confidence:
    """Judge by words that have a text and a type."""
    return certain_if(source, _is_ours)


def parse(source: Source) -> Transcript:
    """Return the transcript; raises ReadError where a word is broken."""
    channels = records(dig(source.json, "transcripts"), source.name, "channel") or (record(source.json),)
    cues = in_time(sentences(spaced(list(_words(c, source.name)))) for c in channels)
    return assemble(Findings(episode(source.name), utterances(cues, on_change=False)), source.name)


def _is_ours(value: object) -> bool:
    heard = dig(value, "transcripts", 0) or dig(value, "segments", 0) or value
    word = dig(heard, "words", 0)
    return isinstance(dig(word, "text"), str) and dig(word, "type") in ("word", "spacing", "audio_event")


def _words(channel: Record, source_name: str) -> Iterator[Word]:
    segments = records(channel.get("segments"), source_name, "segment") or (channel,)
    number = 0
    for segment in segments:
        name = string(dig(segment, "speaker", "name"))
        for word in records(segment.get("words"), source_name, "word"):
            number += 1
            known = {"speaker_id": name, **{k: v for k, v in word.items() if v is not None}}
            yield _WORD.read({**known, **_sound(word)}, f"{source_name}, word {number}")


def _sound(word: Record) -> Record:
    """Return a sound, ``(laughter)``, in the brackets that tell it from words; nothing for a word."""
    is_sound = word.get("type") == "audio_event"
    return {"text": f" [{string(word.get('text')).strip('()[]')}] "} if is_sound else {}


READER = Reader(extensions=("json",), sniff=sniff, parse=parse)
