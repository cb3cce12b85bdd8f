"""The measurements that are run by hand run, on the cases."""

from pathlib import Path

import pytest

from evals import reading
from evals.said import said, words
from studykit.contracts import Source
from tests.readers.cases import CASES, cases

CAPTIONS_AND_RECOGNISERS = (".vtt", ".srt", ".ttml", ".dfxp", ".xml", ".json")


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A set of two files that are read, one that is refused, and one that loses words."""
    folder = tmp_path / "set"
    folder.mkdir()
    for name in ("vtt/voices.vtt", "whisper/whisperx.json", "web-page/headings.txt"):
        case = CASES / name
        (folder / case.name).write_bytes(case.read_bytes())
    (folder / "chapters.json").write_text('{"chapters": [{"startTime": 1, "title": "A"}]}')
    return tmp_path


def test_the_table_has_a_row_for_each_reader_and_the_reasons_of_refusals(corpus: Path) -> None:
    rows = list(reading.table(corpus, by_file=False))
    assert [row.split()[:4] for row in rows[:-1]] == [
        ["set", "1", "1", "0"],
        ["set", "web-page", "1", "0"],
        ["set", "vtt", "1", "0"],
        ["set", "whisper", "1", "0"],
    ]
    assert rows[-1] == "refused ×1: this is no transcript format that studykit knows"


def test_words_that_are_lost_are_named_file_by_file(corpus: Path) -> None:
    rows = list(reading.table(corpus, by_file=True))
    at = next(index for index, row in enumerate(rows) if "headings.txt" in row)
    assert "menu×1" in rows[at + 1].split()


def test_a_reader_that_fails_is_a_row_and_not_the_end(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: Source) -> str:
        raise ZeroDivisionError

    monkeypatch.setattr("studykit.readers.recognise", broken)
    outcome = reading.read(corpus / "set" / "headings.txt")
    assert (outcome.crashed, outcome.reason) == (True, "ZeroDivisionError()")


def test_what_a_case_says_is_found_without_the_readers() -> None:
    """In a file of a few words, names of the format's own fields outweigh them."""
    files = [case for case in cases() if case.suffix in CAPTIONS_AND_RECOGNISERS]
    counts = {case: reading.counted(reading.read(case)) for case in files}
    long_ones = {case: count for case, count in counts.items() if count.spoken >= 12}
    assert len(long_ones) >= 10
    assert {case for case, count in long_ones.items() if count.invented or count.lost} == set()


def test_addresses_and_clock_times_are_no_words() -> None:
    assert words("At 1:02:03.5 see https://a.example/b?c=d, “Ana’s”.") == ["at", "see", "ana's"]


def test_the_words_of_a_format_that_repeats_them_count_once() -> None:
    content = b'{"text": "Hello there", "words": [{"w": "Hello", "s": "0.5"}, {"w": "there", "s": "1.5"}]}'
    assert words(said(content)) == ["hello", "there"]
