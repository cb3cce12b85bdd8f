"""How likely a chapter begins at a place: by the words that end and begin there, and by how people turn.

A logistic model over features that hold for speech in general. ``training/boundaries.py`` fits its weights
to episodes with chapters made by people. A language without lists of
words goes without the cues; words, turns, roles and question marks are left.
"""

import math
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from itertools import accumulate, pairwise

import numpy as np
from numpy.typing import NDArray

from studykit.analysis.cohesion import Cohesion
from studykit.analysis.episode import Reading
from studykit.analysis.pauses import pauses
from studykit.analysis.ranker import Ranker
from studykit.analysis.turning import TurningPoints

NEAR_WORDS, FAR_WORDS = 240, 700
AROUND_WORDS = 500
WINDOW_WORDS = 80
WORDS_PER_START = 170
"""Likely places are that dense; of those close together only one begins a chapter."""
BURST_WORDS = 400
"""A new word counts the more the oftener it is said again within so many words."""

_FARTHEST, _HALVINGS = 20.0, 60
"""Log odds where a probability is 0 or 1, and how often the way between is halved."""

Vector = NDArray[np.float64]


class Places:
    """Where a chapter of one episode may begin: at the first sentence of a turn or a segment.

    ``orders`` are those of the sentences; ``begins`` tells how many words were said before each of them, and
    at its end how many were said in all; ``said`` tells the same for all sentences.
    """

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        opens = (s.order for first, s in pairwise(reading.sentences) if first.segment_id != s.segment_id)
        self.orders = [0, *opens] if reading.sentences else []
        self.said = [0, *accumulate(max(1, len(sentence.words)) for sentence in reading.sentences)]
        self.begins = [*(self.said[order] for order in self.orders), self.said[-1]]

    def scores(self, ranker: Ranker) -> Vector:
        """Return the log odds that a chapter begins, for each of ``orders``."""
        parts = [ranker.weights.get(name, 0.0) * values for name, values in self.features().items()]
        return levelled(ranker.bias + np.sum(parts, axis=0), self.begins[-1])

    def features(self) -> dict[str, Vector]:
        """Return each feature by its name, one value for each of ``orders``."""
        silent = pauses(self._reading.transcript)
        before = [silent.get(self._reading.sentences[order].segment_id, 0.0) for order in self.orders]
        turning = TurningPoints(self._reading).features(self.orders)
        return {**self._vocabulary(), **turning, "pause": np.log1p(before)}

    def _vocabulary(self) -> dict[str, Vector]:
        """Return what begins and ends to be talked of."""
        cohesion = Cohesion(self._reading.content, self.said)
        near, far = cohesion.at(self.orders, NEAR_WORDS), cohesion.at(self.orders, FAR_WORDS)
        return {
            "near contrast": self._mean_around(near) - near,
            "far contrast": (np.mean(far) - far) / (np.std(far) or 1.0),
            "words are new": self._sum_after(self._bursts()),
        }

    def _bursts(self) -> Vector:
        """Return for each sentence what the words are worth that are said in it for the first time."""
        places: dict[str, list[int]] = defaultdict(list)
        for order, lemmas in enumerate(self._reading.content_sets):
            for lemma in lemmas:
                places[lemma].append(order)
        worth = np.zeros(len(self._reading.sentences))
        for orders in places.values():
            said = [self.said[order] for order in orders]
            worth[orders[0]] += math.log(bisect_right(said, said[0] + BURST_WORDS))
        return worth

    def _mean_around(self, values: Vector) -> Vector:
        """Return the mean of ``values``, one of each place, over the places near each."""
        begins, sums = np.asarray(self.begins[:-1]), _sums(values)
        low = np.searchsorted(begins, begins - AROUND_WORDS)
        high = np.searchsorted(begins, begins + AROUND_WORDS, side="right")
        return np.asarray((sums[high] - sums[low]) / np.maximum(high - low, 1))

    def _sum_after(self, values: Vector) -> Vector:
        """Return the sum of the sentences' ``values`` over the words that follow each place."""
        begins, said, sums = np.asarray(self.begins[:-1]), np.asarray(self.said[:-1]), _sums(values)
        return np.asarray(sums[np.searchsorted(said, begins + WINDOW_WORDS)] - sums[self.orders])


def levelled(scores: Vector, said: int) -> Vector:
    """Return the log odds ``scores`` brought half way to what an episode of ``said`` words lets expect.

    A lecture has no host and no questions, and a language without lists no cues, but both have chapters.
    """
    return scores + _missing(scores, said / WORDS_PER_START) / 2


def _missing(scores: Vector, expected: float) -> float:
    """Return what to add to each of ``scores`` for their probabilities to add up to ``expected``."""
    low, high = -_FARTHEST - scores.max(initial=0.0), _FARTHEST - scores.min(initial=0.0)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        is_enough = np.sum(1 / (1 + np.exp(-(scores + middle)))) > expected
        low, high = (low, middle) if is_enough else (middle, high)
    return float(low)


def _sums(values: Sequence[float] | Vector) -> Vector:
    return np.concatenate([[0.0], np.cumsum(values)])
