"""The table is imported by the real Anki, and read as a spreadsheet reads it."""

import csv
import html
import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studykit.builder.merge import season
from studykit.contracts import WriteSettings
from studykit.errors import NothingToStudyError
from studykit.model import BLANK, Card, StudyDocument
from studykit.templates import Templates
from studykit.writers import apkg
from studykit.writers import csv as csv_writer
from studykit.writers.csv import COLUMNS, FORMULA, HEADER, WRITER
from tests.sample import SETTINGS, cite, sample
from tests.season import episode
from tests.writers.anki_engine import Anki, new_anki

from anki.collection import ImportCsvRequest  # isort: skip  anki_engine skips where it is absent

REVERSE = replace(SETTINGS, reverse=True)


@pytest.fixture
def anki(tmp_path: Path) -> Iterator[Anki]:
    with new_anki(tmp_path) as learner:
        yield learner


def table(document: StudyDocument, settings: WriteSettings = SETTINGS) -> str:
    return WRITER.render(document, Templates(), settings).content.decode("utf-8-sig")


def rows(document: StudyDocument, settings: WriteSettings = SETTINGS) -> list[dict[str, str]]:
    lines = table(document, settings).split("\n", len(HEADER))[-1]
    return [dict(zip(COLUMNS, row, strict=True)) for row in csv.reader(io.StringIO(lines))]


def with_cards(*cards: Card) -> StudyDocument:
    return sample().model_copy(update={"cards": cards})


def take(
    anki: Anki, document: StudyDocument, folder: Path, settings: WriteSettings = SETTINGS
) -> dict[str, int]:
    """Import with what Anki itself finds in the file; return how many notes came to what."""
    path = folder / "deck.csv"
    path.write_bytes(WRITER.render(document, Templates(), settings).content)
    found = anki.collection.get_csv_metadata(str(path), None)
    log = anki.collection.import_csv(ImportCsvRequest(path=str(path), metadata=found)).log
    kinds = ("new", "updated", "duplicate", "conflicting", "missing_notetype", "empty_first_field")
    return {kind: len(getattr(log, kind)) for kind in kinds if len(getattr(log, kind))}


def note(anki: Anki, guid: str):
    assert anki.collection.db is not None
    return anki.collection.get_note(anki.collection.db.scalar("select id from notes where guid = ?", guid))


def test_a_new_collection_takes_every_card_with_its_guid_deck_tags_and_type(
    anki: Anki, tmp_path: Path
) -> None:
    document = sample()
    assert take(anki, document, tmp_path) == {"new": 3}
    for card in document.cards:
        made = note(anki, card.id)
        kind = made.note_type()
        assert kind is not None
        assert kind["name"] == ("Cloze" if card.has_blank else "Basic")
        assert set(made.tags) == set(card.tags)
        (shown,) = made.cards()
        assert anki.collection.decks.name(shown.did) == "Memory Lane"
    problems, is_sound = anki.collection.fix_integrity()
    assert is_sound, problems


def test_new_cards_come_in_the_order_of_the_deck(anki: Anki, tmp_path: Path) -> None:
    take(anki, sample(), tmp_path)
    assert [card.note().guid for card in anki.cards()] == [card.id for card in sample().cards]


def test_the_same_file_twice_adds_nothing(anki: Anki, tmp_path: Path) -> None:
    take(anki, sample(), tmp_path)
    assert take(anki, sample(), tmp_path) == {"duplicate": 3}


def test_a_corrected_answer_arrives_and_the_reviews_stay(anki: Anki, tmp_path: Path) -> None:
    first, *others = sample().cards
    take(anki, sample(), tmp_path)
    (studied,) = note(anki, first.id).cards()
    anki.study(studied)
    better = with_cards(first.model_copy(update={"back": "How fast a memory fades."}), *others)
    assert take(anki, better, tmp_path) == {"updated": 1, "duplicate": 2}
    (after,) = note(anki, first.id).cards()
    assert note(anki, first.id)["Back"].startswith("How fast a memory fades.")
    assert (after.id, after.reps) == (studied.id, 1)


def test_a_card_that_came_with_a_package_is_neither_changed_nor_doubled(anki: Anki, tmp_path: Path) -> None:
    anki.take(apkg.WRITER.render(sample(), Templates(), SETTINGS).content, tmp_path)
    assert take(anki, sample(), tmp_path) == {"conflicting": 3}
    assert len(anki.cards()) == 3


def test_odd_characters_are_shown_as_they_were_said(anki: Anki, tmp_path: Path) -> None:
    take(anki, sample(), tmp_path)
    card = sample().cards[2]
    made = note(anki, card.id)
    assert html.unescape(made["Front"]) == card.front
    assert html.unescape(made["Back"]).startswith(card.back)
    assert "<script" not in made.cards()[0].answer()


def test_a_cloze_hides_its_words_and_shows_the_quote_with_them(anki: Anki, tmp_path: Path) -> None:
    take(anki, sample(), tmp_path)
    (card,) = note(anki, "cloze000000000001").cards()
    assert "[...]" in card.question()
    assert "40 %" not in card.question()
    assert "<summary>Hint</summary>a share" in card.question()
    assert "need about 40 % fewer" in card.answer()
    assert 'href="https://www.youtube.com/watch?v=abc&amp;t=120s">≈ 2:00</a>' in card.answer()


def test_definitions_are_asked_both_ways_where_that_is_wanted(anki: Anki, tmp_path: Path) -> None:
    card = sample().cards[0].model_copy(update={"reverse": "forgetting curve"})
    assert len(rows(with_cards(card))) == 1
    there, back = rows(with_cards(card), REVERSE)
    assert there["GUID"] != back["GUID"]
    assert (back["Front"], back["Back"][:16]) == (card.back, "forgetting curve")
    assert take(anki, with_cards(card), tmp_path, REVERSE) == {"new": 2}
    assert take(anki, with_cards(card), tmp_path, REVERSE) == {"duplicate": 2}


def test_a_spreadsheet_finds_nothing_to_calculate_and_anki_shows_the_signs(
    anki: Anki, tmp_path: Path
) -> None:
    said = [f'{sign}HYPERLINK("http://evil.example";"x")' for sign in FORMULA if sign.strip()]
    cards = [
        Card(id=words, kind="question", front=words, back=words, tags=(words,), citations=(cite(words, 1),))
        for words in said
    ]
    episode = sample().episode.model_copy(update={"show": "@midnight"})
    document = with_cards(*cards).model_copy(update={"episode": episode})
    cells = [cell for row in rows(document) for cell in row.values()]
    assert [cell for cell in cells if cell.startswith(FORMULA)] == []
    assert take(anki, document, tmp_path) == {"new": len(said)}
    notes = [card.note() for card in anki.cards()]
    assert [html.unescape(made["Front"]) for made in notes] == said
    assert all(html.unescape(made["Back"]).startswith(words) for made, words in zip(notes, said, strict=True))
    assert {anki.collection.decks.name(card.did) for card in anki.cards()} == {"Podcasts::@midnight"}


@settings(max_examples=100)
@given(
    st.lists(
        st.text(alphabet="ab=+-@#\"',;\n\t|{}:<>&$`\\ é🧠", min_size=1).filter(str.strip),
        min_size=2,
        max_size=2,
    ),
    st.booleans(),
)
def test_any_text_comes_back_out_of_the_table(texts: list[str], has_blank: bool) -> None:
    front, back = texts
    kind, asked = ("cloze", f"{front}{BLANK}") if has_blank else ("question", front)
    card = Card(id="one", kind=kind, front=asked, back=back)
    (row,) = rows(with_cards(card))
    sides = [
        html.unescape(row[side].replace("<br>", "\n").replace("<span></span>", "")) for side in COLUMNS[4:]
    ]
    wanted = f"{card.front.partition(BLANK)[0]}{{{{c1::{card.back}}}}}" if has_blank else card.front
    assert sides[0].strip() == wanted.strip()
    assert has_blank or sides[1].strip() == card.back.strip()


def test_a_document_without_cards_makes_no_table() -> None:
    with pytest.raises(NothingToStudyError, match="leave csv out of --to"):
        table(with_cards())


def test_a_card_that_cannot_be_asked_is_left_out_with_a_notice() -> None:
    empty = sample().cards[0].model_copy(update={"id": "empty", "back": " "})
    made = WRITER.render(with_cards(empty, *sample().cards), Templates(), SETTINGS)
    assert [notice.where for notice in made.notices] == ["empty"]


def test_a_season_is_one_table_in_which_each_row_names_its_episodes_deck() -> None:
    made, _ = season([episode(1, "spacing", "recall"), episode(2, "spacing", "sleep")], {})
    told = csv_writer.render_season(made, Templates(), replace(SETTINGS, deck="{show}::{episode}"))
    lines = told.content.decode("utf-8-sig").split("\n", len(HEADER))[-1]
    found = [dict(zip(COLUMNS, row, strict=True)) for row in csv.reader(io.StringIO(lines))]
    decks = {row["GUID"]: row["Deck"] for row in found}
    assert len(decks) == len(made.cards) == 7
    assert decks["spacing1"] == "Memory Lane::Episode 1"
    assert decks["sleep2"] == "Memory Lane::Episode 2"
    assert "What episode 2 says of it." in found[0]["Back"]
