"""A deck pushed into a collection of the real Anki: what arrives, and what stays."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from studykit import anki_connect
from studykit.anki_connect import Plan
from studykit.contracts import Clip
from studykit.model import Card, RetiredCard, StudyDocument
from studykit.templates import Templates
from studykit.writers import anki_deck
from studykit.writers.apkg import WRITER
from tests.anki_connect.server import Addon, listening
from tests.sample import NOW, SETTINGS, sample
from tests.writers.anki_engine import Anki, new_anki

LATER = replace(SETTINGS, now=NOW + timedelta(days=400))
ODD_ID = 'a"b*c_d:e\\f <&> (x) or -y'


@pytest.fixture
def anki(tmp_path: Path) -> Iterator[Anki]:
    with new_anki(tmp_path) as learner:
        yield learner


@pytest.fixture
def addon(anki: Anki) -> Addon:
    return Addon(anki)


def silent(_step: str, _done: int, _total: int) -> None:
    """Report nothing."""


def plan_of(addon: Addon, document: StudyDocument, settings=SETTINGS, templates: Path | None = None) -> Plan:
    with listening(addon) as url:
        deck = anki_deck(document, Templates(templates), settings)
        return anki_connect.compare(deck, anki_connect.connect(url, None), silent)


def pushed(
    addon: Addon,
    document: StudyDocument,
    settings=SETTINGS,
    *,
    templates: Path | None = None,
    suspend: bool = False,
    only_new: bool = False,
) -> Plan:
    """Push, and return what was planned."""
    with listening(addon) as url:
        deck = anki_deck(document, Templates(templates), settings)
        asked = anki_connect.connect(url, None)
        plan = anki_connect.compare(deck, asked, silent)
        plan = plan.without_changes() if only_new else plan
        anki_connect.carry_out(plan, asked, settings.now, silent, suspend=suspend)
    return plan


def counts(plan: Plan) -> tuple[int, int, int]:
    return len(plan.added), len(plan.changes), plan.unchanged


def with_cards(*cards: Card, **changed: object) -> StudyDocument:
    return sample().model_copy(update={"cards": cards, **changed})


def test_a_new_deck_arrives_whole_and_in_order(addon, anki):
    plan = pushed(addon, sample())
    assert counts(plan) == (3, 0, 0)
    cards = anki.cards()
    assert [card.note()["Id"] for card in cards] == [card.id for card in sample().cards]
    assert {anki.collection.decks.name(card.did) for card in cards} == {"Memory Lane"}
    assert all(card.note().guid == card.note()["Id"] for card in cards)
    assert set(cards[0].note().tags) == set(sample().cards[0].tags)
    assert "The rate at which a memory fades" in cards[0].answer()
    assert anki.collection.fix_integrity() == ("Database rebuilt and optimized.", True)


def test_clips_come_with_new_notes_and_with_known_ones_and_stay_without_the_recording(addon, anki):
    first, second, third = sample().cards
    clips = {
        card.id: Clip(f"studykit-{at}.mp3", b"\xff\xf3 %d" % at) for at, card in enumerate((first, second))
    }
    pushed(addon, with_cards(first))
    plan = pushed(addon, with_cards(first, second, third), replace(LATER, clips=clips))
    assert (len(plan.added), [list(change.fields) for change in plan.changes]) == (2, [["Audio"]])
    for card, clip in ((card, clips[card.id]) for card in (first, second)):
        assert [tag.filename for tag in anki.card_of(card.id).answer_av_tags()] == [clip.name]
        assert Path(anki.collection.media.dir(), clip.name).read_bytes() == clip.content
    checked = anki.collection.media.check()
    assert (list(checked.missing), list(checked.unused)) == ([], [])
    assert pushed(addon, with_cards(first, second, third), LATER).unchanged == 3


def test_nothing_is_left_in_the_media_folder(addon, anki):
    pushed(addon, sample())
    assert list(Path(anki.collection.media.dir()).iterdir()) == []


def test_a_second_push_finds_nothing_to_do_and_changes_nothing(addon, anki):
    pushed(addon, sample())
    before = anki.collection.db.scalar("select mod from col")
    addon.asked.clear()
    plan = pushed(addon, sample(), LATER)
    assert (counts(plan), plan.restyled) == ((0, 0, 3), {})
    assert not addon.changed
    assert anki.collection.db.scalar("select mod from col") == before


def test_a_corrected_answer_arrives_and_the_reviews_stay(addon, anki):
    pushed(addon, sample())
    first = sample().cards[0]
    anki.study(anki.card_of(first.id))
    card = anki.card_of(first.id)
    known = (card.reps, card.ivl, card.due, card.queue)
    corrected = first.model_copy(update={"back": "The corrected answer."})
    plan = pushed(addon, with_cards(corrected, *sample().cards[1:]), LATER)
    assert counts(plan) == (0, 1, 2)
    assert dict(plan.changes[0].fields) == {"Back": "The corrected answer."}
    card = anki.card_of(first.id)
    assert (card.reps, card.ivl, card.due, card.queue) == known
    assert anki.reviews() == 1
    assert anki.fields(first.id)["Back"] == "The corrected answer."


@pytest.mark.parametrize("push_first", [True, False])
def test_a_deck_that_is_pushed_and_imported_does_not_come_twice(addon, anki, tmp_path, push_first):
    package = WRITER.render(sample(), Templates(), LATER).content
    if push_first:
        pushed(addon, sample())
        assert anki.take(package, tmp_path).new == 0
    else:
        anki.take(package, tmp_path)
        assert counts(pushed(addon, sample(), LATER)) == (0, 0, 3)
    assert len(anki.cards()) == 3
    names = [each.name for each in anki.collection.models.all_names_and_ids()]
    assert sum(name.startswith("studykit") for name in names) == 2


def test_a_new_card_takes_its_place_in_the_lesson(addon, anki):
    first, *others = sample().cards
    pushed(addon, with_cards(*others))
    assert counts(pushed(addon, with_cards(*others, first.model_copy(update={"id": "last"})))) == (1, 0, 2)
    assert anki.card_of("last").due == 3


def test_the_learners_tags_stay_and_ours_are_replaced(addon, anki):
    pushed(addon, sample())
    first = sample().cards[0]
    note = anki.card_of(first.id).note()
    note.tags = [tag for tag in note.tags if not tag.startswith("show::")] + ["mine", "leech", "chapter::old"]
    anki.collection.update_note(note)
    plan = pushed(addon, sample(), LATER)
    assert (plan.changes[0].gone, plan.changes[0].come) == (("chapter::old",), ("show::memory-lane",))
    assert set(anki.card_of(first.id).note().tags) == {*first.tags, "mine", "leech"}


def test_a_tag_that_differs_in_case_alone_is_the_same(addon, anki):
    pushed(addon, sample())
    anki.collection.tags.rename("kind::definition", "Kind::Definition")
    assert counts(plan_of(addon, sample())) == (0, 0, 3)


def test_a_picture_that_the_learner_added_stays(addon, anki):
    pushed(addon, sample())
    note = anki.card_of(sample().cards[0].id).note()
    note["Image"], note["Hint"] = '<img src="mine.png">', "my hint"
    anki.collection.update_note(note)
    plan = pushed(addon, sample(), LATER)
    assert dict(plan.changes[0].fields) == {"Hint": ""}
    assert anki.fields(sample().cards[0].id)["Image"] == '<img src="mine.png">'


def test_a_card_that_becomes_a_cloze_is_not_written_into_a_note_of_the_other_type(addon, anki):
    pushed(addon, sample())
    first, second, *_ = sample().cards
    other = second.model_copy(update={"id": first.id})
    plan = pushed(addon, with_cards(other), LATER)
    assert (counts(plan), plan.misplaced) == ((0, 0, 0), (first.id,))
    assert [notice.code for notice in anki_connect.remarks(plan, suspend=False)] == ["not-taken"]
    assert anki.fields(first.id)["Back"] == first.back


def test_a_note_that_the_learner_moved_to_a_type_of_their_own_stays_there(addon, anki):
    pushed(addon, sample())
    models, card = anki.collection.models, anki.card_of(sample().cards[0].id)
    own = models.copy(models.get(card.note().mid), add=True)
    moving = models.change_notetype_info(old_notetype_id=card.note().mid, new_notetype_id=own["id"]).input
    moving.note_ids.append(card.nid)
    models.change_notetype_of_notes(moving)
    corrected = sample().cards[0].model_copy(update={"back": "The corrected answer."})
    plan = pushed(addon, with_cards(corrected, *sample().cards[1:]), LATER)
    assert (counts(plan), plan.misplaced) == ((0, 0, 2), (corrected.id,))
    assert anki.collection.get_card(card.id).note_type()["name"] == own["name"]


def test_a_plan_changes_nothing(addon, anki):
    pushed(addon, sample())
    addon.asked.clear()
    corrected = sample().cards[0].model_copy(update={"back": "The corrected answer."})
    new = sample().cards[1].model_copy(update={"id": "new"})
    assert counts(plan_of(addon, with_cards(corrected, new), LATER)) == (1, 1, 0)
    assert not addon.changed
    assert len(anki.cards()) == 3


def test_only_new_leaves_what_the_learner_wrote(addon, anki):
    pushed(addon, sample())
    first = sample().cards[0]
    note = anki.card_of(first.id).note()
    note["Back"] = "My own words."
    anki.collection.update_note(note)
    new = first.model_copy(update={"id": "new"})
    plan = pushed(addon, with_cards(*sample().cards, new), LATER, only_new=True)
    assert (counts(plan), plan.left) == ((1, 0, 2), 1)
    assert anki.fields(first.id)["Back"] == "My own words."
    assert len(anki.cards()) == 4


def test_a_retired_card_is_found_and_suspended_only_where_that_is_wanted(addon, anki):
    pushed(addon, sample())
    gone, *kept = sample().cards
    retired = (RetiredCard(id=gone.id, kind=gone.kind, front=gone.front),)
    document = with_cards(*kept, retired=retired)
    plan = pushed(addon, document)
    assert plan.retired == {gone.id: (anki.card_of(gone.id).id,)}
    assert [n.code for n in anki_connect.remarks(plan, suspend=False)] == ["retired-card"]
    assert anki_connect.remarks(plan, suspend=True) == ()
    assert anki.card_of(gone.id).queue == 0
    pushed(addon, document, suspend=True)
    assert anki.card_of(gone.id).queue == -1
    assert plan_of(addon, document).retired == {}


def test_a_note_of_another_type_with_the_same_id_is_neither_touched_nor_suspended(addon, anki):
    models = anki.collection.models
    own = models.new("Words")
    for name in ("Word", "Id"):
        models.add_field(own, models.new_field(name))
    template = models.new_template("Card 1")
    template["qfmt"], template["afmt"] = "{{Word}}", "{{Id}}"
    models.add_template(own, template)
    models.add_dict(own)
    for number in ("1", "2"):
        note = anki.collection.new_note(models.by_name("Words"))
        note["Word"], note["Id"] = "mine", number
        anki.collection.add_note(note, 1)
    card = sample().cards[0].model_copy(update={"id": "1"})
    retired = (RetiredCard(id="2", kind="definition", front="Gone?"),)
    plan = pushed(addon, with_cards(card, sample().cards[1], retired=retired), suspend=True)
    assert (counts(plan), plan.misplaced, plan.retired) == ((1, 0, 0), ("1",), {})
    assert len(anki.collection.find_cards("note:Words -is:suspended Word:mine")) == 2


def test_an_id_with_signs_of_the_search_is_found_again(addon, anki):
    card = sample().cards[0].model_copy(update={"id": ODD_ID})
    like = card.model_copy(update={"id": ODD_ID.replace("*", "X").replace("_", "Y")})
    pushed(addon, with_cards(like))
    assert counts(pushed(addon, with_cards(card, like))) == (1, 0, 1)
    assert counts(plan_of(addon, with_cards(card, like))) == (0, 0, 2)


def test_of_copies_that_the_learner_made_the_oldest_note_is_kept_up_to_date(addon, anki):
    pushed(addon, sample())
    first = sample().cards[0]
    original = anki.card_of(first.id).note()
    copy = anki.collection.new_note(original.note_type())
    copy.fields = list(original.fields)
    anki.collection.add_note(copy, 1)
    corrected = first.model_copy(update={"back": "The corrected answer."})
    plan = pushed(addon, with_cards(corrected), LATER)
    assert plan.copied == (first.id,)
    assert [notice.code for notice in anki_connect.remarks(plan, suspend=False)] == ["copied-note"]
    assert anki.collection.get_note(original.id)["Back"] == "The corrected answer."
    assert anki.collection.get_note(copy.id)["Back"] == first.back


def test_another_look_of_the_cards_arrives(addon, anki, tmp_path):
    pushed(addon, sample())
    mine = tmp_path / "mine"
    (mine / "anki").mkdir(parents=True)
    (mine / "anki" / "card.css").write_text(".studykit { color: green; }")
    (mine / "anki" / "basic.front.html").write_text("<p>{{Front}}</p>")
    plan = pushed(addon, sample(), LATER, templates=mine)
    assert sorted(plan.restyled.values()) == ["studykit Basic 1", "studykit Cloze 1"]
    question = anki.card_of(sample().cards[0].id).question()
    assert "color: green" in question
    assert "<p>What is the forgetting curve?</p>" in question
    assert plan_of(addon, sample(), templates=mine).restyled == {}


def test_settings_of_the_learners_decks_stay(addon, anki):
    decks = anki.collection.decks
    preset = decks.get_config(1)
    preset["new"]["perDay"] = 33
    decks.update_config(preset)
    deck = decks.get(decks.id("Memory Lane"))
    deck["desc"] = "My own words."
    decks.save(deck)
    pushed(addon, sample())
    assert decks.config_dict_for_deck_id(decks.id("Memory Lane"))["new"]["perDay"] == 33
    assert decks.get(decks.id("Memory Lane"))["desc"] == "My own words."


def test_answers_to_type_and_reversed_cards_are_switched_on_by_a_push(addon, anki):
    reversible = sample().cards[0].model_copy(update={"reverse": "The forgetting curve"})
    pushed(addon, with_cards(reversible))
    assert len(anki.cards()) == 1
    pushed(addon, with_cards(reversible), replace(LATER, reverse=True, type_answer=True))
    assert len(anki.cards()) == 2
    assert "[[type:" in anki.cards()[0].question()


def test_many_cards_come_and_change_in_a_few_questions(addon, anki):
    cards = tuple(sample().cards[n % 2].model_copy(update={"id": f"card{n}"}) for n in range(120))
    assert counts(pushed(addon, with_cards(*cards))) == (120, 0, 0)
    shorter = tuple(card.model_copy(update={"hint": "a new hint"}) for card in cards)
    addon.asked.clear()
    assert counts(pushed(addon, with_cards(*shorter), LATER)) == (0, 120, 0)
    assert addon.asked.count("multi") == 3
    assert counts(plan_of(addon, with_cards(*shorter))) == (0, 0, 120)
    assert anki.fields("card119")["Hint"] == "a new hint"


def test_a_note_that_anki_will_not_take_is_told(addon, anki):
    pushed(addon, sample())
    note = anki.card_of(sample().cards[0].id).note()
    note["Id"] = "gone"  # its GUID is still ours, so that Anki takes it for known
    anki.collection.update_note(note)
    pushed(addon, sample())
    after = plan_of(addon, sample())
    assert [notice.code for notice in anki_connect.left_over(after)] == ["not-taken"]
    assert len(anki.cards()) == 3
