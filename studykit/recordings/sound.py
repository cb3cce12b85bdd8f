"""The sound of a recording, in pieces that fit into memory."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from studykit.contracts import Source
from studykit.errors import ReadError
from studykit.recordings._decoding import Resampler, Samples, frames
from studykit.recordings._opening import opened

if TYPE_CHECKING:
    from av.audio.frame import AudioFrame

RATE_HZ = 16_000
"""What recognisers of speech are trained on."""
LONGEST_HOURS = 48
PIECE_SECONDS = 300
"""faster-whisper takes about 1 GB for the spectrum of fifteen minutes, all at once."""
_SEARCHED_SECONDS = 60
_QUIET = RATE_HZ * 2 // 5
_SMALLEST_GAP_SECONDS = 0.2
_LARGEST_GAP_SECONDS = 600.0
_NOTHING: Samples = np.zeros(0, np.float32)


@dataclass(frozen=True)
class Piece:
    """A stretch of sound: where it begins, samples at RATE_HZ, and how many packets could not be decoded."""

    start_ms: int
    samples: Samples
    broken: int = 0

    @property
    def end_ms(self) -> int:
        """When it ends."""
        return self.start_ms + _ms(len(self.samples))


def pieces(source: Source, longest_seconds: int = PIECE_SECONDS) -> Iterator[Piece]:
    """Yield the sound of the recording in ``source``, in pieces of ``longest_seconds`` at most.

    A piece ends where the last minute of it is most quiet, so that no word is cut. Raises ReadError where the
    recording is broken at its beginning, without sound, or longer than LONGEST_HOURS, and EngineError where
    PyAV is missing.
    """
    most = longest_seconds * RATE_HZ
    rest, start, broken = _NOTHING, 0, 0
    for sound, missed in _stretches(source, most):
        rest, broken = np.concatenate((rest, sound)), broken + missed
        while len(rest) > most:
            end = _quietest(rest[:most])
            yield Piece(_ms(start), rest[:end], broken)
            rest, start, broken = rest[end:], start + end, 0
        if start > LONGEST_HOURS * 3600 * RATE_HZ:
            raise ReadError(f"the recording is longer than {LONGEST_HOURS} hours", where=source.name)
    yield Piece(_ms(start), rest, broken)


def _stretches(source: Source, most: int) -> Iterator[tuple[Samples, int]]:
    """Yield the sound about ``most`` samples at a time, each with the number of its broken packets."""
    held: list[Samples] = []
    count = broken = 0
    for samples in _sound(source):
        if samples is None:
            broken += 1
            continue
        held.append(samples)
        count += len(samples)
        if count >= most:
            yield np.concatenate(held), broken
            held, count, broken = [], 0, 0
    yield np.concatenate((_NOTHING, *held)), broken


def _quietest(sound: Samples) -> int:
    """Return the middle of the quietest moment in the last minute of ``sound``, or in its second half."""
    searched = min(_SEARCHED_SECONDS * RATE_HZ, len(sound) // 2) // _QUIET * _QUIET
    moments = np.square(sound[len(sound) - searched :]).reshape(-1, _QUIET).mean(axis=1)
    return len(sound) - searched + int(moments.argmin()) * _QUIET + _QUIET // 2


def _sound(source: Source) -> Iterator[Samples | None]:
    """Yield the sound frame by frame, None for each packet that is broken."""
    at = 0
    with opened(source) as (container, stream):
        resample = Resampler(RATE_HZ)
        for frame in frames(container, stream):
            if frame is None:
                yield None
                continue
            for samples in (*_silence(frame, at), *resample(frame)):
                at += len(samples)
                yield samples
        yield from resample(None)


def _silence(frame: "AudioFrame", at: int) -> list[Samples]:
    """Return silence for what is missing before ``frame``, so that it keeps its time; ``at`` is where we are.

    A time that is far off is taken for wrong.
    """
    missing = 0.0 if frame.time is None else frame.time - at / RATE_HZ
    if not _SMALLEST_GAP_SECONDS < missing < _LARGEST_GAP_SECONDS:
        return []
    return [np.zeros(round(missing * RATE_HZ), np.float32)]


def _ms(samples: int) -> int:
    return samples * 1000 // RATE_HZ
