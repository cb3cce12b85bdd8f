"""JSON of no known format: the talk is found by its words, speakers and times by their names and the pace."""

import json

import pytest

from studykit import readers
from studykit.contracts import Confidence
from studykit.errors import ReadError
from studykit.model import Transcript
from studykit.readers.json import READER
from tests.readers.cases import CASES, cases, shape, source

SAID = ("Why do ropes hum in the wind?", "Eddies shed behind them.", "And does a cable hum too?", "It does.")
NAMES = ("Ana", "Ben") * 2


def read(value: object) -> Transcript:
    return readers.read(source(json.dumps(value)))


@pytest.mark.parametrize("per_second", [1, 1000, 1_000_000, 10_000_000])
def test_the_unit_of_times_is_told_by_the_pace_of_speech(per_second: int) -> None:
    """Seconds, milliseconds, microseconds and ticks of .NET."""
    rows = [{"text": said, "start": n * 2 * per_second} for n, said in enumerate(SAID)]
    assert [segment.start_ms for segment in read(rows).segments] == [0, 2000, 4000, 6000]


@pytest.mark.parametrize("times", [("0:00", "0:01:02"), ("0s", "62.0s"), ("0.0", "62"), (0, 62.0)])
def test_times_may_be_clocks_or_numbers_in_quotes(times: tuple[object, object]) -> None:
    rows = [{"speaker": "Ana", "begin": time, "utterance": "So it is said."} for time in times]
    assert [segment.start_ms for segment in read(rows).segments] == [0, 62_000]


@pytest.mark.parametrize(
    "speaker",
    [
        lambda name: {"speaker": name},
        lambda name: {"speaker_name": name, "speaker_id": len(name)},
        lambda name: {"Speaker-Label": name},
        lambda name: {"speaker": {"id": 1, "name": name}},
        lambda name: {"start": 1, "author": name},
    ],
)
def test_the_speaker_stands_in_fields_of_many_names(speaker) -> None:
    rows = [{"content": said, **speaker(name)} for name, said in zip(NAMES, SAID, strict=True)]
    found = read({"data": {"items": rows}})
    assert [(found.names[turn.speaker_id or ""], turn.text) for turn in found.turns] == list(
        zip(NAMES, SAID, strict=True)
    )


def test_what_stands_around_a_piece_tells_its_speaker_and_time() -> None:
    turns = [{"who": 1, "speaker": name, "parts": [{"text": s}]} for name, s in zip(NAMES, SAID, strict=True)]
    assert shape(read({"speaker": "nobody", "turns": turns})) == [
        (name.lower(), said) for name, said in zip(NAMES, SAID, strict=True)
    ]


def test_a_field_that_is_another_thing_for_each_piece_names_no_speaker() -> None:
    rows = [{"text": said, "name": f"piece {n}", "time": n} for n, said in enumerate(SAID * 2)]
    assert read(rows).speakers == ()


def test_sentences_are_rather_taken_than_their_words() -> None:
    rows = [
        {"sentence": s, "start": n, "words": [{"word": w, "start": n} for w in s.split()]}
        for n, s in enumerate(SAID)
    ]
    assert [segment.text for segment in read({"text": " ".join(SAID), "s": rows}).segments] == list(SAID)


@pytest.mark.parametrize(
    "value",
    [
        {"chapters": [{"startTime": n, "title": "Of ropes and cables in the wind"} for n in range(9)]},
        [{"text": "Too few words."}, {"speaker": "Ana", "text": "Here."}],
        {"text": " ".join(SAID)},
        {"episodes": [{"description": said, "published": n} for n, said in enumerate(SAID)]},
        [],
        [[[]]],
        {},
    ],
)
def test_lists_of_other_things_are_no_talk(value: object) -> None:
    assert READER.sniff(source(json.dumps(value))) is Confidence.NO


def test_every_known_format_is_surer_of_itself() -> None:
    known = [case for case in cases() if case.parent.name != "json" and case.suffix == ".json"]
    assert {READER.sniff(source(case.read_bytes())) for case in known} <= {Confidence.NO, Confidence.MAYBE}


def test_no_list_of_texts_says_so() -> None:
    with pytest.raises(ReadError, match="no list of texts"):
        readers.read(source("[1, 2]"), "json")


def test_the_case_of_a_meeting_has_the_title_its_file_states() -> None:
    assert (
        readers.read(source((CASES / "json" / "meeting.json").read_bytes())).episode.title == "Why ropes hum"
    )
