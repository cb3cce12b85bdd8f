"""Fits where chapters begin, to episodes with chapters made by people.

python -m training.boundaries FOLDER ... [--save]

Each FOLDER has episodes as ``evals.chaptered`` reads them. Prints for each show how well its chapters are
found by weights that never saw it; ``--save`` keeps those fitted to all shows. A published start
may lie some turns off the words that turn, so of the places near it the one that fits best is taken for the
true one, and the others count for nothing (multiple instances, Dietterich et al. 1997).
"""

import argparse
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evals.chaptered import OPENING_MS, Chaptered, chaptered
from evals.chapters import COLUMNS, LEAST_CHAPTERS, Figures, figures, row
from studykit.analysis.boundaries import Places, levelled
from studykit.analysis.ranker import Ranker
from studykit.analysis.segmentation import chapter_starts
from training.logistic import save

NEAR_MS, IGNORED_MS = 10_000, 30_000
OFFSET_MS = 15_000
"""A place so far off the published start has to fit better by one unit of log odds."""
RIDGE = 100.0
ROUNDS = 3
WINDOW_DIFF_COST = 0.55
"""A start that is missed makes two chapters one, which costs a reader more than one too many."""
BIASES = np.arange(-6.0, -2.0, 0.2)
"""The choices for the log odds where all features are zero: the higher, the more starts are found."""

Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class Example:
    """One episode: a row of features for each place, and how far each place is from each true start."""

    episode: Chaptered
    names: tuple[str, ...]
    rows: Matrix
    begins: list[int]
    times_ms: list[int]

    @property
    def distances(self) -> Matrix:
        """Return how many milliseconds each place (a row) is off each true start (a column)."""
        return np.abs(np.subtract.outer(self.times_ms, self.episode.starts_ms)).astype(np.float64)

    def measured(self, weights: Matrix, bias: float) -> Figures:
        """Return how well ``bias`` and the ``weights`` of the features, one each, find the chapters."""
        scores = levelled(bias + self.rows @ weights, self.begins[-1])
        found = [self.times_ms[start] for start in chapter_starts(scores, self.begins)]
        return figures(found, self.episode.starts_ms, self.episode.duration_ms)


def main() -> None:
    """Fit the weights to the folders that are named, and tell how well weights do on unseen shows."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", type=Path, nargs="+", metavar="FOLDER")
    parser.add_argument("--save", action="store_true")
    arguments = parser.parse_args()
    examples = [example_of(episode) for folder in arguments.folders for episode in chaptered(folder)]
    examples = [example for example in examples if len(example.episode.starts_ms) >= LEAST_CHAPTERS]
    print(COLUMNS)
    for name, measured in left_out(examples).items():
        print(row(f"{name}, unseen", measured))
    weights = fitted(examples)
    bias = best_bias(weights, examples)
    print(row("all, seen", [example.measured(weights, bias) for example in examples]))
    if arguments.save:
        names = dict(zip(examples[0].names, map(float, weights), strict=True))
        print(save(Ranker(bias, names), "boundaries"))


def example_of(episode: Chaptered) -> Example:
    """Return the places of ``episode`` with their features."""
    places = Places(episode.reading)
    features = places.features()
    rows = np.column_stack([*features.values()])
    return Example(episode, tuple(features), rows, places.begins, episode.times_ms(places.orders))


def left_out(examples: Sequence[Example]) -> dict[str, list[Figures]]:
    """Return the figures of each show's episodes, by weights fitted to all other shows."""
    shows: dict[str, list[Example]] = defaultdict(list)
    for example in examples:
        shows[example.episode.show].append(example)
    found = {}
    for show, held in shows.items():
        others = [example for example in examples if example.episode.show != show]
        weights = fitted(others)
        bias = best_bias(weights, others)
        found[show] = [example.measured(weights, bias) for example in held]
    return found


def best_bias(weights: Matrix, examples: Sequence[Example]) -> float:
    """Return the bias with the best mean of F1, less what WindowDiff costs."""

    def worth(bias: float) -> float:
        measured = [example.measured(weights, bias) for example in examples]
        return float(np.mean([one.f1 - WINDOW_DIFF_COST * one.window_diff for one in measured]))

    return float(max(BIASES, key=worth))


def fitted(examples: Sequence[Example]) -> Matrix:
    """Return the weights of a logistic model; the true place of each start is found in turns with them."""
    rows = np.vstack([example.rows for example in examples])
    centre, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-6
    weights = np.zeros(rows.shape[1])
    for _ in range(ROUNDS):
        marked = [_labels(example, weights) for example in examples]
        labels = np.concatenate([labels for labels, _ in marked])
        counted = np.concatenate([counted for _, counted in marked])
        weights = _logistic((rows[counted] - centre) / spread, labels[counted]) / spread
    return weights


def _labels(example: Example, weights: Matrix) -> tuple[Matrix, NDArray[np.bool_]]:
    """Return which places begin a chapter, and which places count."""
    distances, times = example.distances, np.asarray(example.times_ms)
    worth = example.rows @ weights
    labels, counted = np.zeros(len(times)), distances.min(axis=1) > IGNORED_MS
    for column in distances.T:
        near = np.flatnonzero(column <= NEAR_MS)
        if len(near):
            best = near[np.argmax(worth[near] - column[near] / OFFSET_MS)]
            labels[best], counted[best] = 1.0, True
    return labels, counted & (times > OPENING_MS)


def _logistic(rows: Matrix, labels: Matrix) -> Matrix:
    """Return the weights by Newton's method, held small (ridge); the intercept is left out."""
    design = np.column_stack([np.ones(len(rows)), rows])
    penalty = np.diag([0.0, *[RIDGE] * rows.shape[1]])
    solved = np.zeros(design.shape[1])
    for _ in range(30):
        odds = 1 / (1 + np.exp(-design @ solved))
        slope = design.T @ (odds - labels) + penalty @ solved
        curve = (design * (odds * (1 - odds))[:, None]).T @ design + penalty
        step = np.linalg.solve(curve, slope)
        solved -= step
        if np.abs(step).max() < 1e-8:
            break
    return np.asarray(solved[1:])


if __name__ == "__main__":
    main()
