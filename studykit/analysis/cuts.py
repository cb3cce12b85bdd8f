"""Which part of a long sentence can be printed in its place: where speech may be cut, weighed by a model.

Sentence compression by deletion (Knight and Marcu 2002), at a sentence's beginning and end alone, so that
what is printed was said in one breath. The model learned from readers' grades (``training/cuts.py``) whether
a part is whole, says what the speaker meant, and holds the main claim. A language whose cuts nobody graded
has those of its rules (``studykit.analysis.clauses``).
"""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from studykit.analysis.clauses import INSERTED, ClauseCutter, closed
from studykit.analysis.episode import LEANING_VERB, Reading
from studykit.analysis.points import PointScorer
from studykit.analysis.ranker import Features, Ranker, load
from studykit.analysis.word_classes import ClassedWord, WordClasses
from studykit.language.lexicon import phrases
from studykit.language.sentences import Sentence
from studykit.text import straighten, words

GRADED = frozenset({"en"})
"""The languages whose cuts readers graded."""
LEAST_WORDS = 7
FEW, EARLY = 3, 6
"""So few words between two signs are one of a row, or said in passing; a statement has its verb early."""
NEAR = 4
"""Among so many words of the rest a denial of what was said is looked for."""
MOST_COUNTED = 4
KNOWN = 64
"""The cuts of one sentence have pieces in common, whose words are classed once."""
FAR = 3.0
_SEGMENT = re.compile(r"[,;]|\s[–—-]+\s")
_SIGNS = {",": "comma", ";": "semicolon"}
_OPENS, _CLOSES = re.compile(r"(?<!\w)'(?=\w)"), re.compile(r"(?<=[\w.,!?])'(?!\w)")


@dataclass(frozen=True)
class Cut:
    """A part of a tidied sentence, closed as it is printed; it stands from ``start`` to before ``end``."""

    text: str
    start: int
    end: int


class SentenceCutter:
    """Finds the parts of one episode's sentences that can stand for them."""

    def __init__(self, reading: Reading, scorer: PointScorer, ranker: Ranker | None = None) -> None:
        self._reading = reading
        self._scorer = scorer
        self._ranker = ranker or (load("cuts") if reading.language in GRADED else None)
        self._classes = WordClasses(reading)
        lexicon, clauses = reading.lexicon, reading.lexicon.clauses
        self._clauses = ClauseCutter(clauses)
        self._subjects = frozenset((*clauses.subjects, *clauses.pronouns))
        self._nominals, self._finite = frozenset(clauses.nominals), frozenset(clauses.finite)
        self._joints = frozenset((*clauses.joints, *clauses.relatives))
        self._subordinate = frozenset((*lexicon.subordinators, *clauses.reaching))
        self._openers = lexicon.question_words | {
            *lexicon.subordinators,
            *lexicon.definitions.relatives,
            *clauses.relatives,
        }
        self._pointing = lexicon.demonstratives | {
            lexicon.grammar.complementizer,
            *lexicon.definitions.relatives,
        }
        self._opinion = phrases(lexicon.opinions)
        self._pairing = phrases(clauses.pairing)
        self._spoken = lru_cache(maxsize=KNOWN)(self._classed)

    def parts(self, sentence: Sentence, tidied: str, *, most: int) -> Iterator[tuple[str, float]]:
        """Yield the parts of ``sentence``, which reads ``tidied``, that may be printed, up to ``most`` words.

        Each comes with the log odds that it stands well for the sentence; those of a rule are even.
        """
        if self._ranker is None:
            yield from ((part, 0.0) for part in self._clauses.parts(tidied, most=most))
            return
        for cut in self.find(tidied, most=most):
            yield cut.text, self._ranker.odds(self.features(sentence, tidied, cut))

    def find(self, tidied: str, *, most: int) -> Iterator[Cut]:
        """Yield all parts of a ``tidied`` sentence that begin and end where clauses may."""
        for start, end in self._clauses.spans(tidied):
            text = closed(tidied[start:end])
            is_fit = LEAST_WORDS <= len(words(text)) <= most and self._clauses.is_whole(text)
            is_fit = is_fit and _quotes_evenly(text)
            if is_fit and self._may_begin(tidied[:start]) and self._may_end(text, tidied[end:]):
                yield Cut(text, start, end)

    def _may_begin(self, before: str) -> bool:
        """Whether what follows ``before`` is told as it is: no "had it been so" or "says that"."""
        if not before:
            return True
        spoken = self._spoken(straighten(before))
        begins_anew = not spoken or _folded(spoken[0]) in self._reading.lexicon.yes_no_openers
        opened = [at for at, word in enumerate(spoken) if _folded(word) in self._openers]
        is_told = bool(opened) and not self._has_verb(spoken[opened[-1] + 1 :])
        return self._reading.has_verb(before) and not begins_anew and not is_told

    def _may_end(self, kept: str, rest: str) -> bool:
        """Whether ``kept`` holds without the ``rest``.

        It may not end in a verb that waits ("the answer is because …"), nor may a negation reach over the
        joint ("it did not fall because …"), nor the rest take back what was said ("and that is not true").
        """
        lexicon = self._reading.lexicon
        last = words(_SEGMENT.split(straighten(kept))[-1])
        following = words(straighten(rest).casefold())
        first, second = [*following[:2], "", ""][:2]
        begins_anew = first == lexicon.conjunction and second in self._subjects
        is_bare = rest[:1].isspace()
        waits = is_bare and bool(last) and last[-1].casefold() in self._finite
        is_denied = is_bare and not begins_anew and any(map(lexicon.denies, last))
        return not waits and not is_denied and not self._takes_back(following)

    def _takes_back(self, following: Sequence[str]) -> bool:
        """Whether words that follow a statement deny it: "and that is simply not true", "which I don't"."""
        lexicon = self._reading.lexicon
        said = following[following[:1] == [lexicon.conjunction] :]
        points_back = bool(said) and said[0] in self._pointing
        return points_back and any(map(lexicon.denies, said[1:NEAR]))

    def features(self, sentence: Sentence, tidied: str, cut: Cut) -> Features:
        """Return what tells how well ``cut`` stands for ``sentence``, which reads ``tidied``."""
        plain = straighten(tidied)
        before, kept = self._spoken(plain[: cut.start]), self._spoken(plain[cut.start : cut.end])
        after = self._spoken(plain[cut.end :])
        found = {**self._statement(cut, kept), **self._share(sentence, tidied, cut)}
        if before:
            found |= self._beginning(before, kept)
        if after:
            found |= self._end(plain[cut.start : cut.end], kept, plain[cut.end :], after)
        return found

    def _classed(self, text: str) -> list[ClassedWord]:
        return [word for word in self._classes.classed(text) if word.of != "sign"]

    def _statement(self, cut: Cut, kept: Sequence[ClassedWord]) -> Features:
        """Return what kind of statement is left."""
        text, lexicon = straighten(cut.text), self._reading.lexicon
        spoken = [_folded(word) for word in kept]
        opened = [at for at, word in enumerate(spoken) if word in self._openers]
        verbs = sum(self._is_main_verb(kept, at) for at in range(len(kept)))
        long = math.log(len(kept) / 15)
        return {
            "length": long,
            "length squared": long**2,
            "commas": float(min(MOST_COUNTED, text.count(","))),
            "dash": float(bool(INSERTED.search(text))),
            "quoted": float('"' in text),
            "negated": float(any(map(lexicon.denies, spoken))),
            "limited": float(not lexicon.limits.isdisjoint(spoken)),
            "pairing": float(bool(self._pairing.search(text.casefold()))),
            "condition": float(not self._subordinate.isdisjoint(spoken)),
            "opinion": float(bool(self._opinion.search(text.casefold()))),
            "begins subordinate": float(spoken[0] in self._subordinate),
            "begins subject": float(spoken[0] in self._subjects),
            "begins verb": float(kept[0].of == "verb"),
            "early verb": float(self._has_verb(kept[:EARLY])),
            "verbs": float(min(MOST_COUNTED, verbs)),
            "clauses": float(min(MOST_COUNTED, len(opened))),
            "no main verb": float(verbs <= len(opened)),
            "verb before clauses": float(self._has_verb(kept[: opened[0]] if opened else kept)),
        }

    def _share(self, sentence: Sentence, tidied: str, cut: Cut) -> Features:
        """Return how much of the sentence is left."""
        whole, part = self._scorer.odds_alone(sentence), self._scorer.odds_alone(sentence, cut.text)
        lemmas, held = self._reading.content_sets[sentence.order], self._reading.lemmas(cut.text)
        return {
            "odds": part,
            "odds lost": max(-FAR, min(FAR, whole - part)),
            "share": (cut.end - cut.start) / len(tidied),
            "content": float(min(2 * MOST_COUNTED, len(held))),
            "content share": len(held) / max(1, len(lemmas)),
            "trails off": float(tidied.endswith(("...", "…"))),
        }

    def _beginning(self, before: Sequence[ClassedWord], kept: Sequence[ClassedWord]) -> Features:
        """Return what the joint shows between what is left and words ``before`` it that are left out."""
        return {
            "begun": 1.0,
            "before": math.log(len(before) / EARLY),
            "before few": float(len(before) <= FEW),
            "before verb": float(self._has_verb(before)),
            "before subordinate": float(_folded(before[0]) in self._subordinate),
            "before told": float(self._reading.lexicon.grammar.complementizer in map(_folded, before)),
            f"begins {self._kind(kept[0])}": 1.0,
        }

    def _end(
        self, left: str, kept: Sequence[ClassedWord], rest: str, after: Sequence[ClassedWord]
    ) -> Features:
        """Return what the joint shows between what is ``left`` and the ``rest`` that is left out after it."""
        sign = _SIGNS.get(rest[:1], "no sign")
        joint = _folded(after[0]) if _folded(after[0]) in self._joints else ""
        following = after[1:] if joint and len(after) > 1 else after
        segments = _SEGMENT.split(left)
        last = self._spoken(segments[-1]) or kept[-1:]
        following_segment = self._spoken(_SEGMENT.split(rest.lstrip(" ,;"))[0]) or after[:1]
        follows = self._follows(following)
        is_clause = follows in {"subject", "nominal", "name"}
        is_later = len(segments) > 1
        return {
            "ended": 1.0,
            f"{sign}": 1.0,
            f"{sign} {joint}": 1.0,
            f"{sign} {'joint' if joint else 'none'} {follows}": 1.0,
            f"after {self._kind(after[0])}": 1.0,
            f"last {self._kind(kept[-1])}": 1.0,
            "last small": float(self._reading.lexicon.is_stop(kept[-1].text)),
            "last denies": float(any(self._reading.lexicon.denies(word.text) for word in last)),
            "last finite": float(any(_folded(word) in self._finite for word in last[-2:])),
            "last says": float(any(_folded(word) in self._subordinate for word in last[-FEW:])),
            "last segment": math.log(len(last) / EARLY),
            "last segment verb": float(self._has_verb(last)),
            "last segment subject": float(is_later and _folded(last[0]) in self._subjects),
            "last segment subordinate": float(is_later and _folded(last[0]) in self._subordinate),
            "last segment joint": float(is_later and _folded(last[0]) in self._joints),
            "waits for clause": float(is_clause and any(_folded(word) in self._openers for word in last)),
            "one of a row": float(is_later and bool(joint) and not is_clause),
            "short row": float(is_later and max(len(last), len(following_segment)) <= FEW + 1),
            "alike": float(kept[-1].of == following[0].of),
            "rest": math.log(len(after) / EARLY),
            "rest verb": float(self._has_verb(after)),
            "next segment": math.log(len(following_segment) / EARLY),
            "next segment verb": float(self._has_verb(following_segment)),
        }

    def _follows(self, following: Sequence[ClassedWord]) -> str:
        """Return what a clause, or the rest of one, begins with."""
        first, second = _folded(following[0]), " ".join(map(_folded, following[:2]))
        if first in self._subjects or second in self._subjects:
            return "subject"
        return "nominal" if first in self._nominals else following[0].of

    def _kind(self, word: ClassedWord) -> str:
        """Return a small word as it is, for any other its class."""
        return _folded(word) if self._reading.lexicon.is_stop(word.text) else word.of

    def _has_verb(self, spoken: Sequence[ClassedWord]) -> bool:
        return any(map(self._is_verb, spoken))

    def _is_verb(self, word: ClassedWord) -> bool:
        folded = _folded(word)
        return word.of == "verb" or folded in self._finite or LEANING_VERB.search(folded) is not None

    def _is_main_verb(self, kept: Sequence[ClassedWord], at: int) -> bool:
        """Whether a verb stands there that no other one before it, and no "to", governs."""
        word, before = kept[at], _folded(kept[at - 1]) if at else ""
        is_governed = before in self._finite or before in self._reading.lexicon.subordinators
        return self._is_verb(word) and not is_governed and not _folded(word).endswith("ing")


def _quotes_evenly(text: str) -> bool:
    """Whether single quotation marks that open are closed; one after a word may be an apostrophe."""
    plain = straighten(text)
    return len(_OPENS.findall(plain)) <= len(_CLOSES.findall(plain))


def _folded(word: ClassedWord) -> str:
    return word.text.casefold()
