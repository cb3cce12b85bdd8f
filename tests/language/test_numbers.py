"""Numbers mean the same however they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit.language import lexicon
from studykit.language.numbers import values
from studykit.templates import Templates

NUMERALS = lexicon.load("en", Templates()).numerals


@pytest.mark.parametrize(
    ("language", "said", "worth"),
    [
        ("en", "twenty-five", [25]),
        ("en", "two thousand and five", [2005]),
        ("en", "one and two", [1, 2]),
        ("en", "the tenant and someone", []),
        ("de", "vierundzwanzig", [24]),
        ("de", "einundzwanzig", [21]),
        ("de", "dreihundertfünfzig", [350]),
        ("de", "zweitausendvierundzwanzig", [2024]),
        ("de", "zwei Millionen", [2_000_000]),
        ("de", "Zweifel am Achtzylinder", []),
        ("es", "treinta y cinco", [35]),
        ("es", "mil novecientos noventa y cinco", [1995]),
        ("es", "dos mil millones", [2_000_000_000]),
        ("es", "veinticuatro y treinta", [24, 30]),
        ("fr", "quatre-vingt-dix-sept", [97]),
        ("fr", "soixante-quinze", [75]),
        ("fr", "vingt et un", [21]),
        ("pt", "cento e vinte e cinco", [125]),
        ("pt", "duzentos e cinquenta mil", [250_000]),
    ],
)
def test_numbers_in_words_are_read_as_each_language_builds_them(
    language: str, said: str, worth: list[float]
) -> None:
    lists = lexicon.load(language, Templates())
    assert values(said.split(), lists.numerals, lists.conjunction) == worth


@given(st.lists(st.sampled_from([*NUMERALS, "and", "7", "twenty-five", "salt"]), max_size=12))
def test_any_row_of_number_words_is_read(said: list[str]) -> None:
    assert all(number >= 0 for number in values(said, NUMERALS, "and"))


@pytest.mark.parametrize(
    ("said", "worth"),
    [
        ("ten thousand hours", [10_000]),
        ("10,000", [10_000]),
        ("3 billion", [3_000_000_000]),
        ("3,000,000,000", [3_000_000_000]),
        ("twenty seventeen", [2017]),
        ("nineteen ninety nine", [1999]),
        ("one hundred twenty", [120]),
        ("twenty five", [25]),
        ("1.5 million", [1_500_000]),
        ("sixteen hours after ten", [16, 10]),
        ("no number", []),
        ("", []),
    ],
)
def test_a_number_in_words_is_worth_what_it_says(said: str, worth: list[float]) -> None:
    assert values(said.split(), NUMERALS) == worth
