"""Tables with a column of talk."""

import pytest

from studykit import readers
from studykit.contracts import Confidence
from studykit.errors import ReadError
from studykit.readers.csv import READER
from tests.readers.cases import source

ROWS = (("1", "Ana", "Why do ropes hum in the wind?"), ("4", "Ben", "Eddies shed behind them, so they hum."))


def table(between: str, heading: tuple[str, ...] = ("Start", "Speaker", "Text")) -> str:
    quoted = [(*row[:2], f'"{row[2]}"') for row in ROWS]
    return "\n".join(between.join(row) for row in (heading, *quoted)) + "\n"


@pytest.mark.parametrize("between", [",", ";", "\t"])
@pytest.mark.parametrize("heading", [("Start", "Speaker", "Text"), ("start_time", "speaker name", "Content")])
def test_columns_are_known_by_their_names(between: str, heading: tuple[str, ...]) -> None:
    found = readers.read(source(table(between, heading)))
    assert [(s.start_ms, s.text) for s in found.segments] == [(1000, ROWS[0][2]), (4000, ROWS[1][2])]
    assert [speaker.name for speaker in found.speakers] == ["Ana", "Ben"]


@pytest.mark.parametrize(
    "text",
    [
        "Name,Price\nFlour,3\nWater,0\n",
        "Start,End\n1,2\n3,4\n",
        "Well, text, they said, is a time of its own.\nAna, Ben and I speak of it in the wind.\n",
        "Text\nWhy do ropes hum in the wind?\nEddies shed behind them, so they do.\n",
    ],
)
def test_other_lines_with_commas_are_no_table_of_talk(text: str) -> None:
    assert READER.sniff(source(text)) is Confidence.NO


def test_a_table_without_talk_says_so() -> None:
    with pytest.raises(ReadError, match="no column holds talk"):
        readers.read(source("Name,Price\nFlour,3\n"), "csv")
    with pytest.raises(ReadError, match="names no columns"):
        readers.read(source("Why do ropes hum?\n"), "csv")
    with pytest.raises(ReadError, match="the table is broken"):
        readers.read(source('Start,Text\n1,"' + "a" * 200_000), "csv")
