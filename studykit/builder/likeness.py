"""Finds cards that ask nearly the same, without comparing each with each."""

from collections import defaultdict
from fractions import Fraction

from studykit.model import Card
from studykit.text import bare

SAME_FRONT = Fraction(4, 5)
"""The share of words in common (Jaccard) from which two fronts ask the same; exact, as the filter needs."""


class Fronts:
    """The fronts of the cards added so far."""

    def __init__(self) -> None:
        self._cards: dict[str, list[tuple[frozenset[str], Card]]] = defaultdict(list)

    def add(self, card: Card) -> None:
        """Add ``card``, to be found by ``like``."""
        front = _words(card)
        for word in _prefix(front):
            self._cards[word].append((front, card))

    def like(self, card: Card) -> list[Card]:
        """Return the added cards whose fronts share SAME_FRONT of the words with that of ``card``."""
        front = _words(card)
        rivals = {rival.id: (words, rival) for word in _prefix(front) for words, rival in self._cards[word]}
        return [rival for words, rival in rivals.values() if _is_same(front, words)]


def _words(card: Card) -> frozenset[str]:
    return frozenset(bare(card.front).split())


def _is_same(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= SAME_FRONT * len(one | other)


def _prefix(front: frozenset[str]) -> list[str]:
    """Return so many words of ``front`` that every front like it shares one (Chaudhuri et al. 2006)."""
    ordered = sorted(front, key=lambda word: (-len(word), word))  # long words are rare, so few are compared
    return ordered[: int((1 - SAME_FRONT) * len(ordered)) + 1]
