"""What people think: sentences worth knowing the holder of, where several people talk."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from studykit.analysis.episode import Reading
from studykit.analysis.points import PointScorer
from studykit.language.lexicon import phrases
from studykit.language.sentences import Sentence
from studykit.text import fold, straighten, words

LEAST_SPEAKERS = 3
"""Of two people one can guess who it was."""
LEAST_SHARE = 0.1
LEAST_WORDS, MOST_WORDS = 9, 28


@dataclass(frozen=True)
class View:
    """A sentence that begins with whose view it is, and the name of its speaker."""

    statement: str
    speaker: str
    said: Sentence
    score: float


class ViewFinder:
    """Finds views in stretches of one episode."""

    def __init__(self, reading: Reading, scorer: PointScorer, can_stand: Callable[[str, int], bool]) -> None:
        self._reading = reading
        self._scorer = scorer
        self._can_stand = can_stand
        self._opinion = phrases(reading.lexicon.opinions)

    def find(self, sentences: Sequence[Sentence]) -> Iterator[View]:
        """Yield the views among ``sentences``, in order; none where fewer than LEAST_SPEAKERS really talk."""
        for sentence in sentences if len(self._talkers) >= LEAST_SPEAKERS else ():
            tidy = self._reading.tidied[sentence.order]
            name = self._reading.transcript.names.get(sentence.speaker_id or "", "")
            if sentence.speaker_id in self._talkers and name and self._is_view(tidy):
                yield View(tidy, name, sentence, self._scorer.score(sentence))

    def _is_view(self, tidy: str) -> bool:
        folded = fold(tidy)
        return (
            len(words(tidy)) >= LEAST_WORDS
            and self._opinion.match(straighten(tidy).casefold()) is not None
            and self._can_stand(tidy, MOST_WORDS)
            and not any(fold(name) in folded for name in self._reading.transcript.names.values())
        )

    @cached_property
    def _talkers(self) -> frozenset[str | None]:
        """Who says LEAST_SHARE of the words or more."""
        said: Counter[str | None] = Counter()
        for sentence in self._reading.sentences:
            said[sentence.speaker_id] += len(sentence.words)
        return frozenset(who for who, count in said.items() if who and count >= LEAST_SHARE * said.total())
