"""Logistic regression by Newton's method, tried on shows that it has not seen."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from studykit.analysis import ranker
from studykit.analysis.ranker import Features, Ranker, WordRanker
from training.vectors import NO_VECTORS, Vectors

Numbers = NDArray[np.float64]
STEPS = 40
CLOSE = 1e-6
SIGNIFICANT = 4
FREE = 1e-9
"""What holds a bias down: next to nothing."""
FOLDS = 6


class _OfShow(Protocol):
    @property
    def show(self) -> str:
        """What is left out together."""


OfShow = TypeVar("OfShow", bound=_OfShow)
Found = TypeVar("Found")


@dataclass(frozen=True)
class Sample:
    """What is known of one episode: features of its candidates, which are right, and how much each counts."""

    show: str
    features: Sequence[Features]
    right: Sequence[bool]
    weights: Sequence[float]


@dataclass(frozen=True)
class Worded:
    """The words of one episode's sentences or phrases, and how much each counts in its own.

    ``right`` tells which are, ``weights`` how much each counts, ``odds`` are the log odds without the words.
    """

    words: Sequence[Mapping[str, float]]
    right: Sequence[bool]
    weights: Sequence[float]
    odds: Sequence[float]


@dataclass(frozen=True)
class Choice:
    """Things of which one or more were chosen: the features of each, and how much it was."""

    features: Sequence[Features]
    chosen: Sequence[float]


@dataclass(frozen=True)
class _Rows:
    """A part of what is fitted: features by row, what is right, what a row counts, and its known log odds."""

    features: Numbers
    right: Numbers
    weights: Numbers
    odds: Numbers


def fit(samples: Sequence[Sample], ridge: float) -> Ranker:
    """Return the logistic model of ``samples``; ``ridge`` holds the weights of standardised features down."""
    names, rows = _table([each for sample in samples for each in sample.features])
    right = np.array([float(y) for s in samples for y in s.right])
    weights = np.array([w for s in samples for w in s.weights])
    mean, spread = _scale(rows)
    held = _Rows(_with_bias((rows - mean) / spread), right, weights, np.zeros(len(rows)))
    solved = _newton(lambda: iter([held]), np.r_[FREE, np.full(len(names), ridge)])
    slopes = solved[1:] / spread
    bias = float(solved[0] - (slopes * mean).sum())
    return Ranker(bias, {name: float(slope) for name, slope in zip(names, slopes, strict=True) if slope})


def fit_choice(samples: Sequence[Choice], ridge: float) -> Ranker:
    """Return the model by which things were likeliest chosen as ``samples`` tell (McFadden 1974).

    Its odds compare things among which one chooses; what is average in all has none either way.
    """
    names, rows = _table([each for sample in samples for each in sample.features])
    mean, spread = _scale(rows)
    borders = np.cumsum([len(sample.features) for sample in samples])[:-1]
    parts = np.split((rows - mean) / spread, borders)
    shares = [np.array(sample.chosen) / sum(sample.chosen) for sample in samples]
    solved = np.zeros(len(names))
    for _ in range(STEPS):
        slope, curve = ridge * solved, np.diag(np.full(len(names), ridge))
        for part, share in zip(parts, shares, strict=True):
            odds = part @ solved
            chance = np.exp(odds - odds.max())
            chance /= chance.sum()
            expected = part.T @ chance
            slope = slope + expected - part.T @ share
            curve = curve + (part.T * chance) @ part - np.outer(expected, expected)
        step = np.linalg.solve(curve, slope)
        solved = solved - step
        if float(np.abs(step).max()) < CLOSE:
            break
    slopes = solved / spread
    weights = {name: float(slope) for name, slope in zip(names, slopes, strict=True) if slope}
    return Ranker(-float((slopes * mean).sum()), weights)


def fit_words(
    samples: Sequence[Worded], names: Sequence[str], ridge: float, vectors: Vectors = NO_VECTORS
) -> WordRanker:
    """Return what words add to the log odds that ``samples`` have without them.

    The words ``names`` are weighed each by itself, all that have ``vectors`` by these, so that words that no
    sample holds are weighed as those near to them. ``ridge`` holds down the weights of the ``names``, that of
    ``vectors`` those of their dimensions.
    """
    places = {name: place for place, name in enumerate(names, start=1)}
    first = len(names) + 1

    def parts() -> Iterator[_Rows]:  # one episode at a time: all of them together do not fit
        for sample in samples:
            rows = np.zeros((len(sample.words), first + vectors.width))
            rows[:, 0] = 1.0
            for row, words in zip(rows, sample.words, strict=True):
                for word, count in words.items():
                    if word in places:
                        row[places[word]] = count
                    if word in vectors.places:
                        row[first:] += count * vectors.rows[vectors.places[word]]
            right, odds = np.array(sample.right, dtype=float), np.array(sample.odds)
            yield _Rows(rows, right, np.array(sample.weights), odds)

    penalty = np.r_[FREE, np.full(len(names), ridge), np.full(vectors.width, vectors.ridge)]
    solved = _newton(parts, penalty)
    weights = defaultdict[str, float](float)
    weights.update(zip(vectors.places, vectors.rows @ solved[first:], strict=True))
    for name, place in places.items():
        weights[name] += solved[place]
    return WordRanker(float(solved[0]), {name: float(weight) for name, weight in weights.items()})


def _table(features: Sequence[Features]) -> tuple[list[str], Numbers]:
    """Return the names of all ``features``, and a row of their values for each."""
    names = sorted({name for each in features for name in each})
    return names, np.array([[each.get(name, 0.0) for name in names] for each in features], dtype=np.float64)


def _scale(rows: Numbers) -> tuple[Numbers, Numbers]:
    """Return the mean and the spread of each feature; one that never differs has a spread of one."""
    spread = rows.std(axis=0)
    return rows.mean(axis=0), np.where(spread == 0, 1.0, spread)


def _with_bias(rows: Numbers) -> Numbers:
    return np.hstack([np.ones((len(rows), 1)), rows])


def _newton(parts: Callable[[], Iterator[_Rows]], penalty: Numbers) -> Numbers:
    """Return the weights of the likeliest logistic model, each held down by its ``penalty``."""
    solved = np.zeros(len(penalty))
    for _ in range(STEPS):
        slope, curve = penalty * solved, np.diag(penalty)
        for part in parts():
            odds = np.clip(part.odds + part.features @ solved, -30, 30)
            chance = 1 / (1 + np.exp(-odds))
            slope = slope + part.features.T @ (part.weights * (chance - part.right))
            counts = part.weights * chance * (1 - chance)
            curve = curve + (part.features * counts[:, None]).T @ part.features
        step = np.linalg.solve(curve, slope)
        solved = solved - step
        if float(np.abs(step).max()) < CLOSE:
            break
    return np.asarray(solved, dtype=np.float64)


def unseen(
    samples: Sequence[Sample], further: Sequence[Sample], ridge: float, judge: Callable[[int, Ranker], float]
) -> list[float]:
    """Return for each of ``samples`` what ``judge`` says of a model that has not seen its show.

    The model is fitted on all other shows of ``samples`` and of ``further``.
    """
    fitted: Mapping[str, Ranker] = {
        show: fit([s for s in (*samples, *further) if s.show != show], ridge)
        for show in sorted({s.show for s in samples})
    }
    return [judge(index, fitted[sample.show]) for index, sample in enumerate(samples)]


def by_fold(
    held: Sequence[OfShow],
    fitted: Callable[[Sequence[OfShow]], Ranker],
    judge: Callable[[Ranker, OfShow], Found],
) -> list[Found]:
    """Return what ``judge`` says of each by a model that saw none of its show, nor of a few others."""
    shows = sorted({each.show for each in held})
    folds = {show: place % FOLDS for place, show in enumerate(shows)}
    rankers = [fitted([each for each in held if folds[each.show] != fold]) for fold in range(FOLDS)]
    return [judge(rankers[folds[each.show]], each) for each in held]


def area(odds: Sequence[float], right: Sequence[bool]) -> float:
    """Return how often something right has greater ``odds`` than something wrong (Mann and Whitney 1947).

    Equal ones count half; it is a half where there is nothing to compare.
    """
    wrong = np.sort([value for value, is_right in zip(odds, right, strict=True) if not is_right])
    others = np.array([value for value, is_right in zip(odds, right, strict=True) if is_right])
    if not len(wrong) or not len(others):
        return 0.5
    below, not_above = np.searchsorted(wrong, others, "left"), np.searchsorted(wrong, others, "right")
    return float((below + not_above).mean() / 2 / len(wrong))


def rounded(model: WordRanker, most: Callable[[str], float], *, count: int, step: float) -> WordRanker:
    """Return ``model`` with its ``count`` words that matter most, their weights rounded to ``step``.

    A word matters as much as its weight does times what ``most`` says of it.
    """
    ranked = sorted(model.weights, key=lambda word: (-abs(model.weights[word]) * most(word), word))
    weights = {word: round(model.weights[word] / step) * step for word in ranked[:count]}
    return WordRanker(model.bias, {word: weight for word, weight in weights.items() if weight})


def save(model: Ranker | WordRanker, name: str, folder: Path | None = None) -> Path:
    """Write ``model`` where the program reads it, or to ``folder``, and return the file."""
    path = (folder or ranker.FOLDER) / f"{name}.json"
    held = _words_of(model) if isinstance(model, WordRanker) else _weights_of(model)
    path.write_text(
        json.dumps({"bias": _short(model.bias), **held}, indent=1, ensure_ascii=False) + "\n",
        encoding="utf-8",
    )
    return path


def _weights_of(model: Ranker) -> dict[str, dict[str, float]]:
    return {"weights": {key: _short(value) for key, value in sorted(model.weights.items())}}


def _words_of(model: WordRanker) -> dict[str, dict[str, str]]:
    """Return a line of words for each weight."""
    lines = defaultdict[float, list[str]](list)
    for word, weight in sorted(model.weights.items()):
        lines[_short(weight)].append(word)
    return {"words": {f"{weight:g}": " ".join(words) for weight, words in sorted(lines.items())}}


def _short(value: float) -> float:
    return float(f"{value:.{SIGNIFICANT}g}")
