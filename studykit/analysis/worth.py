"""How much a statement is worth as a card: whether a strict reader would keep it.

A learned logistic model (``training/cards.py``) of how the statement reads and what it tells; that its matter
is worth learning is what ``studykit.analysis.points`` says of it.
"""

import math
from collections import Counter

from studykit.analysis.episode import Reading
from studykit.analysis.known_terms import KnownTerms
from studykit.analysis.points import PointScorer
from studykit.analysis.ranker import Features, Ranker, load
from studykit.analysis.word_classes import WordClasses
from studykit.language.frequency import zipf
from studykit.language.lexicon import phrases
from studykit.language.sentences import Sentence
from studykit.text import straighten, words

RARE = 4.0
"""A word that is said less often at large (Zipf scale) is none of everybody's."""


class StatementWorth:
    """Weighs statements of one episode; ``terms`` are what it may be about."""

    def __init__(
        self,
        reading: Reading,
        scorer: PointScorer,
        terms: KnownTerms,
        ranker: Ranker | None = None,
    ) -> None:
        self._reading = reading
        self._scorer = scorer
        self._ranker = ranker or load("cards")
        self._classes = WordClasses(reading)
        self._terms = terms
        self._opinion = phrases(reading.lexicon.opinions)

    def odds(self, sentence: Sentence, statement: str) -> float:
        """Return the log odds that ``statement``, ``sentence`` or a part of it, makes a good card."""
        return self._ranker.odds(self.features(sentence, statement))

    def features(self, sentence: Sentence, statement: str) -> Features:
        """Return what ``statement`` shows."""
        form, told = self._scorer.odds_of_form_and_words(sentence, statement)
        spoken = [straighten(word).casefold() for word in words(statement)]
        said = max(1, len(spoken))
        lexicon, language = self._reading.lexicon, self._reading.language
        terms = {at: term.weight for at, _, term in self._terms.within(words(statement))}
        parts = [word.of for word in self._classes.classed(statement)]
        return {
            "form": form,
            "words": told,
            "in company": self._scorer.score(sentence),
            "length": math.log(said),
            "rare": sum(zipf(word, language) < RARE for word in spoken) / said,
            "terms": len(terms),
            "best term": max(terms.values(), default=0.0),
            "begins with term": float(any(at <= 1 for at in terms)),
            "pronouns": sum(word in lexicon.pronouns for word in spoken),
            "possessives": sum(word in lexicon.possessives for word in spoken),
            "past": sum(word in lexicon.past for word in spoken),
            "anecdote": float(self._is_anecdote(spoken, statement)),
            **{f"share of {part}": count / len(parts) for part, count in Counter(parts).items()},
        }

    def _is_anecdote(self, spoken: list[str], statement: str) -> bool:
        """Whether the speaker tells what he did, and not what he thinks."""
        speaks_of_self = not self._reading.lexicon.first_person.isdisjoint(spoken)
        return speaks_of_self and not self._opinion.search(straighten(statement).casefold())
