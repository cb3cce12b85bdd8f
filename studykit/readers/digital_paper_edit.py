"""The JSON of BBC's Digital Paper Edit.

    {"words": [{"id": 0, "start": 0.5, "end": 0.7, "text": "The"}],
     "paragraphs": [{"id": 0, "start": 0.5, "end": 9.8, "speaker": "Ana"}]}

Times are seconds. A paragraph has no words of its own: it is the stretch of time in which one speaker speaks.
"""

from studykit.contracts import Confidence, Reader, Source
from studykit.model import Transcript
from studykit.readers._cues import utterances
from studykit.readers._episode import episode
from studykit.readers._records import Fields, certain_if, dig, record, records, speaker_name
from studykit.readers._times import time_ms
from studykit.readers._turns import Findings, assemble
from studykit.readers._words import sentences, spaced, spoken_by

_WORD = Fields()


def sniff(source: Source) -> Confidence:
    """Judge by words beside paragraphs that have times and no text."""
    return certain_if(source, _is_ours)


def parse(source: Source) -> Transcript:
    """Return the transcript; raises ReadError where a word or a paragraph is broken."""
    listed = records(dig(source.json, "words"), source.name, "word")
    words = [_WORD.read(word, f"{source.name}, word {number}") for number, word in enumerate(listed, 1)]
    paragraphs = records(dig(source.json, "paragraphs"), source.name, "paragraph")
    begins = ((time_ms(p.get("start"), source.name), speaker_name(p.get("speaker"))) for p in paragraphs)
    voices = [(begin_ms, name) for begin_ms, name in begins if begin_ms is not None]
    cues = sentences(spaced(spoken_by(words, voices)))
    return assemble(Findings(episode(source.name), utterances(cues, on_change=False)), source.name)


def _is_ours(value: object) -> bool:
    paragraph = record(dig(value, "paragraphs", 0))
    is_stretch = "start" in paragraph and "speaker" in paragraph and "text" not in paragraph
    return is_stretch and isinstance(dig(value, "words", 0, "text"), str)


READER = Reader(extensions=("json",), sniff=sniff, parse=parse)
