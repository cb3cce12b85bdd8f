"""The folder is taken into the real Anki as the add-on CrowdAnki does it, step by step."""

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from studykit.contracts import Clip
from studykit.errors import NothingToStudyError
from studykit.templates import Templates
from studykit.writers import ANKI_FIELDS
from studykit.writers.crowdanki import WRITER
from tests.sample import SETTINGS, sample
from tests.writers.anki_engine import Anki, new_anki

from anki.notes import Note  # isort: skip  anki_engine skips where it is absent


@pytest.fixture
def anki(tmp_path: Path) -> Iterator[Anki]:
    with new_anki(tmp_path) as learner:
        yield learner


def files(document=None, settings=SETTINGS):
    content = WRITER.render(document or sample(), Templates(), settings).content
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return {name: file.read(name) for name in file.namelist()}


def deck(document=None):
    (content,) = files(document).values()
    return json.loads(content)


def take(anki, known):
    """Do what the add-on's classes DeckConfig, NoteModel, Deck and Note do with their parts of ``known``."""
    collection = anki.collection
    (options,) = known["deck_configurations"]
    group = collection.decks.add_config(options["name"])
    group.update(options)
    collection.decks.update_config(group)
    types = {}
    for model in known["note_models"]:
        made = {**collection.models.new(model["name"]), **model}
        types[model["crowdanki_uuid"]] = collection.models.get(collection.models.add_dict(made).id)
    of_deck = {"name", "crowdanki_uuid"}
    home = collection.decks.get(collection.decks.id(known["name"]))
    home.update({name: value for name, value in known.items() if name in of_deck})
    home["conf"] = group["id"]
    collection.decks.save(home)
    for note in known["notes"]:
        made = Note(collection, types[note["note_model_uuid"]])
        made.__dict__.update(note)
        collection.add_note(made, home["id"])


def test_anki_takes_every_card_with_its_guid_fields_tags_and_look(anki: Anki) -> None:
    take(anki, deck())
    assert [card.note().guid for card in anki.cards()] == [card.id for card in sample().cards]
    for shown, card in zip(anki.cards(), sample().cards, strict=True):
        kind = shown.note().note_type()
        assert kind is not None
        assert anki.collection.models.field_names(kind) == list(ANKI_FIELDS)
        assert kind["name"] == ("studykit Cloze 1" if card.has_blank else "studykit Basic 1")
        assert set(shown.note().tags) == set(card.tags)
        assert 'class="studykit"' in shown.answer()
    assert "[...]" in anki.card_of("cloze000000000001").question()
    problems, is_sound = anki.collection.fix_integrity()
    assert is_sound, problems


def test_clips_lie_in_the_media_folder_and_are_listed() -> None:
    clip = Clip("ab12.mp3", b"sound")
    made = files(settings=replace(SETTINGS, clips={"definition0000001": clip}))
    assert made["memory-lane/media/ab12.mp3"] == b"sound"
    known = json.loads(made["memory-lane/deck.json"])
    assert known["media_files"] == ["ab12.mp3"]
    assert known["notes"][0]["fields"][ANKI_FIELDS.index("Audio")] == "[sound:ab12.mp3]"


def test_a_later_build_changes_the_lines_of_what_changed_alone() -> None:
    first, *others = sample().cards
    better = sample().model_copy(update={"cards": (first.model_copy(update={"back": "How fast."}), *others)})
    before, after = (files(document)["memory-lane/deck.json"].splitlines() for document in (None, better))
    assert [line for line in after if line not in before] == [b'                "How fast.",']
    assert len(before) == len(after)


def test_everything_has_an_id_of_its_own() -> None:
    known = deck()
    parts = (known, *known["deck_configurations"], *known["note_models"])
    assert len({part["crowdanki_uuid"] for part in parts}) == len(parts)
    assert known["deck_config_uuid"] == known["deck_configurations"][0]["crowdanki_uuid"]


def test_without_cards_nothing_is_written() -> None:
    with pytest.raises(NothingToStudyError, match="leave crowdanki out of --to"):
        files(sample().model_copy(update={"cards": ()}))
