"""Where chapters begin when nobody says it."""

import random

from hypothesis import given
from hypothesis import strategies as st

from studykit.analysis.segmentation import Unit, chapter_starts

BREAD = ["flour", "yeast", "dough", "crumb", "oven", "salt", "starter", "gluten"]
BIKES = ["wheel", "spoke", "chain", "pedal", "brake", "saddle", "frame", "gear"]
STARS = ["planet", "orbit", "comet", "dwarf", "galaxy", "nova", "dust", "telescope"]


def _topic(vocabulary: list[str], units: int, seed: int) -> list[Unit]:
    """Units of eighty words that draw their lemmas from one vocabulary."""
    draw = random.Random(seed)  # noqa: S311 - a repeatable input, no secret
    return [Unit(tuple(draw.choices(vocabulary, k=12)), 80) for _ in range(units)]


def test_two_topics_are_cut_where_one_ends() -> None:
    units = _topic(BREAD, 12, 1) + _topic(BIKES, 12, 2)
    starts = chapter_starts(units)
    assert any(abs(start - 12) <= 1 for start in starts)
    assert len(starts) <= 4


def test_three_topics_are_cut_at_both_borders() -> None:
    units = _topic(BREAD, 12, 1) + _topic(BIKES, 9, 2) + _topic(STARS, 14, 3)
    starts = chapter_starts(units)
    assert all(any(abs(start - border) <= 1 for start in starts) for border in (12, 21))


def test_a_short_talk_is_one_chapter() -> None:
    assert chapter_starts(_topic(BREAD, 3, 1)) == [0]


def test_no_talk_has_no_chapter_and_one_unit_has_one() -> None:
    assert chapter_starts([]) == []
    assert chapter_starts([Unit((), 0)]) == [0]


def test_the_same_talk_is_always_cut_the_same_way() -> None:
    units = _topic(BREAD, 15, 1) + _topic(STARS, 15, 2)
    assert chapter_starts(units) == chapter_starts(list(units))


UNITS = st.lists(
    st.tuples(st.lists(st.sampled_from(BREAD + BIKES), max_size=6), st.integers(0, 5000)), max_size=30
).map(lambda rows: [Unit(tuple(lemmas), words) for lemmas, words in rows])


@given(UNITS)
def test_any_units_are_cut_in_order_from_the_first_on(units: list[Unit]) -> None:
    starts = chapter_starts(units)
    assert starts == sorted(set(starts))
    assert starts[:1] == [0][: len(units)]
    assert all(start < len(units) for start in starts)
