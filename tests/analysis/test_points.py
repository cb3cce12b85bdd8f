"""Which sentences carry a point."""

from hypothesis import given
from hypothesis import strategies as st

from studykit.analysis.points import PointScorer, Rankers
from studykit.analysis.ranker import NEUTRAL, WordRanker
from studykit.model import Speaker
from tests.analysis.reading import read, read_transcript, scorer_of
from tests.talk import talk

POINT = "Salt slows fermentation because it draws water out of the yeast, so that the dough rises for longer."
CHAT = "Thank you so much, that is awesome, I was like, let's talk about it on the show."


def test_a_point_scores_above_chat_and_a_statement_above_its_question() -> None:
    reading = read(POINT, CHAT, POINT.replace(".", "?"), "Yes.")
    scorer = scorer_of(reading)
    point, chat, question, short = (scorer.score(sentence) for sentence in reading.sentences)
    assert point > question > chat
    assert point > short


def test_the_same_words_count_more_from_a_guest_than_from_a_host() -> None:
    transcript = talk(POINT, POINT)
    host, guest = (Speaker(id="Nadia", name="N", role="host"), Speaker(id="Tomás", name="T", role="guest"))
    reading = read_transcript(transcript.model_copy(update={"speakers": (host, guest)}))
    scorer = scorer_of(reading)
    asked, explained = (scorer.score(sentence) for sentence in reading.sentences)
    assert explained > asked


def test_a_sentence_that_begins_with_a_pronoun_leans() -> None:
    scorer = scorer_of(read(POINT))
    assert scorer.leans("It’s the salt.")
    assert scorer.leans("“That is salt.”")
    assert scorer.leans("No, because salt slows it.")
    assert not scorer.leans("Salt is it.")
    assert not scorer.leans("Italy salts less.")


@given(st.lists(st.text(max_size=60), min_size=1, max_size=4))
def test_every_sentence_of_any_text_has_a_finite_score(said: list[str]) -> None:
    reading = read(*said)
    scorer = scorer_of(reading)
    assert all(abs(scorer.score(sentence)) < 100 for sentence in reading.sentences)


def test_the_words_of_a_sentence_and_of_a_part_of_it_add_to_its_odds() -> None:
    reading = read("Salt slows the yeast, I guess.")
    words = WordRanker(0.25, {"salt": 1.0, "guess": -3.0, "crumb": 9.0})
    scorer = PointScorer(reading, frozenset(), Rankers(NEUTRAL, words, NEUTRAL))
    (sentence,) = reading.sentences
    assert scorer.odds_alone(sentence) == 0.25 + 1.0 - 3.0
    assert scorer.odds_alone(sentence, "Salt slows the yeast.") == 0.25 + 1.0
