"""Ids depend on what they are made of and on nothing else."""

import re

from hypothesis import given
from hypothesis import strategies as st

from studykit.identity import stable_id, stable_number
from studykit.text import clean

PARTS = st.lists(st.text().map(clean), min_size=1, max_size=4)


def test_an_id_is_the_same_on_every_machine() -> None:
    assert stable_id("memory-lane/why-we-forget", "definition", "forgetting curve") == "lxckd4lr3dmuisko"
    assert stable_number("studykit", "cloze") == 1_904_251_130


@given(PARTS)
def test_an_id_is_sixteen_letters_and_digits(parts: list[str]) -> None:
    assert re.fullmatch(r"[a-z2-7]{16}", stable_id(*parts))


@given(PARTS)
def test_a_number_is_in_the_range_that_anki_uses(parts: list[str]) -> None:
    assert 2**30 <= stable_number(*parts) < 2**31


@given(PARTS, PARTS)
def test_other_parts_give_another_id(parts: list[str], others: list[str]) -> None:
    assert (stable_id(*parts) == stable_id(*others)) == (parts == others)


def test_where_one_part_ends_matters() -> None:
    assert stable_id("ab", "c") != stable_id("a", "bc")
