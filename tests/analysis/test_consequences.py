"""A sentence that says what follows from what is parted there: the condition is shown, the rest answers."""

import pytest

from studykit.analysis.reasons import ReasonFinder
from studykit.analysis.wholeness import Wholeness
from tests.analysis.reading import read, scorer_of


def _asked(said: str, language: str = "en") -> list[tuple[str, str]]:
    reading = read(said, language=language)
    found = ReasonFinder(reading, scorer_of(reading), Wholeness(reading).holds).find(reading.sentences)
    return [(each.question, each.answer) for each in found]


@pytest.mark.parametrize(
    ("said", "question", "answer"),
    [
        (
            "If the water is too hot, then you will kill the yeast in the starter.",
            "Nadia: “If the water is too hot …” — what follows?",
            "You will kill the yeast in the starter.",
        ),
        (
            "Rye flour has hardly any gluten, which means that the loaves are baked in a tin.",
            "Nadia: “Rye flour has hardly any gluten.” — what follows?",
            "The loaves are baked in a tin.",
        ),
    ],
)
def test_what_follows_is_asked_for_in_the_words_said(said: str, question: str, answer: str) -> None:
    assert _asked(said) == [(question, answer)]


@pytest.mark.parametrize(
    "said",
    [
        "If it is too hot, then you will kill the yeast in the starter.",
        "If the water is too hot, of course, obviously and really very much so.",
        "Will you kill the yeast in the starter if the water is too hot, which means hot for a hand?",
        "If the oven is hot, if the loaf is shaped, you can bake the whole thing.",
        "The dough needs a tin for its shape.",
        "If you think about the water in the dough, you will want a bigger bowl for it.",
        "When you say strong bread flour, people already follow the recipe of the mill.",
        "If the water is too hot, that is the end of the yeast in the starter.",
    ],
)
def test_half_a_consequence_is_not_asked_for(said: str) -> None:
    assert _asked(said) == []


def test_where_the_words_of_a_language_are_not_known_nothing_follows() -> None:
    assert _asked("If the water is too hot, then you will kill the yeast.", language="xx") == []
