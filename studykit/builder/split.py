"""Cuts segments at sentence ends and at stamped markers. Takes no character away."""

from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise

from studykit.language.lexicon import Lexicon
from studykit.language.markers import StampFinder
from studykit.language.sentences import sentence_spans
from studykit.model import Segment, Transcript, Turn
from studykit.text import words

SEGMENT_WORDS = 120
_LONG_CHARACTERS = 8 * SEGMENT_WORDS
_GAPS = " \n"
"""One of these stands between two segments of a turn, and is put back there when they are joined."""


def split(transcript: Transcript, lexicon: Lexicon) -> Transcript:
    """Return ``transcript`` with its segments cut where an advert may end, and where a marker tells the time.

    A long segment is cut at sentence ends into pieces of about SEGMENT_WORDS words; one with a stamped marker
    in it ("[unintelligible 00:12:01]") where that stands, and the piece begins at the marker's time.
    """
    stamps = StampFinder(lexicon)
    turns = tuple(_split_turn(turn, stamps, transcript.episode.spoken) for turn in transcript.turns)
    return transcript.model_copy(update={"turns": turns})


def _split_turn(turn: Turn, stamps: StampFinder, language: str) -> Turn:
    pieces = tuple(piece for segment in turn.segments for piece in _pieces(segment, stamps, language))
    return turn if pieces == turn.segments else Turn(speaker_id=turn.speaker_id, segments=pieces)


def _pieces(segment: Segment, stamps: StampFinder, language: str) -> Iterator[Segment]:
    times = dict(_anchors(segment.text, stamps))
    cuts = set(times) - {0}
    if len(segment.text) >= _LONG_CHARACTERS:
        cuts.update(_sentence_cuts(segment.text, cuts, language))
    borders = [0, *sorted(cuts), len(segment.text)]
    for number, (start, end) in enumerate(pairwise(borders)):
        yield _piece(segment, number, start, end, times)


def _anchors(text: str, stamps: StampFinder) -> Iterator[tuple[int, int]]:
    """Yield where a stamped marker tells the time, and the time: before the marker, else after it."""
    for stamp in stamps.find(text):
        place = next((at for at in (stamp.start, stamp.end + 1) if _may_cut(text, at)), None)
        if place is not None:
            yield place, stamp.ms


def _may_cut(text: str, at: int) -> bool:
    return at == 0 or (at < len(text) and text[at - 1] in _GAPS)


def _sentence_cuts(text: str, before: Collection[int], language: str) -> Iterator[int]:
    """Yield where sentences begin about SEGMENT_WORDS words after the last cut; ``before`` are other cuts."""
    said = 0
    for start, end in sentence_spans(text, language):
        if start in before:
            said = 0
        if said >= SEGMENT_WORDS and _may_cut(text, start):
            yield start
            said = 0
        said += len(words(text[start:end]))


def _piece(segment: Segment, number: int, start: int, end: int, times: Mapping[int, int]) -> Segment:
    """Return the text from ``start`` to ``end``; the outer pieces keep the segment's own times."""
    text, is_last = segment.text, end == len(segment.text)
    own_ms = segment.start_ms if start == 0 else None
    return segment.model_copy(
        update={
            "id": f"{segment.id}.{number + 1}" if number else segment.id,
            "text": text[start : end - (not is_last)],
            "start_ms": own_ms if own_ms is not None else times.get(start),
            "end_ms": segment.end_ms if is_last else None,
            "paragraph": text[start - 1] == "\n" if start else segment.paragraph,
        }
    )
