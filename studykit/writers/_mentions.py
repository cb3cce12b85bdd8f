"""Where terms are used: in a text, and close to each other in the talk."""

from collections import Counter, deque
from collections.abc import Iterator
from typing import TypeAlias

from studykit.model import StudyDocument, Term
from studykit.text import straighten, words

NEAR = 30
"""Words that two terms may stand apart and still be used together: about two sentences."""
Pair: TypeAlias = tuple[str, str]
"""The keys of two terms, in their order."""


class Mentions:
    """Finds terms by their names and aliases, as whole words in any case, the longest name first.

    So a name within a longer one, such as "data" in "training data", is none of its own.
    """

    def __init__(self, terms: tuple[Term, ...]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for term in terms:
            for name in (term.term, *term.aliases):
                if tokens := _tokens(name):
                    self._by_first.setdefault(tokens[0], []).append((tokens, term.key))
        for names in self._by_first.values():
            names.sort(key=lambda name: -len(name[0]))

    def __call__(self, text: str) -> Iterator[tuple[int, str]]:
        """Yield the place, counted in words, and the key of each mention in ``text``."""
        tokens, free = _tokens(text), 0
        for place, token in enumerate(tokens):
            names = self._by_first.get(token, ()) if place >= free else ()
            for name, key in names:
                if tokens[place : place + len(name)] == name:
                    yield place, key
                    free = place + len(name)
                    break


def used_together(document: StudyDocument, terms: tuple[Term, ...]) -> Counter[Pair]:
    """Return how often two of ``terms`` stand NEAR each other in one turn."""
    find = Mentions(terms)
    found: Counter[Pair] = Counter()
    for turn in document.turns:
        recent: deque[tuple[int, str]] = deque()
        for place, key in find(turn.text):
            while recent and place - recent[0][0] > NEAR:
                recent.popleft()
            found.update({_pair(key, other) for _, other in recent if other != key})
            recent.append((place, key))
    return found


def _pair(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)


def _tokens(text: str) -> tuple[str, ...]:
    return tuple(words(straighten(text).casefold()))
