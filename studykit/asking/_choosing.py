"""Chooses the passages that answer best, and judges whether the episode answers at all."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from studykit.asking._index import found
from studykit.asking._question import Asked
from studykit.asking._windows import Speech, Window

NEAR, WIDE, ODDS, ASKING = 0.4, 0.4, 0.15, -0.25
"""What is added to a window's share of the best BM25: how much of the question stands in it, and in it or
around it, how likely it carries a key point, and how much of it only asks."""
LEAST_ODDS, MOST_ODDS = -6.0, 2.0
LEAST_SUPPORT = 0.45
"""Less than this of what a question tells is said of the matter by chance (``evals/ask.py``)."""
_TOGETHER = 2 / 3
"""How much it counts that one window has it all; the rest is that the episode has it anywhere."""


@dataclass(frozen=True)
class Hit:
    """A window that was found, the number of its episode, and how well it fits."""

    episode: int
    window: Window
    fit: float


@dataclass(frozen=True)
class Choice:
    """The windows that fit best, none of them overlapping, and how much of the question they bear."""

    hits: tuple[Hit, ...]
    support: float

    @property
    def is_answer(self) -> bool:
        """Whether what was asked is talked about at all."""
        return self.support >= LEAST_SUPPORT


def choose(speeches: Sequence[Speech], questions: Mapping[str, Asked], limit: int) -> Choice:
    """Return the ``limit`` best windows of ``speeches`` for the question, given in each one's language."""
    windows = [(number, each) for number, speech in enumerate(speeches) for each in speech.windows]
    asked = [questions[speech.reading.language] for speech in speeches]
    phrases = (phrase for question in questions.values() for phrase in question.phrases)
    ranked = found([window for _, window in windows], phrases)
    top = ranked[0][1] if ranked else 1.0
    hits = [
        Hit(windows[at][0], windows[at][1], _fit(windows[at][1], asked[windows[at][0]], score / top))
        for at, score in ranked
    ]
    support = max((_support(speeches[hit.episode], hit, asked[hit.episode]) for hit in hits), default=0.0)
    best = sorted(hits, key=lambda hit: -hit.fit)
    return Choice(tuple(_apart(best, limit)), support)


def _fit(window: Window, question: Asked, score: float) -> float:
    odds = max(LEAST_ODDS, min(MOST_ODDS, window.odds))
    shares = NEAR * question.share(window.near) + WIDE * question.share(window.wide)
    return score + shares + ODDS * odds + ASKING * window.asking


def _support(speech: Speech, hit: Hit, question: Asked) -> float:
    anywhere = question.share(speech.stems)
    return _TOGETHER * question.share(hit.window.wide) + (1 - _TOGETHER) * anywhere


def _apart(hits: Sequence[Hit], limit: int) -> Iterator[Hit]:
    """Yield the first ``limit`` of ``hits`` that share no sentence with one before."""
    taken: set[tuple[int, int, int]] = set()
    for hit in hits:
        places = {(hit.episode, piece.turn, piece.start) for piece in hit.window.pieces}
        if limit and taken.isdisjoint(places):
            taken |= places
            limit -= 1
            yield hit
