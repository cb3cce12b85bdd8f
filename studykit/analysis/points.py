"""How likely a sentence carries a key point, judged by its form, its speaker, its topic and its cues.

A logistic model over a dozen features. The weights are rounded from a fit on 23 labelled English episodes;
fitted on all but one of them, it ranked the sentences of that one with a mean AUC of .86 (see
``docs/quality.md``). The cues and their weights stand in ``templates/lang``.
"""

import math
import re
from collections.abc import Mapping
from functools import cached_property

from studykit.analysis.episode import Reading
from studykit.language.frequency import zipf
from studykit.language.lexicon import Lexicon, phrases
from studykit.language.sentences import Sentence
from studykit.text import straighten

_NUMBER = re.compile(r"\d")
_NAME = re.compile(r"(?<=[a-z] )[A-Z][a-z]+")
_QUESTION = re.compile(r"[?？؟][\"'”’“»«)\]]*$")
_BIAS = -2.3
_ROLE_WEIGHTS = {"guest": 0.75, "host": -0.7, "unknown": 0.0}
_NOBODY = 0.4
"""Where nobody is known, most words are still an explainer's."""
SHORT_WORDS = 7


class PointScorer:
    """Scores the sentences of one episode; the scores are log odds."""

    def __init__(self, reading: Reading, term_lemmas: frozenset[str]) -> None:
        self._reading = reading
        self._terms = term_lemmas
        lexicon = reading.lexicon
        self._point = _Cues(lexicon.point_cues)
        self._chatter = _Cues(lexicon.chatter_cues)
        self._leaning = phrases(tuple(lexicon.leaning))
        self._negation = _negation(lexicon)
        self._past = phrases(tuple(lexicon.past))
        self._roles = {speaker.id: speaker.role for speaker in reading.transcript.speakers}

    def score(self, sentence: Sentence) -> float:
        """Return the log odds that ``sentence`` carries a key point."""
        return self._scores[sentence.order]

    @cached_property
    def _scores(self) -> list[float]:
        return [self._odds(sentence) for sentence in self._reading.sentences]

    def _odds(self, sentence: Sentence) -> float:
        parts = (self._form, self._voice, self._topic, self._cues)
        return _BIAS + sum(part(sentence) for part in parts)

    def leans(self, text: str) -> bool:
        """Whether tidied ``text`` begins with a word that points to the sentence before it."""
        return self._reading.lacks_subject(text) or bool(
            self._leaning.match(straighten(text).casefold().lstrip("\"'¿¡"))
        )

    def _form(self, sentence: Sentence) -> float:
        count = len(sentence.words)
        score = 0.95 * math.log(max(count, 1) / 15) - 0.85 * (count < SHORT_WORDS)
        score -= 0.75 * bool(_QUESTION.search(sentence.text)) + 0.12 * min(6, sentence.text.count(","))
        return score - 0.2 * self.leans(self._reading.tidied[sentence.order])

    def _voice(self, sentence: Sentence) -> float:
        """Guests explain, hosts ask; who speaks of himself or of the past tells a story."""
        role = self._roles.get(sentence.speaker_id or "", "unknown")
        score = _ROLE_WEIGHTS[role] if self._roles else _NOBODY
        spoken = set(sentence.folded.split())
        score -= 0.5 * bool(spoken & self._reading.lexicon.first_person)
        return score - 0.45 * bool(self._past.search(sentence.folded))

    def _topic(self, sentence: Sentence) -> float:
        lemmas = self._reading.content_sets[sentence.order]
        if not lemmas:
            return 0.0
        rarity = math.fsum(zipf(lemma, self._reading.language) for lemma in lemmas) / len(lemmas)
        return (
            0.9 * math.log(1 + len(lemmas))
            + 1.4 * len(lemmas) / max(len(sentence.words), 1)
            + 0.13 * math.sqrt(len(lemmas & self._terms))
            - 0.24 * (rarity - 4.5)
        )

    def _cues(self, sentence: Sentence) -> float:
        folded = sentence.folded
        score = 0.65 * min(2.2, self._point.weight(folded)) - 0.65 * min(3.0, self._chatter.weight(folded))
        score += 0.4 * bool(self._negation.search(folded))
        return score - 0.4 * bool(_NUMBER.search(folded)) - 0.3 * bool(_NAME.search(sentence.text))


def _negation(lexicon: Lexicon) -> re.Pattern[str]:
    endings = (rf"{re.escape(ending)}\b" for ending in lexicon.negated_endings)
    return re.compile("|".join([*endings, phrases(tuple(lexicon.negations)).pattern]))


class _Cues:
    """Phrases with weights, looked up in one pass."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self._weights = dict(weights)
        self._pattern = phrases(tuple(self._weights))

    def weight(self, folded: str) -> float:
        """Return the summed weights of the different cues in ``folded``."""
        return sum(self._weights[cue] for cue in set(self._pattern.findall(folded)))
