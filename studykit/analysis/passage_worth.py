"""How much a text is worth as a key passage: whether it states a point, and whether a reader calls it good.

That it states a point is what ``studykit.analysis.points`` says of it. Whether it is clear, whole and worth
printing by itself is told by a learned logistic model of readers' grades (``training/passages.py``).
"""

from collections.abc import Callable

from studykit.analysis.episode import Reading
from studykit.analysis.forms import Form, FormFinder
from studykit.analysis.ranker import Features, Ranker, load
from studykit.analysis.worth import StatementWorth
from studykit.language.lexicon import phrases
from studykit.language.sentences import Sentence
from studykit.text import straighten, words

EVEN, POINT = 1.0, 0.7
"""How the two are added up. Chosen for the labelled points that are covered and for the passages that blind
readers call bad, on the same episodes: more of the first is more of the second."""
OPENING_WORDS = 8


class PassageWorth:
    """Weighs texts of one episode, each a sentence or a part of one.

    ``statements`` tells how a text reads, ``wants`` from 0 to 1 how much it loses without those around it.
    """

    def __init__(
        self,
        reading: Reading,
        forms: FormFinder,
        statements: StatementWorth,
        wants: Callable[[str], float],
        ranker: Ranker | None = None,
    ) -> None:
        self._reading = reading
        self._forms = forms
        self._statements = statements
        self._wants = wants
        self._ranker = ranker or load("passages")
        self._opinion = phrases(reading.lexicon.opinions)

    def odds(self, sentence: Sentence, form: Form) -> float:
        """Return the log odds that ``form`` is worth printing: those of a reader and a point."""
        features = self.features(sentence, form)
        return EVEN + self._ranker.odds(features) + POINT * features["point"]

    def features(self, sentence: Sentence, form: Form) -> Features:
        """Return what ``form`` of ``sentence`` shows."""
        return {
            **self._statements.features(sentence, form.text),
            "point": self._forms.odds(sentence, form),
            "cut": float(form.cut_odds is not None),
            "cut odds": form.cut_odds or 0.0,
            "wants company": self._wants(form.text),
            "tells of self": float(self._tells_of_self(form.text)),
        }

    def _tells_of_self(self, text: str) -> bool:
        """Whether the speaker is its subject, and gives no view: "I was driving", "when I was at school"."""
        lexicon = self._reading.lexicon
        begins = words(straighten(text).casefold())[:OPENING_WORDS]
        subject = begins[begins[0] in lexicon.subordinators] if len(begins) > 1 else ""
        return subject in lexicon.first_person and not self._opinion.search(" ".join(begins))
