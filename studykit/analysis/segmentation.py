"""Where chapters begin when nobody says it: dynamic programming over lexical cohesion.

Units of talk become tf-idf vectors; the best division keeps each chapter's vectors close to their mean, as in
Utiyama and Isahara (2001) and kernel change-point detection (Arlot et al. 2019), with a prior on the length
of a chapter. Cost and memory grow linearly with the episode, for a chapter's length is bounded.
"""

import math
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

DIMENSIONS = 256
TYPICAL_WORDS = 1300.0
LENGTH_SPREAD = 0.7
COHESION_WEIGHT = 8.0
"""How much cohesion weighs against the prior on length; see ``docs/quality.md``."""
SHORTEST_WORDS = 250
LONGEST_WORDS = 4000


@dataclass(frozen=True)
class Unit:
    """A piece of talk that no chapter cuts: its content lemmas and how many words it has."""

    lemmas: tuple[str, ...]
    words: int


def chapter_starts(units: Sequence[Unit]) -> list[int]:
    """Return the indices of the units that begin a chapter, the first unit always among them."""
    if len(units) < 2:
        return [0] * bool(units)
    vectors = _vectors(units)
    ends = np.cumsum([unit.words for unit in units])
    best, back = _solve(vectors, np.concatenate([[0], ends]))
    if not math.isfinite(best):
        return [0]
    starts, at = [], len(units)
    while at > 0:
        at = back[at]
        starts.append(at)
    return starts[::-1]


def _solve(vectors: NDArray[np.float64], reach: NDArray[np.int64]) -> tuple[float, list[int]]:
    """Return the least cost and, for each end, the start of the chapter before it."""
    count = len(vectors)
    sums = np.vstack([np.zeros(vectors.shape[1]), np.cumsum(vectors, axis=0)])
    squares = np.concatenate([[0.0], np.cumsum((vectors**2).sum(axis=1))])
    scale = _scatter(sums, squares, 0, count) / max(1.0, reach[-1] / TYPICAL_WORDS) or 1.0
    cost = np.full(count + 1, np.inf)
    cost[0] = 0.0
    back = [0] * (count + 1)
    total = int(reach[-1])
    for end in range(1, count + 1):
        first = int(np.searchsorted(reach, reach[end] - LONGEST_WORDS))
        first = min(max(first, 0), end - 1)
        starts = np.arange(first, end)
        lengths = np.maximum(reach[end] - reach[first:end], 1).astype(float)  # a unit may hold no word
        spread = sums[end] - sums[first:end]
        sizes = (end - starts).astype(float)
        scatter = squares[end] - squares[first:end] - (spread**2).sum(axis=1) / sizes
        prior = (np.log(lengths / TYPICAL_WORDS) / LENGTH_SPREAD) ** 2 / 2
        prior[(lengths < SHORTEST_WORDS) & (lengths < total)] += 1e6  # a stub is taken only where all are
        candidates = cost[first:end] + COHESION_WEIGHT * scatter / scale + prior
        choice = int(np.argmin(candidates))
        cost[end] = candidates[choice]
        back[end] = int(starts[choice])
    return float(cost[count]), back


def _scatter(sums: NDArray[np.float64], squares: NDArray[np.float64], first: int, end: int) -> float:
    spread = sums[end] - sums[first]
    return float(squares[end] - squares[first] - (spread**2).sum() / (end - first))


def _vectors(units: Sequence[Unit]) -> NDArray[np.float64]:
    """Return one tf-idf vector a unit, each lemma at a pseudo-random place and sign (Weinberger 2009)."""
    presence = Counter(lemma for unit in units for lemma in set(unit.lemmas))
    vectors = np.zeros((len(units), DIMENSIONS))
    for row, unit in enumerate(units):
        for lemma, count in Counter(unit.lemmas).items():
            if presence[lemma] < 2:
                continue  # said in one unit only: binds nothing
            place = zlib.crc32(lemma.encode("utf-8"))
            sign = 1.0 if place & 1 else -1.0
            rarity = math.log(len(units) / presence[lemma])
            vectors[row, (place >> 1) % DIMENSIONS] += sign * (1 + math.log(count)) * rarity
    smooth = _smoothed(vectors)
    norms = np.linalg.norm(smooth, axis=1, keepdims=True)
    return np.asarray(smooth / np.where(norms == 0, 1.0, norms), dtype=np.float64)


def _smoothed(vectors: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return each vector with half of its neighbours', for one turn is too short to show its topic."""
    smooth = vectors.copy()
    smooth[1:] += 0.5 * vectors[:-1]
    smooth[:-1] += 0.5 * vectors[1:]
    return smooth
