"""What is told when something is wrong: what, where, what to try, and the exit code."""

from pathlib import Path

import pytest
import typer

from studykit import __version__
from studykit.cli import telling
from studykit.errors import StudykitError
from tests.cli.running import EXAMPLE, study_json, studykit


def failure(code: int, *arguments: object, text: bytes | None = None) -> str:
    """Run, expect the exit code ``code`` and an error told in the house's way; return the error."""
    result = studykit(*arguments, text=text)
    assert result.exit_code == code, result.output
    assert result.stdout == ""
    assert result.stderr.startswith("error: ")
    assert "Traceback" not in result.stderr
    return result.stderr.removeprefix("error: ")


def test_a_missing_file_is_told():
    assert failure(3, "build", "none.txt").startswith("none.txt: there is no such file\n  try: ")


@pytest.mark.parametrize("content", [b"", b" \n\t\n"])
def test_an_empty_file_is_told(tmp_path, content):
    (tmp_path / "a.txt").write_bytes(content)
    assert failure(3, "build", "a.txt").startswith("a.txt: the file is empty")


def test_empty_standard_input_is_told():
    assert failure(3, "build", "-", text=b"").startswith("standard input: the file is empty")


def test_a_binary_is_told(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"\x7fELF\x02\x01\x01\x00\x00\x00")
    assert failure(3, "build", "a.txt").startswith("a.txt: this is a binary file, not text")


def test_a_folder_is_told(tmp_path):
    assert failure(3, "build", tmp_path).startswith(f"{tmp_path}: this is a folder")


def test_a_wrong_encoding_is_told_with_its_line(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"Ana: one\nBen: two \x81\n")
    assert failure(3, "build", "a.txt").startswith("a.txt:2: byte 0x81 is neither UTF-8 nor Windows-1252")


def test_a_file_without_spoken_words_is_told(tmp_path):
    (tmp_path / "a.vtt").write_text("WEBVTT\n\n00:01.000 --> 00:02.000\n...\n")
    assert failure(3, "build", "a.vtt").startswith("a.vtt: there are no spoken words in it")


def test_a_broken_time_is_told_with_its_line(tmp_path):
    (tmp_path / "a.vtt").write_text(
        "WEBVTT\n\n00:01.000 --> 00:02.000\nOne.\n\n00:0x.000 --> 00:03.000\nTwo.\n"
    )
    error = failure(3, "build", "a.vtt")
    assert error.startswith("a.vtt:6: ")
    assert "\n  try: " in error


def test_an_unknown_format_is_told_with_the_nearest_one():
    assert "did you mean pdf?" in failure(2, "build", EXAMPLE, "--to", "pfd")
    assert "did you mean markdown?" in failure(2, "build", EXAMPLE, "--from", "markdwon")


def test_an_unknown_engine_is_told():
    assert "did you mean offline?" in failure(2, "build", EXAMPLE, "--engine", "ofline")


def test_a_wrong_flag_ends_with_two():
    assert studykit("build", EXAMPLE, "--nope").exit_code == 2
    assert studykit("build").exit_code == 2
    assert studykit("biuld").exit_code == 2


def test_a_wrong_setting_is_told_by_its_file_and_key():
    Path("studykit.toml").write_text('paper = "a6"\n')
    assert failure(2, "build", EXAMPLE).startswith("studykit.toml: paper: 'a6' is not allowed")


def test_an_output_folder_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    error = failure(6, "build", EXAMPLE, "--to", "md", "--out", "file")
    assert "cannot be written" in error
    assert "--out" in error


def test_a_study_document_of_another_schema_is_told(tmp_path):
    place = study_json(tmp_path / "study.json")
    place.write_text(place.read_text().replace('"studykit/1"', '"studykit/9"'))
    assert "study.json:1: schema is 'studykit/9'" in failure(3, "write", place)


def test_a_study_document_is_no_transcript(tmp_path):
    assert "studykit write" in failure(3, "build", study_json(tmp_path / "study.json"))


def test_a_transcript_is_no_study_document():
    assert failure(3, "write", EXAMPLE)


def test_a_broken_template_is_told(tmp_path):
    (tmp_path / "mine" / "anki").mkdir(parents=True)
    (tmp_path / "mine" / "anki" / "card.css").write_bytes(b"\xff\xfe\xfa")
    place = study_json(tmp_path / "study.json")
    assert "card.css" in failure(7, "write", place, "--to", "apkg", "--templates", "mine")


def test_verbose_shows_where_an_error_arose(tmp_path):
    result = studykit("build", "none.txt", "-v")
    assert result.exit_code == 3
    assert "Traceback" in result.stderr
    assert result.stderr.endswith("- reads standard input\n")


def test_an_unexpected_error_is_told_as_a_bug(capsys):
    with pytest.raises(typer.Exit) as caught:
        telling.attempt(lambda: 1 // 0, verbose=False)
    assert caught.value.exit_code == 1
    told = capsys.readouterr().err
    assert told.startswith("error: this is a bug in studykit: ZeroDivisionError")
    assert f"studykit {__version__}" in told
    assert "Traceback" not in told


def test_an_error_cannot_control_the_terminal(capsys):
    def action() -> None:
        raise StudykitError("no", where="a\x1b[31mb")

    with pytest.raises(typer.Exit):
        telling.attempt(action, verbose=False)
    assert "\x1b" not in capsys.readouterr().err
