"""What the command line tells of itself."""

import os
import subprocess
import sys

import pytest

from studykit import __version__, registry
from studykit.cli import flags
from tests.cli.running import process, studykit

HEAVY = ("numpy", "reportlab", "docx", "genanki", "wordfreq", "HanTa", "rich")


def test_formats_lists_every_plug_in_with_the_first_line_of_its_docstring():
    lines = studykit("formats").stdout.splitlines()
    for folder in ("readers", "chapter_lists", "converters", "writers", "engines"):
        for name in registry.names(f"studykit.{folder}"):
            first = registry.describe(f"studykit.{folder}", name).splitlines()[0]
            assert f"  {name:<21}{first}" in lines


def test_the_version_is_told():
    assert studykit("--version").stdout == f"studykit {__version__}\n"


@pytest.mark.parametrize("arguments", [["--help"], ["build", "--help"], ["--version"], ["formats"]])
def test_help_waits_for_no_library(arguments):
    code = (
        "import sys; from studykit.cli import main\n"
        "try: main()\n"
        f"finally: print(*(m for m in {HEAVY} if m in sys.modules), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True
    )
    assert done.stderr.strip() == ""
    assert done.stdout


def test_help_gives_examples_and_every_setting():
    text = studykit("build", "--help").stdout
    assert "studykit build talk.vtt" in text
    for flag in (
        "--from",
        "--chapters",
        "--to",
        "--out",
        "--paper",
        "--cards",
        "--engine",
        "--audio-url",
        "--strict",
    ):
        assert flag in text


def test_a_shell_completes_formats_after_a_comma():
    assert flags._names("studykit.writers")("md,ap") == ["md,apkg"]
    environment = {
        "_STUDYKIT_COMPLETE": "complete_bash",
        "COMP_WORDS": "studykit build x --to ap",
        "COMP_CWORD": "4",
    }
    child = process(env={**os.environ, **environment})
    assert b"apkg" in child.communicate()[0]
