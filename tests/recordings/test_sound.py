"""The sound of a recording keeps its length, its pitch and its times, in pieces of any length."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studykit import recordings
from studykit.contracts import Source
from studykit.errors import ReadError
from studykit.recordings import RATE_HZ, Piece, Samples
from studykit.recordings.sound import PIECE_SECONDS
from studykit.sources import open_source
from tests.recordings import clips
from tests.recordings.clips import CODECS, av, clip, damaged, tone


def pieces(path: Path, longest_seconds: int = PIECE_SECONDS) -> list[Piece]:
    return list(recordings.pieces(open_source(str(path)), longest_seconds))


def sound(path: Path) -> Samples:
    (piece,) = pieces(path)
    return piece.samples


def pitch_hz(samples: Samples) -> float:
    spectrum = np.abs(np.fft.rfft(samples))
    return float(spectrum.argmax() * RATE_HZ / len(samples))


@pytest.mark.parametrize("ending", CODECS)
def test_the_sound_of_each_kind_has_its_length_and_pitch(tmp_path: Path, ending: str) -> None:
    samples = sound(clip(tmp_path / f"a.{ending}"))
    assert len(samples) / RATE_HZ == pytest.approx(2, abs=0.06)
    assert pitch_hz(samples) == pytest.approx(440, abs=2)
    assert samples.dtype == np.float32


def test_two_channels_of_another_rate_become_one(tmp_path: Path) -> None:
    samples = sound(clip(tmp_path / "a.mp3", tone(2, 22_050), layout="stereo", rate=22_050))
    assert len(samples) / RATE_HZ == pytest.approx(2, abs=0.06)
    assert pitch_hz(samples) == pytest.approx(440, abs=2)


def test_the_pieces_together_are_the_whole(tmp_path: Path) -> None:
    path = clip(tmp_path / "a.flac", tone(5.3))
    found = pieces(path, 1)
    assert len(found) > 5
    assert max(len(piece.samples) for piece in found) <= RATE_HZ
    assert np.array_equal(np.concatenate([piece.samples for piece in found]), sound(path))
    for before, after in pairwise(found):
        assert after.start_ms - before.start_ms == pytest.approx(len(before.samples) / 16, abs=1)


def test_a_piece_ends_where_it_is_quiet(tmp_path: Path) -> None:
    quiet = np.zeros(round(0.8 * clips.RATE_HZ), np.float32)
    path = clip(tmp_path / "a.wav", np.concatenate((tone(2.5), quiet, tone(3))))
    first, second = pieces(path, 4)
    assert (first.start_ms, second.start_ms) == (0, pytest.approx(2900, abs=400))


def test_what_is_missing_in_the_middle_is_silent_and_shifts_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.mka"
    with av.open(str(path), "w", format="matroska") as output:
        stream = output.add_stream("pcm_s16le", rate=RATE_HZ, layout="mono")
        for second in (0, 1, 4):
            frame = av.AudioFrame.from_ndarray(
                (tone(1, RATE_HZ)[None, :] * 32_000).astype(np.int16), format="s16", layout="mono"
            )
            frame.sample_rate, frame.pts = RATE_HZ, second * RATE_HZ
            output.mux(stream.encode(frame))
    samples = sound(path)
    assert len(samples) == 5 * RATE_HZ
    loud = np.abs(samples).reshape(5, RATE_HZ).max(axis=1) > 0.01
    assert loud.tolist() == [True, True, False, False, True]


def test_packets_that_are_broken_are_counted(tmp_path: Path) -> None:
    path = clip(tmp_path / "a.mp3", tone(4))
    content = path.read_bytes()
    middle = len(content) // 2
    path.write_bytes(content[:middle] + b"\xaa\x55" * 1000 + content[middle + 2000 :])
    (piece,) = pieces(path)
    assert piece.broken > 0
    assert len(piece.samples) / RATE_HZ == pytest.approx(4, abs=0.5)


def test_sound_that_changes_its_form_on_the_way_is_read_on(tmp_path: Path) -> None:
    mono = clip(tmp_path / "a.mp3", tone(1), tags={})
    stereo = clip(tmp_path / "b.mp3", tone(1, 22_050), tags={}, layout="stereo", rate=22_050)
    mono.write_bytes(mono.read_bytes() + stereo.read_bytes())
    samples = sound(mono)
    assert len(samples) / RATE_HZ == pytest.approx(2, abs=0.2)
    assert pitch_hz(samples[-RATE_HZ // 2 :]) == pytest.approx(440, abs=3)


@pytest.fixture(scope="module")
def clips_of_each_kind(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    folder = tmp_path_factory.mktemp("clips")
    paths = [clip(folder / f"a.{ending}", tone(0.3), chapters=[(0, "A"), (100, "B")]) for ending in CODECS]
    return [path.read_bytes() for path in paths]


@settings(deadline=None, max_examples=150)
@given(st.data())
def test_of_whatever_comes_there_is_sound_or_an_error_that_we_meant(
    clips_of_each_kind: list[bytes], data: st.DataObject
) -> None:
    content = data.draw(damaged(clips_of_each_kind))
    source = Source("a", content[: data.draw(st.integers(1, len(content)))])
    try:
        recording = recordings.examine(source)
        found = list(recordings.pieces(source))
    except ReadError as error:
        assert error.where == "a"
        return
    assert all(mark.start_ms is not None and mark.start_ms >= 0 for mark in recording.chapters)
    assert all(len(piece.samples) <= PIECE_SECONDS * RATE_HZ for piece in found)
