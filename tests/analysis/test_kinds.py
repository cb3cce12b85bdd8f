"""People, works and places among the terms."""

import pytest

from studykit.analysis.kinds import is_person, kind_of
from tests.analysis.reading import read


@pytest.mark.parametrize("name", ["Raymond Calvel", "Douglas Crockford", "Yann LeCun", "Chelsea Komlo"])
def test_a_full_name_is_a_person(name: str) -> None:
    assert is_person(name, read("It was a long day."))


@pytest.mark.parametrize(
    "name", ["Lightning Network", "San Francisco", "Maillard reaction", "Crockford", "Silicon Valley"]
)
def test_a_place_or_a_thing_is_no_person(name: str) -> None:
    assert not is_person(name, read("It was a long day."))


def test_what_stands_after_a_word_for_a_work_is_a_work() -> None:
    reading = read("She wrote a book called Deep Hunger. We read Deep Hunger together.")
    assert kind_of("Deep Hunger", reading.sentences, reading) == "work"
    assert kind_of("hunger", reading.sentences, reading) == "concept"
