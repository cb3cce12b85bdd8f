"""Linear rankers: their weights were learned from labelled episodes (``training/``) and are files here."""

import json
import math
from collections.abc import Mapping
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


@cache
def load(name: str) -> Ranker:
    """Return the ranker ``name`` as it was trained."""
    held = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return Ranker(float(held["bias"]), {str(key): float(value) for key, value in held["weights"].items()})


def probability(odds: float) -> float:
    """Return the probability that the log odds ``odds`` stand for."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))
