"""A recording is known by its first bytes, and stays on the disk."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit import sources
from studykit.contracts import Source
from studykit.signatures import is_recording
from studykit.sources import open_source
from tests.readers.cases import cases

HEADS = {
    "mp3 with tags": b"ID3\x04\x00\x00\x00\x00\x02!TIT2\x00\x00",
    "bare mp3": b"\xff\xfb\x90\x64\x00\x00\x00\x00",
    "bare mp3 of 22 kHz": b"\xff\xf3\x48\xc4\x00\x00\x00\x00",
    "aac": b"\xff\xf1\x50\x80\x02\x1f\xfc\xde",
    "m4a": b"\x00\x00\x00\x1cftypM4A \x00\x00\x02\x00",
    "old QuickTime": b"\x00\x00\x00\x08wide\x00\x00\x10\x00mdat",
    "opus": b"OggS\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\xd8\xf0",
    "mka": b"\x1aE\xdf\xa3\xa3B\x86\x81\x01B\xf7\x81",
    "flac": b'fLaC\x00\x00\x00"\x12\x00\x12\x00',
    "wav": b"RIFF\x0a\x0a\x04\x00WAVEfmt ",
    "aiff": b"FORM\x00\x04\t\xf4AIFFNAME",
}


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS.keys())
def test_a_recording_is_known_by_its_first_bytes(head: bytes) -> None:
    assert is_recording(head)
    assert not Source("a", head).is_text


@given(
    st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=30), st.sampled_from(["utf-8", "utf-16"])
)
def test_a_text_is_no_recording(text: str, encoding: str) -> None:
    assert not is_recording(text.encode(encoding))


@pytest.mark.parametrize(
    "text", ["ID3 tags hold chapters.", "RIFF is a WAVE", "fLaC is a codec", "FORM AIFF"]
)
def test_a_talk_about_formats_is_no_recording(text: str) -> None:
    assert not is_recording(text.encode())


def test_no_transcript_of_the_cases_is_taken_for_a_recording() -> None:
    assert cases()
    assert not [path for path in cases() if is_recording(path.read_bytes())]


def test_of_a_recording_only_the_beginning_is_held(tmp_path: Path) -> None:
    path = tmp_path / "talk.mp3"
    path.write_bytes(HEADS["mp3 with tags"] + bytes(sources.HEAD_BYTES))
    source = open_source(str(path))
    assert source.is_recording
    assert len(source.content) == sources.HEAD_BYTES
    with source.open() as file:
        assert file.read() == path.read_bytes()


def test_a_recording_may_be_larger_than_a_transcript(tmp_path: Path) -> None:
    path = tmp_path / "talk.wav"
    path.write_bytes(HEADS["wav"])
    os.truncate(path, sources.LARGEST_BYTES + 1)  # takes no room on the disk
    assert open_source(str(path)).is_recording


def test_a_text_longer_than_what_is_looked_at_is_read_whole(tmp_path: Path) -> None:
    text = "Ana: yes. " * sources.HEAD_BYTES
    (tmp_path / "talk.txt").write_text(text)
    assert open_source(str(tmp_path / "talk.txt")).text == text


def test_a_source_without_a_file_opens_what_it_holds() -> None:
    with Source("standard input", HEADS["opus"]).open() as file:
        assert file.read() == HEADS["opus"]
