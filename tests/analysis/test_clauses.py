"""Which clauses of a long sentence may be left out."""

from hypothesis import given
from hypothesis import strategies as st

from studykit.analysis.clauses import LEAST_WORDS, ClauseCutter
from studykit.language.lexicon import load
from studykit.templates import Templates
from studykit.text import words

CUTTER = ClauseCutter(load("en", Templates()).clauses)


def parts(sentence: str, most: int = 30) -> set[str]:
    return set(CUTTER.parts(sentence, most=most))


def test_clauses_joined_by_and_can_stand_each_for_itself() -> None:
    said = "The yeast makes the gas that lifts the dough, and you can see it rise within the hour."
    assert parts(said) == {
        "The yeast makes the gas that lifts the dough.",
        "You can see it rise within the hour.",
    }


def test_a_reason_may_be_left_out_but_not_what_it_is_given_for() -> None:
    said = "You let the steam out after twenty minutes, because the crust can only brown when dry."
    assert parts(said) == {"You let the steam out after twenty minutes."}


def test_a_condition_keeps_what_depends_on_it() -> None:
    said = "If the loaf is cut while it is still hot and the starch has not set yet, the crumb feels gummy."
    assert parts(said) == set()


def test_nothing_is_cut_after_a_negation_that_may_reach_further() -> None:
    said = "I don't believe that the flour is the problem here and you have to change the whole mill."
    assert not any(part.startswith("You have") for part in parts(said))


def test_what_a_contrast_corrects_is_not_left_without_it() -> None:
    said = "Everybody buys the strongest flour that the shop has, but you bake better bread with a weak one."
    assert parts(said) == {"You bake better bread with a weak one."}


def test_two_nouns_joined_by_and_are_no_two_clauses() -> None:
    assert (
        parts("We compared the flour of the old mill down by the river and the flour of the new one.")
        == set()
    )


def test_a_language_without_words_for_clauses_is_not_cut() -> None:
    cutter = ClauseCutter(load("und", Templates()).clauses)
    assert (
        list(cutter.parts("Alpha beta gamma delta epsilon zeta eta theta, and you see iota kappa.", most=30))
        == []
    )


PIECES = [
    "and",
    "but",
    "so",
    ",",
    "because",
    "which",
    "the flour is",
    "you knead it",
    "if",
    "not",
    ";",
    "it's wet",
    "—",
]


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=30).map(" ".join))
def test_a_part_is_said_in_one_piece_and_has_its_length(said: str) -> None:
    for part in parts(said, most=20):
        assert part.rstrip(".").casefold() in said.casefold()
        assert LEAST_WORDS <= len(words(part)) <= 20


def test_a_difference_keeps_both_its_sides() -> None:
    said = "The difference between rye and wheat is that rye holds more water, and the wheat holds more gas."
    assert "The difference between rye and wheat is that rye holds more water." not in parts(said)


def test_what_is_about_one_thing_ends_where_a_clause_about_another_is_joined() -> None:
    def about_one(text: str) -> str:
        return CUTTER.about_one(text, least=4)

    assert about_one("The water that the dough takes up, and the other thing is salt.") == (
        "The water that the dough takes up."
    )
    assert about_one("A tool that cuts the dough, and Tartine is a bakery.") == "A tool that cuts the dough."
    for whole in (
        "A jar where the yeast and the bacteria are in balance.",
        "A tool that cuts, and the dough.",
        "A tool that cuts, but the dough is not torn by it.",
    ):
        assert about_one(whole) == whole


def test_a_meaning_that_is_cut_ends_in_no_joint() -> None:
    cutter = ClauseCutter(load("fr", Templates()).clauses)
    text = "un système qui garde toutes les versions du code, et du coup, on peut revenir en arrière"
    assert cutter.head(text, least=4, most=15) == "Un système qui garde toutes les versions du code."
