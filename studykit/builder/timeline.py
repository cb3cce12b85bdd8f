"""When a word was said: the stamps of the source, and between them an estimate by the share of characters."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from studykit.model import Segment, Transcript
from studykit.text import words

EXACT_WITHIN_MS = 12_000
"""Between two stamps closer than this a place is called exact: nobody seeks finer."""
_MS_PER_CHARACTER = 65.0
"""About 155 words a minute; used only before the first stamp and after the last one."""


@dataclass(frozen=True)
class Moment:
    """A time, and whether it was interpolated."""

    ms: int
    estimated: bool


class Timeline:
    """Knows the time and the share of words of every place in one transcript."""

    def __init__(self, transcript: Transcript) -> None:
        self._transcript = transcript
        lengths = [len(turn.text) + 1 for turn in transcript.turns]
        self._turn_starts = [0, *accumulate(lengths)]
        self._places, self._stamps = self._anchors()

    @property
    def passed_over(self) -> tuple[int, ...]:
        """The beginnings of segments, in milliseconds, that are out of line and were not believed."""
        kept = set(zip(self._places, self._stamps, strict=True))
        return tuple(ms for place, ms in self._begins() if (place, ms) not in kept)

    @property
    def has_times(self) -> bool:
        """Whether the transcript has any stamp."""
        return bool(self._places)

    def at(self, turn: int, offset: int) -> Moment | None:
        """Return when the character at ``offset`` of turn number ``turn`` was said, None without stamps."""
        if not self._places:
            return None
        place = self._turn_starts[turn] + offset
        index = bisect_right(self._places, place) - 1
        if index < 0:
            return self._before_the_first_stamp(place)
        start, stamp = self._places[index], self._stamps[index]
        if place == start:
            return Moment(stamp, estimated=False)
        if index + 1 == len(self._places):
            ms = stamp + round((place - start) * _MS_PER_CHARACTER)
            duration = self._transcript.episode.duration_ms
            return Moment(min(ms, duration) if duration and duration > stamp else ms, estimated=True)
        gap = self._stamps[index + 1] - stamp
        share = (place - start) / (self._places[index + 1] - start)
        return Moment(stamp + round(gap * share), estimated=gap > EXACT_WITHIN_MS)

    def _before_the_first_stamp(self, place: int) -> Moment:
        """Return when ``place`` was said: back from the first stamp, no slower than speech, to 0 at most."""
        first, stamp = self._places[0], self._stamps[0]
        rate = min(stamp / first, _MS_PER_CHARACTER)
        return Moment(round(stamp - (first - place) * rate), estimated=True)

    def position(self, turn: int, offset: int) -> float:
        """Return the share of the episode's words that were said before a place, 0 to 1, three digits."""
        before, after = self._words_before[turn], self._words_before[turn + 1]
        share = offset / max(1, len(self._transcript.turns[turn].text))
        return round((before + (after - before) * share) / max(1, self._words_before[-1]), 3)

    @cached_property
    def _words_before(self) -> list[int]:
        return [0, *accumulate(len(words(turn.text)) for turn in self._transcript.turns)]

    def _segments(self) -> Iterator[tuple[int, Segment]]:
        """Yield each segment with its place among all characters."""
        for start, turn in zip(self._turn_starts, self._transcript.turns, strict=False):
            for offset, segment in zip(turn.offsets, turn.segments, strict=True):
                yield start + offset, segment

    def _begins(self) -> list[tuple[int, int]]:
        return [(place, each.start_ms) for place, each in self._segments() if each.start_ms is not None]

    def _anchors(self) -> tuple[list[int], list[int]]:
        """Return the stamped places and their times, both rising; a stamp out of line is passed over.

        Beginnings are believed first, and an end where it lies between those beside it: cues may overlap.
        """
        ends = [
            (place + len(segment.text), segment.end_ms)
            for place, segment in self._segments()
            if segment.end_ms is not None and segment.text
        ]
        kept = _rising(self._begins())
        fit = [end for end in ends if _lies_between(end, kept)]
        in_line = _rising(sorted([*kept, *fit]))
        return [place for place, _ in in_line], [ms for _, ms in in_line]


def _lies_between(stamp: tuple[int, int], kept: list[tuple[int, int]]) -> bool:
    """Whether the time of ``stamp`` is not before that of the place before it, nor after the next one's."""
    after = bisect_right(kept, stamp[0], key=lambda each: each[0])
    earlier = kept[after - 1][1] if after else 0
    later = kept[after][1] if after < len(kept) else stamp[1]
    return earlier <= stamp[1] <= later


def _rising(stamped: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the most of ``stamped`` whose times never fall (longest subsequence, Fredman 1975).

    So one wild stamp costs itself and not all that follow it. Of equal choices the earlier stamp stays, which
    is why the search runs from the end.
    """
    heads: list[int] = []  # of the best run of each length so far, its first time negated
    chain: list[int] = []
    after: list[int] = [0] * len(stamped)
    for index in range(len(stamped) - 1, -1, -1):
        length = bisect_right(heads, -stamped[index][1])
        after[index] = chain[length - 1] if length else -1
        heads[length : length + 1] = [-stamped[index][1]]
        chain[length : length + 1] = [index]
    kept, index = [], chain[-1] if chain else -1
    while index >= 0:
        kept.append(stamped[index])
        index = after[index]
    return kept
