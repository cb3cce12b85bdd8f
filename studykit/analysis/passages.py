"""Key passages of a stretch of talk: sentences, or parts of long ones, that carry its points."""

from collections.abc import Sequence
from functools import cached_property, partial

from studykit.analysis.episode import Reading
from studykit.analysis.forms import Form, FormFinder
from studykit.analysis.passage_worth import PassageWorth
from studykit.analysis.selection import Choice, pick
from studykit.language.sentences import Sentence
from studykit.text import words

SHARE = 0.10
SHORT, MOST = 60, 155
"""Words of a summary: what a short stretch may take, what a long one may."""
LEAST_ODDS, LIKELY_SHARE = -2.0, 0.25
"""What is worth less fills no chapter. Of the best quarter of an episode any may be taken: where its kind of
talk is new to the models, all may be low."""


class PassageFinder:
    """Finds the key passages of one episode."""

    def __init__(self, reading: Reading, forms: FormFinder, worth: PassageWorth) -> None:
        self._reading = reading
        self._forms = forms
        self._worth = worth

    def find(self, sentences: Sequence[Sentence]) -> list[Choice]:
        """Return the passages of a stretch, in the order they were said, within the words it may take.

        There are none where nothing said is likely to carry a point.
        """
        said = sum(len(sentence.words) for sentence in sentences)
        budget = max(SHORT, min(MOST, round(said * SHARE)))
        choices = (choice for sentence in sentences for choice in self._choices[sentence.order])
        return pick([choice for choice in choices if choice.odds >= self._least_odds], budget=budget)

    @cached_property
    def _least_odds(self) -> float:
        rated = (max(choice.odds for choice in choices) for choices in self._choices if choices)
        best = sorted(rated, reverse=True)
        return min(LEAST_ODDS, best[int(len(best) * LIKELY_SHARE)]) if best else LEAST_ODDS

    @cached_property
    def _choices(self) -> list[list[Choice]]:
        """What may be printed of each sentence."""
        return [
            [] if sentence.aside else list(map(partial(self._choice, sentence), self._forms.find(sentence)))
            for sentence in self._reading.sentences
        ]

    def _choice(self, sentence: Sentence, form: Form) -> Choice:
        lemmas = self._reading.lemmas(form.text)
        odds = self._worth.odds(sentence, form)
        return Choice(sentence.order, form.text, len(words(form.text)), odds, lemmas)
