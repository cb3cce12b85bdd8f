"""A front that names nothing is not understood a month later."""

import pytest

from studykit.analysis.anchors import Anchors
from studykit.analysis.known_terms import KnownTerms
from tests.analysis.reading import read, term

TALK = ("The bulk rise takes four hours in a warm kitchen.", "Nadia learned that from Raymond Calvel.")


def _holds(text: str, language: str = "en") -> bool:
    reading = read(*TALK, language=language)
    return Anchors(reading, KnownTerms([term("bulk rise", reading)])).hold(text)


@pytest.mark.parametrize(
    "text",
    [
        "You cannot hurry the bulk rise, however hot the kitchen is.",
        "You can read all about that in the books of Calvel.",
        "Salt slows everything down.",
        "The fridge is the worst of all places for it.",
    ],
)
def test_a_term_a_name_or_a_subject_says_what_it_is_about(text: str) -> None:
    assert _holds(text)


@pytest.mark.parametrize("text", ["You have to wait for a really long time.", "We thank Nadia for that.", ""])
def test_you_and_we_and_the_speakers_say_nothing(text: str) -> None:
    assert not _holds(text)


def test_where_nobody_knows_the_names_of_a_language_each_text_may_be_about_something() -> None:
    assert _holds("nobody knows", language="xx")
