"""Encodes a short stretch of sound as a file of its own."""

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import numpy as np

from studykit.contracts import ClipFormat
from studykit.recordings._decoding import Samples

if TYPE_CHECKING:
    from av.audio.stream import AudioStream


@dataclass(frozen=True)
class _Encoding:
    """FFmpeg's names for a container and a codec, and how many bits a second of speech are enough for it."""

    container: str
    codec: str
    bits: int


_ENCODINGS: dict[ClipFormat, _Encoding] = {
    "mp3": _Encoding("mp3", "libmp3lame", 40_000),
    "opus": _Encoding("ogg", "libopus", 24_000),
}
# Else Ogg gets a number by chance, and both the version of FFmpeg: the same sound is to be the same file.
_REPRODUCIBLE = {"fflags": "+bitexact"}


def encoded(samples: Samples, rate_hz: int, clip_format: ClipFormat) -> bytes:
    """Return ``samples`` as a file in ``clip_format``: the same ones give the same bytes.

    MP3 is of MPEG-2 layer III, Opus stands in Ogg (RFC 7845). ``rate_hz`` is one that both codecs take, such
    as 24,000.
    """
    import av  # noqa: PLC0415  it comes with an extra

    form = _ENCODINGS[clip_format]
    file = io.BytesIO()
    with av.open(file, "w", format=form.container, options=_REPRODUCIBLE) as output:
        stream = cast("AudioStream", output.add_stream(form.codec, rate=rate_hz, layout="mono"))
        codec = stream.codec_context
        codec.bit_rate = form.bits
        codec.flags |= av.codec.context.Flags.bitexact
        codec.open()
        cut = av.AudioResampler(codec.format, "mono", rate_hz, frame_size=codec.frame_size)
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(samples[None, :]), "flt", "mono")
        frame.sample_rate = rate_hz
        for piece in (*cut.resample(frame), *cut.resample(None), None):
            output.mux(stream.encode(piece))
    return file.getvalue()
