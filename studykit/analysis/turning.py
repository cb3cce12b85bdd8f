"""How people turn to another matter: who speaks, what is asked, and with which words."""

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate, groupby

import numpy as np
from numpy.typing import NDArray

from studykit.analysis.episode import Reading
from studykit.language.lexicon import phrases
from studykit.language.sentences import Sentence
from studykit.text import is_question

HEAD_WORDS = 60
"""So many words show whether their speaker turns to another matter."""
ASKING_WORDS = 200
"""What is asked at the end of a longer turn is not what it began with."""
SURE_WORDS = 200
"""Who says less is taken to ask as others do."""
MOST_SHIFTS = 3
TURNS_AFTER = 3
MOST_SILENT_WORDS = 2000

_LEAD = re.compile(r"(?:\[[^\]]*\]|\W)*")


class TurningPoints:
    """Describes sentences of one episode by the talk right before and after they begin.

    Numbers of words are given as logarithms, what is there or not as 1 or 0.
    """

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._sentences = reading.sentences
        self._begins = [0, *accumulate(len(sentence.words) for sentence in reading.sentences)]
        held = groupby(reading.sentences, lambda sentence: sentence.turn)
        self._turns = [list(sentences) for _, sentences in held]
        self._number = {turn[0].turn: number for number, turn in enumerate(self._turns)}
        self._lengths = [sum(len(sentence.words) for sentence in turn) for turn in self._turns]
        words = reading.lexicon.transitions
        self._shifts, self._starts = phrases(words.shifts), phrases(words.starts)
        self._continuations = phrases((*words.continuations, *sorted(reading.lexicon.leaning)))

    def features(self, orders: Sequence[int]) -> dict[str, NDArray[np.float64]]:
        """Return each feature by its name, one value for the sentence at each of ``orders``."""
        silences = list(self._silences())
        rows = [
            {**self._place(order), **self._wording(order), "words since speaker": math.log1p(silences[order])}
            for order in orders
        ]
        return {name: np.array([row[name] for row in rows]) for name in (rows[0] if rows else ())}

    def _place(self, order: int) -> dict[str, float]:
        """Return where the sentence stands among the turns."""
        sentence = self._sentences[order]
        number = self._number[sentence.turn]
        into = self._begins[order] - self._begins[self._turns[number][0].order]
        was_aside = order == 0 or self._sentences[order - 1].aside is not None
        return {
            "asks": self._asking.get(sentence.speaker_id, 0.0),
            "host": float(self._reading.is_host.get(sentence.speaker_id, False)),
            "words of turn": math.log1p(self._lengths[number] - into),
            "words of answer": math.log1p(
                max(self._lengths[number + 1 : number + 1 + TURNS_AFTER], default=0)
            ),
            "aside ends": float(was_aside and sentence.aside is None),
        }

    @cached_property
    def _asking(self) -> dict[str | None, float]:
        """Return how many questions each speaker has to a hundred words: a panel has several who lead it."""
        asked, said = Counter[str | None](), Counter[str | None]()
        for sentence in self._sentences:
            said[sentence.speaker_id] += len(sentence.words)
            asked[sentence.speaker_id] += is_question(sentence.text)
        return {
            speaker: math.log((1 + asked[speaker]) / (SURE_WORDS + said[speaker]) * 100) for speaker in said
        }

    def _wording(self, order: int) -> dict[str, float]:
        """Return how the turn goes on from the sentence."""
        turn = self._turns[self._number[self._sentences[order].turn]]
        rest = turn[self._sentences[order].place :]
        head = list(self._head(rest))
        text, lead = " ".join(sentence.folded for sentence in head), _LEAD.sub("", head[0].folded, count=1)
        may_ask = rest if self._lengths[self._number[head[0].turn]] < ASKING_WORDS else head
        return {
            "question": float(any(is_question(sentence.text) for sentence in may_ask)),
            "shifts": float(min(MOST_SHIFTS, len(self._shifts.findall(text)))),
            "starts": float(self._starts.match(lead) is not None),
            "continues": float(self._continuations.match(lead) is not None),
            "words of head": math.log1p(sum(len(sentence.words) for sentence in head)),
        }

    def _head(self, rest: Sequence[Sentence]) -> Iterator[Sentence]:
        """Yield the first sentences of ``rest`` until they have HEAD_WORDS words."""
        said = 0
        for sentence in rest:
            yield sentence
            said += len(sentence.words)
            if said >= HEAD_WORDS:
                return

    def _silences(self) -> Iterator[int]:
        """Yield for each sentence how many words were said since its speaker's last."""
        last: dict[str | None, int] = {}
        for order, sentence in enumerate(self._sentences):
            since = self._begins[order] - last.get(sentence.speaker_id, -MOST_SILENT_WORDS)
            yield min(MOST_SILENT_WORDS, since)
            last[sentence.speaker_id] = self._begins[order + 1]
