"""How far the talk before a place and the talk after it use the same words.

Lexical cohesion as in TextTiling (Hearst 1997), with windows that fade instead of ending: a word counts less
the farther from the place it is said. Words weigh by their inverse frequency over blocks of the episode.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

BLOCK_WORDS = 60
MOST_LEMMAS = 1024
"""Bounds time and memory: an hour's talk repeats about a thousand."""

Vector = NDArray[np.float64]


class Cohesion:
    """The repeated words of one episode, to be compared on both sides of any place."""

    def __init__(self, content: Sequence[Sequence[str]], begins: Sequence[int]) -> None:
        """Take each sentence's content lemmas, and how many words were said before it.

        ``begins`` has one number more than there are sentences: how many words were said in all.
        """
        self._lengths = np.diff(np.asarray(begins, dtype=np.float64))
        blocks = _blocks(content, begins)
        known = sorted(blocks, key=lambda lemma: (-len(blocks[lemma]), lemma))[:MOST_LEMMAS]
        columns = {lemma: column for column, lemma in enumerate(known)}
        most = 1 + begins[-1] // BLOCK_WORDS
        self._rarity = np.array([math.log(most / len(blocks[lemma]) + 0.1) for lemma in known])
        self._counts = [_counted(lemmas, columns) for lemmas in content]

    def at(self, places: Sequence[int], reach_words: float) -> Vector:
        """Return the cosine of the talk before and after the sentences at ``places``, which rise.

        A word that is said ``reach_words`` away counts 1/e of one said at the place. 0 where a side is empty.
        """
        before, after = self._heard(places, reach_words), self._coming(places, reach_words)
        norms = np.sqrt((before**2).sum(axis=1) * (after**2).sum(axis=1))
        return np.asarray((before * after).sum(axis=1) / np.where(norms == 0, 1.0, norms))

    def _heard(self, places: Sequence[int], reach_words: float) -> Vector:
        """Return what was said before each of ``places``."""
        sums, rows, row = np.zeros(len(self._rarity)), np.zeros((len(places), len(self._rarity))), 0
        for index, (columns, counts) in enumerate(self._counts):
            if row < len(places) and places[row] == index:
                rows[row] = sums
                row += 1
            sums[columns] += counts
            sums *= math.exp(-self._lengths[index] / reach_words)
        return np.asarray(np.log1p(rows) * self._rarity, dtype=np.float64)

    def _coming(self, places: Sequence[int], reach_words: float) -> Vector:
        """Return what is said from each of ``places`` on."""
        sums, rows = np.zeros(len(self._rarity)), np.zeros((len(places), len(self._rarity)))
        row = len(places) - 1
        for index in range(len(self._counts) - 1, -1, -1):
            columns, counts = self._counts[index]
            sums *= math.exp(-self._lengths[index] / reach_words)
            sums[columns] += counts
            if row >= 0 and places[row] == index:
                rows[row] = sums
                row -= 1
        return np.asarray(np.log1p(rows) * self._rarity, dtype=np.float64)


def _blocks(content: Sequence[Sequence[str]], begins: Sequence[int]) -> dict[str, set[int]]:
    """Return in which blocks of the episode each lemma is said, of those said in more than one."""
    found: dict[str, set[int]] = defaultdict(set)
    for lemmas, begin in zip(content, begins, strict=False):
        for lemma in lemmas:
            found[lemma].add(begin // BLOCK_WORDS)
    return {lemma: blocks for lemma, blocks in found.items() if len(blocks) > 1}


def _counted(lemmas: Sequence[str], columns: dict[str, int]) -> tuple[NDArray[np.int64], Vector]:
    counted = Counter(columns[lemma] for lemma in lemmas if lemma in columns)
    return np.array([*counted], dtype=np.int64), np.array([*counted.values()], dtype=np.float64)
