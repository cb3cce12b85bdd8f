"""Which uses of a term explain it, judged by the sentence, the term's place in it and what stands around.

Speakers define in passing: at the first mention, after a question, with a copula, a relative clause or a
naming (Westerhout 2009; Muresan and Klavans 2002), and often go on in the next sentence.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from studykit.analysis.episode import Reading
from studykit.analysis.points import PointScorer
from studykit.analysis.ranker import Features, load, probability
from studykit.analysis.terms import FoundTerm
from studykit.language.lexicon import either, phrases
from studykit.language.sentences import Sentence
from studykit.text import is_question, squeeze, straighten

MOST_USES = 80
"""A term said more often is explained among these uses or not at all; keeps the cost linear."""
MOST_SENTENCES, MOST_QUOTED_WORDS = 3, 60
LEAST_ODDS = -2.2
"""A further place less likely than this explains nothing."""
ENOUGH = 0.9
"""How likely it should be that one of the places explains: one that surely does needs no other."""
IDLE_ODDS = -3.0
"""A sentence that so surely carries no point does not go on explaining."""
SOON = 5
"""What comes within so many sentences goes on about the same."""
_NEAR = 40
"""How many characters around a term may hold the words that explain it."""


@dataclass(frozen=True)
class Place:
    """Where a term is explained: ``sentences`` follow each other in one turn, the first of them uses it."""

    sentences: tuple[Sentence, ...]
    quote: str
    odds: float


class Explaining:
    """Finds where the terms of one episode are explained."""

    def __init__(self, reading: Reading, scorer: PointScorer) -> None:
        self._reading = reading
        self._scorer = scorer
        spoken = reading.lexicon.definitions
        adverbs = rf"(?:(?:{either((*spoken.adverbs, *spoken.hedges))})\s+)*"
        complement = either((*spoken.complements, *spoken.the))
        self._copula = re.compile(
            rf"[,\s]*(?:\w+\s)?(?:{either(spoken.copulas)})\s+{adverbs}(?:{complement})\b", re.I
        )
        self._naming = re.compile(
            rf"(?:{either((*spoken.namings, *spoken.christenings))})\W+(?:\w+\W+)?$", re.I
        )
        self._linked = phrases((*spoken.links, *spoken.equals, *spoken.clauses, *spoken.christenings))
        self._joints = phrases(tuple(spoken.joints))

    def places(self, term: FoundTerm, *, most: int) -> tuple[Place, ...]:
        """Return the places that may explain ``term``, the likeliest first, none in another.

        There are at most ``most``, and no more than it takes until one of them likely does.
        """
        form, ranker = form_of(term), load("explanations")
        uses = term.sentences[:MOST_USES]
        rated = [(ranker.odds(self.features(term, index, form)), order) for index, order in enumerate(uses)]
        found: list[Place] = []
        taken: set[int] = set()
        doubt = 1.0
        for odds, order in sorted(rated, key=lambda pair: (-pair[0], pair[1])):
            if len(found) == most or doubt <= 1 - ENOUGH or (found and odds < LEAST_ODDS):
                break
            held = self._with_following(self._reading.sentences[order])
            orders = {sentence.order for sentence in held}
            if orders & taken:
                continue
            taken |= orders
            doubt *= 1 - probability(odds)
            found.append(Place(held, self._quote(held, form), odds))
        return tuple(found)

    def quoted(self, term: FoundTerm, index: int) -> str:
        """Return the words that are quoted for the use of ``term`` that ``features`` are asked of."""
        return self._quote(
            self._with_following(self._reading.sentences[term.sentences[index]]), form_of(term)
        )

    def _quote(self, held: Sequence[Sentence], form: re.Pattern[str]) -> str:
        """Return the words of ``held`` as one quote; of a sentence too long the part about the term."""
        turn = self._reading.transcript.turns[held[0].turn]
        return _about(squeeze(turn.text[held[0].start : held[-1].end]), form)

    def features(self, term: FoundTerm, index: int, form: re.Pattern[str]) -> Features:
        """Return the features of the use of ``term`` in the sentence that stands ``index``-th in it."""
        sentence = self._reading.sentences[term.sentences[index]]
        return {**_use(term, index), **self._form(sentence, form), **self._sentence(sentence)}

    def _with_following(self, sentence: Sentence) -> tuple[Sentence, ...]:
        """Return ``sentence`` and those that follow it in its turn, as far as a quote may reach."""
        held, said = [sentence], len(sentence.text.split())
        for following in self._reading.sentences[sentence.order + 1 : sentence.order + MOST_SENTENCES]:
            said += len(following.text.split())
            is_idle = self._scorer.score(following) < IDLE_ODDS
            if following.turn != sentence.turn or following.aside or said > MOST_QUOTED_WORDS or is_idle:
                break
            held.append(following)
        return tuple(held)

    def _form(self, sentence: Sentence, form: re.Pattern[str]) -> Features:
        """Return what stands beside the term in its own sentence."""
        text = straighten(sentence.text)
        use = form.search(text)
        if use is None:
            return {"place": 0.5}
        return {
            "place": use.start() / max(1, len(text)),
            "copula": float(bool(self._copula.match(text, use.end()))),
            "named": float(bool(self._naming.search(text[max(0, use.start() - _NEAR) : use.start()]))),
            "twice": float(form.search(text, use.end()) is not None),
        }

    def _sentence(self, sentence: Sentence) -> Features:
        count, order = len(sentence.words), sentence.order
        sentences = self._reading.sentences
        before = sentences[order - 1] if order else None
        after = sentences[order + 1] if order + 1 < len(sentences) else None
        goes_on = after is not None and after.turn == sentence.turn
        return {
            "length": math.log(max(1, count)),
            "short": float(count < 8),
            "long": float(count > 40),
            "question": float(is_question(sentence.text)),
            "point": self._scorer.score(sentence),
            "leans": float(self._scorer.leans(self._reading.tidied[order])),
            "linked": float(bool(self._linked.search(sentence.folded))),
            "joined": math.log1p(len(self._joints.findall(sentence.folded))),
            "host": float(self._reading.is_host.get(sentence.speaker_id, False)),
            "turn end": float(sentence.place == sentence.last_place),
            "asked before": float(before is not None and is_question(before.text)),
            "goes on": float(goes_on),
            "next point": self._scorer.score(after) if after is not None and goes_on else -3.0,
        }


def form_of(term: FoundTerm) -> re.Pattern[str]:
    """Return what finds ``term`` in a text, in any of its forms, with either apostrophe."""
    forms = tuple(map(straighten, (term.name, *term.aliases)))
    return re.compile(rf"(?<![\w-])(?:{either(forms)})(?![\w-])", re.I)


def _use(term: FoundTerm, index: int) -> Features:
    uses = term.sentences
    return {
        "first use": float(index == 0),
        "second use": float(index == 1),
        "use": math.log1p(index),
        "share of uses": index / len(uses),
        "only use": float(len(uses) == 1),
        "uses": math.log(len(uses)),
        "uses soon": math.log1p(sum(0 < other - uses[index] <= SOON for other in uses)),
    }


def _about(text: str, form: re.Pattern[str]) -> str:
    """Return ``text``, of one too long the part about the term."""
    spoken = text.split()
    if len(spoken) <= MOST_QUOTED_WORDS:
        return text
    use = form.search(straighten(text))
    at = len(text[: use.start()].split()) if use else 0
    first = max(0, min(at - MOST_QUOTED_WORDS // 3, len(spoken) - MOST_QUOTED_WORDS))
    return " ".join(spoken[first : first + MOST_QUOTED_WORDS])
