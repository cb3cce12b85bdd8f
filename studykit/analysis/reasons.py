"""Sentences that carry a reason, a means, a difference or a consequence: one part asks, the other answers."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from studykit.analysis.clefts import CleftFinder
from studykit.analysis.consequences import ConsequenceFinder
from studykit.analysis.episode import Reading
from studykit.analysis.halves import Halves, closed, trimmed
from studykit.analysis.points import PointScorer
from studykit.language.lexicon import before, phrases
from studykit.language.sentences import Sentence
from studykit.language.tagging import tag
from studykit.model import QuestionKind
from studykit.text import is_balanced, is_question, nested, straighten, words

MOST_COMPARED = 5
ANECDOTE_COST = 1.0
MEANS_COST, SAID_OUTRIGHT_BONUS = 0.6, 1.0
"""Of twelve questions after a means readers kept none ("by" often joins something else), of what a sentence
itself puts as a question and its answer ("the goal of … is to …") nearly half, of others one in five."""


@dataclass(frozen=True)
class Reasoned:
    """A question that a sentence answers itself; ``question`` is worded, ``answer`` is of the sentence."""

    kind: Literal["question", "why", "how", "compare"]
    question: str
    answer: str
    said: Sentence
    score: float


class ReasonFinder:
    """Finds reasons, means, differences and consequences in stretches of one episode.

    ``is_told`` tells whether a front says what it is about.
    """

    def __init__(self, reading: Reading, scorer: PointScorer, is_told: Callable[[str], bool]) -> None:
        self._reading = reading
        self._scorer = scorer
        self._halves = Halves(reading, scorer, is_told)
        lexicon = reading.lexicon
        cues = lexicon.reasoning
        self._wording = reading.lexicon.wording
        self._cause = re.compile(rf"(?<=\w)[,;]?\s{before(cues.causes)}", re.IGNORECASE)
        self._so = re.compile(rf"[,;]?\s{before(cues.consequences)}", re.IGNORECASE)
        self._means = [_means(choice) for choice in cues.means]
        self._frames = [_frame(frame, "statement") for frame in cues.frames]
        self._differences = [_frame(frame, "one", "other") for frame in cues.differences]
        self._opinion = phrases(reading.lexicon.opinions)
        self._clefts = CleftFinder(reading)
        self._consequences = ConsequenceFinder(reading, scorer, self._halves)
        self._undoing = phrases((*lexicon.negations, *lexicon.emphatic, *lexicon.definitions.adverbs))

    def find(self, sentences: Sequence[Sentence]) -> Iterator[Reasoned]:
        """Yield what ``sentences`` explain, in order, one question for each at most."""
        for sentence in sentences:
            found = next(self._asked(sentence), None)
            if found:
                yield found

    def _asked(self, sentence: Sentence) -> Iterator[Reasoned]:
        tidy = self._reading.tidied[sentence.order]
        if is_question(tidy) or not is_balanced(tidy):
            return
        name = self._reading.transcript.names.get(sentence.speaker_id or "")
        score = self._scorer.score(sentence) - ANECDOTE_COST * self._is_anecdote(tidy)
        for one, other, answer in self._apart(tidy):
            yield Reasoned("compare", self._wording.ask_difference(one, other, name), answer, sentence, score)
        for subject, copula, answer in self._clefts.find(tidy):
            if self._halves.is_answer(answer):
                question = self._wording.ask_what(nested(subject), copula, name)
                told = score + SAID_OUTRIGHT_BONUS
                yield Reasoned("question", question, closed(answer), sentence, told)
        for statement, answer in self._caused(tidy):
            question = self._wording.ask_why(nested(statement), name)
            yield Reasoned("why", question, answer, sentence, score)
        for statement, answer in self._done(tidy):
            question = self._wording.ask_how(nested(statement), name)
            yield Reasoned("how", question, answer, sentence, score - MEANS_COST)
        for shown, answer in self._consequences.find(tidy):
            question = self._wording.ask_what_follows(nested(shown), name)
            yield Reasoned("question", question, closed(answer), sentence, score)

    def _is_anecdote(self, tidy: str) -> bool:
        """Whether the sentence begins with what its speaker did, and not with what he thinks."""
        folded = straighten(tidy).casefold()
        is_own = not self._reading.lexicon.first_person.isdisjoint(folded.split()[:1])
        return is_own and not self._opinion.match(folded)

    def _apart(self, tidy: str) -> Iterator[tuple[str, str, str]]:
        for frame in self._differences:
            match = frame.match(tidy)
            if match and self._halves.is_answer(answer := tidy[match.end() :]):
                one, other = match["one"], match["other"]
                if max(len(words(one)), len(words(other))) <= MOST_COMPARED:
                    yield trimmed(one), trimmed(other), closed(answer)

    def _caused(self, tidy: str) -> Iterator[tuple[str, str]]:
        for frame in self._frames:
            if match := frame.match(tidy):
                yield from self._pair(match["statement"], tidy[match.end() :])
        for match in self._so.finditer(tidy):
            reason = tidy[: match.start()]
            if not self._scorer.leans(reason):
                yield from self._pair(tidy[match.end() :], reason)
        for match in self._cause.finditer(tidy):
            statement = tidy[: match.start()]
            if not self._undoing.fullmatch(words(statement)[-1].casefold()):
                yield from self._pair(statement, trimmed(tidy[match.start() :]))

    def _done(self, tidy: str) -> Iterator[tuple[str, str]]:
        halves = self._halves
        for means in self._means:
            for match in means.finditer(tidy):
                statement, how = tidy[: match.start()], tidy[match.end() :]
                if self._is_doing(match[1]) and halves.is_statement(statement) and halves.says_enough(how):
                    yield closed(statement), closed(how)

    def _is_doing(self, stem: str) -> bool:
        """Whether the word with the verb's ending after "by" is a verb; so too where none is asked for."""
        return not stem or tag(stem.casefold(), self._reading.language).part != "other"

    def _pair(self, statement: str, answer: str) -> Iterator[tuple[str, str]]:
        if self._halves.is_statement(statement) and self._halves.is_answer(answer):
            yield closed(statement), closed(answer)


def kind_of_question(question: str, reading: Reading) -> QuestionKind:
    """Return whether an asked ``question`` wants a reason, a means or a difference, or is any other one."""
    folded = straighten(question).casefold().lstrip("¿ ")
    cues = reading.lexicon.reasoning
    kinds: tuple[tuple[QuestionKind, tuple[str, ...]], ...] = (
        ("compare", cues.compare),
        ("why", cues.why),
        ("how", cues.how),
    )
    return next((kind for kind, cue in kinds if phrases(cue).search(folded)), "question")


def _frame(pattern: str, *names: str) -> re.Pattern[str]:
    source = re.escape(straighten(pattern))
    for name in names:
        source = source.replace(re.escape(f"{{{name}}}"), rf"(?P<{name}>[^.?!;:]+?)")
    return re.compile(rf"{source}\s+", re.IGNORECASE)


def _means(choice: str) -> re.Pattern[str]:
    """Return what finds the beginning of a means; "by -ing" wants a word with that ending after "by".

    Its group is the stem of that word, empty where no ending is asked for.
    """
    words, _, ending = choice.partition(" -")
    stem = rf"(\w+){re.escape(ending)}\b" if ending else "()"
    return re.compile(rf"(?<=\w),?\s(?={before((words,))}{stem})", re.IGNORECASE)
