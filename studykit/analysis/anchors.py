"""Whether a text names something: without a name or a term nobody knows a month later what it was about."""

from studykit.analysis.episode import Reading
from studykit.analysis.known_terms import KnownTerms
from studykit.language.frequency import zipf
from studykit.language.tagging import knows_names, tag
from studykit.text import straighten, words

RARE = 3.0
"""A word so rare at large (Zipf scale) with a capital is a name, whatever else it may be taken for."""


class Anchors:
    """Knows the terms of one episode and the names of its speakers."""

    def __init__(self, reading: Reading, terms: KnownTerms) -> None:
        self._reading = reading
        self._terms = terms

    def hold(self, text: str) -> bool:
        """Whether ``text`` names a term, something by its own name but no speaker, or begins with a thing.

        Where nobody knows the names of a language every text does.
        """
        spoken = words(text)
        is_unknown = not knows_names(self._reading.language)
        has_term = any(True for _ in self._terms.within(spoken))
        return is_unknown or has_term or self._has_name(spoken) or self._has_subject(spoken)

    def _has_subject(self, spoken: list[str]) -> bool:
        """Whether the text begins with a noun of its own ("Salt slows …"), an article before it perhaps."""
        articles = self._reading.lexicon.definitions.articles
        first = spoken[1] if spoken[1:] and spoken[0].casefold() in articles else spoken[0] if spoken else ""
        if not first or self._reading.lexicon.is_stop(first):
            return False
        return tag(first.casefold(), self._reading.language).part == "noun"

    def _has_name(self, spoken: list[str]) -> bool:
        """Whether a word inside the text has a capital of its own; its first word has one anyway."""
        return any(self._is_name(word) for word in spoken[1:])

    def _is_name(self, word: str) -> bool:
        folded = straighten(word).casefold()
        if not word[0].isupper() or folded in self._reading.name_words or self._reading.lexicon.is_stop(word):
            return False
        language = self._reading.language
        return len(word) > 1 and (tag(word, language).part == "name" or zipf(folded, language) < RARE)
