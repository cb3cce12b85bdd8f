"""Makes recordings of a few seconds: a tone, with tags and chapters."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import strategies as st
from numpy.typing import NDArray

av = pytest.importorskip("av", reason="needs the extra audio")

TAGS = {
    "title": "Why sourdough rises",
    "album": "Crumb and Crust",
    "artist": "Ana Ruiz",
    "date": "2025-11-25",
    "comment": "https://example.org/7",
}
CHAPTERS = [(0, "Läuft"), (1200, "Water & salt")]
CODECS = {
    "mp3": ("mp3", "libmp3lame"),
    "m4a": ("ipod", "aac"),
    "mp4": ("mp4", "aac"),
    "opus": ("opus", "libopus"),
    "mka": ("matroska", "aac"),
    "webm": ("webm", "libopus"),
    "flac": ("flac", "flac"),
    "wav": ("wav", "pcm_s16le"),
}
RATE_HZ = 48_000


def tone(seconds: float, rate: int = RATE_HZ) -> NDArray[np.float32]:
    """A tone of 440 Hz."""
    turns = 2 * np.pi * 440 * np.arange(round(seconds * rate)) / rate
    return (0.3 * np.sin(turns)).astype(np.float32)


def clip(
    path: Path,
    sound: NDArray[np.float32] | None = None,
    *,
    tags: Mapping[str, str] = TAGS,
    chapters: Sequence[tuple[int, str]] = (),
    layout: str = "mono",
    rate: int = RATE_HZ,
    options: Mapping[str, str] | None = None,
) -> Path:
    """Write ``sound``, or a tone of two seconds, as the container that the ending of ``path`` names."""
    container, codec = CODECS[path.suffix[1:]]
    samples = tone(2, rate) if sound is None else sound
    with av.open(str(path), "w", format=container, options=dict(options or {})) as output:
        output.metadata.update(tags)
        stream = output.add_stream(codec, rate=rate, layout=layout)
        output.set_chapters(_chapters(chapters, round(len(samples) * 1000 / rate)))
        frame = av.AudioFrame.from_ndarray(samples[None, :], format="flt", layout="mono")
        frame.sample_rate = rate
        form = stream.codec_context.format.name
        size = stream.codec_context.frame_size or 1024
        cut = av.AudioResampler(format=form, layout=layout, rate=rate, frame_size=size)
        for piece in (*cut.resample(frame), *cut.resample(None), None):
            output.mux(stream.encode(piece))
    return path


@st.composite
def damaged(draw: st.DrawFn, contents: Sequence[bytes]) -> bytes:
    """One of ``contents`` in which something else stands in place of some of its bytes."""
    content = draw(st.sampled_from(contents))
    at = draw(st.integers(0, len(content)))
    end = draw(st.integers(at, min(len(content), at + 400)))
    return content[:at] + draw(st.binary(max_size=40)) + content[end:]


def _chapters(chapters: Sequence[tuple[int, str]], end_ms: int) -> list[dict[str, object]]:
    bounds = pairwise([*(start for start, _ in chapters), end_ms])
    return [
        {"id": n, "start": start, "end": end, "time_base": Fraction(1, 1000), "metadata": {"title": title}}
        for n, ((start, end), (_, title)) in enumerate(zip(bounds, chapters, strict=True), 1)
    ]
