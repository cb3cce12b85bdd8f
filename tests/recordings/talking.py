"""Recordings in which each sentence is a tone of its own, with pauses between them."""

from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from studykit import recordings
from studykit.contracts import Source
from tests.recordings.clips import RATE_HZ, clip

SENTENCE_SECONDS = 4.0
PAUSE_SECONDS = 0.6
TONES_HZ = (300, 400, 500, 600, 700, 800)


@dataclass(frozen=True)
class Sentence:
    """When a tone is heard."""

    hz: int
    start_ms: int
    end_ms: int


def sentences(tones: tuple[int, ...] = TONES_HZ, seconds: float = SENTENCE_SECONDS) -> list[Sentence]:
    """Where each of ``tones`` stands in ``talk``."""
    starts = accumulate([seconds + PAUSE_SECONDS] * (len(tones) - 1), initial=PAUSE_SECONDS)
    return [
        Sentence(hz, round(start * 1000), round((start + seconds) * 1000))
        for hz, start in zip(tones, starts, strict=True)
    ]


def talk(path: Path, tones: tuple[int, ...] = TONES_HZ, seconds: float = SENTENCE_SECONDS) -> Path:
    """Write a recording in which the tones are heard one after the other; a tone of 0 Hz is silence."""
    pause = np.zeros(round(PAUSE_SECONDS * RATE_HZ), np.float32)
    parts = [part for hz in tones for part in (pause, _tone(hz, seconds))]
    return clip(path, np.concatenate((*parts, pause)))


def _tone(hz: int, seconds: float) -> NDArray[np.float32]:
    return (0.3 * np.sin(2 * np.pi * hz * np.arange(round(seconds * RATE_HZ)) / RATE_HZ)).astype(np.float32)


@dataclass(frozen=True)
class Heard:
    """A clip decoded again."""

    samples: NDArray[np.float32]

    @property
    def seconds(self) -> float:
        return len(self.samples) / recordings.RATE_HZ

    @property
    def loud_ms(self) -> tuple[int, int]:
        """When the first and the last thing is heard, in milliseconds from its beginning."""
        loud = np.flatnonzero(np.abs(self.samples) > 0.05)
        return int(loud[0] * 1000 // recordings.RATE_HZ), int(loud[-1] * 1000 // recordings.RATE_HZ)

    def seconds_of(self, hz: int) -> float:
        """For how long the tone is heard."""
        block = self.samples[: len(self.samples) // 800 * 800].reshape(-1, 800)  # 50 ms, so 20 Hz apart
        strengths = np.abs(np.fft.rfft(block, axis=1))[:, round(hz / 20)] / 400
        return float((strengths > 0.15).sum() * 0.05)


def heard(content: bytes | None) -> Heard:
    """Decode a clip."""
    assert content is not None
    (piece,) = recordings.pieces(Source("clip", content))
    return Heard(piece.samples)
