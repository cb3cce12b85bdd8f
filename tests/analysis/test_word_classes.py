"""The classes of words that tell what may be hidden."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit.analysis.word_classes import WordClasses
from tests.analysis.reading import read


def _classes(text: str, language: str = "en") -> list[tuple[str, str]]:
    return [(word.text, word.of) for word in WordClasses(read(text, language=language)).classed(text)]


def test_each_word_and_sign_has_its_class() -> None:
    assert _classes("The salty crumb, and it weighs 40%: `crumb`.") == [
        ("The", "article"),
        ("salty", "adjective"),
        ("crumb", "noun"),
        (",", "sign"),
        ("and", "joint"),
        ("it", "pronoun"),
        ("weighs", "verb"),
        ("40", "number"),
        ("%", "sign"),
        (":", "sign"),
        ("`", "sign"),
        ("crumb", "noun"),
        ("`", "sign"),
        (".", "sign"),
    ]


def test_a_word_is_parted_from_the_small_one_that_leans_on_it() -> None:
    assert ("autolyse", "noun") in _classes("On laisse l'autolyse reposer.", "fr")


@pytest.mark.parametrize(("word", "language", "is_verb"), [("relies", "en", True), ("puntos", "es", False)])
def test_only_where_verbs_end_as_plurals_do_a_plural_may_be_a_verb(
    word: str, language: str, is_verb: bool
) -> None:
    assert WordClasses(read(word, language=language)).may_be_verb(word) is is_verb


@given(st.text(max_size=80))
def test_words_stand_where_they_say(text: str) -> None:
    for word in WordClasses(read("Bread rises.")).classed(text):
        assert text[word.start : word.end] == word.text
