"""Statements with words to fill in: sentences, or parts of long ones, that can stand on a card alone."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from studykit.analysis.clozes import Hole, HoleFinder
from studykit.analysis.enumerations import EnumerationFinder
from studykit.analysis.episode import Reading
from studykit.analysis.explaining import Place, form_of
from studykit.analysis.passages import PassageFinder
from studykit.analysis.points import PointScorer
from studykit.analysis.terms import FoundTerm
from studykit.language.lexicon import phrases
from studykit.language.sentences import Sentence
from studykit.text import nested, straighten, words

LEAST_WORDS, MOST_WORDS = 9, 30
LEAST_NAMED_ODDS = -1.2
NAMED = 1.5
"""What it adds to the log odds of a statement that a sure term is asked for: words are learned first."""
HELD_BACK = 1.2
"""What a hole must weigh to add something to the odds of its statement."""
ROW_WEIGHT = 1.4
ANECDOTE_COST = 1.8
"""What the speaker did is remembered as a story, or not at all."""
NAMELESS_COST = 0.5
"""A front that names no term and no name is hard to understand a month later."""
NUMBER_COST = 1.7
"""Most figures in talk are examples or news of the day; readers kept few of the cards that ask for one."""


@dataclass(frozen=True)
class Blanked:
    """A statement in the words to print, and what to hide in it; ``odds`` tell how much it is worth."""

    statement: str
    hole: Hole
    said: Sentence
    odds: float


class StatementFinder:
    """Finds statements to fill in among the sentences of one episode.

    ``is_whole`` tells whether a text needs none around it, ``is_told`` whether one says what it is about;
    ``terms`` are what may be hidden.
    """

    def __init__(
        self,
        reading: Reading,
        scorer: PointScorer,
        passages: PassageFinder,
        terms: Sequence[FoundTerm],
        *,
        is_whole: Callable[[str], bool],
        is_told: Callable[[str], bool],
    ) -> None:
        self._reading = reading
        self._scorer = scorer
        self._passages = passages
        self._is_whole = is_whole
        self._is_told = is_told
        self._holes = HoleFinder(reading, terms)
        self._rows = EnumerationFinder(reading)
        self._opinion = phrases(reading.lexicon.opinions)

    def naming(self, term: FoundTerm, places: Iterable[Place]) -> Iterator[tuple[Blanked, Place]]:
        """Yield the statements at ``places`` in which the name of ``term`` may be hidden."""
        form = form_of(term)
        for place in places:
            sentence = place.sentences[0]
            statement = self._askable(sentence, holding=form)
            use = form.search(statement) if statement else None
            if use is None or not self._holes.is_fair(nested(statement), use.group()):
                continue
            odds = self._passages.odds(sentence, statement)
            if odds >= LEAST_NAMED_ODDS:
                hole = Hole(use.group(), "", NAMED * term.weight)
                for found in self._with(hole, statement, sentence, odds + hole.weight):
                    yield found, place

    def telling(self, ranked: Iterable[Sentence], least_odds: float, telling: float) -> Iterator[Blanked]:
        """Yield the statements of the sentences in ``ranked``, the best hole of each.

        They end at the first sentence below ``least_odds``; a hole weighs ``telling`` or more.
        """
        for sentence in ranked:
            if self._scorer.score(sentence) < least_odds:
                return
            statement = self._askable(sentence)
            if statement:
                odds = self._passages.odds(sentence, statement)
                yield from self._best(statement, sentence, odds, telling)

    def _best(self, statement: str, sentence: Sentence, odds: float, telling: float) -> Iterator[Blanked]:
        plain = nested(statement)
        rows = [Hole(row, "", ROW_WEIGHT, "list") for row in self._rows.find(plain)]
        for hole in (*rows, *self._holes.find(plain, least=telling))[:1]:
            costs = ANECDOTE_COST * self._is_anecdote(statement) + NUMBER_COST * (hole.kind == "number")
            yield from self._with(hole, statement, sentence, odds + hole.weight - HELD_BACK - costs)

    def _with(self, hole: Hole, statement: str, sentence: Sentence, odds: float) -> Iterator[Blanked]:
        """Yield ``statement`` with ``hole``, unless the speaker's name before it has those words too."""
        attributed = self._attributed(statement, sentence)
        if attributed.count(hole.hidden) == 1:
            is_told = self._is_told(statement.replace(hole.hidden, " "))
            yield Blanked(attributed, hole, sentence, odds - NAMELESS_COST * (not is_told))

    def _askable(self, sentence: Sentence, *, holding: re.Pattern[str] | None = None) -> str:
        """Return the best form of ``sentence`` among those that can be a card; "" where none can."""
        forms = self._passages.forms(sentence, longest=MOST_WORDS)
        fit = (
            form
            for form in forms
            if self._may_be_asked(form, sentence) and (holding is None or holding.search(form))
        )
        return max(fit, key=lambda form: (self._passages.odds(sentence, form), form), default="")

    def _may_be_asked(self, statement: str, sentence: Sentence) -> bool:
        """Whether ``statement`` can be a card: long, complete, and of somebody known where it says "I"."""
        return (
            len(words(statement)) >= LEAST_WORDS
            and self._passages.can_stand(statement, MOST_WORDS)
            and (sentence.speaker_id is not None or not self._speaks_of_self(statement))
            and self._is_whole(statement)
        )

    def _attributed(self, statement: str, sentence: Sentence) -> str:
        """Return ``statement`` as its speaker's words where it is said from a person's view."""
        name = self._reading.transcript.names.get(sentence.speaker_id or "")
        personal = self._speaks_of_self(statement) or self._addresses(statement)
        wording = self._reading.lexicon.wording
        return wording.attribute(nested(statement), name) if name and personal else statement

    def _is_anecdote(self, statement: str) -> bool:
        """Whether ``statement`` tells what its speaker did, and not what he thinks."""
        return self._speaks_of_self(statement) and not self._opinion.search(straighten(statement).casefold())

    def _speaks_of_self(self, text: str) -> bool:
        return bool(self._reading.lexicon.first_person & set(straighten(text).casefold().split()))

    def _addresses(self, text: str) -> bool:
        return bool(self._reading.lexicon.second_person & set(straighten(text).casefold().split()))
