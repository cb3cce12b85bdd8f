"""Where a long sentence may be cut, and what tells a good cut from a torn one."""

import pytest
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
    for joint in (
        "but",
        "unless",
        "if",
        "and only if",
        "except that",
        "although",
        "or",
        "as far as",
        "so long as",
    ):
        said = f"You can bake the bread of the old mill at home, {joint} the oven of the house is hot enough."
        assert not any(cut.endswith("at home.") for cut in cuts(said))


@pytest.mark.parametrize(
    "said",
    [
        "She was sure that the flour came from the mill of the town, and the baker was hiding it from us.",
        "It's a myth that the brain is a kind of machine, and the memories are stored as files on a disk.",
        "Had the alarm of the house been loud, the doors were open, and everybody had left the building.",
        "My opponent believed the earth was flat as a loaf of bread, and the moon was made of old cheese.",
        "In theory the market clears every day of the week, and the prices are right for all of the goods.",
        "As long as the oven is cold, the bread of the old mill is safe, and you can leave the loaf inside.",
        "The idea that the brain is a machine and the mind is a program has been wrong for a long time.",
    ],
)
def test_what_another_holds_or_what_holds_under_a_condition_is_not_told_outright(said: str) -> None:
    lead = said.split()[:3]
    assert all(cut.split()[:3] == lead for cut in cuts(said))


def test_a_negation_is_not_cut_off_from_what_it_denies() -> None:
    for said in (
        "You don't fail in the market of the town because you lack the talent for it, but for other reasons.",
        "I never met a baker who sold his bread to the people of the town and who did not love it.",
        "You cannot eat the whole cake in the kitchen and have the cake on the table for the guests.",
    ):
        assert cuts(said) == set()


def test_what_begins_another_matter_restricts_nothing() -> None:
    said = (
        "The dough rises in an hour in the warm kitchen, and if the oven is cold you wait for the next one."
    )
    only = "The dough rises in an hour in the warm kitchen, and only if the yeast of the baker is alive."
    lead = "The dough rises in an hour in the warm kitchen."
    assert lead in cuts(said)
    assert lead not in cuts(only)


def test_what_follows_that_is_no_statement_of_its_own() -> None:
    said = (
        "What we hear from the baker is that, in the valleys of the south, there is a lot of rye for bread."
    )
    assert not any(cut.startswith("There is") for cut in cuts(said))


def test_what_the_speaker_tells_of_is_no_hearsay() -> None:
    said = "We have an oven that the mill has built for us, and there are two more of them in the town."
    assert "There are two more of them in the town." in cuts(said)


def test_a_verb_that_waits_for_what_follows_ends_no_cut() -> None:
    said = "The one thing that the baker of the town always tells us is because the oven is so very old."
    assert not any(cut.endswith(" is.") for cut in cuts(said))


def test_what_is_taken_back_at_once_is_not_told_without_that() -> None:
    said = "The drug heals all of the patients in the study, and that is simply not true for the old people."
    assert cuts(said) == set()


def test_no_quotation_is_torn() -> None:
    said = "The baker calls it 'the bread of the gods, and the people of the town love it', which I don't."
    assert not any("'the bread" in cut and "love it'" not in cut for cut in cuts(said))


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
