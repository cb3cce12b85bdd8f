"""Reads a question: what its words tell, what else the episode calls them, and what was mistyped."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property

from studykit.asking._windows import Speech, stem
from studykit.language.frequency import zipf

MOST_TELLING = 7.0
"""Zipf's frequency of the commonest words; a rarer word of the language tells more."""
LEAST_TELLING = 0.5
HARDLY_KNOWN = 2.0
"""A word of this Zipf frequency or less may be mistyped; a commoner one is meant."""
LIKENESS, LONGER, SHORTEST = 0.8, 2, 4
"""How like a mistyped word is to the one that is meant (Ratcliff/Obershelp), how much longer, how short."""
MOST_CHARACTERS = 500
"""A longer text is no question."""


@dataclass(frozen=True)
class Telling:
    """A word of the question: what it weighs, and the lemmas by any of which a window may name it."""

    weight: float
    forms: tuple[tuple[str, ...], ...]

    @cached_property
    def _stems(self) -> tuple[frozenset[str], ...]:
        return tuple(frozenset(map(stem, form)) for form in self.forms)

    def is_in(self, stems: frozenset[str]) -> bool:
        """Whether one of its forms stands among ``stems``."""
        return any(form <= stems for form in self._stems)


@dataclass(frozen=True)
class Asked:
    """A question in the words of one language; ``read_as`` pairs what was mistyped with what is meant."""

    telling: tuple[Telling, ...]
    read_as: tuple[tuple[str, str], ...] = ()

    @property
    def phrases(self) -> Iterator[tuple[str, ...]]:
        """The lemmas to look for."""
        for word in self.telling:
            for form in word.forms:
                yield form
                if len(form) == 1:
                    yield (stem(form[0]),)

    def share(self, stems: frozenset[str]) -> float:
        """Return how much of what the question tells stands among ``stems``, 0 to 1."""
        whole = sum(word.weight for word in self.telling)
        return sum(word.weight for word in self.telling if word.is_in(stems)) / whole if whole else 0.0


def asked(question: str, speeches: Sequence[Speech]) -> Asked:
    """Return ``question`` as the ``speeches``, all of one language, may answer it."""
    language = speeches[0].reading.language
    vocabulary = frozenset().union(*(speech.vocabulary for speech in speeches))
    stems = frozenset().union(*(speech.stems for speech in speeches))
    lemmas, read_as = [], []
    for lemma in dict.fromkeys(speeches[0].lemmas(question)):
        meant = "" if stem(lemma) in stems else _meant(lemma, vocabulary, language)
        read_as.extend([(lemma, meant)] if meant else [])
        lemmas.append(meant or lemma)
    names = [form for speech in speeches for form in _names(speech, frozenset(map(stem, lemmas)))]
    return Asked(tuple(_telling(lemma, names, language) for lemma in dict.fromkeys(lemmas)), tuple(read_as))


def _telling(lemma: str, names: Sequence[tuple[frozenset[str], tuple[str, ...]]], language: str) -> Telling:
    others = (form for stems, form in names if stem(lemma) in stems)
    weight = max(LEAST_TELLING, MOST_TELLING - zipf(lemma, language))
    return Telling(weight, tuple(dict.fromkeys(((lemma,), *others))))


def _names(speech: Speech, stems: frozenset[str]) -> Iterator[tuple[frozenset[str], tuple[str, ...]]]:
    """Yield the other names of each term that the question names in full, with the stems it names it by."""
    for term in speech.document.glossary:
        forms = list(filter(None, map(speech.lemmas, (term.term, *term.aliases))))
        for form in forms:
            named = frozenset(map(stem, form))
            if named <= stems:
                yield from ((named, other) for other in forms if other != form)


def _meant(lemma: str, vocabulary: Collection[str], language: str) -> str:
    """Return the word of the episode that a word nobody knows was meant to be, "" where none is like it."""
    if len(lemma) < SHORTEST or zipf(lemma, language) > HARDLY_KNOWN:
        return ""
    likely = [word for word in vocabulary if word[0] == lemma[0] and abs(len(word) - len(lemma)) <= LONGER]
    return next(iter(get_close_matches(lemma, sorted(likely), n=1, cutoff=LIKENESS)), "")
