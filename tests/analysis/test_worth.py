"""What a statement is worth as a card, seen alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit.analysis.known_terms import KnownTerms
from studykit.analysis.ranker import Ranker
from studykit.analysis.worth import StatementWorth
from tests.analysis.reading import read, scorer_of, term

FACT = "Sourdough starters keep their strength because lactic acid bacteria hold other microbes back."


def _odds(*said: str, ranker: Ranker | None = None) -> list[float]:
    reading = read(*said)
    terms = KnownTerms([term("lactic acid bacteria", reading)])
    worth = StatementWorth(reading, scorer_of(reading), terms, ranker)
    return [worth.odds(sentence, sentence.text) for sentence in reading.sentences]


@pytest.mark.parametrize(
    "chat",
    [
        "I was at the bakery last summer with my friends and we had some great sandwiches there.",
        "You know what, we should really talk about that another day in our next conversation here.",
    ],
)
def test_a_fact_is_worth_more_than_a_story_or_chat(chat: str) -> None:
    fact, other = _odds(FACT, chat)
    assert fact > other + 1


def test_a_story_of_the_speaker_is_told_from_what_he_thinks() -> None:
    told = Ranker(0.0, {"anecdote": -1.0})
    story, view = _odds("I baked a loaf in Lisbon.", "I think a loaf wants time.", ranker=told)
    assert (story, view) == (-1.0, 0.0)


def test_the_best_term_and_where_it_begins_are_seen() -> None:
    seen = Ranker(0.0, {"best term": 1.0, "begins with term": 10.0, "terms": 100.0})
    first, late = _odds(
        "Lactic acid bacteria make dough sour.", "The dough is soured by lactic acid bacteria.", ranker=seen
    )
    assert (first, late) == (111.0, 101.0)


@given(st.text(max_size=60))
def test_any_text_has_a_finite_worth(said: str) -> None:
    assert all(abs(odds) < 100 for odds in _odds(FACT, said))
