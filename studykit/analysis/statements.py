"""Statements with words to fill in: sentences, or parts of long ones, that can stand on a card alone."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice

from studykit.analysis.clozes import Hole, HoleFinder
from studykit.analysis.enumerations import EnumerationFinder
from studykit.analysis.episode import Reading
from studykit.analysis.explaining import Place, form_of
from studykit.analysis.forms import Form, FormFinder
from studykit.analysis.terms import FoundTerm
from studykit.language.sentences import Sentence
from studykit.text import is_numbered, nested, straighten, words

LEAST_WORDS, MOST_WORDS = 9, 30
NAMED = 0.4
"""What it adds to the log odds of a statement that a sure term is asked for: words are learned first."""
CUT_COST = 0.1
"""Of cards that ask for a part of a sentence readers kept fewer than of others."""
NAMELESS_COST = 0.5
"""A front that names no term and no name is hard to understand a month later."""


@dataclass(frozen=True)
class Blanked:
    """A statement in the words to print, and what to hide in it; ``odds`` tell how much it is worth."""

    statement: str
    hole: Hole
    said: Sentence
    odds: float


class StatementFinder:
    """Finds statements to fill in among the sentences of one episode.

    ``worth`` weighs a statement; ``is_whole`` tells whether a text needs none around it, ``is_told`` whether
    one says what it is about.
    """

    def __init__(
        self,
        reading: Reading,
        forms: FormFinder,
        holes: HoleFinder,
        *,
        worth: Callable[[Sentence, str], float],
        is_whole: Callable[[str], bool],
        is_told: Callable[[str], bool],
    ) -> None:
        self._reading = reading
        self._forms = forms
        self._holes = holes
        self._worth = worth
        self._is_whole = is_whole
        self._is_told = is_told
        self._rows = EnumerationFinder(reading)

    def naming(self, term: FoundTerm, places: Iterable[Place]) -> Iterator[tuple[Blanked, Place]]:
        """Yield the statements at ``places`` in which the name of ``term`` may be hidden."""
        form = form_of(term)
        for place in places:
            sentence = place.sentences[0]
            asked = self._askable(sentence, holding=form)
            use = form.search(asked.text) if asked else None
            if asked is None or use is None:
                continue
            if use.group() in {hole.hidden for hole in self._holes.find(nested(asked.text))}:
                odds = self._odds(sentence, asked) + NAMED * term.weight
                for found in self._with(Hole(use.group()), asked.text, sentence, odds):
                    yield found, place

    def telling(self, sentences: Iterable[Sentence], least_odds: float) -> Iterator[Blanked]:
        """Yield the statements worth ``least_odds`` or more, each with its best hole, the worthiest first.

        One that names nothing has lower odds in the end.
        """
        stated = ((sentence, self._askable(sentence)) for sentence in sentences)
        rated = [(self._odds(sentence, form), sentence, form.text) for sentence, form in stated if form]
        for odds, sentence, statement in sorted(rated, key=lambda each: (-each[0], each[1].order)):
            if odds >= least_odds:
                plain = nested(statement)
                rows = (Hole(row, kind="list") for row in self._rows.find(plain))
                for hole in islice(chain(rows, self._holes.find(plain)), 1):
                    yield from self._with(hole, statement, sentence, odds)

    def _with(self, hole: Hole, statement: str, sentence: Sentence, odds: float) -> Iterator[Blanked]:
        """Yield ``statement`` with ``hole``, unless the speaker's name before it has those words too."""
        attributed = self._attributed(statement, sentence)
        if attributed.count(hole.hidden) == 1:
            is_told = self._is_told(statement.replace(hole.hidden, " "))
            yield Blanked(attributed, hole, sentence, odds - NAMELESS_COST * (not is_told))

    def _askable(self, sentence: Sentence, *, holding: re.Pattern[str] | None = None) -> Form | None:
        """Return the best form of ``sentence`` among those that can be a card; None where none can."""
        forms = self._forms.find(sentence, longest=MOST_WORDS)
        fit = (
            form
            for form in forms
            if self._may_be_asked(form.text, sentence) and (holding is None or holding.search(form.text))
        )
        return max(fit, key=lambda form: (self._forms.odds(sentence, form), form.text), default=None)

    def _odds(self, sentence: Sentence, form: Form) -> float:
        return self._worth(sentence, form.text) - CUT_COST * (form.cut_odds is not None)

    def _may_be_asked(self, statement: str, sentence: Sentence) -> bool:
        """Whether ``statement`` can be a card: long, complete, and of somebody known where it says "I"."""
        return (
            len(words(statement)) >= LEAST_WORDS
            and self._forms.can_stand(statement, MOST_WORDS)
            and (sentence.speaker_id is not None or not self._speaks_of_self(statement))
            and self._is_whole(statement)
        )

    def _attributed(self, statement: str, sentence: Sentence) -> str:
        """Return ``statement`` as the words of its speaker, where others might hold another view.

        A label that is no name is told only where a statement in the first person needs one.
        """
        names = self._reading.transcript.names
        name = names.get(sentence.speaker_id or "")
        personal = self._speaks_of_self(statement) or self._addresses(statement)
        wording = self._reading.lexicon.wording
        is_one_of_many = len(names) > 1 and not is_numbered(name or "")
        return (
            wording.attribute(nested(statement), name) if name and (personal or is_one_of_many) else statement
        )

    def _speaks_of_self(self, text: str) -> bool:
        return bool(self._reading.lexicon.first_person & set(straighten(text).casefold().split()))

    def _addresses(self, text: str) -> bool:
        return bool(self._reading.lexicon.second_person & set(straighten(text).casefold().split()))
