"""Gives a stretch of the transcript as numbered lines, so that a model can say where it read something."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from studykit.language.sentences import sentence_spans
from studykit.model import Segment, Transcript
from studykit.text import squeeze, words

LINE_WORDS = 50
"""A line ends with the first sentence after so many words; captions are joined, paragraphs cut."""
PART_WORDS = 3000
"""A longer stretch is asked for in parts: of very long texts models pass over the middle."""
OVERLAP_WORDS = 80
"""So many words before a stretch or a part are given to be understood, and as many after it."""


@dataclass(frozen=True)
class Line:
    """Some sentences of one turn; ``turn`` is its index, ``segment_id`` that of their first segment."""

    text: str
    speaker: str
    turn: int
    segment_id: str

    @property
    def word_count(self) -> int:
        """How many words the line has."""
        return len(words(self.text))


@dataclass(frozen=True)
class Part:
    """Lines to study, and what is said just before and after them."""

    lines: tuple[Line, ...]
    before: str
    after: str

    @property
    def word_count(self) -> int:
        """How many words are to be studied."""
        return sum(line.word_count for line in self.lines)


class Speech:
    """What is for study of one transcript, by the ids of its segments."""

    def __init__(self, transcript: Transcript) -> None:
        self._transcript = transcript
        self._said = [
            (segment, index) for index, turn in enumerate(transcript.turns) for segment in turn.segments
        ]
        self._order = {segment.id: place for place, (segment, _) in enumerate(self._said)}

    @cached_property
    def word_count(self) -> int:
        """How many words are for study in all."""
        return sum(len(words(segment.text)) for segment, _ in self._said if segment.aside is None)

    def words_between(self, first_segment_id: str, last_segment_id: str) -> int:
        """Return how many words are said in a stretch, both ends included, adverts and all."""
        first, last = self._order[first_segment_id], self._order[last_segment_id]
        return sum(len(segment.text.split()) for segment, _ in self._said[first : last + 1])

    def groups(self, most_words: int) -> list[Sequence[Line]]:
        """Return all lines, in groups of about ``most_words`` at most."""
        return _cut(self.between(0, len(self._said)), most_words)

    def parts(self, first_segment_id: str, last_segment_id: str) -> tuple[Part, ...]:
        """Return a stretch, both ends included, in parts of about PART_WORDS; none where none is to study.

        They part at the end of a turn where there is one. ``before`` a part stands the end of the last one.
        """
        first, last = self._order[first_segment_id], self._order[last_segment_id]
        groups = _cut(self.between(first, last + 1), PART_WORDS)
        said = [" ".join(line.text for line in group) for group in groups]
        outer = self._tail(first), self._head(last + 1)
        befores = [outer[0], *map(_last_words, said[:-1])]
        afters = [*map(_first_words, said[1:]), outer[1]]
        return tuple(map(Part, map(tuple, groups), befores, afters))

    def between(self, first: int, end: int) -> list[Line]:
        """Return the lines of the segments from number ``first`` up to ``end``; asides are left out."""
        lines: list[Line] = []
        held: list[tuple[Segment, int]] = []
        for segment, turn in self._said[first:end]:
            if segment.aside is not None:
                continue
            if held and (turn != held[0][1] or segment.paragraph or _is_full(held)):
                lines.extend(self._lines(held))
                held = []
            held.append((segment, turn))
        return [*lines, *self._lines(held)]

    def _lines(self, held: Sequence[tuple[Segment, int]]) -> Iterator[Line]:
        """Yield what is ``held`` of one turn as a line, or as several where a segment is long."""
        text = squeeze(" ".join(segment.text for segment, _ in held))
        if not text:
            return
        first, turn = held[0]
        speaker = self._transcript.names.get(self._transcript.turns[turn].speaker_id or "", "")
        for piece in _pieces(text, self._transcript.episode.spoken):
            yield Line(piece, speaker, turn, first.id)

    def _tail(self, place: int) -> str:
        """Return the last words for study before the segment number ``place``."""
        return _last_words(_text(self._said[max(0, place - OVERLAP_WORDS) : place]))

    def _head(self, place: int) -> str:
        return _first_words(_text(self._said[place : place + OVERLAP_WORDS]))


def _text(said: Sequence[tuple[Segment, int]]) -> str:
    return " ".join(segment.text for segment, _ in said if segment.aside is None)


def shown(lines: Sequence[Line]) -> str:
    """Return ``lines`` with their numbers, from 1; a speaker is named where he begins."""
    rows = []
    for number, line in enumerate(lines, start=1):
        begins = number == 1 or line.turn != lines[number - 2].turn
        rows.append(f"[{number}] {spoken(line.text, line.speaker if begins else '')}")
    return "\n".join(rows)


def spoken(text: str, speaker: str) -> str:
    """Return ``text`` behind the name of its ``speaker``, where there is one."""
    return f"{speaker}: {text}" if speaker else text


def mark(text: str) -> str:
    """Return a mark that cannot stand in ``text``, for it is made from it."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _is_full(held: Sequence[tuple[Segment, int]]) -> bool:
    """Whether a line ends here: after LINE_WORDS at the end of a sentence, after twice as many anywhere."""
    count = sum(len(words(segment.text)) for segment, _ in held)
    ends = held[-1][0].text.rstrip().endswith((".", "?", "!", "…", "。", "？", "！", "।"))
    return count >= 2 * LINE_WORDS or (count >= LINE_WORDS and ends)


def _pieces(text: str, language: str) -> Iterator[str]:
    """Yield ``text`` in pieces of whole sentences, each of LINE_WORDS or a little more."""
    if len(words(text)) <= 2 * LINE_WORDS:
        yield text
        return
    start = 0
    for _, end in sentence_spans(text, language):
        if len(words(text[start:end])) >= LINE_WORDS:
            yield text[start:end].strip()
            start = end
    if text[start:].strip():
        yield text[start:].strip()


def _cut(lines: Sequence[Line], most_words: int) -> list[Sequence[Line]]:
    """Return ``lines`` in groups of about ``most_words``, parted at ends of turns if possible."""
    total = sum(line.word_count for line in lines)
    count = max(1, -(-total // most_words))
    groups: list[Sequence[Line]] = []
    start = said = 0
    for place, (line, following) in enumerate(pairwise(lines), start=1):
        said += line.word_count
        enough = 0.9 if following.turn != line.turn else 1.2
        if len(groups) + 1 < count and said >= enough * total / count:
            groups.append(lines[start:place])
            start, said = place, 0
    return [*groups, lines[start:]] if lines else []


def _last_words(text: str) -> str:
    return " ".join(text.split()[-OVERLAP_WORDS:])


def _first_words(text: str) -> str:
    return " ".join(text.split()[:OVERLAP_WORDS])
