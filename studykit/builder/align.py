"""Two transcripts of one episode: which word of one is which word of the other.

Runs of words that stand once in each transcript are anchors; the longest chain of them that rises in both is
kept (patience diff, Bram Cohen), and what lies between two anchors is compared word by word (difflib's
Ratcliff/Obershelp). So the cost is near linear, where comparing all with all is not.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from studykit.model import Transcript
from studykit.text import straighten, without_accents

ANCHOR_WORDS = 4
# "pre-training" is two words, as in "pre training"; "40, 000" is one, as recognisers write it.
_TOKEN = re.compile(r"\d{1,3}(?:, \d{3})+(?!\d)|\d[\d.,]*\d|[^\W_]+(?:['’][^\W_]+)*")
ISLAND_WORDS, WATER_WORDS = 3, 8
"""Fewer equal words than the first are equal by chance where more than the second on both sides differ."""
LARGEST_GAP = 4_000_000
"""More pairs of words than this between two anchors are no gap but another text."""


@dataclass(frozen=True)
class SpokenWord:
    """A word of a transcript: its form without case and accents, and where it stands in which turn."""

    folded: str
    turn: int
    start: int
    end: int


@dataclass(frozen=True)
class Gap:
    """Words that differ: from ``first`` to ``first_end`` in one transcript, likewise in the other."""

    first: int
    first_end: int
    second: int
    second_end: int


def spoken_words(transcript: Transcript) -> list[SpokenWord]:
    """Return all words of ``transcript`` in order."""
    return [
        SpokenWord(_folded(turn.text[start:end]), index, start, end)
        for index, turn in enumerate(transcript.turns)
        for start, end in (match.span() for match in _TOKEN.finditer(turn.text))
    ]


def _folded(word: str) -> str:
    return without_accents(straighten(word)).casefold().replace(", ", ",")


def aligned(first: Sequence[str], second: Sequence[str]) -> list[tuple[int, int]]:
    """Return the pairs of indices at which the two say the same word, rising in both."""
    pairs: list[tuple[int, int]] = []
    at_first = at_second = 0
    for one, other in (*_anchors(first, second), (len(first), len(second))):
        if one < at_first or other < at_second:
            continue  # the anchor before reached beyond this one
        pairs.extend(_between(first, second, (at_first, one), (at_second, other)))
        at_first, at_second = one, other
        while at_first < len(first) and at_second < len(second) and first[at_first] == second[at_second]:
            pairs.append((at_first, at_second))
            at_first, at_second = at_first + 1, at_second + 1
    return _without_islands(pairs, (len(first), len(second)))


def _without_islands(pairs: Sequence[tuple[int, int]], lengths: tuple[int, int]) -> list[tuple[int, int]]:
    """Return ``pairs`` without those that are lonely in either text: "the" is in every advert."""
    runs: list[list[tuple[int, int]]] = []
    for pair in pairs:
        if runs and pair == (runs[-1][-1][0] + 1, runs[-1][-1][1] + 1):
            runs[-1].append(pair)
        else:
            runs.append([pair])
    before, kept = (-1, -1), []
    for run, following in zip_longest(runs, runs[1:], fillvalue=[lengths]):
        water = [(run[0][side] - before[side] - 1, following[0][side] - run[-1][side] - 1) for side in (0, 1)]
        if len(run) >= ISLAND_WORDS or not any(min(sides) > WATER_WORDS for sides in water):
            kept.extend(run)
            before = run[-1]
    return kept


def gaps(pairs: Sequence[tuple[int, int]], lengths: tuple[int, int]) -> Iterator[Gap]:
    """Yield where the two differ, by ``pairs`` from ``aligned`` and the ``lengths`` of both."""
    before = (-1, -1)
    for pair in (*pairs, lengths):
        if pair[0] > before[0] + 1 or pair[1] > before[1] + 1:
            yield Gap(before[0] + 1, pair[0], before[1] + 1, pair[1])
        before = pair


def _anchors(first: Sequence[str], second: Sequence[str]) -> list[tuple[int, int]]:
    ours, theirs = _unique(first), _unique(second)
    shared = sorted((place, theirs[run]) for run, place in ours.items() if run in theirs)
    return _longest_rise(shared)


def _unique(words: Sequence[str]) -> dict[tuple[str, ...], int]:
    """Return the place of each run of ANCHOR_WORDS words that stands once."""
    runs = [tuple(words[at : at + ANCHOR_WORDS]) for at in range(len(words) - ANCHOR_WORDS + 1)]
    counts = Counter(runs)
    return {run: at for at, run in enumerate(runs) if counts[run] == 1}


def _longest_rise(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest part of ``pairs``, rising in the first place, that rises in the second too."""
    tails: list[int] = []
    ends: list[int] = []
    previous: list[int] = []
    for index, (_, place) in enumerate(pairs):
        length = bisect_left(tails, place)
        tails[length : length + 1] = [place]
        ends[length : length + 1] = [index]
        previous.append(ends[length - 1] if length else -1)
    chain: list[tuple[int, int]] = []
    at = ends[-1] if ends else -1
    while at >= 0:
        chain.append(pairs[at])
        at = previous[at]
    return chain[::-1]


def _between(
    first: Sequence[str], second: Sequence[str], ours: tuple[int, int], theirs: tuple[int, int]
) -> Iterator[tuple[int, int]]:
    if not 0 < (ours[1] - ours[0]) * (theirs[1] - theirs[0]) <= LARGEST_GAP:
        return
    matcher = SequenceMatcher(None, first[slice(*ours)], second[slice(*theirs)], autojunk=False)
    for block in matcher.get_matching_blocks():
        for step in range(block.size):
            yield ours[0] + block.a + step, theirs[0] + block.b + step
