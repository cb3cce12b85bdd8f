"""Deepgram's JSON.

    {"results": {"channels": [{"alternatives": [{"transcript": "The forgetting curve falls fast.",
      "words": [{"word": "the", "punctuated_word": "The", "start": 0.5, "end": 0.7, "speaker": 0}]}]}]}}

Times are seconds. The transcript is kept to the letter; its words say when and who. Several channels, one for
each microphone, are told apart as speakers where no speakers are.
"""

from collections.abc import Iterator

from studykit.contracts import Confidence, Reader, Source
from studykit.model import Transcript
from studykit.readers._cues import Cue, utterances
from studykit.readers._episode import episode
from studykit.readers._records import Fields, Record, certain_if, dig, language_code, record, records
from studykit.readers._times import time_ms
from studykit.readers._turns import Findings, assemble
from studykit.readers._words import in_time, placed, sentences

_PHRASE = Fields(text=("transcript",))
_WORD = Fields(text=("punctuated_word", "word"))


def sniff(source: Source) -> Confidence:
    """Judge by channels with alternatives, or by utterances with a transcript."""
    return certain_if(source, _is_ours)


def parse(source: Source) -> Transcript:
    """Return the transcript; raises ReadError where a channel or a word is broken."""
    results = record(dig(source.json, "results"))
    channels = records(results.get("channels"), source.name, "channel")
    if channels:
        cues = in_time(list(_channel_cues(channel, n, source.name)) for n, channel in enumerate(channels))
    else:
        phrases = records(results.get("utterances"), source.name, "utterance")
        cues = [
            cue
            for n, phrase in enumerate(phrases, 1)
            for cue in _cues(phrase, f"{source.name}, utterance {n}")
        ]
    about = episode(
        source.name,
        language=language_code(dig(results, "channels", 0, "detected_language")),
        duration_ms=time_ms(dig(source.json, "metadata", "duration"), f"{source.name}, duration"),
    )
    return assemble(Findings(about, utterances(cues, on_change=False)), source.name)


def _is_ours(value: object) -> bool:
    heard = dig(value, "results", "channels", 0, "alternatives", 0)
    phrase = dig(value, "results", "utterances", 0)
    return isinstance(dig(heard, "transcript") or dig(heard, "words"), str | list) or isinstance(
        dig(phrase, "transcript"), str
    )


def _channel_cues(channel: Record, number: int, source_name: str) -> Iterator[Cue]:
    best = record(dig(channel, "alternatives", 0))
    yield from _cues({"transcript": "", **best}, f"{source_name}, channel {number}")


def _cues(phrase: Record, where: str) -> list[Cue]:
    words = records(phrase.get("words"), where, "word")
    read = [_WORD.read(word, f"{where}, word {n}") for n, word in enumerate(words, 1)]
    return sentences(placed(_PHRASE.read(phrase, where), read))


READER = Reader(extensions=("json",), sniff=sniff, parse=parse)
