"""The words of a statement with their classes: which may be hidden, and how it reads, is told from these."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from studykit.analysis.episode import Reading
from studykit.language.frequency import zipf
from studykit.language.tagging import tag
from studykit.text import straighten

WordClass = Literal[
    "sign", "article", "joint", "pronoun", "function", "number", "noun", "name", "adjective", "verb", "other"
]
_TOKEN = re.compile(r"`[^`]+`|[\w$£€%](?:[\w'’.,\-‑+&/`$£€%]*[\w%+`])?|[^\w\s]")


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
        self._joints = {lexicon.conjunction, lexicon.disjunction, *lexicon.clauses.contrasts}
        people = lexicon.first_person | lexicon.second_person
        self._pronouns = people | lexicon.pronouns | lexicon.possessives
        self._class_of = cache(self._classify)

    def classed(self, text: str) -> list[ClassedWord]:
        """Return the words and signs of ``text`` in order."""
        return [
            ClassedWord(match.group(), self._class_of(match.group()), match.start(), match.end())
            for match in _TOKEN.finditer(text)
        ]

    def _classify(self, word: str) -> WordClass:
        """Return the class of ``word``; code in backticks names something."""
        folded = straighten(word).casefold()
        if self._reading.lexicon.is_stop(word) or folded in self._articles | self._joints:
            return self._hollow(folded)
        if any(letter.isdigit() for letter in word[:2]):
            return "number"
        if not word[0].isalnum():
            return "name" if word[0] == "`" else "sign"
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
        if not self._reading.lexicon.grammar.verbs_end_as_plurals or not word.endswith("s"):
            return False
        language = self._reading.language
        singular = tag(word, language).lemma
        if singular == word and word.endswith("ies"):  # "relies", which no model knows by its dictionary form
            singular = f"{word[:-3]}y"
        return tag(singular, language).part == "verb" or zipf(singular, language) < 1
