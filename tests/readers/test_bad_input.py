"""What cannot be read says why, where and what to try."""

import io
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from studykit import readers
from studykit.errors import ReadError, UsageError
from tests.readers.cases import source

VTT = "WEBVTT\n\n1\n{times}\nHello there.\n"


def failure(content: str | bytes, name: str = "talk", format_name: str | None = None) -> ReadError:
    with pytest.raises(ReadError) as caught:
        readers.read(source(content, name), format_name)
    return caught.value


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no such file"):
        readers.open_source(str(tmp_path / "absent.txt"))


def test_a_name_with_a_nul_is_no_crash() -> None:
    with pytest.raises(ReadError, match="cannot be opened"):
        readers.open_source("a\x00b")


def test_a_folder_says_so(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="this is a folder"):
        readers.open_source(str(tmp_path))


@pytest.mark.parametrize("content", [b"", b" \n\t\n"])
def test_an_empty_file_says_so(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "empty.txt"
    path.write_bytes(content)
    with pytest.raises(ReadError, match="the file is empty"):
        readers.open_source(str(path))


def test_standard_input_is_read_for_a_dash(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"Ana: Hello.\nBen: Hi.\n")))
    transcript = readers.read(readers.open_source("-"))
    assert [speaker.name for speaker in transcript.speakers] == ["Ana", "Ben"]


def test_a_binary_says_so() -> None:
    assert "binary" in failure(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR").what


def test_bytes_of_another_encoding_name_their_line() -> None:
    error = failure(b"first line\nsecond \x81 line\n")
    assert (error.where, error.hint) == ("talk:2", "save the file as UTF-8")


def test_a_broken_utf_16_file_is_not_taken_for_something_else() -> None:
    assert "UTF-16" in failure("Ana: Hello.".encode("utf-16") + b"x").what


def test_utf_16_with_its_mark_is_read() -> None:
    assert readers.read(source("Hello there, Ana.".encode("utf-16"))).word_count == 3


def test_windows_1252_is_read() -> None:
    assert readers.read(source("Schöne Grüße – bis bald.".encode("cp1252"))).word_count == 4


@pytest.mark.parametrize(
    "content", ["… — !\n", "WEBVTT\n", "WEBVTT\n\n00:01.000 --> 00:02.000\n\n", "---\ntitle: A\n---\n"]
)
def test_a_file_with_no_spoken_words_says_so(content: str) -> None:
    assert "no spoken words" in failure(content).what


@pytest.mark.parametrize(
    ("times", "what"),
    [
        ("00:00:01.000 --> ", "cue has no end time"),
        ("00:00:01.000", "cue has no end time"),
        ("--> 00:00:02.000", "cue has no start time"),
        ("00:00:61.000 --> 00:01:02.000", "the cue's start time is broken: 00:00:61.000"),
        ("00:00:01.000 --> soon", "the cue's end time is broken: soon"),
    ],
)
def test_broken_times_of_a_cue_name_the_line(times: str, what: str) -> None:
    error = failure(VTT.format(times=times))
    assert (error.what, error.where) == (what, "talk:4")
    assert error.hint == "expected 00:00:01.000 --> 00:00:04.000"


def test_broken_times_in_srt_name_the_line() -> None:
    error = failure("1\n00:00:01,000 --> 00:00:02,000\nHello.\n\n2\n00:00:0x,000 --> 00:00:03,000\nThere.\n")
    assert (error.what, error.where) == ("the cue's start time is broken: 00:00:0x,000", "talk:6")


def test_text_named_srt_without_a_cue_says_so() -> None:
    assert "no cue" in failure("Hello there.", format_name="srt").what


@pytest.mark.parametrize(
    ("content", "where"),
    [
        ('{"segments": [\n{"body": "a", "startTime": 1},\n{"body"', "talk:3"),
        ('{"segments": [{"startTime": 1, "body": "a"}, {"startTime": 2}]}', "talk, segment 2"),
        ('{"segments": [{"startTime": "soon", "body": "a"}]}', "talk, segment 1"),
        ('{"segments": [{"startTime": -1, "body": "a"}]}', "talk, segment 1"),
        ('{"segments": [{"startTime": NaN, "body": "a"}]}', "talk, segment 1"),
        ('{"segments": {"body": 1, "startTime": 1}}', "talk"),
        ('{"segments": [' + "[" * 200_000, "talk"),
        ('{"segments": [{"startTime": ' + "9" * 5000 + ', "body": "a"}]}', "talk"),
    ],
)
def test_broken_json_names_its_place(content: str, where: str) -> None:
    assert failure(content, format_name="podcast-json").where == where


def test_json_of_an_unknown_shape_names_the_formats_there_are() -> None:
    error = failure('{"results": [{"alternatives": []}]}')
    assert "no transcript format" in error.what
    assert "podcast-json" in error.hint


def test_a_study_document_is_sent_to_write() -> None:
    error = failure('{"schema": "studykit/1", "engine": "offline", "turns": []}', name="study.json")
    assert "study document" in error.what
    assert "studykit write study.json" in error.hint


def test_a_page_without_speakers_says_so() -> None:
    error = failure("Share\n\nA talk about tides.\n\nSubscribe\n", format_name="web-page")
    assert "no run of turns" in error.what


def test_an_unknown_format_name_lists_the_others() -> None:
    with pytest.raises(UsageError, match="no reader called 'word'"):
        readers.read(source("Hello there."), "word")


def test_control_characters_are_counted_in_a_notice() -> None:
    transcript = readers.read(source("Hello\x1f there\x07, Ana."))
    assert [notice.code for notice in transcript.notices] == ["characters-removed"]
    assert transcript.turns[0].text == "Hello there, Ana."
