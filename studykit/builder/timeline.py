"""When a word was said: the stamps of the source, and between them an estimate by the share of characters."""

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from studykit.model import Transcript
from studykit.text import words

EXACT_WITHIN_MS = 12_000
"""Between two stamps closer than this a place is called exact: nobody seeks finer."""
_MS_PER_CHARACTER = 65.0
"""About 155 words a minute; used only after the last stamp."""


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
            return Moment(0, estimated=True)
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

    def position(self, turn: int, offset: int) -> float:
        """Return the share of the episode's words that were said before a place, 0 to 1, three digits."""
        before, after = self._words_before[turn], self._words_before[turn + 1]
        share = offset / max(1, len(self._transcript.turns[turn].text))
        return round((before + (after - before) * share) / max(1, self._words_before[-1]), 3)

    @cached_property
    def _words_before(self) -> list[int]:
        return [0, *accumulate(len(words(turn.text)) for turn in self._transcript.turns)]

    def _anchors(self) -> tuple[list[int], list[int]]:
        """Return the stamped places and their times, both rising; one that runs backwards is passed over."""
        places: list[int] = []
        stamps: list[int] = []

        def add(place: int, ms: int | None) -> None:
            if ms is None or (stamps and ms < stamps[-1]):
                return
            if places and places[-1] == place:
                stamps[-1] = ms
            else:
                places.append(place)
                stamps.append(ms)

        for start, turn in zip(self._turn_starts, self._transcript.turns, strict=False):
            for offset, segment in zip(turn.offsets, turn.segments, strict=True):
                add(start + offset, segment.start_ms)
                add(start + offset + len(segment.text), segment.end_ms)
        return places, stamps
