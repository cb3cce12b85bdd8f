"""Linear rankers: their weights were learned from labelled episodes (``training/``) and are files here."""

import json
import math
from collections.abc import Collection, Mapping
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


NEUTRAL = Ranker(0.0, {})
"""Knows nothing, and says so."""


@dataclass(frozen=True)
class WordRanker:
    """What single words add to log odds; a word without a weight adds nothing."""

    bias: float
    weights: Mapping[str, float]

    def odds(self, said: Collection[str]) -> float:
        """Return what the different words ``said`` of a sentence add together."""
        return self.bias + self._sum(said)

    def odds_of_phrase(self, said: Collection[str]) -> float:
        """Return what the words ``said`` of a phrase add on average: a longer one is no likelier for that."""
        return self.bias + self._sum(said) / max(1, len(said))

    def _sum(self, said: Collection[str]) -> float:
        return math.fsum(self.weights.get(word, 0.0) for word in said)


NO_WORDS = WordRanker(0.0, {})
"""Of a language whose words nobody weighed."""


@cache
def load(name: str) -> Ranker:
    """Return the ranker ``name`` as it was trained."""
    held = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return Ranker(float(held["bias"]), {str(key): float(value) for key, value in held["weights"].items()})


@cache
def load_words(name: str) -> WordRanker:
    """Return the word ranker ``name`` as it was trained, NO_WORDS where there is none of that name.

    Its file holds a line of words for each weight, which is a third of the size of a weight for each word.
    """
    path = FOLDER / f"{name}.json"
    if not path.is_file():
        return NO_WORDS
    held = json.loads(path.read_text(encoding="utf-8"))
    lines = held["words"].items()
    weights = {word: float(weight) for weight, words in lines for word in words.split()}
    return WordRanker(float(held["bias"]), weights)


def probability(odds: float) -> float:
    """Return the probability that the log odds ``odds`` stand for."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))
