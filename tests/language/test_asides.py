"""What is said beside the matter is found by its words and by where it stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit.language.asides import AsideFinder, Said
from studykit.language.lexicon import load, phrases
from studykit.model import Aside
from studykit.templates import Templates
from studykit.text import fold

FINDER = AsideFinder(load("en", Templates()))
MATTER = "Salt tightens the gluten and slows the yeast, so that the dough rises for longer."
LECTURE = [f"Loaf number {n} needs {n} grams of salt and an oven of stone." for n in range(60)]


def _kinds(*said: str, speaker: str | None = "Nadia") -> list[Aside | None]:
    return FINDER.find_all([Said(fold(sentence), speaker) for sentence in said])


def test_an_advert_reaches_from_its_opening_to_its_call_to_action() -> None:
    advert = [
        "This episode is brought to you by Kettle and Thorn.",
        "They make kettles out of copper.",
        "A kettle of copper boils in a minute.",
        "Go to kettleandthorn.com/crumb and use the code CRUMB.",
    ]
    kinds = _kinds(*LECTURE, *advert, "Now the oven is hot.", *LECTURE)
    assert kinds[60:66] == ["advert"] * 4 + [None] * 2


def test_an_advert_may_end_in_what_else_only_adverts_say() -> None:
    advert = [
        "This episode is brought to you by Kettle and Thorn.",
        "Their fair is a gathering of bakers.",
        "Join us for our next event in Riga.",
    ]
    kinds = _kinds(*LECTURE, *advert, "Now the oven is hot.", *LECTURE)
    assert kinds[60:64] == ["advert"] * 3 + [None]
    thanks = ["Thanks to the microscope, he saw the yeast.", MATTER, "I teach that in my online course."]
    assert _kinds(*LECTURE, *thanks, *LECTURE)[60:63] == [None, None, "advert"]


def test_an_advert_without_an_opening_is_known_by_two_offers_close_together() -> None:
    kinds = _kinds(
        *LECTURE,
        "Try the sourdough box with a free trial.",
        "It has a jar in it.",
        "Our promo code is CRUMB.",
        *LECTURE,
    )
    assert kinds[60:63] == ["advert"] * 3


def test_an_advert_ends_where_another_speaks_or_the_talk_resumes() -> None:
    advert = ["This episode is brought to you by Kettle.", "It boils."]
    later = "You can go to kettle.com and read about it."
    others = [Said(fold(sentence), "Nadia") for sentence in (*LECTURE, *advert)] + [
        Said(fold(later), "Tomás")
    ]
    assert FINDER.find_all(others + [Said(fold(s), "Nadia") for s in LECTURE])[60:63] == [
        "advert",
        None,
        None,
    ]
    assert (
        _kinds(*LECTURE, advert[0], "We're back.", MATTER, later, *LECTURE)[60:64] == ["advert"] + [None] * 3
    )


def test_a_greeting_in_passing_that_no_call_follows_begins_no_advert() -> None:
    assert _kinds(*LECTURE, "Thanks to the yeast the dough rises.", MATTER, *LECTURE) == [None] * 122


def test_an_address_alone_sells_nothing() -> None:
    said = "The recipe is on crumb.org for all to read."
    assert _kinds(*LECTURE, said, *LECTURE)[60] is None


def test_all_up_to_the_last_greeting_of_the_opening_is_greeting() -> None:
    kinds = _kinds("Hello Nadia.", "The rain has stopped.", "Welcome to the show.", MATTER, *LECTURE)
    assert kinds[:5] == ["greeting"] * 3 + [None] * 2


def test_a_greeting_word_within_a_sentence_greets_nobody() -> None:
    assert _kinds("They tell each other, hey, no more salt.", MATTER, *LECTURE)[0] is None


def test_all_from_the_first_farewell_of_the_end_is_housekeeping() -> None:
    kinds = _kinds(*LECTURE, MATTER, "Thanks, Tomás.", "The bread is gone.", "Bye!")
    assert kinds[59:] == [None, None, "housekeeping", "housekeeping", "housekeeping"]


def test_matter_between_two_farewells_far_apart_is_for_study() -> None:
    kinds = _kinds(*LECTURE, "Any last thoughts?", *[MATTER] * 8, "Thanks.")
    assert kinds[61:69] == [None] * 8


def test_what_follows_the_farewell_to_the_listeners_is_credits() -> None:
    outtakes = ["The cat sat on the scales."] * 5
    assert _kinds(*LECTURE, "We'll see you next week.", *outtakes)[60:] == ["housekeeping"] * 6


def test_a_farewell_in_the_middle_ends_no_show() -> None:
    kinds = _kinds(*LECTURE, "Thanks for listening.", *LECTURE)
    assert kinds == [None] * 60 + ["housekeeping"] + [None] * 60


@pytest.mark.parametrize(
    "said",
    [
        ("The yeast went on strike. [laughter]", MATTER),
        ("The yeast went on strike.", "[laughs] Right."),
        ("The yeast went on strike.", "(Murch's laughter)"),
    ],
)
def test_what_is_laughed_at_is_a_joke(said: tuple[str, ...]) -> None:
    assert _kinds(*LECTURE, *said, *LECTURE)[60] == "joke"


def test_laughter_in_the_middle_of_a_sentence_or_told_about_is_no_joke() -> None:
    assert _kinds(*LECTURE, "The yeast [laughs] needs sugar and warmth.", *LECTURE)[60] is None
    assert _kinds(*LECTURE, "Laughter (and tears) come with every loaf.", *LECTURE)[60] is None


@pytest.mark.parametrize("said", ["Let's get into that.", "We'll get to that in a bit.", "Great question."])
def test_what_is_talked_about_next_is_housekeeping(said: str) -> None:
    assert FINDER.find(fold(said)) == "housekeeping"


@pytest.mark.parametrize(
    "said",
    [
        "Let's start with, what is the relation of salt and yeast?",
        "It rises, and we'll get to that, because the yeast eats the sugar in the flour and breathes out gas "
        "all night long.",
    ],
)
def test_a_question_and_a_long_sentence_are_more_than_an_agenda(said: str) -> None:
    assert FINDER.find(fold(said)) is None


@pytest.mark.parametrize("said", ["[laughs]", "[MUSIC] ♪ la la ♪", "(crosstalk).", "[laughs] (claps)"])
def test_a_sentence_of_markers_alone_is_a_marker(said: str) -> None:
    assert FINDER.find(fold(said)) == "marker"


@pytest.mark.parametrize(
    "said",
    [
        "(which you get from the flour itself or can add by hand).",
        "[Why sourdough rises](https://crumb.org/rise)",
        "[] no words",
        "...",
    ],
)
def test_words_in_long_brackets_and_the_words_of_a_link_are_said(said: str) -> None:
    assert FINDER.find(fold(said)) is None


def test_many_brackets_are_judged_in_linear_time() -> None:
    assert FINDER.find("[]" * 5000 + "a") is None


def test_a_word_on_the_show_in_passing_takes_no_long_sentence_away() -> None:
    assert FINDER.find("thanks to our listeners.") == "housekeeping"
    said = (
        "As many of our listeners know there is an autolyse, in which flour and water rest alone "
        "for an hour so that gluten forms."
    )
    assert FINDER.find(fold(said)) is None


def test_a_star_stands_for_up_to_three_words() -> None:
    pattern = phrases(("thanks * for coming",))
    assert pattern.search("thanks for coming")
    assert pattern.search("thanks so very much for coming")
    assert not pattern.search("thanks to the yeast that waits for coming")
    assert not pattern.search("thanks. now for coming")


def test_a_caret_binds_a_phrase_to_the_beginning() -> None:
    pattern = phrases(("^hey",))
    assert pattern.search("hey you")
    assert not pattern.search("oh hey you")


@given(
    st.lists(st.sampled_from(["", "[laughs]", "hello.", "bye.", "promo code.", "salt.", "♪"]), max_size=30)
)
def test_every_sentence_is_judged_once(said: list[str]) -> None:
    assert len(_kinds(*said, speaker=None)) == len(said)
