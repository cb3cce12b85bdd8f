"""faster-whisper itself, with a model of chance that needs no download: its way, and what goes wrong."""

import sys
from pathlib import Path

import numpy as np
import pytest

from studykit import recognition
from studykit.errors import EngineError
from studykit.recognition import Samples
from studykit.recordings import RATE_HZ
from tests.recognition.chance_model import write_model

pytest.importorskip("faster_whisper", reason="needs the extra audio")


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_model(tmp_path_factory.mktemp("model"))


def vowels(seconds: int) -> Samples:
    """Something like a voice: harmonics of 120 Hz in the formants of five vowels, four syllables a second."""
    time = np.arange(seconds * RATE_HZ) / RATE_HZ
    pitch = 120 + 20 * np.sin(2 * np.pi * 0.7 * time)
    formants = np.array([(730, 1090), (270, 2290), (300, 870), (530, 1840), (570, 840)])
    here = formants[(time * 4).astype(int) % 5]
    sound = np.zeros_like(time)
    for harmonic in range(1, 30):
        away = (harmonic * pitch[:, None] - here) / 100
        loudness = (1 / (1 + away**2)).sum(axis=1)
        sound += loudness * np.sin(2 * np.pi * harmonic * np.cumsum(pitch) / RATE_HZ)
    sound *= 0.15 + np.abs(np.sin(np.pi * 4 * time))
    return (0.3 * sound / np.abs(sound).max()).astype(np.float32)


def test_a_voice_is_heard_with_a_language_and_times_in_order(model: Path) -> None:
    heard = recognition.connect(str(model)).hear(vowels(4), None)
    assert heard is not None
    assert heard.language
    segments = list(heard.segments)
    assert segments
    assert all(0 <= segment.start_ms <= segment.end_ms <= 31_000 for segment in segments)
    assert [segment.start_ms for segment in segments] == sorted(segment.start_ms for segment in segments)
    assert all("".join(word.text for word in segment.words) == segment.text for segment in segments)


def test_silence_is_not_recognised(model: Path) -> None:
    assert recognition.connect(str(model)).hear(np.zeros(5 * RATE_HZ, np.float32), "en") is None


def test_a_language_that_the_model_does_not_know_is_refused(model: Path) -> None:
    with pytest.raises(EngineError, match="does not know the language 'tlh'"):
        recognition.connect(str(model)).hear(vowels(2), "tlh")


@pytest.mark.parametrize("name", ["small", "nonsense", "./none", "Systran/faster-whisper-tiny"])
def test_a_model_that_is_not_here_is_told_with_the_command_that_gets_it(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))
    with pytest.raises(EngineError) as caught:
        recognition.connect(name)
    assert caught.value.what.startswith(f"there is no model {name!r} on this computer")
    assert caught.value.hint.startswith(f"{sys.executable} -c ")


def test_no_model_is_told_with_the_command_that_gets_one() -> None:
    with pytest.raises(EngineError, match="no model to recognise the speech with is named") as caught:
        recognition.connect(None)
    assert "faster_whisper.download_model('small')" in caught.value.hint


def test_a_folder_that_holds_no_whole_model_is_told_with_what_it_lacks(model: Path, tmp_path: Path) -> None:
    (tmp_path / "model.bin").write_bytes((model / "model.bin").read_bytes())
    with pytest.raises(EngineError, match=r"it lacks config\.json, tokenizer\.json"):
        recognition.connect(str(tmp_path))


def test_a_broken_model_is_told(model: Path, tmp_path: Path) -> None:
    for path in model.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes()[:5000])
    with pytest.raises(EngineError, match="cannot be loaded"):
        recognition.connect(str(tmp_path))
