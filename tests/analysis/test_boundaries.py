"""What shows that a chapter may begin at a place."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit.analysis.boundaries import WORDS_PER_START, Places, levelled
from studykit.analysis.cohesion import Cohesion
from studykit.analysis.pauses import pauses
from studykit.analysis.ranker import load
from studykit.model import Segment, Speaker, Transcript, Turn
from tests.analysis.reading import read, read_transcript
from tests.talk import talk

BREAD = "Flour and yeast make a dough, and the dough needs flour."
BIKES = "The chain turns the gear, and a gear wears the chain."


def test_talk_coheres_least_where_its_words_change() -> None:
    reading = read(*[BREAD] * 15, *[BIKES] * 15)
    begins = [0]
    for sentence in reading.sentences:
        begins.append(begins[-1] + len(sentence.words))
    cohesion = Cohesion(reading.content, begins).at(range(30), 40)
    assert int(np.argmin(cohesion[1:])) + 1 == 15
    assert np.all((cohesion >= 0) & (cohesion <= 1 + 1e-9))


def _features(*said: str, at: int, language: str = "en") -> dict[str, float]:
    """The features where turn number ``at`` begins; Nadia is the host."""
    transcript = talk(*said, language=language)
    host, guest = (Speaker(id="Nadia", name="N", role="host"), Speaker(id="Tomás", name="T", role="guest"))
    reading = read_transcript(transcript.model_copy(update={"speakers": (host, guest)}))
    places = Places(reading)
    index = [reading.sentences[order].turn for order in places.orders].index(at)
    return {name: float(values[index]) for name, values in places.features().items()}


def test_a_host_who_asks_with_the_words_of_a_turn_is_seen() -> None:
    asked = _features(
        BREAD, BREAD, "[laughs] Alright, let's talk about bikes. How do they turn?", BIKES, at=2
    )
    assert asked["host"] == asked["question"] == asked["starts"] == 1
    assert asked["shifts"] >= 1
    assert asked["continues"] == 0


def test_a_guest_who_goes_on_is_seen() -> None:
    went_on = _features(BREAD, "And that is why.", BREAD, at=1)
    assert went_on["continues"] == 1
    assert went_on["host"] == went_on["question"] == went_on["shifts"] == 0


def test_in_a_language_without_lists_a_question_is_one_all_the_same() -> None:
    asked = _features("A tu?", BREAD, "Jak to?", at=2, language="pl")
    assert (asked["question"], asked["shifts"], asked["starts"]) == (1, 0, 0)


def test_new_words_count_the_more_the_oftener_they_are_said_again() -> None:
    often = _features(BREAD, BREAD, BIKES, BIKES, BIKES, at=2)["words are new"]
    once = _features(BREAD, BREAD, BIKES, BREAD, BREAD, at=2)["words are new"]
    assert often > once


def _stamped(*starts_ms: int) -> Transcript:
    segments = [
        Segment(id=f"s{number}", text=" ".join(["word"] * 30), start_ms=ms)
        for number, ms in enumerate(starts_ms)
    ]
    return talk("a").model_copy(update={"turns": (Turn(segments=tuple(segments)),), "speakers": ()})


def test_a_pause_is_the_time_that_the_words_before_do_not_take() -> None:
    found = pauses(_stamped(0, 10_000, 20_000, 90_000, 100_000))
    assert list(found) == ["s3"]
    assert found["s3"] == pytest.approx(70 - 15 - 1)


def test_without_times_nobody_knows_of_pauses() -> None:
    assert pauses(talk(BREAD, BIKES, step_ms=None)) == {}


def test_log_odds_are_brought_half_way_to_the_starts_that_the_length_lets_expect() -> None:
    rare = np.full(100, -6.0)
    odds = levelled(rare, 10 * WORDS_PER_START)
    expected = np.log(0.1 / 0.9)
    assert odds == pytest.approx(np.full(100, (expected - 6) / 2), abs=1e-6)
    assert levelled(np.array([expected]), 0) < expected


@given(st.lists(st.text(max_size=60), min_size=1, max_size=5))
def test_every_place_of_any_text_has_finite_log_odds(said: list[str]) -> None:
    places = Places(read(*said))
    if places.orders:
        assert np.all(np.isfinite(places.scores(load("boundaries"))))


def test_every_feature_has_a_weight_and_every_weight_a_feature() -> None:
    assert set(Places(read(BREAD, BIKES)).features()) == set(load("boundaries").weights)
