"""Numbers mean the same however they are written."""

import pytest

from studykit.language import lexicon
from studykit.language.numbers import values
from studykit.templates import Templates

NUMERALS = lexicon.load("en", Templates()).numerals


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
