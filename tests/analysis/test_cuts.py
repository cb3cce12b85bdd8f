"""Where a long sentence may be cut, and what tells a good cut from a torn one."""

from hypothesis import given
from hypothesis import strategies as st

from studykit.analysis.cuts import LEAST_WORDS, SentenceCutter
from studykit.analysis.ranker import Ranker
from studykit.text import words
from tests.analysis.reading import read, scorer_of
from tests.analysis.test_clauses import PIECES


def cutter(said: str, ranker: Ranker | None = None) -> SentenceCutter:
    reading = read(said)
    return SentenceCutter(reading, scorer_of(reading), ranker)


def cuts(said: str) -> set[str]:
    return {cut.text for cut in cutter(said).find(said, most=30)}


def odds(said: str) -> dict[str, float]:
    reading = read(said)
    found = SentenceCutter(reading, scorer_of(reading))
    return dict(found.parts(reading.sentences[0], said, most=30))


def test_a_sentence_is_cut_where_speakers_go_on_without_a_joint() -> None:
    said = "The crust keeps the steam in the loaf, it browns when the steam is gone, you hear it crackle."
    assert "The crust keeps the steam in the loaf." in cuts(said)


def test_what_restricts_a_statement_is_left_with_it() -> None:
    for joint in ("but", "unless", "if", "except that", "although", "or"):
        said = f"You can bake the bread of the old mill at home, {joint} the oven of the house is hot enough."
        assert not any(cut.endswith("at home.") for cut in cuts(said))


def test_a_pair_keeps_both_its_sides() -> None:
    said = (
        "There is a real difference between the rye of the north and the wheat of the south of the country."
    )
    assert not any(cut.endswith("of the north.") for cut in cuts(said))


def test_a_hedge_of_one_word_is_not_cut_off() -> None:
    said = "The oven of the house is hot enough for the bread, hopefully."
    assert cuts(said) == set()


def test_what_is_begun_anew_stood_alone_before() -> None:
    said = "He and I actually bake all the bread of the town, and you can buy it at the market on Fridays."
    assert not any(cut.startswith("I actually") for cut in cuts(said))
    assert any(cut.startswith("You can buy it") for cut in cuts(said))


def test_clauses_that_stand_are_better_cuts_than_those_that_wait_for_more() -> None:
    stands = (
        "The yeast makes the gas that lifts the dough, and you can see it rise within the hour, "
        "because the gluten holds the gas, which is stretchy, and strong, and full of water."
    )
    waits = (
        "What I mean by a strong flour is that if you knead it for ten minutes, it holds the gas for hours."
    )
    lead, reason = (
        "The yeast makes the gas that lifts the dough, and you can see it rise",
        "the gluten holds the gas",
    )
    assert odds(stands)[f"{lead} within the hour."] > 1
    assert odds(stands)[f"{lead} within the hour, because {reason}."] > 1
    assert odds(waits)["What I mean by a strong flour is that if you knead it for ten minutes."] < 0


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=30).map(" ".join))
def test_a_cut_is_said_in_one_piece_and_has_its_length(said: str) -> None:
    found = cutter("The flour is wet.", Ranker(0.0, {}))
    for cut in found.find(said, most=20):
        assert cut.text.rstrip(".").casefold() in said.casefold()
        assert LEAST_WORDS <= len(words(cut.text)) <= 20
        assert said[cut.start : cut.end].strip(" ,;:–—-").casefold() == cut.text.rstrip(".").casefold()
