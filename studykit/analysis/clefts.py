"""Sentences that say what something is ("the problem with rye is that it holds no gas"), asked as "what".

The subject of such a sentence announces, and what follows the copula tells: the second half answers the
question that the first one is (specificational sentences: Higgins 1979, "The Pseudo-Cleft Construction").
"""

import re
from collections.abc import Iterator

from studykit.analysis.episode import Reading
from studykit.language.lexicon import before, either
from studykit.text import straighten, words

LEAST_SUBJECT, MOST_SUBJECT = 3, 12


class CleftFinder:
    """Parts sentences of one episode into what is asked for and what answers."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        cues, copulas = reading.lexicon.reasoning, reading.lexicon.definitions.copulas
        self._starts = re.compile(rf"(?:{either(cues.announcing)})\s", re.IGNORECASE)
        self._is = re.compile(rf",?\s(?P<is>{either(copulas)}),?\s(?={before(cues.telling)})", re.IGNORECASE)
        self._copula = re.compile(rf"\b(?:{either(copulas)})\b", re.IGNORECASE)
        self._own = reading.lexicon.first_person | reading.lexicon.second_person
        self._followers = frozenset(reading.lexicon.definitions.the_followers)
        self._pointing = reading.lexicon.pronouns | reading.lexicon.demonstratives | reading.lexicon.places

    def find(self, sentence: str) -> Iterator[tuple[str, str, str]]:
        """Yield the subject, the copula and the answer of ``sentence``, nothing where it has none."""
        match = self._is.search(sentence) if self._starts.match(sentence) else None
        if match and self._announces(sentence[: match.start()]):
            subject, answer = sentence[: match.start()], sentence[match.end() :]
            yield subject[0].lower() + subject[1:], match["is"].lower(), answer

    def _announces(self, subject: str) -> bool:
        """Whether ``subject`` is a phrase that says of what ("the problem with …"), and no clause."""
        spoken = [straighten(word).casefold() for word in words(subject)]
        return (
            LEAST_SUBJECT <= len(spoken) <= MOST_SUBJECT
            and "," not in subject
            and not self._copula.search(subject)
            and self._own.isdisjoint(spoken)
            and self._pointing.isdisjoint(spoken)
            and not self._followers.isdisjoint(spoken)
            and len(self._reading.lemmas(subject)) >= 2
        )
