"""In which words a sentence may be printed: tidied and whole, or a part of it that stands by itself."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from studykit.analysis.clauses import ClauseCutter
from studykit.analysis.cuts import SentenceCutter
from studykit.analysis.episode import Reading
from studykit.analysis.points import PointScorer
from studykit.language.lexicon import Lexicon
from studykit.language.sentences import Sentence
from studykit.text import is_balanced, straighten, words

LEAST_WORDS, MOST_WORDS = 7, 40
MOST_PART_WORDS = 30
LEAST_CUT_ODDS = 0.0
"""Of graded cuts with such odds, in shows not seen, 60 in 100 were good and 21 fair."""
LONG_WORDS = 14
"""From so many words a sentence may be cut to a part of it."""
_BROKEN_OFF = re.compile(r"…|\.\.\.")
"""Marks a thought that its speaker gave up, at a sentence's end or within it."""
_ASKED = re.compile(r"[?？؟][\"'”’“»«)]*$")
_READ_OUT = re.compile(r"\s*[\"“„«][^\"“”„«»]*[\"“”»]?[.,!?]*[\"“”»]?")
"""A sentence all in quotation marks: somebody else's words, a headline that is read to the others."""
_TRAILING = re.compile(r"[\s,;–—-]*(?:…|\.\.\.+)[.!]?$")


@dataclass(frozen=True)
class Form:
    """The words to print of a sentence; ``cut_odds`` tell how well a part stands for it, None where whole."""

    text: str
    cut_odds: float | None = None


class FormFinder:
    """Finds the forms of the sentences of one episode."""

    def __init__(self, reading: Reading, scorer: PointScorer) -> None:
        self._reading = reading
        self._scorer = scorer
        self._clauses = ClauseCutter(reading.lexicon.clauses)
        self._cutter = SentenceCutter(reading, scorer)
        self._never_last = _never_last(reading.lexicon)
        self._known: dict[int, tuple[Form, ...]] = {}

    def find(
        self, sentence: Sentence, *, longest: int = MOST_WORDS, least_odds: float = LEAST_CUT_ODDS
    ) -> Iterator[Form]:
        """Yield ``sentence`` as it may be printed, whole and in parts, none over ``longest`` words.

        A part stands for it with ``least_odds`` or more.
        """
        if sentence.order not in self._known:
            self._known[sentence.order] = tuple(self._forms(sentence))
        for form in self._known[sentence.order]:
            is_likely = form.cut_odds is None or form.cut_odds >= least_odds
            if is_likely and len(words(form.text)) <= longest:
                yield form

    def _forms(self, sentence: Sentence) -> Iterator[Form]:
        if sentence.torn:
            return
        whole = self.whole(sentence)
        if self.can_stand(whole):
            yield Form(whole)
        if len(sentence.words) > LONG_WORDS and not self._asks(whole):
            for part, odds in self._cutter.parts(sentence, whole, most=MOST_PART_WORDS):
                if self.can_stand(part):
                    yield Form(part, odds)

    def whole(self, sentence: Sentence) -> str:
        """Return ``sentence`` tidied; one that trails off after its last word of content gets a full stop."""
        tidied = self._reading.tidied[sentence.order]
        trail = _TRAILING.search(tidied)
        if trail is None:
            return tidied
        kept = tidied[: trail.start()]
        said = words(kept)
        is_cut = self._reading.lexicon.is_stop(said[-1]) if said else True
        if len(said) < LEAST_WORDS or is_cut or not self._clauses.is_whole(kept):
            return tidied
        return f"{kept}."

    def odds(self, sentence: Sentence, form: Form) -> float:
        """Return the log odds that ``form`` of ``sentence`` carries a key point."""
        is_whole = form.cut_odds is None
        return self._scorer.score(sentence) if is_whole else self._scorer.score_part(sentence, form.text)

    def can_stand(self, text: str, longest: int = MOST_WORDS) -> bool:
        """Whether tidied ``text`` is a whole statement that leans on none before it."""
        return (
            LEAST_WORDS <= len(words(text)) <= longest
            and not self._asks(text)
            and not _BROKEN_OFF.search(text)
            and not _READ_OUT.fullmatch(text)
            and words(straighten(text))[-1] not in self._never_last
            and not self._scorer.leans(text)
            and is_balanced(text)
            and self._reading.has_verb(text)
        )

    def _asks(self, text: str) -> bool:
        """Whether ``text`` is a question, be it without its mark ("do you think it rises")."""
        first, second = [*words(straighten(text).casefold())[:2], "", ""][:2]
        lexicon = self._reading.lexicon
        people = lexicon.first_person | lexicon.second_person
        opens = lexicon.grammar.questions_invert and first in lexicon.yes_no_openers and second in people
        return bool(_ASKED.search(text)) or (opens and "," not in text)


def _never_last(lexicon: Lexicon) -> frozenset[str]:
    """Return the words after which something is missing: "especially in the", "it works because"."""
    if lexicon.grammar.standing_articles:  # "Das brauchen wir, das."
        return frozenset()
    joints = filter(None, (lexicon.conjunction, lexicon.disjunction))
    return frozenset((*lexicon.definitions.articles, *joints, *lexicon.reasoning.causes))
