"""Where a term is explained, and what is quoted of it."""

import math

import pytest

from studykit.analysis.explaining import ENOUGH, MOST_QUOTED_WORDS, Explaining, Place
from studykit.analysis.ranker import probability
from tests.analysis.reading import read, scorer_of, term


def places(name: str, *said: str, most: int = 3, speakers: tuple[str, ...] = ("A", "B")) -> tuple[Place, ...]:
    reading = read(*said, speakers=speakers)
    return Explaining(reading, scorer_of(reading)).places(term(name, reading), most=most)


TALK = (
    "Do you like the mempool? I do.",
    "So the mempool is a queue in which transactions wait. It holds what no block has taken. Hello.",
    "Nice.",
    "And then somebody mentioned the mempool again at lunch, and we all laughed.",
)


def test_the_sentence_that_defines_comes_first_with_what_follows_it() -> None:
    first = places("mempool", *TALK)[0]
    assert first.quote.startswith("So the mempool is a queue in which transactions wait. It holds")


def test_no_place_repeats_a_sentence_of_another() -> None:
    found = places(
        "mempool", "The mempool is a queue. A mempool is full at times. The mempool empties slowly."
    )
    orders = [sentence.order for place in found for sentence in place.sentences]
    assert len(orders) == len(set(orders))


def test_no_more_places_are_given_than_asked_for() -> None:
    said = [f"The mempool is a queue, and number {n} of its rules is the fee." for n in range(4)]
    assert [len(places("mempool", *said, most=most)) for most in (1, 2)] == [1, 2]


def test_places_are_given_until_one_of_them_likely_explains() -> None:
    said = [f"The mempool is a queue, and number {n} of its rules is the fee." for n in range(8)]
    found = places("mempool", *said, most=8)
    doubts = [math.prod(1 - probability(place.odds) for place in found[:count]) for count in range(9)]
    assert 1 < len(found) < 8
    assert doubts[len(found)] <= 1 - ENOUGH < doubts[len(found) - 1]


def test_a_mention_in_passing_explains_nothing() -> None:
    assert [place.sentences[0].turn for place in places("mempool", *TALK)] == [1]


def test_a_quote_stays_in_its_turn_and_within_its_length() -> None:
    long = "The mempool is a queue " + "that holds and holds and holds " * 20 + "what waits."
    for place in places("mempool", long, "The mempool again.", "And more of it."):
        assert len({sentence.turn for sentence in place.sentences}) == 1
        assert len(place.quote.split()) <= MOST_QUOTED_WORDS


def test_of_a_sentence_too_long_the_part_about_the_term_is_quoted() -> None:
    (place,) = places("mempool", "And so on and on, " * 30 + "the mempool is a queue of what waits.")
    assert "mempool is a queue" in place.quote


@pytest.mark.parametrize("apostrophe", ["'", "’"])
def test_a_term_with_either_apostrophe_is_found_where_it_is_said(apostrophe: str) -> None:
    name = f"baker{apostrophe}s yeast"
    (place,) = places(name, "And so on and on, " * 30 + f"the {name} is a fungus that eats sugar.")
    assert f"{name} is a fungus" in place.quote
