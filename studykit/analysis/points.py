"""How likely a sentence carries a key point, by its form, its speaker, its place, its topic and its cues.

A learned logistic model (``training/points.py``). The cues and their weights stand in ``templates/lang``;
what else the common words of a language tell is learned too, where talks were at hand. A point is seldom
alone, so that in a second step a sentence also counts for what stands around it.
"""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from studykit.analysis.episode import Reading
from studykit.analysis.ranker import Features, Ranker, WordRanker, load, load_words
from studykit.language.frequency import zipf
from studykit.language.lexicon import Lexicon, phrases
from studykit.language.sentences import Sentence
from studykit.text import fold, straighten, words

SHORT_WORDS = 7
NEIGHBOURS = 3
"""How many sentences before and after one tell of it."""
LEAST_ODDS = -4.0
"""A neighbour less likely than this tells no more than one that is not there."""
_NUMBER = re.compile(r"\d")
_NAME = re.compile(r"(?<=[a-z] )[A-Z][a-z]+")
_QUESTION = re.compile(r"[?？؟][\"'”’“»«)\]]*$")
_QUOTED = re.compile(r"[\"“”]")
_BROKEN = re.compile(r"…|\.\.\.|--")


@dataclass(frozen=True)
class _Said:
    """The words that are judged: a sentence, or a part of one."""

    text: str
    folded: str
    count: int
    lemmas: frozenset[str]
    tidied: str


@dataclass(frozen=True)
class Rankers:
    """What a sentence shows by itself in any language, what its words add, and what the ones around it do."""

    alone: Ranker
    words: WordRanker
    together: Ranker


def rankers_for(language: str) -> Rankers:
    """Return the rankers as they were trained; words of a language that was not at hand count nothing."""
    return Rankers(load("points"), load_words(f"points-words-{language}"), load("points-in-company"))


class PointScorer:
    """Scores the sentences of one episode; the scores are log odds."""

    def __init__(self, reading: Reading, term_lemmas: frozenset[str], rankers: Rankers | None = None) -> None:
        self._rankers = rankers or rankers_for(reading.language)
        self._reading = reading
        self._terms = term_lemmas
        lexicon = reading.lexicon
        self._point = _Cues(lexicon.point_cues)
        self._chatter = _Cues(lexicon.chatter_cues)
        self._leaning = phrases(tuple(lexicon.leaning))
        empty = [each for each in lexicon.empty_subjects if lexicon.grammar.subjects_drop and "*" not in each]
        self._impersonal = phrases(tuple(empty))
        self._negation = _negation(lexicon)
        self._past = phrases(tuple(lexicon.past))
        self._joints = phrases(lexicon.definitions.joints)
        spoken = lexicon.definitions
        copulas = ((verb, rest) for verb in spoken.copulas for rest in spoken.complements)
        self._copula = phrases(tuple(f"{verb} {rest}" for verb, rest in copulas))
        self._roles = {speaker.id: speaker.role for speaker in reading.transcript.speakers}
        self._known: dict[tuple[int, str], tuple[float, float]] = {}

    def score(self, sentence: Sentence) -> float:
        """Return the log odds that ``sentence`` carries a key point."""
        return self._scores[sentence.order]

    def leans(self, text: str) -> bool:
        """Whether tidied ``text`` begins with a word that points to the sentence before it.

        Where subjects may be left out nobody misses one that stands for nothing ("É claro que").
        """
        folded = straighten(text).casefold().lstrip("\"'¿¡")
        if self._impersonal.match(folded):
            return False
        return self._reading.lacks_subject(text) or self._leaning.match(folded) is not None

    def odds_alone(self, sentence: Sentence, part: str = "") -> float:
        """Return the log odds of ``sentence``, or a ``part`` of it, by itself."""
        return sum(self.odds_of_form_and_words(sentence, part))

    def odds_of_form_and_words(self, sentence: Sentence, part: str = "") -> tuple[float, float]:
        """Return the log odds by the form of ``sentence``, or a ``part`` of it, and what its words add."""
        key = (sentence.order, part)
        if key not in self._known:
            said = _part(part, self._reading) if part else self._whole(sentence)
            seen = self._rankers.alone.odds(self._features(sentence, said))
            self._known[key] = seen, self._rankers.words.odds(vocabulary(said.folded))
        return self._known[key]

    def features(self, sentence: Sentence) -> Features:
        """Return what ``sentence`` alone shows, its words apart."""
        return self._features(sentence, self._whole(sentence))

    def _features(self, sentence: Sentence, said: _Said) -> Features:
        return {
            **self._form(said),
            **self._voice(sentence, said),
            **self._place(sentence),
            **self._topic(sentence, said),
            **self._cues(said),
        }

    def _whole(self, sentence: Sentence) -> _Said:
        lemmas = self._reading.content_sets[sentence.order]
        tidied = self._reading.tidied[sentence.order]
        return _Said(sentence.text, sentence.folded, len(sentence.words), lemmas, tidied)

    def company(self, order: int, odds: Sequence[float]) -> Features:
        """Return what the ``odds`` of all sentences, each seen alone, tell of the ``order``-th."""
        turn = self._reading.sentences[order].turn
        found = {"alone": odds[order]}
        for step in range(1, NEIGHBOURS + 1):
            for name, place in ((f"{step} before", order - step), (f"{step} after", order + step)):
                is_there = 0 <= place < len(odds) and self._reading.sentences[place].turn == turn
                found[name] = max(LEAST_ODDS, odds[place]) if is_there else LEAST_ODDS
        around = [max(LEAST_ODDS, each) for each in odds[max(0, order - 12) : order + 13]]
        return {**found, "around": sum(around) / len(around)}

    def score_part(self, sentence: Sentence, part: str) -> float:
        """Return the log odds that the tidied ``part`` of ``sentence`` carries a key point."""
        odds = self.odds_alone(sentence, part)
        return self._rankers.together.odds({**self.company(sentence.order, self._alone), "alone": odds})

    @cached_property
    def _alone(self) -> list[float]:
        """The log odds of each sentence by itself."""
        return [self.odds_alone(sentence) for sentence in self._reading.sentences]

    @cached_property
    def _scores(self) -> list[float]:
        together = self._rankers.together
        return [together.odds(self.company(order, self._alone)) for order in range(len(self._alone))]

    def _form(self, said: _Said) -> Features:
        count, text = said.count, said.text
        return {
            "length": math.log(max(count, 1) / 15),
            "length squared": math.log(max(count, 1) / 15) ** 2,
            "short": float(count < SHORT_WORDS),
            "long": float(count > 35),
            "question": float(bool(_QUESTION.search(text))),
            "commas": float(min(6, text.count(","))),
            "leans": float(self.leans(said.tidied)),
            "quoted": float(bool(_QUOTED.search(text))),
            "broken": float(bool(_BROKEN.search(text))),
            "number": float(bool(_NUMBER.search(text))),
            "name": float(bool(_NAME.search(text))),
            "exclaimed": float(text.endswith("!")),
        }

    def _voice(self, sentence: Sentence, said: _Said) -> Features:
        """Guests explain, hosts ask; who speaks of himself or of the past tells a story."""
        spoken = set(said.folded.split())
        role = self._roles.get(sentence.speaker_id or "", "unknown")
        share = self._shares.get(sentence.speaker_id, 0.0)
        return {
            "guest": float(role == "guest"),
            "host": float(role == "host"),
            "nobody": float(not self._roles),
            "share": share,
            "first person": float(bool(spoken & self._reading.lexicon.first_person)),
            "second person": float(bool(spoken & self._reading.lexicon.second_person)),
            "past": float(bool(self._past.search(said.folded))),
        }

    def _place(self, sentence: Sentence) -> Features:
        place, last = sentence.place, sentence.last_place
        before = self._reading.sentences[sentence.order - 1] if sentence.order else None
        said = self._turn_words[sentence.turn]
        return {
            "turn start": float(place == 0 < last),
            "second of turn": float(place == 1),
            "turn end": float(place == last > 0),
            "only": float(last == 0),
            "turn length": math.log(max(1, said) / 60),
            "long turn": float(said > 250),
            "after question": float(before is not None and before.text.endswith("?")),
            "start of talk": float(sentence.order < 0.05 * len(self._reading.sentences)),
            "end of talk": float(sentence.order > 0.95 * len(self._reading.sentences)),
        }

    def _topic(self, sentence: Sentence, said: _Said) -> Features:
        lemmas = said.lemmas
        if not lemmas:
            return {
                "empty": 1.0,
                "content": 0.0,
                "density": 0.0,
                "terms": 0.0,
                "rarity": 4.5,
                "weight": 0.0,
                "shared": 0.0,
            }
        rarity = math.fsum(zipf(lemma, self._reading.language) for lemma in lemmas) / len(lemmas)
        counts = self._reading.sentence_counts
        return {
            "empty": 0.0,
            "content": math.log(1 + len(lemmas)),
            "density": len(lemmas) / max(said.count, 1),
            "terms": math.sqrt(len(lemmas & self._terms)),
            "rarity": rarity,
            "weight": math.fsum(math.log(max(1, counts[lemma])) for lemma in sorted(lemmas)) / len(lemmas),
            "shared": self._shared(sentence, lemmas),
        }

    def _shared(self, sentence: Sentence, lemmas: frozenset[str]) -> float:
        """Return the share of the content words that are said again within a few sentences."""
        sets = self._reading.content_sets
        near: set[str] = set()
        for order in range(max(0, sentence.order - 6), min(len(sets), sentence.order + 7)):
            if order != sentence.order:
                near |= sets[order]
        return len(lemmas & near) / len(lemmas)

    def _cues(self, said: _Said) -> Features:
        folded = said.folded
        return {
            "point cues": min(2.2, self._point.weight(folded)),
            "chatter cues": min(3.0, self._chatter.weight(folded)),
            "negated": float(bool(self._negation.search(folded))),
            "joined": math.log1p(len(self._joints.findall(folded))),
            "defines": float(bool(self._copula.search(folded))),
        }

    @cached_property
    def _turn_words(self) -> Counter[int]:
        said = Counter[int]()
        for sentence in self._reading.sentences:
            said[sentence.turn] += len(sentence.words)
        return said

    @cached_property
    def _shares(self) -> Mapping[str | None, float]:
        """The share of all words that each speaker says."""
        said = Counter[str | None]()
        for sentence in self._reading.sentences:
            said[sentence.speaker_id] += len(sentence.words)
        return {speaker: count / max(1, said.total()) for speaker, count in said.items()}


def vocabulary(folded: str) -> frozenset[str]:
    """Return the different words of a folded text."""
    return frozenset(words(folded))


def _part(text: str, reading: Reading) -> _Said:
    """Return what is judged of ``text``, a tidied part of a sentence."""
    return _Said(text, fold(text), len(words(text)), reading.lemmas(text), text)


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
