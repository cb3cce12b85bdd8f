"""The words of a statement with their classes: which may be hidden, and how it reads, is told from these."""

from dataclasses import dataclass
from functools import cache
from typing import Literal

from studykit.analysis.episode import Reading
from studykit.analysis.noun_phrases import spoken_words
from studykit.language.frequency import zipf
from studykit.language.tagging import tag
from studykit.text import straighten

WordClass = Literal[
    "sign", "article", "joint", "pronoun", "function", "number", "noun", "name", "adjective", "verb", "other"
]


@dataclass(frozen=True)
class ClassedWord:
    """A word or a sign as written, its class, and its place in the text."""

    text: str
    of: WordClass
    start: int
    end: int


class WordClasses:
    """Knows the classes of the words of one episode's language."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        lexicon = reading.lexicon
        self._articles = frozenset(lexicon.definitions.articles)
        joints = (lexicon.conjunction, *lexicon.grammar.conjunctions.values(), lexicon.disjunction)
        self._joints = {*filter(None, joints), *lexicon.clauses.contrasts}
        people = lexicon.first_person | lexicon.second_person
        self._pronouns = people | lexicon.pronouns | lexicon.possessives
        self._class_of = cache(self._classify)

    def classed(self, text: str) -> list[ClassedWord]:
        """Return the words and signs of ``text`` in order."""
        spoken = spoken_words(text, self._reading.lexicon)
        return [ClassedWord(word, self._class_of(word), at, at + len(word)) for word, at in spoken]

    def _classify(self, word: str) -> WordClass:
        folded = straighten(word).casefold()
        if self._reading.lexicon.is_stop(word) or folded in self._articles | self._joints:
            return self._hollow(folded)
        if not word[0].isalnum():
            return "sign"
        if word[0].isdigit():
            return "number"
        part = tag(word, self._reading.language).part
        return "verb" if part == "noun" and self.may_be_verb(word) else part

    def _hollow(self, folded: str) -> WordClass:
        if folded in self._articles:
            return "article"
        if folded in self._joints:
            return "joint"
        return "pronoun" if folded in self._pronouns else "function"

    def may_be_verb(self, word: str) -> bool:
        """Whether ``word`` ends as a verb of the third person and has no singular that is a noun alone."""
        is_owner = straighten(word).endswith("'s")
        if not self._reading.lexicon.grammar.verbs_end_as_plurals or is_owner or not word.endswith("s"):
            return False
        language = self._reading.language
        singular = tag(word, language).lemma
        if singular == word and word.endswith("ies"):  # "relies", which no model knows by its dictionary form
            singular = f"{word[:-3]}y"
        return tag(singular, language).part == "verb" or zipf(singular, language) < 1
