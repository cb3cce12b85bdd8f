"""Where chapters begin when nobody says it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit.analysis.segmentation import LONGEST_WORDS, SHORTEST_WORDS, chapter_starts, find_chapters
from tests.analysis.reading import read


def _begins(*lengths: int) -> list[int]:
    return [sum(lengths[:index]) for index in range(len(lengths) + 1)]


def test_a_chapter_begins_where_it_is_likely() -> None:
    assert chapter_starts([0.0, -5.0, 5.0, -5.0], _begins(300, 300, 300, 300)) == [0, 2]


def test_of_two_near_places_the_likelier_begins_the_chapter() -> None:
    lengths = (400, 30, 30, 400)
    assert chapter_starts([0.0, 2.0, 2.5, -9.0], _begins(*lengths)) == [0, 2]


def test_a_very_long_stretch_is_cut_though_no_place_is_likely() -> None:
    starts = chapter_starts([-3.0] * 100, _begins(*[200] * 100))
    assert max(b - a for a, b in zip(starts, [*starts[1:], 100], strict=True)) * 200 <= LONGEST_WORDS


def test_no_chapter_is_a_stub_however_likely() -> None:
    begins = _begins(500, SHORTEST_WORDS - 1, 500)
    assert len(chapter_starts([9.0, 9.0, 9.0], begins)) == 2


def test_a_short_talk_is_one_chapter() -> None:
    assert chapter_starts([1.0, 1.0, 1.0], _begins(10, 10, 10)) == [0]


def test_no_talk_has_no_chapter_and_one_place_has_one() -> None:
    assert chapter_starts([], [0]) == []
    assert chapter_starts([0.0], [0, 0]) == [0]


@given(st.lists(st.tuples(st.floats(-50, 50), st.integers(0, 9000)), max_size=30))
def test_any_places_are_cut_in_order_from_the_first_on(places: list[tuple[float, int]]) -> None:
    starts = chapter_starts([score for score, _ in places], _begins(*[words for _, words in places]))
    assert starts == sorted(set(starts))
    assert starts[:1] == [0][: len(places)]
    assert all(start < len(places) for start in starts)


BREAD = "The starter needs flour, and the {0} flour feeds the yeast in the dough, so {0} dough rises."
BIKES = "The derailleur moves the chain, and a {0} chain wears the gear, so {0} gear shifts badly."
STARS = "A comet has an orbit, and the {0} orbit of a planet is seen in the telescope, so {0} planet dims."
TURNS = [
    "wet",
    "strong",
    "young",
    "cold",
    "cheap",
    "round",
    "dark",
    "heavy",
    "narrow",
    "silent",
    "early",
    "dry",
]


def _talk(*topics: str) -> list[str]:
    return [" ".join([topic.format(word)] * 4) for topic in topics for word in TURNS]


@pytest.mark.parametrize("language", ["en", "nl"])
def test_topics_are_cut_where_one_ends_also_in_a_language_without_lists(language: str) -> None:
    reading = read(*_talk(BREAD, BIKES, STARS), language=language)
    turns = [reading.sentences[order].turn for order in find_chapters(reading)]
    assert all(any(abs(turn - border) <= 1 for turn in turns) for border in (12, 24))


def test_a_host_who_turns_to_another_matter_begins_the_chapter() -> None:
    asked = ["Yeah.", "Alright, let's talk about something else: how do you tune a bicycle?"]
    reading = read(*_talk(BREAD), *asked, *_talk(BIKES))
    turns = [reading.sentences[order].turn for order in find_chapters(reading)]
    assert len(TURNS) + 1 in turns


def test_the_same_talk_is_always_cut_the_same_way() -> None:
    said = _talk(BREAD, STARS)
    assert find_chapters(read(*said)) == find_chapters(read(*said))
