"""Where words begin to be said again and again: lexical chains (Morris and Hirst 1991) of one lemma each."""

import math
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from studykit.analysis.cohesion import BLOCK_WORDS

GAP_WORDS = 300
"""A lemma that is not said for so long begins another chain."""
BURST_WORDS = 400
"""A new word is worth as much as it is said again within so many words."""

Vector = NDArray[np.float64]


@dataclass(frozen=True)
class Chains:
    """For each sentence, the weight of the chains that begin in it, and of the words that are new in it."""

    begin: Vector
    new: Vector


def find_chains(content: Sequence[Sequence[str]], begins: Sequence[int]) -> Chains:
    """Return where chains and words begin.

    ``content`` has each sentence's content lemmas, ``begins`` how many words were said before it.
    """
    chains = Chains(np.zeros(len(content)), np.zeros(len(content)))
    blocks = 1 + begins[-1] // BLOCK_WORDS
    for orders in _orders(content).values():
        said = [begins[order] for order in orders]
        chains.new[orders[0]] += math.log(bisect_right(said, said[0] + BURST_WORDS))
        rarity = math.log(blocks / len({place // BLOCK_WORDS for place in said}) + 0.1)
        for first, count in _runs(said):
            chains.begin[orders[first]] += rarity * math.log1p(count) if count > 1 else 0.0
    return chains


def _orders(content: Sequence[Sequence[str]]) -> dict[str, list[int]]:
    """Return the sentences that say each lemma, in order."""
    orders: dict[str, list[int]] = defaultdict(list)
    for order, lemmas in enumerate(content):
        for lemma in set(lemmas):
            orders[lemma].append(order)
    return orders


def _runs(said: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield where each chain begins among the mentions ``said``, and how many it has."""
    breaks = [
        number + 1 for number, (one, next_one) in enumerate(pairwise(said)) if next_one - one > GAP_WORDS
    ]
    for first, end in pairwise([0, *breaks, len(said)]):
        yield first, end - first
