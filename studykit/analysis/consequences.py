"""Sentences that say what follows from what: the condition or the cause is shown, what follows is asked."""

import re
from collections.abc import Iterator

from studykit.analysis.clauses import ClauseCutter
from studykit.analysis.episode import Reading
from studykit.analysis.halves import LEAST_STATEMENT, Halves, closed, trimmed
from studykit.analysis.points import PointScorer
from studykit.language.lexicon import before, phrases
from studykit.text import straighten, words

LEAST_CONDITION = 4


class ConsequenceFinder:
    """Parts sentences of one episode into what is so and what follows from it; ``halves`` judges both."""

    def __init__(self, reading: Reading, scorer: PointScorer, halves: Halves) -> None:
        self._scorer = scorer
        self._halves = halves
        self._clauses = ClauseCutter(reading.lexicon.clauses)
        cues = reading.lexicon.reasoning
        self._condition = re.compile(before(cues.conditions), re.IGNORECASE)
        self._then = re.compile(before(cues.then), re.IGNORECASE)
        self._recalling = phrases(cues.recalling)
        self._implies = re.compile(rf"(?<=\w),?\s{before(cues.implications)}", re.IGNORECASE)

    def find(self, tidy: str) -> Iterator[tuple[str, str]]:
        """Yield what a tidied sentence shows and what follows, nothing where it has not both."""
        yield from self._conditions(tidy)
        yield from self._implications(tidy)

    def _conditions(self, tidy: str) -> Iterator[tuple[str, str]]:
        """Yield the condition that begins the sentence and what holds then: the comma between is spoken."""
        if not self._condition.match(tidy):
            return
        for comma in re.finditer(r",\s+", tidy):
            condition, rest = tidy[: comma.start()], tidy[comma.end() :]
            then = self._then.match(rest)
            answer = rest[then.end() :] if then else rest
            if not self._condition.match(answer) and self._is_pair(condition, answer, LEAST_CONDITION):
                yield f"{trimmed(condition)} …", answer
                return

    def _implications(self, tidy: str) -> Iterator[tuple[str, str]]:
        for match in self._implies.finditer(tidy):
            cause, answer = tidy[: match.start()], tidy[match.end() :]
            if self._is_pair(cause, answer, LEAST_STATEMENT):
                yield closed(cause), answer

    def _is_pair(self, shown: str, answer: str, least: int) -> bool:
        stated = self._condition.sub("", shown, count=1) if self._condition.match(shown) else shown
        return (
            self._halves.is_statement(stated, least=least)
            and not self._recalling.search(straighten(shown).casefold())
            and not self._scorer.leans(answer)
            and self._clauses.begins_clause(answer)
            and self._halves.is_answer(answer)
            and len(words(shown)) + len(words(answer)) >= 2 * LEAST_STATEMENT
        )
