"""Questions that one speaker asks and another answers, made to stand alone."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from studykit.analysis.episode import Reading
from studykit.analysis.points import PointScorer
from studykit.language.lexicon import Lexicon, either, phrases
from studykit.language.sentences import Sentence
from studykit.language.tagging import tag
from studykit.text import is_question, straighten, words

MOST_ANSWER_WORDS = 35
ASKING_SENTENCES = 3
MOST_ASKED = 24
"""Where nobody knows the words of a language, only half as long a question is surely one thing."""


@dataclass(frozen=True)
class Answered:
    """A question with the sentence that answers it; ``answer`` is its tidied text."""

    question: str
    asked: Sentence
    answer: str
    said: Sentence
    score: float


class QuestionFinder:
    """Finds answered questions in a stretch of one episode."""

    def __init__(self, reading: Reading, scorer: PointScorer) -> None:
        self._reading = reading
        self._scorer = scorer
        lexicon = reading.lexicon
        self._deictic = phrases(tuple(lexicon.pronouns | lexicon.demonstratives))
        self._that = _pointing(lexicon)
        self._question_word = phrases(tuple(lexicon.question_words))
        self._idle = phrases(lexicon.idle_questions)
        self._reasons = phrases(lexicon.reasons)
        self._knows_words = bool(lexicon.question_words)
        self._yes_no = phrases(tuple(lexicon.yes_no_openers))

    def find(self, sentences: Sequence[Sentence]) -> Iterator[Answered]:
        """Yield the answered questions among ``sentences``, in order."""
        turns: dict[int, list[Sentence]] = {}
        for sentence in sentences:
            turns.setdefault(sentence.turn, []).append(sentence)
        for asking, answering in pairwise(turns.values()):
            if asking[0].speaker_id != answering[0].speaker_id:
                yield from self._best(asking[-ASKING_SENTENCES:], answering)

    def _best(self, asking: Sequence[Sentence], answering: Sequence[Sentence]) -> Iterator[Answered]:
        fit = [s for s in asking if self._stands_alone(self._reading.tidied[s.order])]
        if not fit:
            return
        asked = max(fit, key=lambda s: (len(self._reading.content_sets[s.order]), s.order))
        topic = self._reading.content_sets[asked.order]
        most = 12 if self._knows_words else 1
        answers = [(self._fitness(s), s) for s in answering[:most] if self._can_answer(s, topic)]
        if answers:
            score, said = max(answers, key=lambda pair: (pair[0], -pair[1].order))
            tidied = self._reading.tidied
            yield Answered(tidied[asked.order], asked, tidied[said.order], said, score)

    def _stands_alone(self, question: str) -> bool:
        folded = straighten(question).casefold().lstrip("¿¡\"' ")
        count = len(words(question))
        return (
            is_question(question)
            and "…" not in question
            and 4 <= count <= (MOST_ASKED if self._knows_words else MOST_ASKED // 2)
            and (bool(self._question_word.search(folded)) or not self._knows_words)
            and not self._yes_no.match(folded)
            and not self._idle.search(folded)
            and not self._deictic.search(folded)
            and not self._that.search(folded)
            and not self._points(question)
            and len(self._reading.lemmas(question)) >= 2
        )

    def _points(self, question: str) -> bool:
        """Whether a word like "that" stands before a noun, and so points to something said before."""
        spoken = [word.casefold() for word in words(question)]
        return any(
            first in self._reading.lexicon.two_faced
            and tag(second, self._reading.language).part in {"noun", "adjective"}
            for first, second in pairwise(spoken)
        )

    def _can_answer(self, sentence: Sentence, topic: frozenset[str]) -> bool:
        tidy = self._reading.tidied[sentence.order]
        return bool(
            6 <= len(words(tidy)) <= MOST_ANSWER_WORDS
            and not is_question(tidy)
            and "…" not in tidy
            and (self._reasons.match(straighten(tidy).casefold()) or not self._scorer.leans(tidy))
            and (not self._reading.content_sets[sentence.order] & topic or not self._knows_words)
        )

    def _fitness(self, sentence: Sentence) -> float:
        return self._scorer.score(sentence) - 0.06 * sentence.place  # a long turn drifts from its question


def _pointing(lexicon: Lexicon) -> re.Pattern[str]:
    """Return a pattern that finds a word like "that" where it points to something and joins no clauses."""
    after = either(lexicon.after_two_faced)
    return re.compile(rf"\b(?:{either(lexicon.two_faced)})\b(?='s|\s*[?.,;]|\s*$|\s+(?:{after})\b)")
