"""What was changed between two texts: told word by word, and both texts are given back."""

import time

from hypothesis import given
from hypothesis import strategies as st

from studykit.changes import WINDOW, Run, changes, counted

talk = st.lists(
    st.sampled_from(["I", "I,", "the", "um,", "bread", "rises.", "\n", "発酵は", "…"]), max_size=30
)


def before_of(runs: tuple[Run, ...]) -> str:
    return "".join(run.text for run in runs if run.kind != "put in")


def after_of(runs: tuple[Run, ...]) -> list[str]:
    return [word for run in runs if run.kind != "left out" for word in run.text.split()]


def test_words_that_go_and_words_that_come_are_told_apart() -> None:
    assert changes("So, um, the dough rises. ", "The dough rises.") == (
        Run("left out", "So, um, the "),
        Run("put in", "The "),
        Run("kept", "dough rises. "),
    )


def test_what_stays_is_one_run_and_nothing_is_none() -> None:
    assert changes("It rises. ", "It rises.") == (Run("kept", "It rises. "),)
    assert changes("It rises. ", "") == (Run("left out", "It rises. "),)
    assert changes("", "") == ()


def test_words_are_counted_by_what_became_of_them() -> None:
    runs = changes("So, um, the dough rises.", "The dough rises.")
    assert [counted(runs, kind) for kind in ("kept", "left out", "put in")] == [2, 3, 1]


def test_where_no_spaces_part_words_signs_are_compared() -> None:
    runs = changes("えーと発酵は進みます。", "発酵は進みます。")
    assert runs == (Run("left out", "えーと"), Run("kept", "発酵は進みます。"))


@given(talk, talk)
def test_both_texts_are_given_back_whatever_they_are(first: list[str], second: list[str]) -> None:
    before, after = " ".join(first), " ".join(second)
    runs = changes(before, after)
    assert before_of(runs) == before
    assert "".join(after_of(runs)) == "".join(after.split())


def test_a_change_far_into_a_long_text_is_found_in_its_place() -> None:
    said = [f"word{number}" for number in range(10 * WINDOW)]
    kept = [word for number, word in enumerate(said) if number % 97]
    runs = changes(" ".join(said), " ".join(kept))
    assert [run.text.strip() for run in runs if run.kind == "left out"] == said[::97]
    assert counted(runs, "put in") == 0


def test_time_grows_with_the_length_alone() -> None:
    said = "and so the the bread it rises and we we wait for it again and again " * 500
    begun = time.process_time()
    runs = changes(said, said.replace("the the", "the").replace("we we", "we"))
    assert before_of(runs) == said
    assert counted(runs, "left out") == 1000
    assert time.process_time() - begun < 10
