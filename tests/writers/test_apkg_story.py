"""A deck that lives: studied for days in the real Anki, corrected, built again, imported again."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from anki.collection import ImportAnkiPackageOptions, ImportAnkiPackageRequest
from anki.import_export_pb2 import ImportAnkiPackageUpdateCondition as UpdateCondition

from studykit.contracts import WriteSettings
from studykit.model import Card, Chapter, StudyDocument
from studykit.templates import Templates
from studykit.writers.apkg import WRITER
from tests.sample import SETTINGS, sample
from tests.writers.anki_engine import Anki, new_anki

CARDS, STUDIED, DAYS = 25, 20, 4
RED = 1
LATER = replace(SETTINGS, now=SETTINGS.now + timedelta(days=300))
AFTER_NOW = replace(SETTINGS, now=datetime.now(UTC) + timedelta(days=1))
"""A build after what a learner changes in the test: Anki notes the time of a change by its own clock."""


@pytest.fixture
def anki(tmp_path: Path) -> Iterator[Anki]:
    with new_anki(tmp_path) as learner:
        yield learner


def numbered(number: int, **changed: object) -> Card:
    made = sample().cards[number % 2]
    return made.model_copy(update={"id": f"card{number:013}", **changed})


def document(*cards: Card, **changed: object) -> StudyDocument:
    return sample().model_copy(update={"cards": cards, **changed})


def package(built: StudyDocument, settings: WriteSettings = SETTINGS, templates: Path | None = None) -> bytes:
    return WRITER.render(built, Templates(templates), settings).content


FIRST = document(*(numbered(number) for number in range(CARDS)))


def night(anki: Anki) -> None:
    """Let a day pass: Anki counts days from the making of the collection."""
    assert anki.collection.db is not None
    anki.collection.db.execute("update col set crt = crt - 86400")
    anki.collection.db.execute("update revlog set id = id - 86400000")
    anki.collection.close()
    anki.collection.reopen()


def studied(anki: Anki) -> None:
    """Study STUDIED cards and their reviews over DAYS days through the scheduler."""
    for _ in range(DAYS):
        for number in range(STUDIED):
            card = anki.card_of(numbered(number).id)
            if card.queue != -1 and (card.queue in {0, 1} or card.due <= anki.collection.sched.today):
                anki.study(card)
        night(anki)


def state(anki: Anki, number: int) -> tuple[int, int, int, int]:
    """What the scheduler knows of a card."""
    card = anki.card_of(numbered(number).id)
    return card.reps, card.ivl, card.due, card.queue


def test_a_studied_deck_takes_a_new_build_and_loses_nothing(anki: Anki, tmp_path: Path) -> None:
    anki.take(package(FIRST), tmp_path)
    studied(anki)
    anki.collection.sched.suspend_cards([anki.card_of(numbered(3).id).id])
    note = anki.card_of(numbered(4).id).note()
    note["Back"] = "My own words."
    note.add_tag("mine")
    anki.collection.update_note(note)
    anki.collection.set_user_flag_for_cards(RED, [anki.card_of(numbered(5).id).id])
    anki.collection.fix_integrity()  # what the nights made by hand left behind
    reviews, known = anki.reviews(), [state(anki, number) for number in range(CARDS)]
    assert reviews >= STUDIED * 2
    assert max(interval for _, interval, _, _ in known) > 1

    chapter = Chapter.model_validate({**sample().chapters[0].model_dump(), "title": "Renamed"})
    mine = tmp_path / "mine"
    (mine / "anki").mkdir(parents=True)
    (mine / "anki" / "card.css").write_text(".studykit { color: green; }")
    corrected = numbered(0, back="The corrected answer.")
    cards = (corrected, *(numbered(number) for number in range(1, CARDS + 2) if number != 7))
    second = document(*cards, chapters=(chapter, *sample().chapters[1:]))
    imported = anki.take(package(second, LATER, mine), tmp_path)

    assert (imported.new, imported.conflicting) == (2, 0)
    assert [state(anki, number) for number in range(CARDS)] == known
    assert anki.reviews() == reviews
    assert anki.fields(corrected.id)["Back"] == "The corrected answer."
    assert anki.fields(numbered(2).id)["Chapter"] == "Renamed"
    assert state(anki, 3)[3] == -1
    assert anki.fields(numbered(4).id)["Back"] == "My own words."
    assert anki.card_of(numbered(5).id).user_flag() == RED
    assert "color: green" in anki.card_of(corrected.id).question()
    assert len(anki.cards()) == CARDS + 2
    assert anki.collection.fix_integrity() == ("Database rebuilt and optimized.", True)
    assert not anki.collection.media.check().missing


def test_the_last_build_wins_whichever_is_imported_last(anki: Anki, tmp_path: Path) -> None:
    better = document(numbered(0, back="The corrected answer."))
    anki.take(package(better, LATER), tmp_path)
    anki.study(anki.card_of(numbered(0).id))
    known = state(anki, 0)
    anki.take(package(document(numbered(0))), tmp_path)
    assert anki.fields(numbered(0).id)["Back"] == "The corrected answer."
    assert state(anki, 0) == known
    assert len(anki.cards()) == 1


def test_text_and_tags_of_a_note_edited_before_the_next_build_are_replaced_as_the_readme_says(
    anki: Anki, tmp_path: Path
) -> None:
    anki.take(package(FIRST), tmp_path)
    note = anki.card_of(numbered(0).id).note()
    note["Back"] = "My own words."
    note.add_tag("mine")
    anki.collection.update_note(note)
    anki.take(package(FIRST, AFTER_NOW), tmp_path)
    assert anki.fields(numbered(0).id)["Back"] == numbered(0).back
    assert set(anki.card_of(numbered(0).id).note().tags) == set(numbered(0).tags)


def test_a_deleted_card_comes_again_and_a_suspended_one_stays_so(anki: Anki, tmp_path: Path) -> None:
    anki.take(package(FIRST), tmp_path)
    anki.collection.remove_notes([anki.card_of(numbered(0).id).nid])
    anki.collection.sched.suspend_cards([anki.card_of(numbered(1).id).id])
    assert anki.take(package(FIRST, LATER), tmp_path).new == 1
    assert state(anki, 0)[3] == 0
    assert state(anki, 1)[3] == -1


def test_where_the_learner_renames_the_deck_new_cards_follow_with_its_new_name(
    anki: Anki, tmp_path: Path
) -> None:
    anki.take(package(FIRST), tmp_path)
    deck = anki.collection.decks.get(anki.card_of(numbered(0).id).did)
    assert deck is not None
    anki.collection.decks.rename(deck, "Learning::Memory")
    more = document(*FIRST.cards, numbered(CARDS))
    anki.take(package(more, replace(LATER, deck="Learning::Memory")), tmp_path)
    assert {anki.collection.decks.name(card.did) for card in anki.cards()} == {"Learning::Memory"}


def taken(
    anki: Anki, content: bytes, folder: Path, options: ImportAnkiPackageOptions
) -> tuple[int, int, int]:
    """Import ``content`` with ``options``; return how many notes were updated, new and refused."""
    path = folder / "deck.apkg"
    path.write_bytes(content)
    request = ImportAnkiPackageRequest(package_path=str(path), options=options)
    log = anki.collection.import_anki_package(request).log
    return len(log.updated), len(log.new), len(log.conflicting)


@pytest.mark.parametrize(("option", "stays"), [("IF_NEWER", False), ("NEVER", True)])
def test_a_look_changed_in_anki_is_replaced_unless_the_learner_says_never(
    anki: Anki, tmp_path: Path, option: str, *, stays: bool
) -> None:
    anki.take(package(FIRST), tmp_path)
    models = anki.collection.models
    kind = models.by_name("studykit Basic 1") or {}
    kind["css"] += ".mine {}"
    models.update_dict(kind)
    corrected = package(document(numbered(0, back="Corrected.")), AFTER_NOW)
    condition = UpdateCondition.Value(f"IMPORT_ANKI_PACKAGE_UPDATE_CONDITION_{option}")
    options = ImportAnkiPackageOptions(update_notetypes=condition)
    assert taken(anki, corrected, tmp_path, options) == (1, 0, 0)
    assert (".mine" in (models.by_name("studykit Basic 1") or {})["css"]) == stays
    assert anki.fields(numbered(0).id)["Back"] == "Corrected."


def test_a_field_that_the_learner_added_keeps_corrections_out_or_is_emptied_by_merging(
    anki: Anki, tmp_path: Path
) -> None:
    anki.take(package(FIRST), tmp_path)
    models = anki.collection.models
    kind = models.by_name("studykit Basic 1") or {}
    models.add_field(kind, models.new_field("Mine"))
    models.update_dict(kind)
    note = anki.card_of(numbered(0).id).note()
    note["Mine"] = "My own words."
    anki.collection.update_note(note)
    corrected = package(document(numbered(0, back="Corrected."), numbered(CARDS + 1)), AFTER_NOW)
    assert taken(anki, corrected, tmp_path, ImportAnkiPackageOptions()) == (0, 1, 1)
    assert anki.fields(numbered(0).id)["Mine"] == "My own words."
    options = ImportAnkiPackageOptions(merge_notetypes=True)
    assert taken(anki, corrected, tmp_path, options)[2] == 0
    fields = anki.fields(numbered(0).id)
    assert (fields["Back"], fields["Mine"]) == ("Corrected.", "")


@pytest.mark.parametrize("merge", [False, True])
def test_merging_note_types_changes_nothing(anki: Anki, tmp_path: Path, *, merge: bool) -> None:
    anki.take(package(FIRST), tmp_path)
    second = package(document(numbered(0, back="The corrected answer.")), LATER)
    options = ImportAnkiPackageOptions(merge_notetypes=merge)
    assert taken(anki, second, tmp_path, options) == (1, 0, 0)
    names = [each.name for each in anki.collection.models.all_names_and_ids()]
    assert sorted(name for name in names if name.startswith("studykit")) == [
        "studykit Basic 1",
        "studykit Cloze 1",
    ]


def test_two_episodes_of_one_show_share_a_deck_and_nothing_else(anki: Anki, tmp_path: Path) -> None:
    other = FIRST.episode.model_copy(update={"key": "other", "title": "The other one"})
    anki.take(package(FIRST), tmp_path)
    second = document(*(numbered(number) for number in range(100, 103)), episode=other)
    assert anki.take(package(second, LATER), tmp_path).new == 3
    assert len({card.did for card in anki.cards()}) == 1
    assert anki.fields(numbered(100).id)["Episode"] == "The other one"
    assert anki.fields(numbered(0).id)["Episode"].startswith("Why we forget")


def test_a_note_type_of_the_learner_that_has_our_name_stays_and_our_cards_come_and_update(
    anki: Anki, tmp_path: Path
) -> None:
    models = anki.collection.models
    own = models.new("studykit Basic 1")
    models.add_field(own, models.new_field("Word"))
    template = models.new_template("Card 1")
    template["qfmt"], template["afmt"] = "{{Word}}", "{{Word}}"
    models.add_template(own, template)
    models.add_dict(own)
    assert anki.take(package(FIRST), tmp_path).new == CARDS
    imported = anki.take(package(document(numbered(0, back="Corrected.")), LATER), tmp_path)
    assert (imported.updated, imported.conflicting) == (1, 0)
    assert anki.fields(numbered(0).id)["Back"] == "Corrected."
    fields = [
        field["name"] for name in ["studykit Basic 1"] for field in (models.by_name(name) or own)["flds"]
    ]
    assert "Word" in fields
