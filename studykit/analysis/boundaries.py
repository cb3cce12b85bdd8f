"""How likely a chapter begins at a place: by the words that end and begin there, and by how people turn.

A logistic model over features that hold for speech in general. ``training/boundaries.py`` fits its weights
to episodes with chapters made by people; they stand in ``boundaries.json``. A language without lists of
words goes without the cues; words, turns, roles and question marks are left.
"""

import json
from collections.abc import Mapping, Sequence
from importlib import resources
from itertools import accumulate, pairwise

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict

from studykit.analysis.chains import find_chains
from studykit.analysis.cohesion import Cohesion
from studykit.analysis.episode import Reading
from studykit.analysis.turning import TurningPoints

NEAR_WORDS, FAR_WORDS = 240, 700
AROUND_WORDS = 500
WINDOW_WORDS = 80

Vector = NDArray[np.float64]


class Weights(BaseModel):
    """The log odds where all features are zero, and what each adds by its name."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    bias: float
    features: Mapping[str, float]


def trained_weights() -> Weights:
    """Return the weights that come with the program."""
    path = resources.files(__package__) / "boundaries.json"
    return Weights.model_validate(json.loads(path.read_text(encoding="utf-8")))


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

    def scores(self, weights: Weights) -> Vector:
        """Return the log odds that a chapter begins, for each of ``orders``."""
        features = self.features()
        parts = [weights.features[name] * values for name, values in features.items()]
        return np.asarray(weights.bias + np.sum(parts, axis=0), dtype=np.float64)

    def features(self) -> dict[str, Vector]:
        """Return each feature by its name, one value for each of ``orders``."""
        return {**self._vocabulary(), **TurningPoints(self._reading).features(self.orders)}

    def _vocabulary(self) -> dict[str, Vector]:
        """Return what begins and ends to be talked of."""
        content = self._reading.content
        cohesion, chains = Cohesion(content, self.said), find_chains(content, self.said)
        near, far = cohesion.at(self.orders, NEAR_WORDS), cohesion.at(self.orders, FAR_WORDS)
        return {
            "near contrast": self._mean_around(near) - near,
            "far contrast": (np.mean(far) - far) / (np.std(far) or 1.0),
            "chains begin": self._sum(chains.begin, 0, WINDOW_WORDS)
            - self._sum(chains.begin, -WINDOW_WORDS, 0),
            "words are new": self._sum(chains.new, 0, WINDOW_WORDS),
        }

    def _mean_around(self, values: Vector) -> Vector:
        """Return the mean of ``values``, one of each place, over the places near each."""
        begins, sums = np.asarray(self.begins[:-1]), _sums(values)
        low = np.searchsorted(begins, begins - AROUND_WORDS)
        high = np.searchsorted(begins, begins + AROUND_WORDS, side="right")
        return np.asarray((sums[high] - sums[low]) / np.maximum(high - low, 1))

    def _sum(self, values: Vector, start: int, end: int) -> Vector:
        """Return the sum of the sentences' ``values`` from ``start`` to ``end`` words off each place."""
        begins, said, sums = np.asarray(self.begins[:-1]), np.asarray(self.said[:-1]), _sums(values)
        low, high = np.searchsorted(said, begins + start), np.searchsorted(said, begins + end)
        return np.asarray(sums[high] - sums[low])


def _sums(values: Sequence[float] | Vector) -> Vector:
    return np.concatenate([[0.0], np.cumsum(values)])
