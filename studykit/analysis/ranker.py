"""Linear rankers: their weights were learned from labelled episodes (``training/``) and are files here."""

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "weights"

Features = Mapping[str, float]
"""What is measured of a sentence or a phrase, each by its name."""


@dataclass(frozen=True)
class Ranker:
    """A logistic model: how likely something with these features is what is looked for."""

    bias: float
    weights: Features

    def odds(self, features: Features) -> float:
        """Return the log odds for ``features``; those that have no weight count for nothing."""
        weighed = (weight * features.get(name, 0.0) for name, weight in self.weights.items())
        return self.bias + math.fsum(weighed)

    def odds_of_words(self, said: Iterable[str]) -> float:
        """Return the log odds for something in which the different words ``said`` stand."""
        return self.bias + math.fsum(self.weights.get(word, 0.0) for word in said)


NEUTRAL = Ranker(0.0, {})
"""Knows nothing, and says so."""


@cache
def load(name: str) -> Ranker:
    """Return the ranker ``name`` as it was trained."""
    held = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return Ranker(float(held["bias"]), {str(key): float(value) for key, value in held["weights"].items()})


def load_if_known(name: str) -> Ranker:
    """Return the ranker ``name``, or one that knows nothing where there is none of that name."""
    return load(name) if (FOLDER / f"{name}.json").is_file() else NEUTRAL


def probability(odds: float) -> float:
    """Return the probability that the log odds ``odds`` stand for."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))
