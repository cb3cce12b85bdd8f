"""What a recogniser hears in a recording becomes a transcript with its times, tags and chapters."""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from studykit import recognition, recordings, transcripts
from studykit.errors import EngineError, ReadError
from studykit.model import Transcript
from studykit.recognition import Heard, Samples, Segment, Word
from studykit.recognition.faster_whisper import FasterWhisper
from studykit.recordings import RATE_HZ
from studykit.sources import open_source
from tests.cli.running import studykit
from tests.recordings.clips import CHAPTERS, clip, tone

TENTH = RATE_HZ // 10


@dataclass
class HearsTones:
    """Hears a sentence in each second that sounds, and nothing in silence; remembers what it was told."""

    language: str = "en"
    told: list[str | None] = field(default_factory=list)

    def hear(self, samples: Samples, language: str | None) -> Heard | None:
        self.told.append(language)
        if not np.abs(samples).max(initial=0) > 0.1:
            return None
        return Heard(language or self.language, self._sentences(samples))

    def _sentences(self, samples: Samples) -> Iterator[Segment]:
        tenths = samples[: len(samples) // TENTH * TENTH].reshape(-1, TENTH)
        loud = np.abs(tenths).max(axis=1) > 0.1
        at = 0
        while at < len(loud):
            if loud[at : at + 9].all():
                yield self._sentence(at * 100)
            at += 10 if loud[at] else 1

    def _sentence(self, ms: int) -> Segment:
        words = (Word(" It", ms + 100, ms + 200), Word(" rises.", ms + 300, ms + 800))
        return Segment(" It rises.", ms + 100, ms + 800, words)


@dataclass
class Model:
    """Stands for faster-whisper's: hears no speech, or fails, and remembers what it was asked."""

    failure: BaseException | None = None
    asked: dict[str, object] = field(default_factory=dict)
    supported_languages = ("en", "de", "no")

    def transcribe(self, samples: Samples, **asked: object) -> tuple[Iterator[object], SimpleNamespace]:
        self.asked = asked
        if self.failure:
            raise self.failure
        return iter(()), SimpleNamespace(language="en", duration_after_vad=0.0)


class Fails:
    """Loses its model on the way."""

    def hear(self, samples: Samples, language: str | None) -> Heard | None:
        raise EngineError("out of memory")


def silent(step: str, done: int, total: int) -> None:
    """Report to nobody."""


def recognised(path: Path, recogniser: HearsTones, language: str | None = None) -> Transcript:
    source = open_source(str(path))
    return transcripts.recognised(source, recordings.examine(source), recogniser, language, silent)


def test_a_recording_becomes_a_transcript_with_its_tags_times_and_chapters(tmp_path: Path) -> None:
    transcript = recognised(clip(tmp_path / "a.mp3", tone(3), chapters=CHAPTERS), HearsTones())
    assert (transcript.episode.title, transcript.episode.show) == ("Why sourdough rises", "Crumb and Crust")
    assert transcript.episode.key == "crumb-and-crust/why-sourdough-rises"
    assert transcript.episode.language == "en"
    assert transcript.episode.duration_ms == pytest.approx(3000, abs=60)
    assert [(mark.start_ms, mark.title) for mark in transcript.chapters] == CHAPTERS
    assert [(s.start_ms, s.end_ms, s.text) for s in transcript.segments] == [
        (100, 800, "It rises."),
        (1100, 1800, "It rises."),
        (2100, 2800, "It rises."),
    ]
    assert [turn.speaker_id for turn in transcript.turns] == [None]


def test_without_tags_the_title_is_the_name_of_the_file(tmp_path: Path) -> None:
    episode = recognised(clip(tmp_path / "on_bread.opus", tags={}), HearsTones()).episode
    assert (episode.title, episode.key) == ("On bread", "on-bread")


def test_times_go_on_and_the_language_stays_from_piece_to_piece(tmp_path: Path) -> None:
    rate = 8000
    sound = np.zeros(8 * 60 * rate, np.float32)
    for second in (100, 200, 470):
        sound[second * rate : (second + 1) * rate] = tone(1, rate)
    recogniser = HearsTones(language="de")
    transcript = recognised(clip(tmp_path / "a.wav", sound, rate=rate), recogniser)
    starts = [segment.start_ms or 0 for segment in transcript.segments]
    assert starts == pytest.approx([100_100, 200_100, 470_100], abs=100)
    assert transcript.episode.language == "de"
    assert recogniser.told == [None, "de"]


def test_a_language_that_is_told_reaches_the_recogniser_as_its_primary_subtag(tmp_path: Path) -> None:
    recogniser = HearsTones()
    recognised(clip(tmp_path / "a.wav"), recogniser, "pt-BR")
    assert recogniser.told == ["pt"]


@pytest.mark.parametrize(("told", "taken"), [("nb", "no"), ("de", "de"), (None, None)])
def test_the_model_is_asked_for_a_language_by_the_code_of_whisper(
    told: str | None, taken: str | None
) -> None:
    model = Model()
    assert FasterWhisper(model).hear(np.zeros(RATE_HZ, np.float32), told) is None
    assert model.asked == {
        "language": taken,
        "vad_filter": True,
        "word_timestamps": True,
        "condition_on_previous_text": False,
    }


def test_what_a_library_raises_is_told_as_an_error_of_the_recogniser() -> None:
    with pytest.raises(EngineError, match="the speech could not be recognised: CUDA out of memory"):
        FasterWhisper(Model(failure=RuntimeError("CUDA\nout of memory"))).hear(np.zeros(9, np.float32), None)


def test_an_interruption_is_let_through() -> None:
    with pytest.raises(KeyboardInterrupt):
        FasterWhisper(Model(failure=KeyboardInterrupt())).hear(np.zeros(9, np.float32), None)


def test_progress_is_told_in_seconds(tmp_path: Path) -> None:
    told = []
    source = open_source(str(clip(tmp_path / "a.flac", tone(3))))
    recognition.recognise(source, HearsTones(), duration_ms=3000, report=lambda *done: told.append(done))
    assert told == [("recognising speech", second, 3) for second in (0, 1, 2)]


def test_what_is_recognised_is_the_json_of_whisper(tmp_path: Path) -> None:
    source = open_source(str(clip(tmp_path / "a.flac", tone(1))))
    found = recognition.recognise(source, HearsTones(), report=silent).source
    assert found.name == source.name
    assert json.loads(found.content) == {
        "language": "en",
        "duration": 1.0,
        "segments": [
            {
                "start": 0.1,
                "end": 0.8,
                "text": " It rises.",
                "words": [
                    {"word": " It", "start": 0.1, "end": 0.2},
                    {"word": " rises.", "start": 0.3, "end": 0.8},
                ],
            }
        ],
    }


def test_where_nobody_speaks_that_is_told(tmp_path: Path) -> None:
    path = clip(tmp_path / "a.wav", np.zeros(50_000, np.float32))
    with pytest.raises(ReadError, match=r"a\.wav: there are no spoken words in it"):
        recognised(path, HearsTones())


def test_a_recording_that_is_cut_off_is_told_with_both_lengths(tmp_path: Path) -> None:
    path = clip(tmp_path / "a.mp3", tone(30))
    path.write_bytes(path.read_bytes()[:100_000])
    (notice,) = recognised(path, HearsTones()).notices
    assert notice.code == "recording-short"
    assert "it says that it is 0:30 long, and its sound ends at 0:1" in notice.text


def test_sound_that_cannot_be_decoded_is_told(tmp_path: Path) -> None:
    path = clip(tmp_path / "a.mp3", tone(4))
    content = path.read_bytes()
    path.write_bytes(content[:20_000] + b"\xaa\x55" * 1000 + content[22_000:])
    (notice,) = recognised(path, HearsTones()).notices
    assert notice.code == "recording-broken"


def test_a_recogniser_that_fails_is_told_with_the_recording(tmp_path: Path) -> None:
    source = open_source(str(clip(tmp_path / "a.wav")))
    with pytest.raises(EngineError, match="out of memory"):
        recognition.recognise(source, Fails(), report=silent)


@pytest.mark.parametrize(
    ("there", "told"),
    [
        ("talk.vtt talk.txt", "talk.vtt"),
        ("talk.txt talk.en.srt", "talk.en.srt"),
        ("talk.TXT", "talk.TXT"),
        ("talk 2.vtt other.vtt talk.mp3 talk.pdf", ""),
    ],
)
def test_the_best_transcript_beside_a_recording_is_pointed_to(tmp_path: Path, there: str, told: str) -> None:
    source = open_source(str(clip(tmp_path / "talk.mp3")))
    for name in there.replace("talk 2", "talk_2").split():
        (tmp_path / name).touch()
    error = recognition.with_transcript_beside(EngineError("no model", hint="get one"), source)
    assert str(error).startswith(f"{source.name}: no model\n  try: ")
    expected = (
        f"studykit build {tmp_path / told}, the transcript beside it\n  or: get one" if told else "get one"
    )
    assert error.hint == expected


def test_without_the_library_the_command_line_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "faster_whisper", None)  # what Python itself does where it is missing
    path = clip(tmp_path / "talk.mp3")
    (tmp_path / "talk.vtt").write_text("WEBVTT\n")
    result = studykit("build", path, "--model", "small")
    assert result.exit_code == 4
    lines = result.stderr.splitlines()
    assert lines[0] == f"error: {path}: recognising speech needs the library faster-whisper"
    assert lines[1] == f"  try: studykit build {tmp_path / 'talk.vtt'}, the transcript beside it"
    assert lines[2] == f"  or: {sys.executable} -m pip install faster-whisper (420 MB)"
    assert "download_model('small')" in lines[3]
