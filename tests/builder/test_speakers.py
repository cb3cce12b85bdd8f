"""One person under several labels, and labels that are no names."""

import pytest

from studykit.builder.speakers import introduced, merged, renamed
from studykit.errors import UsageError
from studykit.model import Role
from tests.talk import talk


def _names(*labels: str) -> list[str]:
    """Who speaks, turn by turn, when the turns bear ``labels``."""
    said = talk(*("Some words are said here." for _ in labels), speakers=tuple(dict.fromkeys(labels)))
    turns = (
        turn.model_copy(update={"speaker_id": label}) for turn, label in zip(said.turns, labels, strict=True)
    )
    transcript = merged(said.model_copy(update={"turns": tuple(turns)}))
    names = transcript.names
    return [names[turn.speaker_id or ""] for turn in transcript.turns]


def test_initials_belong_to_the_name_they_were_introduced_with() -> None:
    assert _names("Stephan Livera (SL)", "Nadia", "SL") == ["Stephan Livera", "Nadia", "Stephan Livera"]


def test_initials_belong_to_the_one_name_they_fit() -> None:
    assert _names("Stephan Livera", "Nadia", "SL") == ["Stephan Livera", "Nadia", "Stephan Livera"]


def test_a_first_or_a_last_name_belongs_to_the_full_one() -> None:
    assert _names("Jimmy", "Jimmy Song", "Song") == ["Jimmy Song"] * 3


def test_case_and_accents_make_no_other_person() -> None:
    assert len(set(_names("TOMÁS", "Nadia", "Tomas"))) == 2


def test_a_slip_of_the_pen_in_a_full_name_is_no_other_person() -> None:
    assert set(_names(*["Justin Moon", "Nadia"] * 5, "Justing Moon")) == {"Justin Moon", "Nadia"}
    assert set(_names(*["Mark Erhardt", "Nadia"] * 5, "Mrk Erhardt")) == {"Mark Erhardt", "Nadia"}


def test_names_that_are_alike_and_said_as_often_are_two_people() -> None:
    assert len(set(_names(*["Jon Smith", "Jan Smith"] * 5))) == 2
    assert len(set(_names(*["Ana Smith", "Nadia"] * 5, "Ina Jones"))) == 3
    assert len(set(_names(*["Audience member 1", "Nadia"] * 5, "Audience member 2"))) == 3


def test_a_name_that_fits_two_people_is_left_alone() -> None:
    assert _names("Jimmy", "Jimmy Song", "Jimmy Page") == ["Jimmy", "Jimmy Song", "Jimmy Page"]


def test_numbered_labels_are_nobodys_variant() -> None:
    assert _names("Speaker", "Speaker 1", "Speaker 10") == ["Speaker", "Speaker 1", "Speaker 10"]


def test_each_label_that_went_is_told() -> None:
    transcript = merged(talk("A word.", "Another.", speakers=("Jimmy Song", "Jimmy")))
    assert [notice.code for notice in transcript.notices] == ["speaker-merged"]
    assert "'Jimmy' was taken for 'Jimmy Song'" in transcript.notices[0].text


def test_a_talk_without_variants_stays_as_it_is() -> None:
    transcript = talk("A word.", "Another.")
    assert merged(transcript) == transcript


def test_a_label_gets_the_name_it_is_given() -> None:
    transcript = talk("A word.", "Another.", "A third.", speakers=("Speaker 1", "Speaker 2", "Speaker 3"))
    named = renamed(transcript, {"speaker 1": "Ana Ruiz", "Speaker 3": "Ana Ruiz"})
    assert [speaker.name for speaker in named.speakers] == ["Ana Ruiz", "Speaker 2"]
    assert [named.names[turn.speaker_id or ""] for turn in named.turns] == [
        "Ana Ruiz",
        "Speaker 2",
        "Ana Ruiz",
    ]


def test_a_label_that_nobody_bears_is_an_error_with_those_there_are() -> None:
    with pytest.raises(UsageError) as caught:
        renamed(talk("A word.", "Another."), {"Speaker 1": "Ana"})
    assert "Nadia, Tomás" in caught.value.hint


def _introduced(*labels: str, **people: Role) -> list[tuple[str, Role]]:
    """Those who speak as ``labels`` in a talk that ``people``, with _ for a space, have to do with."""
    said = talk(*("Some words are said here." for _ in labels), speakers=labels)
    found = introduced(said, {name.replace("_", " "): role for name, role in people.items()})
    return [(speaker.name, speaker.role) for speaker in found.speakers]


def test_who_is_known_gives_name_and_role_to_the_label_that_is_theirs() -> None:
    found = _introduced("Nadia", "T. Ferreira", "JS", Nadia_Okafor="host", Jimmy_Song="guest")
    assert found == [("Nadia Okafor", "host"), ("T. Ferreira", "unknown"), ("Jimmy Song", "guest")]


def test_who_speaks_under_no_label_is_not_added_and_a_number_is_nobody() -> None:
    assert _introduced("Speaker 1", "Speaker 2", Nadia_Okafor="host", Speaker_Deck="guest") == [
        ("Speaker 1", "unknown"),
        ("Speaker 2", "unknown"),
    ]


def test_a_label_that_may_be_two_people_is_neither() -> None:
    assert _introduced("Ana", "Ben", Ana_Ruiz="host", Ana_Okri="guest") == [
        ("Ana", "unknown"),
        ("Ben", "unknown"),
    ]


def test_the_name_alone_is_enough_where_another_shares_its_first_part() -> None:
    assert _introduced("Ana", "Ben", Ana="host", Ana_Okri="guest")[0] == ("Ana", "host")


def test_an_editor_who_speaks_gets_a_name_and_no_role() -> None:
    assert _introduced("Ana", "Ben", Ana_Ruiz="unknown")[0] == ("Ana Ruiz", "unknown")


def test_two_labels_of_one_known_person_become_one_speaker_and_it_is_told() -> None:
    found = introduced(talk("One.", "Two.", speakers=("Ana", "Ruiz")), {"Ana Ruiz": "guest"})
    assert [speaker.name for speaker in found.speakers] == ["Ana Ruiz"]
    assert len({turn.speaker_id for turn in found.turns}) == 1
    assert [notice.text for notice in found.notices] == [
        "'Ana' was taken for 'Ana Ruiz'; --speaker tells otherwise",
        "'Ruiz' was taken for 'Ana Ruiz'; --speaker tells otherwise",
    ]
