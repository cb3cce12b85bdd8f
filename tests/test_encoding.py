"""Bytes become text without a letter lost in silence."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit.contracts import Source
from studykit.encoding import UNREADABLE, is_western, mended, readable, utf_8
from studykit.errors import ReadError
from studykit.text import clean

JAPANESE = "弦は風で鳴ります。"


def escaped(content: bytes) -> str:
    return content.decode("utf-8", "surrogateescape")


@given(st.text(min_size=1).map(str.encode))
def test_what_is_utf_8_is_read_as_it_stands(content: bytes) -> None:
    assert utf_8(b"\xef\xbb\xbf" + content) == content.decode()


def test_damaged_utf_8_stays_utf_8() -> None:
    """Half of a character at the end, as a download that broke off has it."""
    assert Source("talk", "Schöne Grüße".encode()[:-2]).text == "Schöne Grü" + UNREADABLE


@pytest.mark.parametrize(
    "text", ["Schöne Grüße – bis bald.", "« À la FINALITÉ», dit-il, déjà fatigué.", "Ça va"]
)
def test_windows_1252_is_no_damaged_utf_8(text: str) -> None:
    assert Source("talk", text.encode("cp1252")).text == text


@pytest.mark.parametrize(("encoding", "text"), [("cp1251", "Струна гудит"), ("cp1253", "Η χορδή ηχεί")])
def test_other_alphabets_in_one_byte_are_refused_and_not_guessed(encoding: str, text: str) -> None:
    with pytest.raises(ReadError, match="encoding that cannot be told"):
        _ = Source("talk", text.encode(encoding)).text


@pytest.mark.parametrize("text", ["Où étiez-vous l'été passé ?", "Går på öl", "123 – 456"])
def test_languages_of_the_west_have_few_accents(text: str) -> None:
    assert is_western(text)


@pytest.mark.parametrize("step", [1, 2, 4, 5])
def test_halves_of_characters_meet_in_the_next_piece(step: int) -> None:
    content = JAPANESE.encode()
    pieces = [{"text": escaped(content[at : at + step])} for at in range(0, len(content), step)]
    met = mended({"segments": pieces})
    assert isinstance(met, dict)
    assert "".join(piece["text"] for piece in met["segments"]) == JAPANESE


def test_a_half_that_never_meets_the_other_is_told_apart() -> None:
    pieces = [{"text": "a\udcc3"}, {"text": "b"}, {"id": 1}, {"text": "c\udcc3"}]
    assert mended(pieces) == [
        {"text": "a"},
        {"text": UNREADABLE + "b"},
        {"id": 1},
        {"text": "c" + UNREADABLE},
    ]


values = st.recursive(
    st.none() | st.integers() | st.text(st.characters(categories=["Lu", "Cs", "Zs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=2), inner),
)


@given(values)
def test_nothing_but_characters_and_what_json_escapes_is_left(value: object) -> None:
    left = json.dumps(mended(value), ensure_ascii=False)
    assert readable(left) == left


@given(st.text(st.characters(categories=["L"])).map(clean), st.data())
def test_a_character_cut_anywhere_in_json_meets_again(text: str, data: st.DataObject) -> None:
    content = f"{text}é".encode()
    at = data.draw(st.integers(0, len(content)))
    parts = b",".join(b'{"t": "%s"}' % part for part in (content[:at], content[at:]))
    value = Source("talk", b'{"whole": "%s", "list": [%s]}' % (content, parts)).json
    assert isinstance(value, dict)
    assert value["whole"] == "".join(part["t"] for part in value["list"]) == f"{text}é"


@pytest.mark.parametrize(
    ("encoding", "text"), [("windows-1251", "Струна гудит"), ("KOI8-R", "Струна"), ("Shift_JIS", JAPANESE)]
)
def test_another_encoding_is_believed_where_a_server_or_the_first_tag_states_it(
    encoding: str, text: str
) -> None:
    assert Source("talk", text.encode(encoding), charset=encoding.lower()).text == text
    for tag in (f'<?xml version="1.0" encoding="{encoding}"?>', f"<html><meta charset={encoding}>"):
        assert Source("talk", (tag + text).encode(encoding)).text == tag + text


@pytest.mark.parametrize(
    "charset", ["utf-8", "iso-8859-1", "hex", "idna", "unicode_escape", "iso-8859-12", "cp037"]
)
def test_an_encoding_that_is_stated_but_not_known_of_old_does_not_count(charset: str) -> None:
    assert Source("talk", "Ça va \\u0041".encode("cp1252"), charset=charset).text == "Ça va \\u0041"


def test_utf_8_is_believed_before_any_statement() -> None:
    assert Source("talk", JAPANESE.encode(), charset="shift_jis").text == JAPANESE


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16"])
def test_utf_16_needs_no_mark(encoding: str) -> None:
    assert Source("talk", "Schöne Grüße – bis bald.".encode(encoding)).text == "Schöne Grüße – bis bald."


@pytest.mark.parametrize(
    "content", [b"\x00\x00\x00\x18ftyp", b"PK\x03\x04\x00\x00", b"a\x00\x00\x00" * 9, b"ab\x00"]
)
def test_other_bytes_with_zeros_are_no_text(content: bytes) -> None:
    with pytest.raises(ReadError, match="binary"):
        _ = Source("talk", content).text
