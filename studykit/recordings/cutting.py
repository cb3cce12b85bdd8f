"""Cuts out of a recording what is said at certain seconds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from studykit.contracts import ClipFormat, Source
from studykit.recordings._decoding import Resampler, Samples, frames
from studykit.recordings._encoding import encoded
from studykit.recordings._opening import opened
from studykit.recordings._pauses import Pause, is_audible, longest, pauses

if TYPE_CHECKING:
    from av.audio.stream import AudioStream
    from av.container import InputContainer

CLIP_RATE_HZ = 24_000
"""Speech has little above 12 kHz."""
SHORTEST_MS = 3_000
LONGEST_MS = 20_000
LATEST_MS = 48 * 3_600_000
"""No recording is longer; FFmpeg takes no times without end."""

_PREROLL_MS = 1_000
"""A decoder needs some of what came before: Opus 80 ms (RFC 7845, 4.6), MP3 the frames of its reservoir."""
_MOST_TOO_EARLY_SECONDS = 120.0
"""Video can be entered every few seconds only; more than this is no seeking any more."""
_LEAD_MS = 120
_TAIL_MS = 200
_FADE_IN_MS = 15
_FADE_OUT_MS = 40


@dataclass(frozen=True, order=True)
class Excerpt:
    """What is to be heard: from when to when, not backwards, and whether those times are only about right."""

    start_ms: int
    end_ms: int
    estimated: bool = False


@dataclass(frozen=True)
class _Reach:
    """How far outside the times of an excerpt the pauses may lie in which it begins and ends."""

    far_ms: int
    near_ms: int

    @property
    def middle_ms(self) -> int:
        return (self.far_ms + self.near_ms) // 2


_STAMPED = _Reach(800, -100)
"""At a stamp the time is true; between two that are ten seconds apart four in five lie within 0.9 s."""
_ESTIMATED = _Reach(4_000, 1_500)
"""Between stamps a minute and a half apart nine in ten lie within 4 s, three minutes apart three in four."""


def cut(source: Source, excerpts: Sequence[Excerpt], clip_format: ClipFormat) -> Iterator[bytes | None]:
    """Yield, for each of ``excerpts``, a file in ``clip_format`` of what is said then, of one channel.

    It begins and ends in a pause where there is one near, and is SHORTEST_MS to LONGEST_MS long, without its
    end where it would be longer. None stands for what lies outside of it, is silent or cannot be decoded.
    Only one excerpt at a time is held in memory. Raises ReadError where the recording is broken or without
    sound, and EngineError where PyAV is missing.
    """
    with opened(source) as (container, stream):
        for excerpt in excerpts:
            sound = _sound_of(container, stream, excerpt)
            yield None if sound is None else encoded(sound, CLIP_RATE_HZ, clip_format)


def _sound_of(container: "InputContainer", stream: "AudioStream", excerpt: Excerpt) -> Samples | None:
    if not 0 <= excerpt.start_ms <= LATEST_MS:
        return None
    reach = _ESTIMATED if excerpt.estimated else _STAMPED
    from_ms = max(0, excerpt.start_ms - reach.far_ms - SHORTEST_MS)
    to_ms = min(excerpt.end_ms, excerpt.start_ms + LONGEST_MS)
    around = _between(container, stream, from_ms, to_ms + reach.far_ms + SHORTEST_MS)
    wanted = Excerpt(excerpt.start_ms - from_ms, to_ms - from_ms, excerpt.estimated)
    if around is None or _ms(len(around)) <= wanted.start_ms:
        return None
    start_ms, end_ms = _bounds(pauses(around, CLIP_RATE_HZ), wanted, reach, _ms(len(around)))
    sound = around[_count(start_ms) : _count(end_ms)]
    return _faded(sound) if is_audible(sound) else None


def _bounds(found: Sequence[Pause], wanted: Excerpt, reach: _Reach, length_ms: int) -> tuple[int, int]:
    """Return where to cut sound of ``length_ms`` that ``found`` parts, in milliseconds from its beginning."""
    before = longest(found, wanted.start_ms - reach.far_ms, wanted.start_ms - reach.near_ms)
    start_ms = _out_of(before) if before else wanted.start_ms - reach.middle_ms
    after = longest(found, wanted.end_ms + reach.near_ms, wanted.end_ms + reach.far_ms)
    end_ms = _into(after) if after else wanted.end_ms + reach.middle_ms
    if end_ms - start_ms > LONGEST_MS:
        last = longest(found, start_ms + LONGEST_MS * 3 // 4, start_ms + LONGEST_MS)
        end_ms = min(_into(last) if last else end_ms, start_ms + LONGEST_MS)
    return _long_enough(start_ms, min(end_ms, length_ms), length_ms)


def _long_enough(start_ms: int, end_ms: int, length_ms: int) -> tuple[int, int]:
    """Return the bounds, moved apart to SHORTEST_MS where they are closer and as far as there is sound."""
    missing_ms = max(0, SHORTEST_MS - (end_ms - start_ms))
    start_ms = max(0, min(start_ms - missing_ms // 2, length_ms - SHORTEST_MS))
    return start_ms, min(length_ms, max(end_ms, start_ms + SHORTEST_MS))


def _out_of(pause: Pause) -> int:
    return max(pause.start_ms, pause.end_ms - _LEAD_MS)


def _into(pause: Pause) -> int:
    return min(pause.end_ms, pause.start_ms + _TAIL_MS)


def _between(
    container: "InputContainer", stream: "AudioStream", start_ms: int, end_ms: int
) -> Samples | None:
    """Return the sound between two times, less where the recording ends; None where it cannot be had."""
    from av import FFmpegError  # noqa: PLC0415  it comes with an extra

    origin_ms = (container.start_time or 0) // 1000  # microseconds; players count from there too
    target_ms = origin_ms + max(0, start_ms - _PREROLL_MS)
    try:
        container.seek(round(target_ms / 1000 / (stream.time_base or 1)), stream=stream)
    except (FFmpegError, OverflowError):  # a file may say that it begins at any time
        return None
    return _decoded(container, stream, (origin_ms + start_ms) / 1000, (origin_ms + end_ms) / 1000)


def _decoded(container: "InputContainer", stream: "AudioStream", start: float, end: float) -> Samples | None:
    """Return the sound from ``start`` to ``end``, in seconds, of a recording that is on before ``start``."""
    resample, first, decoded = Resampler(CLIP_RATE_HZ), None, 0.0
    held: list[Samples] = []
    for frame in frames(container, stream):
        if frame is None:
            continue
        time = frame.time
        first = time if first is None else first
        decoded += frame.samples / max(1, frame.sample_rate)
        if first is None or decoded > end - start + _MOST_TOO_EARLY_SECONDS:
            return None
        if time is not None and time >= end:
            break
        held.extend(resample(frame))
    if first is None or first >= end:
        return None
    late = max(0, _count(round((first - start) * 1000)))
    sound = np.concatenate((np.zeros(late, np.float32), *held, *resample(None)))
    return sound[max(0, _count(round((start - first) * 1000))) :][: _count(round((end - start) * 1000))]


def _faded(sound: Samples) -> Samples:
    """Return ``sound`` that swells and fades for a moment, so that no click is heard where it was cut."""
    faded = sound.copy()
    for milliseconds, where in ((_FADE_IN_MS, slice(None)), (_FADE_OUT_MS, slice(None, None, -1))):
        ramp = np.linspace(0, 1, min(_count(milliseconds), len(sound)), dtype=np.float32)
        faded[where][: len(ramp)] *= ramp
    return faded


def _count(milliseconds: int) -> int:
    return milliseconds * CLIP_RATE_HZ // 1000


def _ms(samples: int) -> int:
    return samples * 1000 // CLIP_RATE_HZ
