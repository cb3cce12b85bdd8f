"""Measures detected chapters against those that people made, which are withheld.

python -m evals.chapters FOLDER ...

Each FOLDER has episodes as ``evals.chaptered`` reads them. Beside the program stand TextTiling and chapters
of equal length. *F1* counts starts within 30 seconds, each once; *WindowDiff* (Pevzner and Hearst 2002) and
*Pk* (Beeferman et al. 1999) compare windows of half a chapter, and less is better.
"""

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

import numpy as np
from numpy.typing import NDArray

from evals.chaptered import CLOSING_MS, OPENING_MS, Chaptered, chaptered
from studykit.analysis.boundaries import Places
from studykit.analysis.cohesion import Cohesion
from studykit.analysis.segmentation import find_chapters

Counts = NDArray[np.int64]
Cohesions = NDArray[np.float64]

TOLERANCE_MS = 30_000
BIN_MS = 5000
LEAST_CHAPTERS = 3
"""An episode with fewer starts to find says little."""
TILE_WORDS, TILING_APART_MS = 200, 60_000
COLUMNS = f"{'show and method':<50} episodes     F1  WindowDiff     Pk  found/true"
WIDTHS = (7, 12, 7, 12)


@dataclass(frozen=True)
class Figures:
    """How well starts were found: F1, WindowDiff and Pk, and how many there are to one true start."""

    f1: float
    window_diff: float
    pk: float
    ratio: float


def figures(found_ms: Sequence[int], true_ms: Sequence[int], duration_ms: int) -> Figures:
    """Return how well ``found_ms`` are the ``true_ms``, starts at the ends left out."""
    found = [ms for ms in found_ms if OPENING_MS < ms < duration_ms - CLOSING_MS]
    bins = max(2, duration_ms // BIN_MS + 1)
    window_diff, pk = _windows(_counted(true_ms, bins), _counted(found, bins))
    return Figures(_f1(found, true_ms), window_diff, pk, len(found) / max(1, len(true_ms)))


def _f1(found_ms: Sequence[int], true_ms: Sequence[int]) -> float:
    """Return F1 of the nearest pairs within the tolerance, each start in one pair at most."""
    distances = sorted(
        (abs(one - other), one, other)
        for one in found_ms
        for other in true_ms
        if abs(one - other) <= TOLERANCE_MS
    )
    used: set[int] = set()
    paired: set[int] = set()
    for _, one, other in distances:
        if one not in used and other not in paired:
            used.add(one)
            paired.add(other)
    return 2 * len(used) / ((len(found_ms) + len(true_ms)) or 1)


def _counted(starts_ms: Sequence[int], bins: int) -> Counts:
    """Return how many of the bins up to each one hold a start."""
    held = np.zeros(bins, dtype=np.int64)
    held[[ms // BIN_MS for ms in starts_ms]] = 1
    return np.concatenate([[0], np.cumsum(held)])


def _windows(true: Counts, found: Counts) -> tuple[float, float]:
    """Return WindowDiff and Pk."""
    width = max(1, round((len(true) - 1) / (int(true[-1]) + 1) / 2))
    one, other = true[width + 1 :] - true[1:-width], found[width + 1 :] - found[1:-width]
    return float(np.mean(one != other)), float(np.mean((one == 0) != (other == 0)))


def detected(episode: Chaptered) -> list[int]:
    """Return where the program lets chapters begin, in milliseconds."""
    return episode.times_ms(find_chapters(episode.reading))


def equal_parts(episode: Chaptered) -> list[int]:
    """Return the starts of as many chapters as there are, all of one length: it is told how many."""
    count = len(episode.starts_ms)
    return [episode.duration_ms * number // (count + 1) for number in range(1, count + 1)]


def tiled(episode: Chaptered) -> list[int]:
    """Return the starts by TextTiling (Hearst 1997): deep valleys of cohesion, at least a minute apart."""
    places = Places(episode.reading)
    cohesion = Cohesion(episode.reading.content, places.said).at(places.orders, TILE_WORDS)
    depths = np.array([_depth(cohesion, index) for index in range(len(cohesion))])
    times = episode.times_ms(places.orders)
    kept: list[int] = []
    for index in np.argsort(-depths, kind="stable"):
        is_deep = depths[index] > depths.mean() + depths.std() / 2
        if is_deep and all(abs(times[index] - ms) >= TILING_APART_MS for ms in kept):
            kept.append(times[index])
    return sorted(kept)


def _depth(cohesion: Cohesions, index: int) -> float:
    """Return how far ``cohesion`` rises on both sides of a place before it falls."""
    left = right = index
    while left > 0 and cohesion[left - 1] >= cohesion[left]:
        left -= 1
    while right + 1 < len(cohesion) and cohesion[right + 1] >= cohesion[right]:
        right += 1
    return float(cohesion[left] + cohesion[right] - 2 * cohesion[index])


METHODS: dict[str, Callable[[Chaptered], list[int]]] = {
    "studykit": detected,
    "TextTiling": tiled,
    "equal parts, true number": equal_parts,
}


def row(name: str, measured: Sequence[Figures]) -> str:
    """Return a line of the table: the means over episodes."""
    means = [mean(getattr(one, field) for one in measured) for field in ("f1", "window_diff", "pk", "ratio")]
    return f"{name:<50} {len(measured):>8}" + "".join(
        f"{one:>{width}.3f}" for one, width in zip(means, WIDTHS, strict=True)
    )


def main() -> None:
    """Measure every episode of the folders that are named and print a table for each folder."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", type=Path, nargs="+", metavar="FOLDER")
    print(COLUMNS)
    for folder in parser.parse_args().folders:
        measurable = [episode for episode in chaptered(folder) if len(episode.starts_ms) >= LEAST_CHAPTERS]
        for name, find in METHODS.items():
            rows = [figures(find(each), each.starts_ms, each.duration_ms) for each in measurable]
            print(row(f"{folder.name}: {name}", rows))


if __name__ == "__main__":
    main()
