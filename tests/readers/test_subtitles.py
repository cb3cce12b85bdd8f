"""Captions of editors and of YouTube's studio: SubStation Alpha and SubViewer."""

import pytest

from studykit import readers
from studykit.errors import ReadError
from tests.readers.cases import shape, source

ASS = "[Script Info]\nTitle: A\n[Events]\nFormat: Start, End, Actor, Text\n"


def ass(*events: str) -> bytes:
    return (ASS + "".join(f"Dialogue: {event}\n" for event in events)).encode()


def test_events_are_said_in_the_order_of_their_times() -> None:
    found = readers.read(source(ass("0:00:05.00,0:00:06.00,Ben,No.", "0:00:01.00,0:00:02.00,Ana,Is it?")))
    assert shape(found) == [("ana", "Is it?"), ("ben", "No.")]
    assert [segment.start_ms for segment in found.segments] == [1000, 5000]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (r"So it\Nis,\nand so\hbe it", "So it is, and so be it"),
        (r"{\an8\c&H00FF00&}So it is", "So it is"),
        (r"{\k20}So {\k30}it {\k15}is", "So it is"),
        ("One, two, three", "One, two, three"),
    ],
)
def test_dress_and_line_breaks_are_not_said(written: str, said: str) -> None:
    assert readers.read(source(ass(f"0:00:01.00,0:00:02.00,,{written}"))).turns[0].text == said


@pytest.mark.parametrize("event", ["0:00:01.00,soon,,Hello.", "0:00:01.00", ""])
def test_a_broken_time_of_an_event_names_its_line(event: str) -> None:
    with pytest.raises(ReadError) as caught:
        readers.read(source(ass("0:00:01.00,0:00:02.00,,Hello.", event)))
    assert (caught.value.what[:18], caught.value.where) == ("the time is broken", "talk:6")


def test_lines_of_times_of_subviewer_part_its_cues() -> None:
    text = "0:00:01.000,0:00:02.500\nOne[br]two.\n\n101:00:03.000,101:00:04.000\nThree.\nFour.\n"
    assert [(s.start_ms, s.end_ms, s.text) for s in readers.read(source(text)).segments] == [
        (1000, 2500, "One two."),
        (363_603_000, 363_604_000, "Three. Four."),
    ]


def test_text_without_such_times_is_no_subviewer() -> None:
    with pytest.raises(ReadError, match="no cue"):
        readers.read(source("Hello there."), "sbv")
