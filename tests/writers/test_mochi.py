"""The deck is read back by the rules of Transit and CommonMark."""

import io
import json
import re
import zipfile
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from studykit.errors import NothingToStudyError
from studykit.model import BLANK, Card
from studykit.templates import Templates
from studykit.writers.mochi import SIDES, WRITER
from tests.sample import SETTINGS, cite, sample
from tests.writers.markdown_reading import shown, squashed

MARKUP = st.text(alphabet="{}:-~^`=#*_[]()<>|$\\!;?&1aw \n\"'é🧠", min_size=1, max_size=25)


def plain(value):
    """Decode Transit's verbose JSON: keywords, sets, strings with a sign before them."""
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, dict) and list(value) == ["~#set"]:
        return {plain(item) for item in value["~#set"]}
    if isinstance(value, dict):
        return {plain(key): plain(item) for key, item in value.items()}
    if isinstance(value, str) and value.startswith("~:"):
        return f":{value[2:]}"
    if isinstance(value, str) and value.startswith("~"):
        assert value[1] in "~^`"
        return value[1:]
    assert not (isinstance(value, str) and value.startswith(("^", "`")))
    return value


def package(document, write_settings=SETTINGS):
    return WRITER.render(document, Templates(), write_settings).content


def decks(document, write_settings=SETTINGS):
    with zipfile.ZipFile(io.BytesIO(package(document, write_settings))) as file:
        assert file.namelist() == ["data.json"]
        known = plain(json.loads(file.read("data.json")))
    assert known[":version"] == 2
    return known[":decks"]


def contents(*cards, write_settings=SETTINGS):
    (deck,) = decks(sample().model_copy(update={"cards": cards}), write_settings)
    return [card[":content"] for card in deck[":cards"]]


def test_every_card_is_in_the_deck_of_its_show_in_order_with_its_tags():
    (deck,) = decks(sample())
    assert deck[":name"] == "Memory Lane"
    cards = deck[":cards"]
    assert [card[":id"] for card in cards] == [f":{card.id}" for card in sample().cards]
    assert sorted(card[":pos"] for card in cards) == [card[":pos"] for card in cards]
    assert cards[0][":tags"] == {tag.replace("::", "/") for tag in sample().cards[0].tags}


def test_a_deck_in_a_deck_knows_the_one_around_it():
    outer, inner = decks(sample(), replace(SETTINGS, deck="~Podcasts::{show}"))
    assert (outer[":name"], inner[":name"]) == ("~Podcasts", "Memory Lane")
    assert inner[":parent-id"] == outer[":id"]
    assert ":cards" not in outer


def test_ids_are_of_letters_and_digits_and_stay_from_build_to_build():
    odd = sample().cards[0].model_copy(update={"id": "a/b ~"})
    document = sample().model_copy(update={"cards": (odd,)})
    (deck,) = decks(document)
    for id_ in (deck[":id"], deck[":cards"][0][":id"]):
        assert re.fullmatch(":[0-9A-Za-z]{8,}", id_)
    assert package(document) == package(document)


def test_the_answer_comes_with_the_words_the_speaker_and_the_moment():
    front, back = contents(sample().cards[0])[0].split(SIDES)
    assert front == "What is the forgetting curve?"
    assert back.startswith(
        "The rate at which a memory fades when nobody asks for it.\n\n> “The forgetting curve is"
    )
    assert back.endswith("> [Ana Ruiz, 1:00](<https://www.youtube.com/watch?v=abc&t=60s>)")


def test_a_blank_hides_its_words_and_the_quote_stands_on_the_other_side():
    front, back = contents(sample().cards[1])[0].split(SIDES)
    assert "you need about {{40 %}} fewer" in front
    assert front.endswith("*(Hint: a share)*")
    assert back.startswith("> “If you space the reviews, you need about 40 % fewer")


def test_definitions_are_asked_both_ways_where_that_is_wanted():
    card = sample().cards[0].model_copy(update={"reverse": "forgetting curve", "context": "On fading"})
    assert len(contents(card)) == 1
    there, back = contents(card, write_settings=replace(SETTINGS, reverse=True))
    assert there.startswith("*On fading*\\\nWhat is")
    assert back.startswith(f"{card.back}\n\n---\n\nforgetting curve\n\n> ")


@settings(max_examples=100)
@given(st.lists(st.tuples(MARKUP, MARKUP, st.booleans()), min_size=1, max_size=20))
@example([("---", "a\n---\nb", False), ("{{x}} ", "}} 1::y", True), ("1", "-", True), ("?", "?", False)])
def test_any_text_is_shown_as_it_was_written_on_its_side(texts):
    cards = [made(place, *text) for place, text in enumerate(texts)]
    for card, content in zip(cards, contents(*cards), strict=True):
        front, *back = content.split(SIDES)
        if card.has_blank:
            before, hidden, after = re.fullmatch(r"(.*)\{\{(.*)\}\}(.*)", front, re.S).groups()
            assert not any(re.search(r"\{\{|\}\}|::", part) for part in (before, hidden, after))
            assert shown(f"{before}x{hidden}x{after}") == squashed(
                card.front.replace(BLANK, f"x{card.back}x")
            )
            assert back == []
        else:
            assert [shown(front), *map(shown, back)] == [squashed(card.front), squashed(card.back)]


def made(place, front, back, has_blank):
    kind, asked = ("cloze", f"x{front}{BLANK}.") if has_blank else ("question", f"{front}x")
    return Card(id=f"abcdefg{place}", kind=kind, front=asked, back=f"{back}x")


def test_a_pair_of_signs_in_an_address_parts_no_card():
    episode = sample().episode.model_copy(update={"url": "https://e.org/a::b?c={{d}}&e==", "audio_url": ""})
    document = sample().model_copy(update={"episode": episode})
    said = decks(document)[0][":cards"][0][":content"]
    assert "](<https://e.org/a:%3Ab?c=%7B%7Bd%7D%7D&e=%3D>)" in said


def test_a_card_without_words_behind_it_has_its_two_sides_alone():
    card = Card(id="abcdefgh", kind="question", front="Why?", back="So.")
    assert contents(card) == ["Why?\n\n---\n\nSo."]
    said = card.model_copy(update={"citations": (cite("So.", 1, speaker=None),)})
    assert contents(said)[0].startswith("Why?\n\n---\n\nSo.\n\n> “So.”\\\n> [1:00](")


def test_a_document_without_cards_makes_no_deck():
    with pytest.raises(NothingToStudyError, match="leave mochi out of --to"):
        contents()
