"""Tags and chapters are read out of recordings of each kind."""

import sys
from datetime import date
from pathlib import Path

import pytest

from studykit import chapter_lists, recordings
from studykit.contracts import Source
from studykit.errors import EngineError, ReadError
from studykit.sources import open_source
from tests.recordings.clips import CHAPTERS, CODECS, TAGS, av, clip

TOLD = {
    "title": "Why sourdough rises",
    "show": "Crumb and Crust",
    "published": date(2025, 11, 25),
    "url": "https://example.org/7",
    "key": "crumb-and-crust/why-sourdough-rises",
}


def examine(path: Path) -> recordings.Recording:
    return recordings.examine(open_source(str(path)))


def chapters_of(path: Path) -> list[tuple[int | None, str]]:
    marks = chapter_lists.read(open_source(str(path), "list of chapters"))
    assert marks == examine(path).chapters
    return [(mark.start_ms, mark.title) for mark in marks]


@pytest.mark.parametrize("ending", CODECS)
def test_the_tags_of_each_kind_tell_of_the_episode(tmp_path: Path, ending: str) -> None:
    recording = examine(clip(tmp_path / f"download.{ending}"))
    assert recording.episode == TOLD
    assert recording.duration_ms == pytest.approx(2000, abs=60)


@pytest.mark.parametrize("ending", ["mp3", "m4a", "mp4", "opus", "mka", "webm"])
def test_the_chapters_of_each_kind_are_read(tmp_path: Path, ending: str) -> None:
    assert chapters_of(clip(tmp_path / f"a.{ending}", chapters=CHAPTERS)) == CHAPTERS


def test_the_chapter_track_of_an_mp4_alone_is_read(tmp_path: Path) -> None:
    path = clip(tmp_path / "a.mp4", chapters=CHAPTERS, options={"movflags": "disable_chpl"})
    assert b"chpl" not in path.read_bytes()
    assert chapters_of(path) == CHAPTERS


def test_the_chapter_atom_of_an_mp4_alone_is_read(tmp_path: Path) -> None:
    path = clip(tmp_path / "a.mp4", chapters=CHAPTERS)
    assert b"tref" in path.read_bytes()
    path.write_bytes(path.read_bytes().replace(b"tref", b"free"))  # now the chapter track is nobody's
    assert chapters_of(path) == CHAPTERS


def test_chapters_in_the_comments_of_a_flac_are_read(tmp_path: Path) -> None:
    comments = {
        "CHAPTER001": "00:00:00.000",
        "CHAPTER001NAME": "Läuft",
        "CHAPTER002": "00:00:01.200",
        "CHAPTER002NAME": "Water & salt",
    }
    assert chapters_of(clip(tmp_path / "a.flac", tags=comments)) == CHAPTERS


@pytest.mark.parametrize("ending", ["mp3", "mka"])
def test_a_chapter_without_a_title_is_none(tmp_path: Path, ending: str) -> None:
    path = clip(tmp_path / f"a.{ending}", chapters=[(0, ""), (500, "Salt")])
    assert chapters_of(path) == [(500, "Salt")]


def test_a_recording_without_chapters_says_so(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="there is no chapter in it"):
        chapters_of(clip(tmp_path / "a.mp3"))


def test_without_a_title_the_name_of_the_file_is_the_identity(tmp_path: Path) -> None:
    assert examine(clip(tmp_path / "Bread 7.mp3", tags={})).episode == {"key": "bread-7"}


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("date", "2025"),
        ("date", "2025-13-40"),
        ("comment", "See https://example.org"),
        ("comment", "file:///a"),
    ],
)
def test_a_tag_that_is_not_what_is_looked_for_is_left(tmp_path: Path, tag: str, text: str) -> None:
    told = examine(clip(tmp_path / "a.mp3", tags={**TAGS, tag: text})).episode
    missing = {"date": "published", "comment": "url"}[tag]
    assert told == {name: value for name, value in TOLD.items() if name != missing}


def test_a_time_of_day_after_the_date_does_no_harm(tmp_path: Path) -> None:
    told = examine(clip(tmp_path / "a.opus", tags={"date": "2025-11-25T06:00:00Z"})).episode
    assert told["published"] == date(2025, 11, 25)


def test_a_tag_that_is_not_utf_8_is_windows_1252(tmp_path: Path) -> None:
    path = clip(tmp_path / "a.wav", tags={"title": "Pain au chocolatX"})
    path.write_bytes(path.read_bytes().replace(b"chocolatX", b"caf\xe9 \x96 no"))
    assert examine(path).episode["title"] == "Pain au café – no"


def test_a_video_without_sound_says_so(tmp_path: Path) -> None:
    with av.open(str(tmp_path / "a.mp4"), "w") as output:
        stream = output.add_stream("mpeg4", rate=10)
        stream.width = stream.height = 16
        output.mux(stream.encode(av.VideoFrame(16, 16, "yuv420p")))
        output.mux(stream.encode(None))
    with pytest.raises(ReadError, match=r"a\.mp4: there is no sound in it"):
        examine(tmp_path / "a.mp4")


def test_a_download_that_was_cut_off_says_so(tmp_path: Path) -> None:
    path = clip(tmp_path / "a.m4a")
    path.write_bytes(path.read_bytes()[:9000])
    with pytest.raises(ReadError) as caught:
        examine(path)
    assert str(caught.value).startswith(f"{path}: the recording is broken: ")
    assert "download it again" in caught.value.hint


def test_a_playlist_opens_no_other_file(tmp_path: Path) -> None:
    clip(tmp_path / "other.mp3")
    path = tmp_path / "a.m3u8"
    path.write_text("#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\nother.mp3\n#EXT-X-ENDLIST\n")
    with av.open(str(path)) as container:
        assert container.duration == 2_000_000  # FFmpeg alone would follow it
    with pytest.raises(ReadError, match="the recording is broken"):
        recordings.examine(Source("a", path.read_bytes(), path))


def test_a_recording_that_is_gone_says_so(tmp_path: Path) -> None:
    source = open_source(str(clip(tmp_path / "a.mp3")))
    (tmp_path / "a.mp3").unlink()
    with pytest.raises(ReadError, match="No such file"):
        recordings.examine(source)


def test_a_recording_that_is_held_in_memory_is_read_like_a_file(tmp_path: Path) -> None:
    content = clip(tmp_path / "a.opus", chapters=CHAPTERS).read_bytes()
    assert recordings.examine(Source("standard input", content)) == examine(tmp_path / "a.opus")


def test_without_the_library_it_is_told_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = clip(tmp_path / "a.mp3")
    monkeypatch.setitem(sys.modules, "av", None)  # what Python itself does where it is not installed
    with pytest.raises(EngineError) as caught:
        examine(path)
    assert f"{sys.executable} -m pip install av faster-whisper" in caught.value.hint
