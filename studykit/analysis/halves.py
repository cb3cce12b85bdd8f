"""Whether a part of a sentence can be asked for, or can answer: the two halves of a card."""

import re
from collections.abc import Callable

from studykit.analysis.episode import Reading
from studykit.analysis.points import PointScorer
from studykit.text import is_balanced, words

LEAST_STATEMENT, MOST_STATEMENT = 5, 24
LEAST_ANSWER, MOST_ANSWER = 4, 25
_END = ".,;:–—- "
_BROKEN_OFF = re.compile(r"\s[-–—]+\s|…|\.\.\.|\s(?:is|are|was|were)\W*$")
"""Marks a thought that its speaker gave up, or that was cut before what it leads to."""


class Halves:
    """Judges parts of sentences of one episode; ``is_told`` tells whether a front says what it is about."""

    def __init__(self, reading: Reading, scorer: PointScorer, is_told: Callable[[str], bool]) -> None:
        self._reading = reading
        self._scorer = scorer
        self._is_told = is_told
        self._persons = reading.lexicon.first_person | reading.lexicon.second_person

    def is_statement(self, text: str, *, least: int = LEAST_STATEMENT) -> bool:
        """Whether ``text`` is a clause of ``least`` words or more that a front can show."""
        return (
            least <= len(words(text)) <= MOST_STATEMENT
            and is_balanced(text)
            and self._reading.has_verb(text)
            and words(text)[-1].casefold() not in self._persons | self._reading.lexicon.leaning
            and not _BROKEN_OFF.search(text)
            and not self._scorer.leans(closed(text))
            and self._is_told(text)
            and len(self._reading.lemmas(text)) >= 2
        )

    def is_answer(self, text: str) -> bool:
        """Whether ``text`` says enough, in a clause."""
        return self.says_enough(text) and self._reading.has_verb(text)

    def says_enough(self, text: str) -> bool:
        """Whether ``text`` is long enough for an answer, and whole."""
        return (
            LEAST_ANSWER <= len(words(text)) <= MOST_ANSWER
            and not _BROKEN_OFF.search(text)
            and is_balanced(text)
            and len(self._reading.lemmas(text)) >= 2
        )


def trimmed(text: str) -> str:
    """Return ``text`` without the signs and spaces around it."""
    return text.strip(_END)


def closed(text: str) -> str:
    """Return ``text`` with a capital and a full stop; its words stay."""
    bare = trimmed(text)
    ended = bare.rstrip("”“»«\"’'").endswith(("?", "!", ".", "…"))
    return bare[:1].upper() + bare[1:] + ("" if ended else ".")
