"""Pure functions on words and clock times."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit.text import (
    bare,
    clean,
    clock,
    controls,
    fold,
    is_balanced,
    is_question,
    is_word,
    nested,
    normal_lines,
    parse_clock,
    quoted,
    slug,
    squeeze,
    straighten,
    words,
)


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("Qu\u2019est-ce\u00a0? 20\u202f%", "Qu\u2019est-ce ? 20 %"),
        ("Zoe\u0308 and A\u030asa", "Zo\u00eb and \u00c5sa"),
        ("\u200bAna: Donau\u00addampf\u2060.\u200b", "Ana: Donaudampf."),
        ("\u0e2d\u0e32\u200b\u0e01\u0e32", "\u0e2d\u0e32\u200b\u0e01\u0e32"),
        ("\u0645\u06cc\u200c\u0634\u0648\u062f", "\u0645\u06cc\u200c\u0634\u0648\u062f"),
    ],
)
def test_the_same_words_are_the_same_text(text: str, spelled: str) -> None:
    """Non-breaking spaces, letters in two parts and signs without a width; Thai and Persian need theirs."""
    assert clean(text) == spelled


def test_only_what_no_document_can_hold_is_counted() -> None:
    assert controls("a\x00b\x07c\u00ad\u200b\u00a0\r\n") == 2


@given(st.text(alphabet=st.characters()))
def test_clean_text_can_stand_in_utf_8_and_xml(text: str) -> None:
    cleaned = clean(text)
    cleaned.encode("utf-8")
    assert not any(ord(c) < 32 and c not in "\t\n" for c in cleaned)


def test_every_kind_of_line_end_becomes_a_new_line() -> None:
    assert normal_lines("a\r\nb\rc\u2028d\x85e") == "a\nb\nc\nd\ne"


@given(st.text())
def test_text_without_any_sign_to_take_out_is_cleaned_as_text_with_one(text: str) -> None:
    assert clean(f"{text}\t") == f"{clean(text)}\t"


def test_markup_emoji_and_right_to_left_text_survive_cleaning() -> None:
    text = "x<y> & {{c1::x}} 🧠👩‍🔬 שלום ﷺ"
    assert clean(text) == text


def test_control_characters_and_lone_surrogates_go() -> None:
    assert clean("a\x1fb\x00c\ud800d\ufeffe\uffff") == "abcde"


def test_straightening_keeps_the_length() -> None:
    assert straighten("“It’s” «ça»") == '"It\'s" "ça"'


def test_folded_spellings_of_the_same_words_are_equal() -> None:
    assert fold("  It’s  HERE ") == fold("it's here")
    assert squeeze(" a \n b\t") == "a b"


def test_words_keep_inner_apostrophes_hyphens_and_dots() -> None:
    assert words("Don’t over-fit U.S data, e.g. GPT-3!") == [
        "Don’t",
        "over-fit",
        "U.S",
        "data",
        "e.g",
        "GPT-3",
    ]


def test_bare_text_has_no_punctuation() -> None:
    assert bare("“SSI’s model – will learn!”") == "ssi's model will learn"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Why we forget & other <questions>", "why-we-forget-other-questions"),
        ("Ömer Yıldız’s Café", "omer-yıldızs-cafe"),
        ("主持人：你好", "主持人-你好"),
        ("…", ""),
        ("../../etc/passwd", "etc-passwd"),
    ],
)
def test_a_slug_is_a_safe_name(text: str, name: str) -> None:
    assert slug(text) == name


@given(st.text(), st.integers(1, 80))
def test_a_slug_is_never_longer_than_asked(text: str, longest: int) -> None:
    name = slug(text, longest=longest)
    assert len(name) <= longest
    assert not set(name) & set("/\\. :")


def test_a_long_slug_is_cut_between_words() -> None:
    assert slug("one two three four", longest=10) == "one-two"


@pytest.mark.parametrize(
    ("text", "milliseconds"),
    [
        ("0:00", 0),
        ("1:02", 62_000),
        ("01:02:03", 3_723_000),
        ("1:02:03.5", 3_723_500),
        ("0:00:14,800", 14_800),
        ("75:00", 4_500_000),
        ("125:30", 7_530_000),
        ("1:125:30", None),
        ("0:61", None),
        ("1:60:00", None),
        ("12", None),
        ("a:bc", None),
        ("1:2", None),
    ],
)
def test_a_clock_time_is_read_as_milliseconds(text: str, milliseconds: int | None) -> None:
    assert parse_clock(text) == milliseconds


@given(st.integers(0, 360_000_000))
def test_a_clock_time_reads_back_to_the_second(milliseconds: int) -> None:
    assert parse_clock(clock(milliseconds)) == milliseconds // 1000 * 1000


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("मिट्टी की सेहत", ["मिट्टी", "की", "सेहत"]),
        ("レム睡眠とは、脳が活発", ["レム", "睡眠", "とは", "脳", "が", "活発"]),
        ("蜂群是由一只蜂王。", ["蜂群", "是由", "一只", "蜂王"]),
        ("ما هي المياه الجوفية؟", ["ما", "هي", "المياه", "الجوفية"]),
        ("déjà l’eau", ["déjà", "l’eau"]),
    ],
)
def test_words_of_scripts_without_spaces_are_pieces_of_a_words_length(text: str, pieces: list[str]) -> None:
    assert words(text) == pieces


@given(st.text())
def test_words_leave_out_signs_alone(text: str) -> None:
    held = "".join(words(text))
    assert all(letter in held for letter in text if letter.isalnum())


def test_a_run_of_han_signs_is_a_word_in_japanese_alone() -> None:
    assert is_word("睡眠", "ja")
    assert not is_word("蜂群是由一只蜂王", "zh")
    assert not is_word("とは", "ja")
    assert is_word("sueño", "es")


@pytest.mark.parametrize(
    ("text", "balanced"),
    [
        ("Er sagt „ja“ und „nein“.", True),
        ("Er sagt „ja und geht.", False),
        ("Dice «sí» y “no”.", True),
        ("Dice sí» y se va.", False),
        ("Er sagt »ja« dazu.", True),
        ("It “rises.", False),
        ('"It rises', False),
    ],
)
def test_quotations_of_each_language_have_both_their_signs(text: str, balanced: bool) -> None:
    assert is_balanced(text) is balanced


def test_a_quotation_within_another_has_single_signs() -> None:
    assert nested("„Ja“, «sí», “yes”") == "‚Ja‘, ‹sí›, ‘yes’"


@pytest.mark.parametrize(
    ("front", "asked"),
    [
        ("Was bedeutet „Sauerteig“?", "Sauerteig"),
        ("¿Qué responde Ana a la pregunta «¿Qué es?»?", "¿Qué es?"),
        ("Que signifie « levain » ?", "levain"),
        ("“It rises.” — why?", "“It rises.” — why?"),
        ("Why does it rise?", "Why does it rise?"),
    ],
)
def test_the_quotation_that_ends_a_text_is_what_it_asks(front: str, asked: str) -> None:
    assert quoted(front) == asked


@pytest.mark.parametrize("text", ["Why?", "なぜ？", "لماذا؟"])
def test_a_question_ends_in_a_question_mark_of_any_script(text: str) -> None:
    assert is_question(text)
    assert not is_question(text + ".")
