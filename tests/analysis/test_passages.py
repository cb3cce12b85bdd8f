"""Key passages: whole sentences, or parts of long ones, within the words that a stretch may take."""

import pytest

from studykit.analysis.forms import Form
from studykit.analysis.passages import SHORT
from studykit.engines.offline import OfflineEngine
from studykit.language.sentences import Sentence
from tests.analysis.reading import read


def engine(*said: str) -> tuple[OfflineEngine, tuple[Sentence, ...]]:
    reading = read(*said)
    return OfflineEngine(reading), reading.sentences


def test_passages_keep_to_their_words_and_come_as_they_were_said() -> None:
    said = [f"Loaf number {n} needs a hotter oven, because its crust number {n} is thick." for n in range(12)]
    thinking, sentences = engine(*said)
    chosen = thinking.passages.find(sentences)
    assert [choice.order for choice in chosen] == sorted({choice.order for choice in chosen})
    assert 0 < sum(choice.words for choice in chosen) <= SHORT


@pytest.mark.parametrize(
    ("beginning", "is_own"),
    [("When I was", 1.0), ("My sister was", 1.0), ("I think we were", 0.0), ("The salt was", 0.0)],
)
def test_what_speakers_tell_of_themselves_is_seen(beginning: str, is_own: float) -> None:
    text = f"{beginning} at the mill, the water of the sea drew the oil out of the dough."
    thinking, (sentence,) = engine(text)
    assert thinking.passage_worth.features(sentence, Form(text))["tells of self"] == is_own


def test_a_clear_statement_is_worth_more_than_talk_that_wants_what_was_before() -> None:
    clear = "Salt draws the water out of the yeast, and the fermentation of the whole dough slows down."
    vague = "I was like, okay, you just kind of do this thing there, and then that thing is really nice."
    thinking, (first, second) = engine(clear, vague)
    worth = thinking.passage_worth
    assert worth.odds(first, Form(clear)) > worth.odds(second, Form(vague)) + 1


def test_a_torn_part_is_worth_less_than_one_that_stands() -> None:
    said = "Salt draws the water out of the yeast, and the fermentation of the whole dough slows down."
    thinking, (sentence,) = engine(said)
    part = "Salt draws the water out of the yeast."
    worth = thinking.passage_worth
    assert worth.odds(sentence, Form(part, 2.0)) > worth.odds(sentence, Form(part, -2.0))


POINT = "Salt slows fermentation because it draws water out of the yeast, so that the dough rises for longer."
CHATTER = (
    "I was like, oh my God, that is so awesome, thank you so much.",
    "We're huge, I mean, I'm a huge fan of your work on the show.",
    "Let's just take it from the top, and we can talk about the details.",
)


def test_where_only_chatter_was_said_there_is_no_passage() -> None:
    points = (POINT.replace("Salt", name) for name in ("Salt", "Rye", "Malt"))
    thinking, sentences = engine(*CHATTER, *points)
    assert thinking.passages.find(sentences[:3]) == []
    assert thinking.passages.find(sentences)


def test_where_all_is_alike_the_likeliest_is_a_passage() -> None:
    thinking, sentences = engine(*CHATTER)
    assert len(thinking.passages.find(sentences)) == 1
