"""Where chapters begin when nobody says it: the best division of an episode, by dynamic programming.

Each place has the log odds that a chapter begins there, each chapter a prior on its length: a semi-Markov
model (Sarawagi and Cohen 2004), which finds the number of chapters too. Time grows linearly with the
episode, for a chapter's length is bounded.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from studykit.analysis.boundaries import Places
from studykit.analysis.episode import Reading
from studykit.analysis.ranker import load

TYPICAL_WORDS = 375.0
LENGTH_SPREAD = 1.2
SHORTEST_WORDS = 60
"""A shorter chapter is taken only where there is no other way."""
LONGEST_WORDS = 6000
_TOO_SHORT = 1e6

Vector = NDArray[np.float64]


def find_chapters(reading: Reading) -> list[int]:
    """Return the orders of the sentences that begin a chapter, the first sentence always among them."""
    places = Places(reading)
    if not places.orders:
        return []
    scores = places.scores(load("boundaries"))
    return [places.orders[start] for start in chapter_starts(scores, places.begins)]


def chapter_starts(scores: Sequence[float] | Vector, begins: Sequence[int]) -> list[int]:
    """Return the indices of the places that begin a chapter, the first place always among them.

    ``scores`` are the log odds of each place; ``begins`` tells how many words were said before each of them,
    and in all.
    """
    reach, count = np.asarray(begins, dtype=np.float64), len(scores)
    best, back = np.zeros(count + 1), [0] * (count + 1)
    for end in range(1, count + 1):
        first = min(int(np.searchsorted(reach, reach[end] - LONGEST_WORDS)), end - 1)
        lengths = reach[end] - reach[first:end]
        gains = best[first:end] - _cost(lengths)
        back[end] = first + int(np.argmax(gains))
        best[end] = gains.max() + (scores[end] if end < count else 0.0)
    starts = [back[count]] if count else []
    while starts and starts[-1] > 0:
        starts.append(back[starts[-1]])
    return starts[::-1]


def _cost(lengths: Vector) -> Vector:
    """Return what chapters of ``lengths`` words cost: the exponent of a log-normal distribution."""
    deviations = np.log(np.maximum(lengths, 1.0) / TYPICAL_WORDS) / LENGTH_SPREAD
    return np.asarray(deviations**2 / 2 + np.where(lengths < SHORTEST_WORDS, _TOO_SHORT, 0.0))
