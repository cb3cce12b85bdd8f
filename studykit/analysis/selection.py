"""Picks the sentences that say most within a number of words and do not say it twice.

A knapsack with one form of each sentence (Sinha and Zoltners 1979), then exchanges (local search, Lee et al.
2009) by how many points are expected to be told once: a budgeted coverage problem (Lin and Bilmes 2010).
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

MOST_OVERLAP = 0.6
CANDIDATES = 60
"""So many of the likeliest sentences are looked at; keeps the cost linear in the length of the stretch."""
NEXT_SAYS_SAME, WORDS_SAY_SAME, FEW_SHARED = 0.6, 0.6, 0.2
"""Of two sentences with points, so many that stand side by side carry the same one; half as many with one
between them, and so on. Words that they have in common, beyond a share of FEW_SHARED, make it likelier."""
REPEATING_COST = 0.75
"""What two sentences may both say is taken off each of them, by more than half: room is dear."""
BETTER = 1e-9


@dataclass(frozen=True)
class Choice:
    """A form of the ``order``-th sentence that may be picked, with the log odds that it is worth printing."""

    order: int
    text: str
    words: int
    odds: float
    lemmas: frozenset[str]

    @cached_property
    def chance(self) -> float:
        """The probability that it is worth printing."""
        return 1 / (1 + math.exp(-self.odds))


def pick(choices: Sequence[Choice], *, budget: int) -> list[Choice]:
    """Return the chosen ones in the order they were said, one form of a sentence at most.

    They fill at most ``budget`` words; where nothing is so short, the likeliest one is taken.
    """
    ranked = sorted(choices, key=lambda choice: (-choice.odds, choice.order, choice.text))
    likely = [choice for choice in ranked if choice.words <= budget][:CANDIDATES]
    chosen = _exchanged(_fullest(likely, budget), likely, budget)
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
                if worth + form.chance > best[room][0]:
                    best[room] = (worth + form.chance, (*held, form))
    kept: list[Choice] = []
    for choice in sorted(best[budget][1], key=lambda choice: (-choice.odds, choice.order)):
        if _overlap(choice, kept) <= MOST_OVERLAP:
            kept.append(choice)
    return kept


def _exchanged(chosen: list[Choice], candidates: Sequence[Choice], budget: int) -> list[Choice]:
    """Return ``chosen`` with one added, or put in another's place, as long as that makes them worth more."""
    company = _Company()
    worth = company.worth(chosen)
    while True:
        moves = (moved for candidate in candidates for moved in _moves(candidate, chosen, budget))
        best = max(moves, key=company.worth, default=chosen)
        if company.worth(best) <= worth + BETTER:
            return chosen
        chosen, worth = best, company.worth(best)


def _moves(candidate: Choice, chosen: list[Choice], budget: int) -> Iterator[list[Choice]]:
    """Yield ``chosen`` with the candidate added, and with it in the place of each, where all of it may be."""
    for place in range(-1, len(chosen)):
        others = [choice for index, choice in enumerate(chosen) if index != place]
        is_new = all(choice.order != candidate.order for choice in others)
        fits = sum(choice.words for choice in others) + candidate.words <= budget
        if is_new and fits and _overlap(candidate, others) <= MOST_OVERLAP:
            yield [*others, candidate]


class _Company:
    """What choices are worth together; keeps what it has found out of each pair of them."""

    def __init__(self) -> None:
        self._left: dict[tuple[int, int], float] = {}

    def worth(self, chosen: Sequence[Choice]) -> float:
        """Return what all of ``chosen`` say, less what they are likely to say of each other."""
        return math.fsum(
            choice.chance * math.prod(self._left_by(choice, other) for other in chosen if other is not choice)
            for choice in chosen
        )

    def _left_by(self, choice: Choice, other: Choice) -> float:
        """Return the share of ``choice`` that is new beside ``other``."""
        pair = (id(choice), id(other))
        if pair not in self._left:
            self._left[pair] = 1 - REPEATING_COST * other.chance * _says_same(choice, other)
        return self._left[pair]


def _says_same(choice: Choice, other: Choice) -> float:
    """Return how likely ``other`` carries the point of ``choice``, if both carry one."""
    near = NEXT_SAYS_SAME / abs(choice.order - other.order)
    shared = max(0.0, _overlap(choice, [other]) - FEW_SHARED)
    return near + (1 - near) * WORDS_SAY_SAME * shared


def _overlap(choice: Choice, chosen: Sequence[Choice]) -> float:
    """Return the largest share of the content words that one chosen sentence has already said."""
    if not choice.lemmas:
        return 1.0
    shares = (len(choice.lemmas & other.lemmas) / len(choice.lemmas) for other in chosen)
    return max(shares, default=0.0)
