"""Words go into Markdown and come out of it as they were."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit.markdown import escape, shown
from studykit.text import clean, squeeze

PIECES = [
    "**",
    "*",
    "_",
    "__",
    "`",
    "``",
    "[a](b)",
    "![a](b)",
    "<b>",
    "<!--",
    "-->",
    "&amp;",
    "&#39;",
    "&copy",
    "\\",
    "~~",
]
MORE = [
    "word",
    "snake_case",
    " ",
    "\n",
    "#",
    "-",
    "1.",
    ">",
    "|",
    "==",
    "http://a.example/b_(c)",
    "[^1]",
    ":",
    "::",
    "{{",
    "}}",
    ";;",
    "=",
    "?",
    "🙂",
    "é",
]


@given(st.lists(st.sampled_from(PIECES + MORE), max_size=30).map("".join))
def test_what_is_escaped_is_shown_as_it_was(text: str) -> None:
    assert shown(escape(text)) == squeeze(text)


@given(st.lists(st.sampled_from(PIECES + MORE), max_size=30).map("".join))
def test_nothing_escaped_parts_the_sides_of_a_card_or_hides_words_on_it(text: str) -> None:
    line = escape(text)
    assert not any(mark in line for mark in ("::", "==", "{{", "}}", ";;", "**"))
    assert line not in ("?", "??", "---")


@given(st.text(st.characters(exclude_categories=("C", "Z")), max_size=40))
def test_any_characters_are_shown_as_they_were(text: str) -> None:
    assert shown(escape(text)) == squeeze(clean(text))


@pytest.mark.parametrize(
    ("written", "words"),
    [("a &amp; b", "a & b"), ("a \\&amp; b", "a &amp; b"), ("`&amp;`", "&amp;"), ("\\*a\\*", "*a*")],
)
def test_an_entity_is_a_character_unless_it_is_escaped(written: str, words: str) -> None:
    assert shown(written) == words
