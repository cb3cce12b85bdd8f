"""What goes along behind a card: the words around its quote, never those of another or of an advert."""

import pytest

from studykit.analysis.definitions import Explanation
from studykit.analysis.explaining import Place
from studykit.analysis.known_terms import KnownTerms
from studykit.engines._evidence import SENTENCES_AROUND, EvidenceFinder
from tests.analysis.reading import read, scorer_of, term

TALK = [
    "Flour holds two proteins of the grain.",
    "Water lets them swell within the hour.",
    "Gluten is the network that they form then.",
    "Salt makes that network of gluten tighter.",
    "Steam keeps the crust of the bread soft.",
]


def _around(order: int, *said: str) -> list[str]:
    reading = read(*said)
    finder = EvidenceFinder(reading, scorer_of(reading), KnownTerms(()), {})
    return [evidence.quote for evidence in finder.around(reading.sentences[order])]


@pytest.mark.parametrize(
    ("order", "quotes"),
    [
        (2, [" ".join(TALK[:2]), " ".join(TALK[3:5])]),
        (0, [" ".join(TALK[1:3])]),
        (4, [" ".join(TALK[2:4])]),
    ],
)
def test_two_sentences_before_and_two_after_go_along_as_one_quote_each(order: int, quotes: list[str]) -> None:
    assert SENTENCES_AROUND == 2
    assert _around(order, " ".join(TALK)) == quotes


def test_the_words_of_another_speaker_do_not_go_along() -> None:
    assert _around(2, " ".join(TALK[:2]), TALK[2], " ".join(TALK[3:])) == []


def test_what_is_too_long_to_read_stays_behind_but_for_the_next_sentence() -> None:
    long = "Gluten is a network of proteins, " + "and of proteins again, " * 20 + "so it stretches."
    assert _around(0, f"{TALK[0]} {TALK[1]} {long}") == [TALK[1]]


def test_what_says_nothing_ends_no_quote() -> None:
    assert _around(0, f"{TALK[0]} {TALK[1]} Yeah.") == [TALK[1]]
    assert _around(0, f"{TALK[0]} Yeah. {TALK[1]}") == [f"Yeah. {TALK[1]}"]


def test_who_says_what_a_term_means_is_cited_before_who_asked() -> None:
    said = ("Have you heard of the banneton?", "It's a rattan basket that keeps a proofing boule in shape.")
    reading = read(*said)
    finder = EvidenceFinder(reading, scorer_of(reading), KnownTerms(()), {"banneton": ()})
    explained = Explanation("A rattan basket.", "is", reading.sentences, 0.0)
    found = finder.of_term(term("banneton", reading), explained)
    assert [evidence.quote for evidence in found] == [said[1], said[0]]


def test_what_one_person_says_of_a_term_in_two_sentences_is_one_quote() -> None:
    said = "You put it into a banneton. It's a rattan basket that keeps a proofing boule in shape."
    reading = read(said)
    finder = EvidenceFinder(reading, scorer_of(reading), KnownTerms(()), {"banneton": ()})
    explained = Explanation("A rattan basket.", "is", reading.sentences, 0.0)
    assert [e.quote for e in finder.of_term(term("banneton", reading), explained)] == [said]


def test_a_place_that_explains_is_cited_where_another_turn_hides_it() -> None:
    said = (
        "An autolyse is a rest of the flour.",
        "Right.",
        "The autolyse makes the dough of the bread softer.",
    )
    reading = read(*said)
    found = term("autolyse", reading)
    place = Place(reading.sentences[:1], said[0], 2.0)
    finder = EvidenceFinder(reading, scorer_of(reading), KnownTerms((found,)), {found.key: (place,)})
    assert [evidence.quote for evidence in finder.behind(reading.sentences[2])] == [said[0]]
