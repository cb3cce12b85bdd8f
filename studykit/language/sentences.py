"""Sentences with their places, split over whole turns so that no cue's end cuts one."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import nupunkt
import sentencex

from studykit.language.asides import AsideFinder, Said
from studykit.language.frequency import zipf
from studykit.model import Aside, Segment, Transcript, Turn
from studykit.text import fold, squeeze, words

_WITHOUT_STOPS = frozenset({"th", "lo", "km", "my"})
"""Languages that end no sentence with a sign, and part phrases by spaces."""
_SENTENCE_LENGTH = 60
"""About as many letters as a sentence of them has."""
LONGEST_WORDS, PIECE_WORDS = 120, 40
"""A longer sentence is talk without full stops, and is looked at in pieces of so many words."""
_LATIN_STOP = re.compile(r"[.!?…][\"'”’»)\]]*\s")

# A word with a capital is left alone: "Prof. Miller" is not two sentences.
_MISSED_STOP = re.compile(
    r"(?<![\w.’'-])(?!(?:etc|approx|dept|est|fig|incl)\b)[a-z]{3,}\.(\s+)(?=[A-Z“\"][\w’']*\s)"
)
_YEAR = re.compile(r"\b(?:19|20)\d\d(\s+)(?=(?:And|But|So|That|The|In|It|We|They) [a-z])")
"""Some recognisers set no full stop after a year ("in 1997 That book")."""
_STOP = re.compile(r"(?<![\w.’'-])([^\W\d_]{2,})\.(\s+)(?=[¿¡“\"«„]?([^\W\d_]))")
_COMMON = 4.6
"""A word so common at large (Zipf scale) ends a sentence before a capital: "casi no. O sea"."""
_SHORTENED = """
abs approx art av bzw ca cap cm dr dra ed ej env etc evtl ex fig ggf gral hl inkl jh kg km max mg min mio mm
mrd nr núm pág ph pp prof sog sr sra st std str tel ud uds usw vgl vol vs
"""
_ABBREVIATIONS = {
    "de": frozenset(_SHORTENED.split()),
    **{code: frozenset(_SHORTENED.split()) - {"etc"} for code in ("es", "fr", "pt")},
    "it": frozenset(_SHORTENED.split()) - {"etc"} | {"es"},
}
"""Of the languages looked at. A sentence may end in "etc." where nouns are written without a capital."""


@dataclass(frozen=True)
class Sentence:
    """A sentence and where it stands: ``turn`` is an index, ``start`` and ``end`` are offsets in its text.

    ``order`` counts all sentences of the episode; ``place`` and ``last_place`` count those of the turn.
    ``aside`` says why it is not for study, None where it is. A ``torn`` one is a piece of talk in which no
    full stop was set: no sentence, which nothing may print as one.
    """

    order: int
    turn: int
    start: int
    end: int
    text: str
    segment_id: str
    speaker_id: str | None
    place: int
    last_place: int
    aside: Aside | None
    torn: bool = False

    @cached_property
    def words(self) -> list[str]:
        """The words as written."""
        return words(self.text)

    @cached_property
    def folded(self) -> str:
        """The text with case, quotes and spaces folded."""
        return fold(self.text)


def sentences_of(transcript: Transcript, asides: AsideFinder) -> tuple[Sentence, ...]:
    """Return all sentences of ``transcript`` in order; those that ``asides`` finds are marked."""
    return tuple(_number(transcript, asides))


def sentence_spans(text: str, language: str) -> list[tuple[int, int]]:
    """Return the start and end offsets of the sentences of ``text``, without the white space around them.

    English goes through nupunkt (Punkt, Kiss and Strunk 2006), other languages through sentencex.
    """
    return [(start, end) for start, end, _ in _spans(text, language)]


def _spans(text: str, language: str) -> Iterator[tuple[int, int, bool]]:
    """Yield the spans of the sentences of ``text``, and whether each is but a piece of talk without stops."""
    for line in re.finditer(r"[^\n]+", text):
        for start, end in _split(line.group(), language):
            pieces = _pieces(line.group(), start, end)
            for first, last in pieces:
                piece = line.group()[first:last]
                lead = len(piece) - len(piece.lstrip())
                if piece.strip():
                    begin = line.start() + first + lead
                    yield begin, begin + len(piece.strip()), len(pieces) > 1


def _pieces(line: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return a span whole, or in pieces of PIECE_WORDS where nobody says a sentence of so many words."""
    if end - start <= LONGEST_WORDS:  # as many letters at least
        return [(start, end)]
    spoken = [start + found.start() for found in re.finditer(r"\S+", line[start:end])]
    if len(spoken) <= LONGEST_WORDS:
        return [(start, end)]
    return list(pairwise([start, *spoken[PIECE_WORDS::PIECE_WORDS], end]))


@dataclass(frozen=True)
class Span:
    """Where a sentence stands, and its words on one line; the fields are those of ``Sentence``."""

    turn: int
    start: int
    end: int
    text: str
    speaker_id: str | None
    place: int
    last_place: int
    torn: bool


def spoken_spans(transcript: Transcript) -> list[Span]:
    """Return where the sentences of ``transcript`` stand, in order."""
    found = []
    for index, turn in enumerate(transcript.turns):
        spans = list(_spans(turn.text, transcript.episode.spoken))
        for place, (start, end, torn) in enumerate(spans):
            text = squeeze(turn.text[start:end])
            found.append(Span(index, start, end, text, turn.speaker_id, place, len(spans) - 1, torn))
    return found


def share_without_stops(transcript: Transcript) -> float:
    """Return the share of the words, from 0 to 1, that are said without full stops."""
    texts = (turn.text for turn in transcript.turns)
    if not any(text.count(" ") > LONGEST_WORDS * (1 + sum(map(text.count, ".?!…"))) for text in texts):
        return 0.0
    counts = [(len(span.text.split()), span.torn) for span in spoken_spans(transcript)]
    return sum(said for said, torn in counts if torn) / max(1, sum(said for said, _ in counts))


def segment_at(turn: Turn, offset: int) -> Segment:
    """Return the segment of ``turn`` that holds the character at ``offset`` of its text."""
    index = sum(1 for place in turn.offsets if place <= offset) - 1
    return turn.segments[index]


def _split(line: str, language: str) -> list[tuple[int, int]]:
    if language in _WITHOUT_STOPS and not _LATIN_STOP.search(line):
        return _phrases(line)
    if not _LATIN_STOP.search(line) and language in {"en", "und"}:
        return [(0, len(line))]
    if language in {"en", "und"}:
        return [piece for span in nupunkt.sent_spans(line) for piece in _resplit(line, *map(int, span))]
    return [
        piece
        for boundary in sentencex.get_sentence_boundaries(language, line)
        for piece in _parted(line, boundary["start_index"], boundary["end_index"], language)
    ]


def _phrases(line: str) -> list[tuple[int, int]]:
    """Return the parts of a line whose only signs are spaces, each as long as a sentence."""
    borders = [0]
    for space in re.finditer(r"\s+", line):
        if space.end() - borders[-1] >= _SENTENCE_LENGTH:
            borders.append(space.end())
    return list(pairwise([*borders, len(line)]))


def _resplit(line: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the parts of a span where a common word, a full stop and a capital show two sentences.

    nupunkt takes some words that end a sentence for abbreviations ("drive a car. A teenager …").
    """
    missed = (*_MISSED_STOP.finditer(line, start, end), *_YEAR.finditer(line, start, end))
    yield from _cut((match.start(1) for match in missed), start, end)


def _parted(line: str, start: int, end: int, language: str) -> Iterator[tuple[int, int]]:
    """Yield the parts of a span where a common word, a full stop and a capital show two sentences.

    sentencex takes words such as "no", "mar" and "mich" for abbreviations.
    """
    borders = (
        match.start(2)
        for match in _STOP.finditer(line, start, end)
        if match[3].isupper() and _ends(match[1], language)
    )
    yield from _cut(borders, start, end)


def _ends(word: str, language: str) -> bool:
    """Whether ``word`` before a full stop is one, and no abbreviation."""
    known = _ABBREVIATIONS.get(language)
    if known is None or word in known or not word.islower():
        return False
    return zipf(word, language) >= _COMMON


def _cut(borders: Iterable[int], start: int, end: int) -> Iterator[tuple[int, int]]:
    for border in sorted(borders):
        yield start, border
        start = border
    yield start, end


def _number(transcript: Transcript, asides: AsideFinder) -> Iterator[Sentence]:
    spans = spoken_spans(transcript)
    kinds = asides.find_all([Said(fold(span.text), span.speaker_id) for span in spans])
    turn, segment = -1, 0
    for order, (span, kind) in enumerate(zip(spans, kinds, strict=True)):
        offsets = transcript.turns[span.turn].offsets
        if span.turn != turn:
            turn, segment = span.turn, 0
        while segment + 1 < len(offsets) and offsets[segment + 1] <= span.start:
            segment += 1
        held = transcript.turns[turn].segments[segment]
        yield Sentence(
            order=order,
            turn=turn,
            start=span.start,
            end=span.end,
            text=span.text,
            segment_id=held.id,
            speaker_id=span.speaker_id,
            place=span.place,
            last_place=span.last_place,
            aside=held.aside or kind,
            torn=span.torn,
        )
