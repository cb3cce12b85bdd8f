"""Logistic regression by Newton's method, tried on shows that it has not seen."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from studykit.analysis import ranker
from studykit.analysis.ranker import Features, Ranker

Numbers = NDArray[np.float64]
STEPS = 40
CLOSE = 1e-6
SIGNIFICANT = 4


@dataclass(frozen=True)
class Sample:
    """What is known of one episode: features of its candidates, which are right, and how much each counts."""

    show: str
    features: Sequence[Features]
    right: Sequence[bool]
    weights: Sequence[float]


@dataclass(frozen=True)
class Worded:
    """The words of one episode's sentences, which are right, and their log odds as far as these are known."""

    words: Sequence[frozenset[str]]
    right: Sequence[bool]
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
    solved = _newton(lambda: iter([held]), len(names) + 1, ridge)
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


def fit_words(samples: Sequence[Worded], names: Sequence[str], ridge: float) -> Ranker:
    """Return what the words ``names`` add to the log odds that ``samples`` have without them."""
    places = {name: place for place, name in enumerate(names, start=1)}

    def parts() -> Iterator[_Rows]:  # one episode at a time: all of them together do not fit
        for sample in samples:
            rows = np.zeros((len(sample.words), len(names) + 1))
            rows[:, 0] = 1.0
            for row, words in enumerate(sample.words):
                rows[row, [places[word] for word in words if word in places]] = 1.0
            right = np.array(sample.right, dtype=float)
            yield _Rows(rows, right, np.ones(len(rows)), np.array(sample.odds))

    solved = _newton(parts, len(names) + 1, ridge)
    return Ranker(float(solved[0]), {name: float(solved[place]) for name, place in places.items()})


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


def _newton(parts: Callable[[], Iterator[_Rows]], width: int, ridge: float) -> Numbers:
    """Return the weights of the likeliest logistic model, the first of which, the bias, is free."""
    penalty = np.full(width, ridge)
    penalty[0] = 1e-9
    solved = np.zeros(width)
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


def save(model: Ranker, name: str) -> Path:
    """Write ``model`` where the program reads it, and return the file."""
    path = ranker.FOLDER / f"{name}.json"
    weights = {key: float(f"{value:.{SIGNIFICANT}g}") for key, value in sorted(model.weights.items())}
    held = {"bias": float(f"{model.bias:.{SIGNIFICANT}g}"), "weights": weights}
    path.write_text(json.dumps(held, indent=1) + "\n", encoding="utf-8")
    return path
