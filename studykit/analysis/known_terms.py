"""The terms of an episode, found again in a text, however they are spelled there."""

from collections.abc import Iterable, Iterator, Sequence

from studykit.analysis.candidates import key_of
from studykit.analysis.terms import FoundTerm

MOST_WORDS = 4


class KnownTerms:
    """Looks phrases up among ``terms`` by their names and aliases."""

    def __init__(self, terms: Iterable[FoundTerm]) -> None:
        self._by_key = {key_of(form.split()): term for term in terms for form in (term.name, *term.aliases)}

    def of(self, spoken: Sequence[str]) -> FoundTerm | None:
        """Return the term that the words ``spoken`` name, all together."""
        return self._by_key.get(key_of(spoken))

    def within(self, spoken: Sequence[str]) -> Iterator[tuple[int, int, FoundTerm]]:
        """Yield the terms that ``spoken`` holds, each with the places where it begins and ends."""
        keys = [key_of((word,)) for word in spoken]
        for begin in range(len(spoken)):
            key = ""
            for end, following in enumerate(keys[begin : begin + MOST_WORDS], start=begin + 1):
                key += following
                if keys[begin] and following and key in self._by_key:
                    yield begin, end, self._by_key[key]
