"""A sentence that announces and tells is parted into a question and its answer, in its own words."""

import pytest

from studykit.analysis.clefts import CleftFinder
from tests.analysis.reading import read
from tests.analysis.test_reasons_rows_and_views import _reasons


def _found(sentence: str, language: str = "en") -> list[tuple[str, str, str]]:
    return list(CleftFinder(read(sentence, language=language)).find(sentence))


def test_the_first_half_is_asked_for_and_the_second_answers() -> None:
    said = "The biggest problem with rye flour is that its gluten holds hardly any gas."
    assert _found(said) == [
        ("the biggest problem with rye flour", "is", "that its gluten holds hardly any gas.")
    ]
    (found,) = _reasons(said)
    assert found.kind == "question"
    assert found.question == "According to Nadia, what is the biggest problem with rye flour?"
    assert found.answer == "That its gluten holds hardly any gas."


@pytest.mark.parametrize(
    "sentence",
    [
        "The biggest problem with rye flour is huge and everybody knows about that.",
        "Rye flour is the biggest problem of most bakers in the winter.",
        "The rye loaf is a brick when it comes out of the oven.",
        "The problem with it is that its gluten holds hardly any gas.",
        "The problem with my rye flour is that its gluten holds hardly any gas.",
        "The bread that is sold in the town is the bread of the miller.",
        "The rye, the flour of the north, is the darkest of all the flours.",
    ],
)
def test_a_sentence_without_these_halves_is_left_alone(sentence: str) -> None:
    assert _found(sentence) == []


def test_where_the_words_of_a_language_are_not_known_nothing_is_parted() -> None:
    assert _found("The problem with rye flour is that its gluten holds no gas.", language="xx") == []
