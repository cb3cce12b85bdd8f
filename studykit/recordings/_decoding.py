"""Decodes the sound of an open recording, frame by frame."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from av.audio.frame import AudioFrame
    from av.audio.resampler import AudioResampler
    from av.audio.stream import AudioStream
    from av.container import InputContainer

Samples = NDArray[np.float32]
"""Sound of one channel, from -1 to 1."""


def frames(container: "InputContainer", stream: "AudioStream") -> "Iterator[AudioFrame | None]":
    """Yield the frames from where ``container`` is on, None for each packet that is broken.

    A packet that cannot be told apart from the next one ends the sound.
    """
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
            decoded = packet.decode()
        except FFmpegError:
            yield None
            continue
        yield from decoded


class Resampler:
    """Gives frames as samples of one channel at ``rate_hz``.

    Begins anew where frames change their form, which FFmpeg's own refuses.
    """

    def __init__(self, rate_hz: int) -> None:
        self._rate_hz = rate_hz
        self._form: tuple[str, str, int] | None = None
        self._inner: AudioResampler | None = None

    def __call__(self, frame: "AudioFrame | None") -> list[Samples]:
        """Return the samples of ``frame``, or those still held back where it is None; its time is lost."""
        if frame is None:
            return self._resampled(None)
        left: list[Samples] = []
        form = (frame.format.name, frame.layout.name, frame.sample_rate)
        if form != self._form:
            left = self._resampled(None)
            self._form, self._inner = form, self._new()
        frame.pts = None  # whoever keeps time has seen it; the resampler would refuse one out of order
        return left + self._resampled(frame)

    def _resampled(self, frame: "AudioFrame | None") -> list[Samples]:
        resampled = self._inner.resample(frame) if self._inner else []
        return [np.asarray(each.to_ndarray()[0], dtype=np.float32) for each in resampled]

    def _new(self) -> "AudioResampler":
        from av import AudioResampler  # noqa: PLC0415  it comes with an extra

        return AudioResampler(format="fltp", layout="mono", rate=self._rate_hz)
