"""The same content gives the same bytes where the environment states the time of the build."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from studykit import registry
from studykit.errors import UsageError
from studykit.settings import source_date
from tests.cli.running import EXAMPLE, FOLDER, studykit

EPOCH = "1700000000"


def built(folder: Path, **environment: str) -> dict[str, bytes]:
    """The files that a process of its own makes of the example."""
    formats = ",".join(registry.names("studykit.writers"))
    command = [sys.executable, "-m", "studykit", "build", str(EXAMPLE), "--to", formats, "--out", str(folder)]
    subprocess.run(command, env={**os.environ, "SOURCE_DATE_EPOCH": EPOCH, **environment}, check=True)
    return {path.name: path.read_bytes() for path in (folder / FOLDER.name).iterdir()}


def test_two_processes_that_hash_otherwise_write_the_same_bytes(tmp_path):
    here = built(tmp_path / "here", PYTHONHASHSEED="1", TZ="UTC")
    there = built(tmp_path / "there", PYTHONHASHSEED="2", TZ="Asia/Tokyo", LC_ALL="C")
    assert here.keys() >= {"deck.apkg", "guide.pdf", "handout.docx", "guide.md", "study.json"}
    assert [name for name, content in here.items() if there[name] != content] == []


@pytest.mark.parametrize("stated", ["today", "-1", "1.5", "0x10", "٣", "253402300800", "9" * 5000])
def test_a_time_that_is_none_is_refused(stated, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", stated)
    result = studykit("build", EXAMPLE, "--to", "md")
    assert result.exit_code == 2
    assert "error: SOURCE_DATE_EPOCH" in result.stderr
    assert len(result.stderr) < 300
    with pytest.raises(UsageError):
        source_date()


@pytest.mark.parametrize("stated", ["0", EPOCH, "253402300799"])
def test_a_time_is_counted_in_seconds_since_1970(stated, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", stated)
    told = source_date()
    assert told is not None
    assert told.timestamp() == int(stated)


def test_a_deck_that_anki_would_not_take_for_newer_is_told(monkeypatch):
    def build(epoch: str, title: str) -> str:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
        return studykit("build", EXAMPLE, "--to", "apkg", "--title", "T", "--show", title, "-v").stderr

    assert "not-newer" not in build(EPOCH, "One")
    assert "not-newer" not in build(EPOCH, "One")
    assert "not-newer" in build(EPOCH, "Two")
    assert "not-newer" in build("1600000000", "Three")
    assert "not-newer" not in build("1700000001", "Four")


def test_a_last_deck_that_cannot_be_read_is_no_deck(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    assert studykit("build", EXAMPLE, "--to", "apkg").exit_code == 0
    for content in (b"", b"PK\x03\x04 broken", (FOLDER / "deck.apkg").read_bytes()[:-500]):
        (FOLDER / "deck.apkg").write_bytes(content)
        assert "not-newer" not in studykit("build", EXAMPLE, "--to", "apkg", "-v").stderr
