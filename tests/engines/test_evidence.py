"""What goes along behind a card: the words around its quote, never those of another or of an advert."""

import pytest

from studykit.analysis.known_terms import KnownTerms
from studykit.engines._evidence import SENTENCES_AROUND, EvidenceFinder
from tests.analysis.reading import read, scorer_of

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
