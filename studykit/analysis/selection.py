"""Picks the sentences that say most in few words and do not say it twice.

Greedy choice by value under a word budget with a penalty for what is said already: maximal marginal relevance
(Carbonell and Goldstein 1998) as a budgeted coverage problem (Lin and Bilmes 2010).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

BRIEF_WORDS = 12
"""Value is divided by length, but below this brevity earns nothing: such sentences are mostly fragments."""
MOST_OVERLAP = 0.6
LEAST_ODDS = -1.5
EXCESS_WORDS = 15


@dataclass(frozen=True)
class Choice:
    """A form of the ``order``-th sentence that may be picked, with the log odds that it carries a point."""

    order: int
    text: str
    words: int
    odds: float
    lemmas: frozenset[str]


def pick(choices: Sequence[Choice], *, budget: int, least: int) -> list[Choice]:
    """Return the chosen ones in the order they were said, one form of a sentence at most.

    They fill at most ``budget`` words, or EXCESS_WORDS more where ``least`` could not be reached otherwise.
    Sentences whose odds are against them are taken only until ``least`` words are reached.
    """
    chosen: list[Choice] = []
    used = 0
    rest = list(choices)
    while used < budget:
        # Who does not fit now never will, so the rest shrinks and the cost stays linear in it.
        rest = [choice for choice in rest if _may_follow(choice, chosen, used, budget, least)]
        if not rest:
            break
        best = max(rest, key=lambda choice: (_gain(choice, chosen), -choice.order))
        rest.remove(best)
        chosen.append(best)
        used += best.words
    return sorted(chosen, key=lambda choice: choice.order)


def _may_follow(choice: Choice, chosen: Sequence[Choice], used: int, budget: int, least: int) -> bool:
    if any(choice.order == other.order for other in chosen):
        return False
    return _fits(choice, used, budget, least) and _overlap(choice, chosen) <= MOST_OVERLAP


def _fits(choice: Choice, used: int, budget: int, least: int) -> bool:
    if used >= least:
        return used + choice.words <= budget and choice.odds >= LEAST_ODDS
    return used == 0 or used + choice.words <= budget + EXCESS_WORDS


def _value(choice: Choice) -> float:
    return 1 / (1 + math.exp(-choice.odds)) / max(choice.words, BRIEF_WORDS)


def _gain(choice: Choice, chosen: Sequence[Choice]) -> float:
    return _value(choice) * (1 - _overlap(choice, chosen))


def _overlap(choice: Choice, chosen: Sequence[Choice]) -> float:
    """Return the largest share of the content words that one chosen sentence has already said."""
    if not choice.lemmas:
        return 1.0
    shares = (len(choice.lemmas & other.lemmas) / len(choice.lemmas) for other in chosen)
    return max(shares, default=0.0)
