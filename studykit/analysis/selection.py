"""Picks the sentences that say most within a number of words and do not say it twice.

A knapsack with one form of each sentence (Sinha and Zoltners 1979), then exchanges (local search, Lee et al.
2009) with a penalty for what is said already: maximal marginal relevance (Carbonell and Goldstein 1998) as a
budgeted coverage problem (Lin and Bilmes 2010).
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

MOST_OVERLAP = 0.6
LEAST_ODDS = -2.0
CANDIDATES = 60
"""So many of the likeliest sentences are looked at; keeps the cost linear in the length of the stretch."""
POWER, REPEATING_COST = 0.7, 0.5
"""Odds are known only roughly: the power draws them together, so that two fair sentences beat a good one."""
EXCESS_WORDS = 15
BETTER = 1e-9


@dataclass(frozen=True)
class Choice:
    """A form of the ``order``-th sentence that may be picked, with the log odds that it carries a point."""

    order: int
    text: str
    words: int
    odds: float
    lemmas: frozenset[str]

    @property
    def worth(self) -> float:
        """How much there is in saying it, from 0 to 1."""
        return math.pow(1 + math.exp(-self.odds), -POWER)


def pick(choices: Sequence[Choice], *, budget: int, least: int) -> list[Choice]:
    """Return the chosen ones in the order they were said, one form of a sentence at most.

    They fill at most ``budget`` words. Where there would else be fewer than ``least``, sentences whose odds
    are against them are taken until there are about as many, and one alone may be longer than the budget.
    """
    ranked = sorted(choices, key=lambda choice: (-choice.odds, choice.order, choice.text))
    likely = [choice for choice in ranked if choice.words <= budget][:CANDIDATES]
    fair = [choice for choice in likely if choice.odds >= LEAST_ODDS]
    chosen = _exchanged(_fullest(fair, budget), fair, budget)
    if sum(choice.words for choice in chosen) < least:
        chosen = _exchanged(chosen, likely, min(budget, least + EXCESS_WORDS))
        chosen = chosen or [choice for choice in ranked if choice.lemmas][:1]
    return sorted(chosen, key=lambda choice: choice.order)


def _fullest(choices: Sequence[Choice], budget: int) -> list[Choice]:
    """Return those that are worth most together in ``budget`` words, without what says the same again."""
    best: list[tuple[float, tuple[Choice, ...]]] = [(0.0, ())] * (budget + 1)
    in_order = sorted(choices, key=lambda choice: (choice.order, -choice.odds, choice.text))
    for _, forms in groupby(in_order, lambda choice: choice.order):
        without = best.copy()
        for form in forms:
            for room in range(form.words, budget + 1):
                worth, held = without[room - form.words]
                if worth + form.worth > best[room][0]:
                    best[room] = (worth + form.worth, (*held, form))
    kept: list[Choice] = []
    for choice in sorted(best[budget][1], key=lambda choice: (-choice.odds, choice.order)):
        if _overlap(choice, kept) <= MOST_OVERLAP:
            kept.append(choice)
    return kept


def _exchanged(chosen: list[Choice], candidates: Sequence[Choice], budget: int) -> list[Choice]:
    """Return ``chosen`` with one added, or put in another's place, as long as that makes them worth more."""
    worth = _worth(chosen)
    while True:
        moves = (moved for candidate in candidates for moved in _moves(candidate, chosen, budget))
        best = max(moves, key=_worth, default=chosen)
        if _worth(best) <= worth + BETTER:
            return chosen
        chosen, worth = best, _worth(best)


def _moves(candidate: Choice, chosen: list[Choice], budget: int) -> Iterator[list[Choice]]:
    """Yield ``chosen`` with the candidate added, and with it in the place of each, where all of it may be."""
    for place in range(-1, len(chosen)):
        others = [choice for index, choice in enumerate(chosen) if index != place]
        is_new = all(choice.order != candidate.order for choice in others)
        fits = sum(choice.words for choice in others) + candidate.words <= budget
        if is_new and fits and _overlap(candidate, others) <= MOST_OVERLAP:
            yield [*others, candidate]


def _worth(chosen: list[Choice]) -> float:
    """Return what all of ``chosen`` say, less what they say of each other."""
    return math.fsum(
        choice.worth * (1 - REPEATING_COST * _overlap(choice, chosen[:place] + chosen[place + 1 :]))
        for place, choice in enumerate(chosen)
    )


def _overlap(choice: Choice, chosen: Sequence[Choice]) -> float:
    """Return the largest share of the content words that one chosen sentence has already said."""
    if not choice.lemmas:
        return 1.0
    shares = (len(choice.lemmas & other.lemmas) / len(choice.lemmas) for other in chosen)
    return max(shares, default=0.0)
