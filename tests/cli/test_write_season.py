"""Several study documents become one deck."""

from dataclasses import replace
from pathlib import Path

import pytest

from studykit.contracts import Clip
from studykit.model import StudyDocument
from studykit.templates import Templates
from studykit.writers import apkg
from studykit.writers._anki_sound import clips_in
from tests.cli.running import studykit
from tests.sample import SETTINGS
from tests.season import episode

FOLDER = Path("output", "memory-lane")


def saved(*documents: StudyDocument) -> list[Path]:
    """The documents, each in a folder of builds as `build` leaves them."""
    paths = [Path("builds", document.episode.key.replace("/", "-"), "study.json") for document in documents]
    for path, document in zip(paths, documents, strict=True):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(document.model_dump_json(by_alias=True), encoding="utf-8")
    return paths


A, B, C = episode(1, "spacing", "recall"), episode(2, "spacing", "sleep"), episode(3, "spacing")


def test_several_documents_become_one_package_named_after_the_show():
    result = studykit("write", *saved(A, B))
    names = [str(FOLDER / name) for name in ("deck.apkg", "retired.txt", "season.json")]
    assert result.stdout.splitlines() == names, result.stderr
    assert "Memory Lane\n2 episodes, 7 cards, 1 term of several episodes: deck.apkg" in result.stderr
    assert "cards-merged" in result.stderr


@pytest.mark.parametrize("places", [["builds"], ["builds/show-1", "builds/show-2"]])
def test_a_folder_stands_for_the_builds_in_it(places):
    saved(A, B)
    assert "2 episodes" in studykit("write", *places, "--to", "apkg").stderr


def test_a_folder_of_one_build_is_written_as_that_build():
    (path,) = saved(A)
    assert studykit("write", path.parent, "--to", "md").stdout.splitlines() == [
        str(path.with_name("guide.md"))
    ]


def test_a_folder_without_builds_is_told():
    Path("empty").mkdir()
    result = studykit("write", "empty")
    assert (result.exit_code, "no study.json" in result.stderr) == (3, True)


def test_a_season_goes_on_from_its_last_build_in_the_same_folder():
    paths = saved(A, B, C)
    studykit("write", *paths[1:])
    before = (FOLDER / "season.json").read_text()
    assert '"en spacing": "spacing2"' in before
    assert studykit("write", *paths).exit_code == 0
    assert '"en spacing": "spacing2"' in (FOLDER / "season.json").read_text()
    assert "spacing1  definition" in (FOLDER / "retired.txt").read_text()


def of_show(name: str, *documents: StudyDocument) -> list[StudyDocument]:
    return [
        each.model_copy(update={"episode": each.episode.model_copy(update={"show": name})})
        for each in documents
    ]


def test_a_season_by_another_name_goes_on_from_the_one_beside_it_that_shares_an_episode():
    studykit("write", *saved(B, C))
    assert studykit("write", *saved(*of_show("Memory Road", A, B, C))).exit_code == 0
    assert '"en spacing": "spacing2"' in Path("output", "memory-road", "season.json").read_text()
    studykit("write", *saved(*of_show("Memory Road", A, B), *of_show("Sleepers", C)))
    both = Path("output", "memory-road-sleepers", "season.json")
    assert '"en spacing": "spacing2"' in both.read_text()


def test_a_season_of_other_episodes_beside_it_lends_no_ids():
    others = of_show("Sleepers", episode(7, "spacing"), episode(8, "spacing"))
    studykit("write", *saved(*others))
    studykit("write", *saved(A, B))
    assert '"en spacing": "spacing1"' in (FOLDER / "season.json").read_text()


def test_a_season_beside_it_that_cannot_be_read_is_told_and_passed_over():
    Path("output", "old").mkdir(parents=True)
    Path("output", "old", "season.json").write_text("{")
    result = studykit("write", *saved(A, B), "-v")
    assert result.exit_code == 0
    assert "last-build: this is no list of a season's cards" in result.stderr
    assert (FOLDER / "season.json").exists()


def test_an_episode_given_twice_is_told_with_both_files():
    first, second = saved(A, B)
    again = Path("again.json")
    again.write_bytes(first.read_bytes())
    for places in ((first, second, first), (first, second, again)):
        result = studykit("write", *places)
        assert result.exit_code == 2
        assert f"{places[2]}: this is a second document of the same episode" in result.stderr
        assert f"the other one is {first}" in result.stderr
    assert not FOLDER.exists()


def test_a_format_of_one_episode_is_refused_before_anything_is_read():
    result = studykit("write", "no.json", "nowhere.json", "--to", "apkg,pdf")
    assert result.exit_code == 2
    assert "a file of pdf is of one episode" in result.stderr
    assert "apkg" in result.stderr.partition("several as:")[2]


def test_a_recording_is_of_one_episode():
    result = studykit("write", *saved(A, B), "--audio", "talk.mp3")
    assert (result.exit_code, "a recording is of one episode" in result.stderr) == (2, True)


def test_a_list_of_ids_that_is_broken_is_not_written_over():
    paths = saved(A, B)
    studykit("write", *paths)
    (FOLDER / "season.json").write_text("{")
    assert studykit("write", *paths).exit_code == 3
    assert (FOLDER / "season.json").read_text() == "{"


def test_keys_in_the_links_are_told_once_for_all_episodes():
    private = [
        document.model_copy(
            update={
                "episode": document.episode.model_copy(
                    update={"audio_url": "https://x.example/1?token=12345678"}
                )
            }
        )
        for document in (A, B)
    ]
    told = studykit("write", *saved(*private)).stderr
    assert told.count("private-link") == 1
    assert "Episode 1 and 1 more" in told


def test_a_card_that_proves_nothing_is_dropped_and_told():
    citation = A.cards[0].citations[0].model_copy(update={"quote": "Nobody ever said these words."})
    broken = A.cards[0].model_copy(update={"citations": (citation,)})
    result = studykit("write", *saved(A.model_copy(update={"cards": (broken, *A.cards[1:])}), B), "--strict")
    assert result.exit_code == 8
    assert "1 card-dropped" in result.stderr


def test_the_sound_of_single_decks_comes_along_for_the_words_that_each_card_shows(tmp_path):
    weighty = episode(2, "spacing", "sleep", importance=0.9)
    for path, document in zip(saved(A, weighty), (A, weighty), strict=True):
        clips = {card.id: Clip(f"studykit-{card.id}.mp3", card.id.encode()) for card in document.cards[:2]}
        deck = apkg.WRITER.render(document, Templates(), replace(SETTINGS, clips=clips))
        path.with_name("deck.apkg").write_bytes(deck.content)
    result = studykit("write", "builds")
    assert "3 clips of sound" in result.stderr, result.stderr
    found = clips_in((FOLDER / "deck.apkg").read_bytes())
    assert {card_id: clip.name for card_id, clip in found.items()} == {
        "spacing1": "studykit-spacing2.mp3",
        "recall1": "studykit-recall1.mp3",
        "sleep2": "studykit-sleep2.mp3",
    }
    assert found["spacing1"].content == b"spacing2"


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04" + bytes(100)])
def test_a_deck_whose_sound_cannot_be_read_is_told(content):
    first, second = saved(A, B)
    second.with_name("deck.apkg").write_bytes(content)
    result = studykit("write", first, second, "-v")
    assert result.exit_code == 0
    assert "clips-missing: the sound in the last build's deck cannot be read" in result.stderr
