"""Putting a study document straight into Anki."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from studykit.contracts import Clip
from studykit.model import RetiredCard
from studykit.templates import Templates
from studykit.writers import apkg
from tests.anki_connect.server import Addon, listening
from tests.cli.running import study_json, studykit
from tests.sample import SETTINGS, sample
from tests.writers.anki_engine import Anki, new_anki

FRONT = "What is the forgetting curve?"


@pytest.fixture
def anki(tmp_path: Path) -> Iterator[Anki]:
    with new_anki(tmp_path) as learner:
        yield learner


@pytest.fixture
def addon(anki: Anki, monkeypatch: pytest.MonkeyPatch) -> Iterator[Addon]:
    addon = Addon(anki)
    with listening(addon) as url:
        monkeypatch.setenv("STUDYKIT_ANKI_URL", url)
        yield addon


@pytest.fixture
def study(tmp_path: Path) -> Path:
    return study_json(tmp_path / "study.json", cards=sample().cards[:2])


def test_a_push_is_summed_up_and_a_second_one_finds_nothing_to_do(addon, study):
    first = studykit("push", study)
    assert first.exit_code == 0
    assert first.stdout == ""
    assert first.stderr.splitlines()[0] == "2 added, 0 updated, 0 unchanged; deck Memory Lane"
    assert studykit("push", study).stderr.startswith("0 added, 0 updated, 2 unchanged;")
    assert len(addon.anki.cards()) == 2


def test_a_dry_run_lists_what_would_be_done_and_does_nothing(addon, study):
    result = studykit("push", study, "--dry-run")
    assert result.stdout.splitlines()[0] == f"add      {FRONT}"
    assert result.stderr.startswith("would be: 2 added, 0 updated, 0 unchanged;")
    assert not addon.changed
    assert addon.anki.cards() == []


def test_each_field_that_would_be_replaced_is_told(addon, study):
    studykit("push", study)
    study.write_text(study.read_text().replace("nobody asks for it", "nobody asks"), encoding="utf-8")
    result = studykit("push", study, "--dry-run")
    assert result.stdout.splitlines() == [f"update   {FRONT} (Back, Quote)"]
    kept = studykit("push", study, "--only-new")
    assert kept.stderr.startswith("0 added, 0 updated, 1 unchanged, 1 left as they are;")
    assert addon.anki.fields("definition0000001")["Back"].endswith("nobody asks for it.")


def test_retired_cards_are_told_or_suspended(addon, study, tmp_path):
    studykit("push", study)
    gone = sample().cards[0]
    retired = (RetiredCard(id=gone.id, kind=gone.kind, front=gone.front),)
    left = study_json(tmp_path / "left.json", cards=sample().cards[1:2], retired=retired)
    result = studykit("push", left, "-v", "--strict")
    assert result.exit_code == 8
    assert f"retired  {FRONT}" in result.stdout
    assert "retired-card: Anki has a card that is not made any more" in result.stderr
    assert "1 retired and suspended" in studykit("push", left, "--suspend-retired").stderr
    assert addon.anki.card_of(gone.id).queue == -1


def test_the_deck_is_named_and_its_cards_are_asked_as_in_a_build(addon, study):
    studykit("push", study, "--deck", "Podcasts::{show}", "--type-answer")
    cards = addon.anki.cards()
    assert addon.anki.collection.decks.name(cards[0].did) == "Podcasts::Memory Lane"
    assert all(card.note()["TypeAnswer"] for card in cards)


def test_a_document_on_standard_input_is_pushed(addon, study):
    assert studykit("push", "-", text=study.read_bytes()).stderr.startswith("2 added")


def test_the_sound_of_the_deck_beside_the_document_is_pushed(addon, study):
    clip = Clip("studykit-0a1b.mp3", b"ID3 one")
    settings = replace(SETTINGS, clips={sample().cards[0].id: clip})
    study.with_name("deck.apkg").write_bytes(apkg.WRITER.render(sample(), Templates(), settings).content)
    assert "1 clip of sound" in studykit("push", study).stderr
    assert addon.anki.fields(sample().cards[0].id)["Audio"] == f"[sound:{clip.name}]"
    checked = addon.anki.collection.media.check()
    assert (list(checked.missing), list(checked.unused)) == ([], [])


def test_the_key_is_taken_from_the_environment_and_never_shown(addon, study, monkeypatch):
    addon.key = "s3cret-key"
    refused = studykit("push", study)
    assert refused.exit_code == 9
    assert "STUDYKIT_ANKI_KEY" in refused.stderr
    for key, code in (("wr0ng-key", 9), (addon.key, 0)):
        monkeypatch.setenv("STUDYKIT_ANKI_KEY", key)
        result = studykit("push", study, "-v")
        assert result.exit_code == code
        assert key not in result.output


@pytest.mark.parametrize(
    "url",
    [
        *("http://192.168.1.5:8765", "http://example.org:8765", "https://127.0.0.1:8765", "127.0.0.1:8765"),
        *("http://127.0.0.1.example.org:8765", "http://[::1", "http://127.0.0.1:port"),
    ],
)
def test_anki_is_asked_on_this_computer_alone(study, url):
    result = studykit("push", study, "--anki-url", url)
    assert result.exit_code == 2
    assert result.stderr.startswith("error: --anki-url: ")


def test_an_anki_that_is_not_running_is_told(study):
    result = studykit("push", study, "--anki-url", "http://127.0.0.1:1")
    assert result.exit_code == 9
    assert "Anki is not running" in result.stderr
    assert "Traceback" not in result.stderr
