"""The learned weights and what is made of them."""

import math

import pytest

from studykit.analysis.candidates import collect
from studykit.analysis.explaining import Explaining, form_of
from studykit.analysis.ranker import NO_WORDS, Ranker, WordRanker, load, load_words, probability
from studykit.analysis.termhood import Termhood, vocabulary
from studykit.analysis.terms import phrase_groups
from studykit.language.frequency import zipf
from tests.analysis.reading import read, scorer_of, term


def test_odds_are_the_weighted_sum_of_the_features_that_have_a_weight() -> None:
    ranker = Ranker(bias=-1.0, weights={"length": 0.5, "rare": 2.0})
    assert ranker.odds({"length": 4.0, "unheard of": 100.0}) == pytest.approx(1.0)


def test_of_words_only_the_known_count() -> None:
    ranker = WordRanker(bias=0.5, weights={"because": 1.0, "guess": -2.0})
    assert ranker.odds({"because", "crumb"}) == pytest.approx(1.5)
    assert load_words("points-words-tlh") is NO_WORDS
    assert NO_WORDS.odds({"because"}) == NO_WORDS.odds_of_phrase([]) == 0


def test_the_words_of_a_phrase_count_on_average() -> None:
    ranker = WordRanker(bias=0.5, weights={"protocol": 1.0, "stuff": -2.0})
    assert ranker.odds_of_phrase(["protocol"]) == pytest.approx(1.5)
    assert ranker.odds_of_phrase(["protocol", "stuff"]) == pytest.approx(0.0)
    assert ranker.odds_of_phrase(["crumb", "protocol"]) == pytest.approx(1.0)


def test_the_words_that_are_weighed_are_common_ones_and_no_matter_of_a_talk() -> None:
    weighed = load_words("points-words-en").weights
    assert weighed["without"] > 0 > weighed["let's"]
    assert min(zipf(word, "en") for word in weighed) >= 4.5


def test_words_of_terms_are_weighed_by_what_they_name() -> None:
    weighed = load_words("terms-words-en").weights
    assert min(weighed[word] for word in ("checkpoint", "layer", "witness")) > 0
    assert max(weighed[word] for word in ("problem", "important", "guys")) < 0
    assert all(word == word.casefold() for word in weighed)


def test_the_vocabulary_of_a_phrase_is_what_hyphens_join() -> None:
    reading = read("The client-side cache is a store.", "A client‑side cache fills.")
    (group,) = (g for g in phrase_groups(collect(reading), reading) if g[0].name == "client‑side cache")
    assert vocabulary(group) == ["client", "side", "cache"]


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
    for name in ("terms", "explanations", "points", "points-in-company", "cards", "holes"):
        assert all(math.isfinite(weight) for weight in load(name).weights.values())
    for name in ("terms-words-en", "points-words-en"):
        assert all(math.isfinite(weight) for weight in load_words(name).weights.values())
