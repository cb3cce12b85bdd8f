"""Logistic regression by Newton's method, tried on shows that it has not seen."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from studykit.analysis import ranker
from studykit.analysis.ranker import Features, Ranker

Numbers = NDArray[np.float64]
STEPS = 40
SIGNIFICANT = 4


@dataclass(frozen=True)
class Sample:
    """What is known of one episode: features of its candidates, which are right, and how much each counts."""

    show: str
    features: Sequence[Features]
    right: Sequence[bool]
    weights: Sequence[float]


def fit(samples: Sequence[Sample], ridge: float) -> Ranker:
    """Return the logistic model of ``samples``; ``ridge`` holds the weights of standardised features down."""
    names = sorted({name for sample in samples for each in sample.features for name in each})
    rows = np.array([[f.get(name, 0.0) for name in names] for s in samples for f in s.features], dtype=float)
    right = np.array([float(y) for s in samples for y in s.right])
    weights = np.array([w for s in samples for w in s.weights])
    mean, spread = rows.mean(axis=0), rows.std(axis=0)
    spread[spread == 0] = 1.0
    solved = _newton(np.hstack([np.ones((len(rows), 1)), (rows - mean) / spread]), right, weights, ridge)
    slopes = solved[1:] / spread
    bias = float(solved[0] - (slopes * mean).sum())
    return Ranker(bias, {name: float(slope) for name, slope in zip(names, slopes, strict=True) if slope})


def _newton(rows: Numbers, right: Numbers, weights: Numbers, ridge: float) -> Numbers:
    penalty = np.full(rows.shape[1], ridge)
    penalty[0] = 1e-9
    solved = np.zeros(rows.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-np.clip(rows @ solved, -30, 30)))
        slope = rows.T @ (weights * (chance - right)) + penalty * solved
        curve = (rows * (weights * chance * (1 - chance))[:, None]).T @ rows + np.diag(penalty)
        step = np.linalg.solve(curve, slope)
        solved = solved - step
        if float(np.abs(step).max()) < 1e-8:
            break
    return np.asarray(solved, dtype=np.float64)


def unseen(samples: Sequence[Sample], ridge: float, judge: Callable[[int, Ranker], float]) -> list[float]:
    """Return for each sample what ``judge`` says of the model fitted on all shows but its own."""
    fitted: Mapping[str, Ranker] = {
        show: fit([s for s in samples if s.show != show], ridge) for show in sorted({s.show for s in samples})
    }
    return [judge(index, fitted[sample.show]) for index, sample in enumerate(samples)]


def save(model: Ranker, name: str) -> Path:
    """Write ``model`` where the program reads it, and return the file."""
    path = ranker.FOLDER / f"{name}.json"
    weights = {key: float(f"{value:.{SIGNIFICANT}g}") for key, value in sorted(model.weights.items())}
    held = {"bias": float(f"{model.bias:.{SIGNIFICANT}g}"), "weights": weights}
    path.write_text(json.dumps(held, indent=1) + "\n", encoding="utf-8")
    return path
