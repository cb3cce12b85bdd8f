"""Whether a text is a whole statement that a reader understands without those around it."""

import re
from collections.abc import Sequence

from studykit.analysis.episode import Reading
from studykit.language.lexicon import phrases
from studykit.language.tagging import knows, tag
from studykit.text import straighten, words

_MARKUP = re.compile(r"\]\(|https?://|^[>*#-]\s|`\[|⟨")
_ENDING = re.compile(r"'(?:s|re|ve|ll|d|m)$")


class Wholeness:
    """Judges texts of one episode."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        lexicon = reading.lexicon
        self._pointers = lexicon.pronouns | lexicon.possessives
        self._empty = phrases(lexicon.empty_subjects)

    def holds(self, text: str) -> bool:
        """Whether ``text`` has a subject, a main clause, no markup, and what its pronouns stand for."""
        spoken = words(text)
        return (
            bool(spoken)
            and not _MARKUP.search(text)
            and not self._commands(spoken)
            and not self._hangs(text)
            and self._points_inside(text)
        )

    def _commands(self, spoken: Sequence[str]) -> bool:
        """Whether it begins with a verb: then it tells somebody what to do, or its subject is missing."""
        first = spoken[0].casefold()
        if not knows(self._reading.language) or first.endswith("ing"):
            return False
        return tag(first, self._reading.language).part == "verb"

    def _hangs(self, text: str) -> bool:
        """Whether it is a clause that wants another one ("if you spend 30 seconds")."""
        clauses = [words(clause)[:1] for clause in text.split(",")]
        hanging = self._reading.lexicon.subordinators
        return all(first and first[0].casefold() in hanging for first in clauses)

    def _points_inside(self, text: str) -> bool:
        """Whether each pronoun follows a noun that it may stand for, or stands for nothing ("it rains")."""
        if not knows(self._reading.language):
            return True
        rest = self._empty.sub(" ", straighten(text).casefold())
        spoken = [_ENDING.sub("", word) for word in words(rest)]
        plural = self._reading.lexicon.plural_pronouns
        return all(
            any(self._may_mean(before, is_plural=word in plural) for before in spoken[:at])
            for at, word in enumerate(spoken)
            if word in self._pointers
        )

    def _may_mean(self, word: str, *, is_plural: bool) -> bool:
        found = tag(word, self._reading.language)
        if found.part not in {"noun", "name"} or self._reading.lexicon.is_stop(word):
            return False
        has_plural = bool(self._reading.lexicon.plural_pronouns)
        return not has_plural or (found.lemma != word or word == "people") == is_plural
