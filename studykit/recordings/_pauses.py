"""Finds where in a stretch of sound nobody speaks."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studykit.recordings._decoding import Samples

STEP_MS = 10
SHORTEST_MS = 150
"""The closure of a "p" or "t" inside a word is shorter."""
_BLOCK_STEPS = 2
_FAINTEST_DB = -70.0
_INAUDIBLE_DB = -50.0
_LEAST_CONTRAST_DB = 12.0
"""With less between its loud and its quiet moments, sound has no pauses: music runs on under the speech."""
_SHARE_OF_CONTRAST = 1 / 3


@dataclass(frozen=True)
class Pause:
    """A stretch without speech, in milliseconds from the beginning of the sound around it."""

    start_ms: int
    end_ms: int

    def overlap_ms(self, start_ms: int, end_ms: int) -> int:
        """Return how much of it lies between two times."""
        return max(0, min(self.end_ms, end_ms) - max(self.start_ms, start_ms))


def is_audible(samples: Samples) -> bool:
    """Whether there is anything to be heard in ``samples``."""
    return bool(len(samples)) and float(np.abs(samples).max()) > 10 ** (_INAUDIBLE_DB / 20)


def pauses(samples: Samples, rate_hz: int) -> tuple[Pause, ...]:
    """Return the stretches of at least SHORTEST_MS that are quiet beside the rest of ``samples``.

    Quiet is what lies in the lower third between the quiet moments (10th percentile) and the loud ones
    (90th), in decibels, so that a noisy room has its pauses as a studio has.
    """
    if len(samples) < _size(rate_hz):
        return ()
    levels = _levels_db(samples, rate_hz)
    quiet_db, loud_db = np.percentile(levels, (10, 90))
    if loud_db - quiet_db < _LEAST_CONTRAST_DB:
        return ()
    is_quiet = levels < quiet_db + (loud_db - quiet_db) * _SHARE_OF_CONTRAST
    return tuple(pause for pause in _runs(is_quiet) if pause.end_ms - pause.start_ms >= SHORTEST_MS)


def longest(found: Sequence[Pause], start_ms: int, end_ms: int) -> Pause | None:
    """Return which of ``found`` fills most of the time between two times, None where none lies there."""
    best = max(found, key=lambda pause: pause.overlap_ms(start_ms, end_ms), default=None)
    return best if best and best.overlap_ms(start_ms, end_ms) else None


def _levels_db(samples: Samples, rate_hz: int) -> NDArray[np.float64]:
    """Return how loud each step of STEP_MS is, with the one after it, for a low voice swings slowly."""
    size = _size(rate_hz)
    power = np.square(samples[: len(samples) // size * size], dtype=np.float64).reshape(-1, size).mean(axis=1)
    smooth = np.convolve(power, np.full(_BLOCK_STEPS, 1 / _BLOCK_STEPS), "same")[: len(power)]
    return 10 * np.log10(np.maximum(smooth, 10 ** (_FAINTEST_DB / 10)))


def _size(rate_hz: int) -> int:
    """Return how many samples make a step."""
    return rate_hz * STEP_MS // 1000


def _runs(is_quiet: NDArray[np.bool_]) -> list[Pause]:
    edges = np.flatnonzero(np.diff(np.concatenate(([0], is_quiet.astype(np.int8), [0])))) * STEP_MS
    return [Pause(int(start), int(end)) for start, end in zip(edges[::2], edges[1::2], strict=True)]
