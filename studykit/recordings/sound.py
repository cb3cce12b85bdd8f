"""The sound of a recording, in pieces that fit into memory."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from studykit.contracts import Source
from studykit.errors import ReadError
from studykit.recordings._opening import opened

if TYPE_CHECKING:
    from av.audio.frame import AudioFrame
    from av.audio.resampler import AudioResampler
    from av.audio.stream import AudioStream
    from av.container import InputContainer

Samples = NDArray[np.float32]
"""Sound of one channel at RATE_HZ, from -1 to 1."""

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
    """A stretch of sound: where it begins, its samples, and how many packets of it could not be decoded."""

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
        resample = _Resampler()
        for frame in _frames(container, stream):
            if frame is None:
                yield None
                continue
            for samples in (*_silence(frame, at), *resample(frame)):
                at += len(samples)
                yield samples
        yield from resample(None)


def _frames(container: "InputContainer", stream: "AudioStream") -> "Iterator[AudioFrame | None]":
    """Yield the frames, None for each packet that is broken; one that cannot be told apart ends the sound."""
    from av import FFmpegError  # noqa: PLC0415  it comes with an extra

    packets = container.demux(stream)
    while True:
        try:
            packet = next(packets, None)
            if packet is None:
                return
        except FFmpegError:
            yield None
            return
        try:
            frames = packet.decode()
        except FFmpegError:
            yield None
            continue
        yield from frames


def _silence(frame: "AudioFrame", at: int) -> list[Samples]:
    """Return silence for what is missing before ``frame``, so that it keeps its time; ``at`` is where we are.

    A time that is far off is taken for wrong.
    """
    missing = 0.0 if frame.time is None else frame.time - at / RATE_HZ
    if not _SMALLEST_GAP_SECONDS < missing < _LARGEST_GAP_SECONDS:
        return []
    return [np.zeros(round(missing * RATE_HZ), np.float32)]


class _Resampler:
    """Gives frames as samples; begins anew where frames change their form, which FFmpeg's own refuses."""

    def __init__(self) -> None:
        self._form: tuple[str, str, int] | None = None
        self._inner: AudioResampler | None = None

    def __call__(self, frame: "AudioFrame | None") -> list[Samples]:
        """Return the samples of ``frame``, or those still held back where it is None."""
        if frame is None:
            return self._resampled(None)
        left: list[Samples] = []
        form = (frame.format.name, frame.layout.name, frame.sample_rate)
        if form != self._form:
            left = self._resampled(None)
            self._form, self._inner = form, _new_resampler()
        frame.pts = None  # ``_silence`` has seen it; the resampler would refuse one out of order
        return left + self._resampled(frame)

    def _resampled(self, frame: "AudioFrame | None") -> list[Samples]:
        frames = self._inner.resample(frame) if self._inner else []
        return [np.asarray(each.to_ndarray()[0], dtype=np.float32) for each in frames]


def _new_resampler() -> "AudioResampler":
    from av import AudioResampler  # noqa: PLC0415  it comes with an extra

    return AudioResampler(format="fltp", layout="mono", rate=RATE_HZ)


def _ms(samples: int) -> int:
    return samples * 1000 // RATE_HZ
