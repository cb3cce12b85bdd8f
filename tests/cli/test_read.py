"""``studykit read`` converts a transcript and says on standard error what was lost."""

from pathlib import Path

import pytest

from studykit import registry
from tests.cli.running import EXAMPLE, process, studykit


def test_text_goes_to_standard_output_and_notices_to_standard_error():
    child = process("read", EXAMPLE)
    out, err = child.communicate()
    assert child.returncode == 0
    assert out.decode().startswith("Title: Why sourdough rises\nShow: Crumb and Crust\nDate: 2025-03-14\n")
    assert "Nadia Okafor 00:00:00\nHello, and welcome to Crumb and Crust" in out.decode()
    assert err.decode() == "notices (-v shows them): 1 chapters-not-written\n"


def test_a_file_is_written_and_its_path_printed():
    result = studykit("read", EXAMPLE, "--to", "md", "--out", "talks/bread.md")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "talks/bread.md\n", "")
    again = studykit("read", "talks/bread.md", "--to", "md")
    assert again.stdout_bytes == Path("talks/bread.md").read_bytes()


@pytest.mark.parametrize("name", registry.names("studykit.converters"))
def test_each_format_is_written(name):
    result = studykit("read", EXAMPLE, "--to", name)
    assert result.exit_code == 0, result.stderr
    assert result.stdout_bytes.decode().strip()


def test_what_the_user_says_goes_into_the_result():
    Path("notes.txt").write_text("(0:00) Starter\n(1:53) Water\n")
    told = ("--title", "On bread", "--chapters", "notes.txt", "--speaker", "Nadia Okafor=Nadia")
    result = studykit("read", EXAMPLE, "--to", "md", *told)
    assert 'title: "On bread"' in result.stdout
    assert [row for row in result.stdout.split("\n") if row.startswith("##")] == ["## Starter", "## Water"]
    assert "**Nadia:** [00:00:00]" in result.stdout


def test_an_unknown_format_is_told_with_those_there_are():
    result = studykit("read", EXAMPLE, "--to", "pdf")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "there is no converter called 'pdf'" in result.stderr
    assert "one of: chapters-json, md, podcast-json, srt, txt, vtt" in result.stderr


def test_captions_of_a_transcript_without_times_are_refused_and_no_file_is_left():
    Path("talk.txt").write_text("Ana: Is it the wind?\n\nBen: It is.\n\nAna: I thought so.\n")
    result = studykit("read", "talk.txt", "--to", "srt", "--out", "talk.srt")
    assert (result.exit_code, Path("talk.srt").exists()) == (2, False)
    assert "the transcript has no times" in result.stderr


def test_strict_and_quiet_hold_for_reading_too():
    assert studykit("read", EXAMPLE, "--strict").exit_code == 8
    result = studykit("read", EXAMPLE, "-q", "--out", "a.txt")
    assert (result.output, Path("a.txt").is_file()) == ("", True)


def test_a_file_that_cannot_be_written_is_told():
    Path("a.txt").mkdir()
    assert studykit("read", EXAMPLE, "--out", "a.txt").exit_code == 6


def test_the_settings_of_a_build_do_not_disturb():
    Path("studykit.toml").write_text('to = ["pdf"]\nout = "x"\ntitle = "On bread"\n')
    result = studykit("read", EXAMPLE)
    assert result.stdout.startswith("Title: On bread\n")
