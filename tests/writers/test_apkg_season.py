"""A season in the real Anki: learned episode by episode, then as one deck that grows."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from studykit.builder.merge import season
from studykit.contracts import WriteSettings
from studykit.model import StudyDocument
from studykit.season import Season
from studykit.templates import Templates
from studykit.writers import _anki_retired
from studykit.writers.apkg import WRITER, render_season
from tests.sample import SETTINGS
from tests.season import episode
from tests.writers.anki_engine import Anki, Imported, new_anki

A, B, C = episode(1, "spacing", "recall"), episode(2, "spacing", "sleep"), episode(3, "sleep", "spacing")


@pytest.fixture
def anki(tmp_path: Path) -> Iterator[Anki]:
    with new_anki(tmp_path) as learner:
        yield learner


def merged(*documents: StudyDocument) -> Season:
    return season(documents, {})[0]


def package(*documents: StudyDocument, days: int = 0, settings: WriteSettings = SETTINGS) -> bytes:
    """The package of one episode, or of several, built ``days`` later."""
    later = replace(settings, now=settings.now + timedelta(days=days))
    if len(documents) == 1:
        return WRITER.render(documents[0], Templates(), later).content
    return render_season(merged(*documents), Templates(), later).content


def fronts(anki: Anki) -> list[str]:
    return [card.note()["Front"] for card in anki.cards()]


def state(anki: Anki) -> dict[str, tuple[int, int, int]]:
    """What the scheduler knows of each card that has been studied."""
    return {card.note()["Id"]: (card.reps, card.ivl, card.due) for card in anki.cards() if card.reps}


def test_a_learner_of_one_episode_goes_on_with_the_season_as_it_grows(anki: Anki, tmp_path: Path) -> None:
    anki.take(package(A), tmp_path)
    for card in anki.cards():
        anki.study(card)
    known, reviews = state(anki), anki.reviews()
    assert len(known) == 4

    imported = anki.take(package(A, B, days=1), tmp_path)
    assert (imported.new, imported.updated, imported.conflicting) == (3, 4, 0)
    assert state(anki) == known
    assert "What episode 2 says of it." in anki.fields("spacing1")["More"]

    imported = anki.take(package(A, B, C, days=2), tmp_path)
    assert (imported.new, imported.conflicting) == (2, 0)
    assert (state(anki), anki.reviews()) == (known, reviews)
    assert len(anki.cards()) == 9
    assert sum("spacing" in front and "call" in front for front in fronts(anki)) == 1
    assert anki.collection.fix_integrity() == ("Database rebuilt and optimized.", True)


def test_an_older_episode_joins_and_the_show_is_renamed_and_no_card_comes_twice(
    anki: Anki, tmp_path: Path
) -> None:
    first, kept = season((B, C), {})
    anki.take(render_season(first, Templates(), SETTINGS).content, tmp_path)
    for card in anki.cards():
        anki.study(card)
    known = state(anki)
    renamed = {"show": "Memory Road"}
    older = [
        each.model_copy(update={"episode": each.episode.model_copy(update=renamed)}) for each in (A, B, C)
    ]
    later = replace(SETTINGS, now=SETTINGS.now + timedelta(days=1))
    imported = anki.take(render_season(season(older, kept)[0], Templates(), later).content, tmp_path)
    assert (imported.new, imported.conflicting) == (3, 0)
    assert {card_id: state(anki)[card_id] for card_id in known} == known
    asked = [card.note()["Back"] for card in anki.cards() if card.note()["Id"].startswith("spacing")]
    assert len(asked) == 1
    assert anki.fields("spacing2")["Show"] == "Memory Road"
    assert anki.fields("spacing2")["More"].count('class="elsewhere"') == 2


def test_who_studied_the_second_episode_alone_is_told_which_card_is_asked_twice(
    anki: Anki, tmp_path: Path
) -> None:
    anki.take(package(B), tmp_path)
    assert anki.take(package(A, B, days=1), tmp_path).new == 4
    listed = _anki_retired.render(merged(A, B)).decode()
    (search,) = [line for line in listed.splitlines() if line.startswith('  "Id:')]
    (found,) = anki.collection.find_notes(search)
    assert anki.collection.get_note(found)["Id"] == "spacing2"
    assert "spacing2  definition: What does Ana 2 call spacing? (part of spacing1)" in listed


def test_a_merged_card_shows_both_explanations_with_episode_speaker_time_and_link(
    anki: Anki, tmp_path: Path
) -> None:
    weighty = episode(2, "sleep", "spacing", importance=0.9)
    anki.take(package(A, weighty), tmp_path)
    fields = anki.fields("spacing1")
    assert fields["Back"] == "What episode 2 says of it."
    assert fields["Quote"] == "Spacing is what episode 2 says of it."
    assert (fields["Episode"], fields["Speaker"], fields["Time"]) == ("Episode 2", "Ana 2", "0:20")
    assert fields["Link"] == "https://cdn.example/2.mp3#t=20"
    for part in (
        "Episode 1",
        "What episode 1 says of it.",
        "Spacing is what episode 1 says of it.",
        "Ana 1, 0:00",
    ):
        assert part in fields["More"]
    assert 'href="https://cdn.example/1.mp3#t=0"' in fields["More"]
    answer = anki.card_of("spacing1").answer()
    assert "Spacing is what episode 1 says of it." in answer
    assert set(anki.card_of("spacing1").note().tags) == {"show::memory-lane", "episode::1", "episode::2"}


def test_what_another_episode_says_commands_anki_to_do_nothing(anki: Anki, tmp_path: Path) -> None:
    odd = 'x<script>y</script> {{Front}} [sound:a.mp3] "&'
    hostile = B.model_copy(
        update={
            "episode": B.episode.model_copy(
                update={"title": odd, "audio_url": 'https://cdn.example/2.mp3?a="><em>&b={{c1::x}}'}
            ),
            "cards": (B.cards[0].model_copy(update={"back": odd}), *B.cards[1:]),
        }
    )
    anki.take(package(A, hostile), tmp_path)
    answer = anki.card_of("spacing1").answer()
    assert "<script>y" not in answer
    assert "<em>" not in answer
    assert "{{" not in answer


def test_the_cards_of_each_episode_come_in_its_own_deck_in_the_order_of_the_season(
    anki: Anki, tmp_path: Path
) -> None:
    weighty = episode(2, "sleep", "spacing", importance=0.9)
    settings = replace(SETTINGS, deck="Podcasts::{show}::{episode}")
    anki.take(package(weighty, A, C, settings=settings), tmp_path)
    decks = {card.note()["Id"]: anki.collection.decks.name(card.did) for card in anki.cards()}
    assert decks["spacing1"] == "Podcasts::Memory Lane::Episode 1"
    assert decks["sleep2"] == "Podcasts::Memory Lane::Episode 2"
    assert decks["qsleep3"] == "Podcasts::Memory Lane::Episode 3"
    order = [card.note()["Id"] for card in anki.cards()]
    assert order == [
        *("spacing1", "recall1", "qspacing1", "qrecall1"),
        *("sleep2", "qsleep2", "qspacing2"),
        *("qsleep3", "qspacing3"),
    ]


def test_two_seasons_of_the_same_episodes_have_the_same_bytes() -> None:
    assert package(A, B, C) == package(C, A, B)


def test_a_season_of_a_thousand_cards_comes_in_its_order_and_passes_the_check(
    anki: Anki, tmp_path: Path
) -> None:
    names = [[f"term{number:02}{at:02}" for at in range(20)] for number in range(25)]
    long = merged(*(episode(number + 1, *terms, "spacing") for number, terms in enumerate(names)))
    imported = anki.take(render_season(long, Templates(), SETTINGS).content, tmp_path)
    assert imported == Imported(new=len(long.cards), updated=0, duplicate=0, conflicting=0)
    assert [card.note()["Id"] for card in anki.cards()] == [entry.card.id for entry in long.cards]
    assert len(long.cards) == 25 * 41 + 1
    assert anki.collection.fix_integrity() == ("Database rebuilt and optimized.", True)
