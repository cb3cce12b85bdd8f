"""The learned weights and what is made of them."""

import math

import pytest

from studykit.analysis.candidates import collect
from studykit.analysis.explaining import Explaining, form_of
from studykit.analysis.ranker import Ranker, load, load_if_known, probability
from studykit.analysis.termhood import Termhood
from studykit.analysis.terms import phrase_groups
from studykit.language.frequency import zipf
from tests.analysis.reading import read, scorer_of, term


def test_odds_are_the_weighted_sum_of_the_features_that_have_a_weight() -> None:
    ranker = Ranker(bias=-1.0, weights={"length": 0.5, "rare": 2.0})
    assert ranker.odds({"length": 4.0, "unheard of": 100.0}) == pytest.approx(1.0)


def test_of_words_only_the_known_count() -> None:
    ranker = Ranker(bias=0.5, weights={"because": 1.0, "guess": -2.0})
    assert ranker.odds_of_words({"because", "crumb"}) == pytest.approx(1.5)
    assert load_if_known("points-words-tlh").odds_of_words({"because"}) == 0


def test_the_words_that_are_weighed_are_common_ones_and_no_matter_of_a_talk() -> None:
    weighed = load("points-words-en").weights
    assert weighed["without"] > 0 > weighed["let's"]
    assert min(zipf(word, "en") for word in weighed) >= 4.5


def test_a_probability_lies_between_nothing_and_one_for_any_odds() -> None:
    assert probability(0.0) == 0.5
    assert 0 < probability(-1e9) < probability(1e9) < 1


def test_every_trained_weight_belongs_to_a_feature_and_every_feature_has_one() -> None:
    reading = read("A mempool is a queue.", "The mempool grows.")
    candidates = collect(reading)
    groups = phrase_groups(candidates, reading)
    assert Termhood(reading, candidates).features(groups[0]).keys() == load("terms").weights.keys()
    found = term("mempool", reading)
    features = Explaining(reading, scorer_of(reading)).features(found, 0, form_of(found))
    assert features.keys() == load("explanations").weights.keys()


def test_all_weights_are_finite() -> None:
    for name in ("terms", "explanations", "points", "points-words-en", "points-in-company"):
        assert all(math.isfinite(weight) for weight in load(name).weights.values())
