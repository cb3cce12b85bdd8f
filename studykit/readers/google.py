"""Google Speech-to-Text's JSON, versions 1 and 2.

    {"results": [{"alternatives": [{"transcript": "the forgetting curve falls fast",
      "words": [{"word": "the", "startTime": "0.500s", "endTime": "0.700s", "speakerTag": 1}]}]}]}

A time is ``"1.200s"`` or seconds and nanoseconds. Where speakers were asked for, the last result says all
words once more, with their speakers, and is read alone.
"""

from collections.abc import Sequence

from studykit.contracts import Confidence, Reader, Source
from studykit.model import Transcript
from studykit.readers._cues import Cue, utterances
from studykit.readers._episode import episode
from studykit.readers._records import Fields, Record, certain_if, dig, language_code, pick, record, records
from studykit.readers._turns import Findings, assemble
from studykit.readers._words import Word, in_time, placed, sentences

_START = ("startTime", "start_time", "startOffset", "start_offset")
_END = ("endTime", "end_time", "endOffset", "end_offset")
_SPEAKER = ("speakerLabel", "speaker_label", "speakerTag", "speaker_tag")
_WORD = Fields(text=("word",), start=_START, end=_END, speaker=_SPEAKER)
_PHRASE = Fields(text=("transcript",))
_MARKS = (
    "resultEndTime",
    "result_end_time",
    "resultEndOffset",
    "languageCode",
    "language_code",
    "channelTag",
)


def sniff(source: Source) -> Confidence:
    """Judge by results whose first alternative has words with Google's names for them."""
    return certain_if(source, _is_ours) or Confidence(2 * (certain_if(source, _has_transcripts) > 0))


def parse(source: Source) -> Transcript:
    """Return the transcript; raises ReadError where a result or a word is broken."""
    results = records(_results(source.json), source.name, "result")
    language = next(
        (code for r in results if (code := language_code(pick(r, ("languageCode", "language_code"))))), ""
    )
    said = utterances(_cues(results, source.name), on_change=False)
    return assemble(Findings(episode(source.name, language=language), said), source.name)


def _results(value: object) -> object:
    return dig(value, "results") or dig(value, "response", "results")


def _is_ours(value: object) -> bool:
    results = _results(value)
    return isinstance(results, list) and any(_is_result(result) for result in results[:50])


def _is_result(result: object) -> bool:
    heard = dig(result, "alternatives", 0)
    has_words = isinstance(dig(heard, "words", 0, "word"), str)
    return has_words or (
        isinstance(dig(heard, "transcript"), str) and pick(record(result), _MARKS) is not None
    )


def _has_transcripts(value: object) -> bool:
    return isinstance(dig(_results(value), 0, "alternatives", 0, "transcript"), str)


def _cues(results: Sequence[Record], source_name: str) -> list[Cue]:
    by_channel: dict[str, list[list[Word]]] = {}
    for number, result in enumerate(results, 1):
        words = _pieces(record(dig(result, "alternatives", 0)), f"{source_name}, result {number}")
        by_channel.setdefault(str(pick(result, ("channelTag", "channel_tag"))), []).append(words)
    return in_time(
        [cue for words in _without_repetition(said) for cue in sentences(words)]
        for said in by_channel.values()
    )


def _pieces(heard: Record, where: str) -> list[Word]:
    listed = records(heard.get("words"), where, "word")
    words = [_WORD.read(_plain(word), f"{where}, word {n}") for n, word in enumerate(listed, 1)]
    return placed(_PHRASE.read({"transcript": "", **heard}, where), words)


def _without_repetition(said: list[list[Word]]) -> list[list[Word]]:
    """Return the last result alone where it says with speakers all that the ones before say without."""
    *others, last = said
    before = sum(map(len, others))
    is_all = len(last) >= before > 0 and any(word.speaker for word in last)
    first_ms, again_ms = (words[0].start_ms if words else None for words in (said[0], last))
    return [last] if is_all and first_ms is not None and first_ms == again_ms else said


def _plain(word: Record) -> Record:
    """Return ``word`` with times as seconds; tag 0 names nobody."""
    times = {name: _seconds(word[name]) for name in (*_START, *_END) if isinstance(word.get(name), dict)}
    tags = {name: word[name] or None for name in _SPEAKER if name in word}
    return {**word, **times, **tags}


def _seconds(time: object) -> object:
    """Return a protobuf duration as seconds; a field that is zero is left out of it."""
    seconds, nanos = dig(time, "seconds") or 0, dig(time, "nanos") or 0
    whole = dig(seconds, "low") or 0 if isinstance(seconds, dict) else seconds
    return f"{whole}.{nanos:09d}" if isinstance(nanos, int) else str(whole)


READER = Reader(extensions=("json",), sniff=sniff, parse=parse)
