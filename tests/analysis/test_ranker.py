"""The learned weights and what is made of them."""

import math

import pytest

from studykit.analysis.candidates import collect
from studykit.analysis.explaining import Explaining, form_of
from studykit.analysis.ranker import Ranker, load, probability
from studykit.analysis.termhood import Termhood
from studykit.analysis.terms import phrase_groups
from tests.analysis.reading import read, scorer_of, term


def test_odds_are_the_weighted_sum_of_the_features_that_have_a_weight() -> None:
    ranker = Ranker(bias=-1.0, weights={"length": 0.5, "rare": 2.0})
    assert ranker.odds({"length": 4.0, "unheard of": 100.0}) == pytest.approx(1.0)


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
    for name in ("terms", "explanations", "points", "points-in-company"):
        assert all(math.isfinite(weight) for weight in load(name).weights.values())
