"""What a build gives, and what it prints."""

import json
from pathlib import Path

import pytest

from tests.cli.running import EXAMPLE, FOLDER, process, study_json, studykit

FILES = ("deck.apkg", "guide.pdf", "handout.docx", "study.json", "guide.md")


def test_a_build_writes_every_file_and_prints_their_paths_alone():
    child = process("build", EXAMPLE)
    out, err = child.communicate()
    assert child.returncode == 0, err.decode()
    assert out.decode().splitlines() == [str(FOLDER / name) for name in FILES]
    assert all((FOLDER / name).stat().st_size > 500 for name in FILES)
    title, counts, *_ = err.decode().splitlines()
    document = json.loads((FOLDER / "study.json").read_bytes())
    assert title == "Why sourdough rises — Crumb and Crust"
    assert counts == (
        f"4 chapters, {len(document['glossary'])} terms, {len(document['cards'])} cards: {', '.join(FILES)}"
    )
    assert document["cards"]


def test_the_example_keeps_its_episode_chapters_and_speakers():
    assert studykit("build", EXAMPLE, "--to", "json").exit_code == 0
    document = json.loads((FOLDER / "study.json").read_bytes())
    episode = document["episode"]
    assert (episode["show"], episode["published"]) == ("Crumb and Crust", "2025-03-14")
    assert [c["start_ms"] for c in document["chapters"]] == [0, 113_000, 276_000, 402_000]
    assert [c["title"] for c in document["chapters"]] == [
        "What lives in a starter",
        "Water, salt and gluten",
        "Time and heat",
        "Crust, and why bread goes stale",
    ]
    assert {s["name"] for s in document["speakers"]} == {"Nadia Okafor", "Tomás Ferreira"}


def test_standard_input_gives_the_same_as_the_file():
    assert studykit("build", EXAMPLE, "--to", "md", "--out", "a").exit_code == 0
    assert studykit("build", "-", "--to", "md", "--out", "b", text=EXAMPLE.read_bytes()).exit_code == 0
    name = f"{FOLDER.name}/guide.md"
    assert Path("a", name).read_bytes() == Path("b", name).read_bytes()


def test_what_the_user_says_of_the_episode_wins_over_the_source():
    flags = {
        "--title": "On bread",
        "--show": "Loaf",
        "--date": "2024-02-29",
        "--url": "https://example.org/bread",
        "--audio-url": "https://example.org/bread.mp3",
        "--link-pattern": "https://example.org/bread?t={seconds}",
        "--episode-id": "loaf/1",
        "--language": "en-GB",
    }
    result = studykit("build", EXAMPLE, "--to", "json", *[word for pair in flags.items() for word in pair])
    assert result.exit_code == 0, result.stderr
    episode = json.loads(Path("output", "on-bread", "study.json").read_bytes())["episode"]
    assert (episode["title"], episode["show"], episode["published"]) == ("On bread", "Loaf", "2024-02-29")
    assert (episode["url"], episode["audio_url"]) == (flags["--url"], flags["--audio-url"])
    assert episode["link_pattern"] == flags["--link-pattern"]
    assert (episode["key"], episode["language"]) == ("loaf/1", "en-GB")


def test_a_corrected_title_keeps_the_ids_of_the_cards():
    studykit("build", EXAMPLE, "--to", "json")
    studykit("build", EXAMPLE, "--to", "json", "--title", "Bread")
    one, two = (json.loads(p.read_bytes()) for p in sorted(Path("output").glob("*/study.json")))
    assert [card["id"] for card in one["cards"]] == [card["id"] for card in two["cards"]]


def test_cards_can_be_limited():
    assert studykit("build", EXAMPLE, "--to", "json", "--cards", "3").exit_code == 0
    assert len(json.loads((FOLDER / "study.json").read_bytes())["cards"]) == 3


def test_a_setting_may_stand_in_the_file_of_the_folder():
    Path("studykit.toml").write_text('to = ["md"]\nout = "notes"\n', encoding="utf-8")
    result = studykit("build", EXAMPLE)
    assert result.stdout.splitlines() == [str(Path("notes", FOLDER.name, "guide.md"))]


def test_quiet_prints_nothing():
    result = studykit("build", EXAMPLE, "--to", "md", "-q")
    assert (result.exit_code, result.output) == (0, "")
    assert (FOLDER / "guide.md").is_file()


def test_notices_are_counted_and_shown_one_by_one_on_request():
    source = EXAMPLE.read_bytes() + b"\n\x01\x02"
    assert "1 characters-removed" in studykit("build", "-", "--to", "md", text=source).stderr
    told = studykit("build", "-", "--to", "md", "-v", text=source).stderr
    assert "  characters-removed: 2 control characters that no document can hold (standard input)" in told


def test_strict_ends_with_eight_where_there_are_notices(tmp_path):
    source = EXAMPLE.read_bytes() + b"\n\x01\x02"
    assert studykit("build", "-", "--to", "md", "--strict", text=source).exit_code == 8
    plain = study_json(tmp_path / "study.json", notices=(), cards=())
    assert studykit("write", plain, "--to", "json", "--strict", "--out", "x").exit_code == 0


def test_the_same_episode_is_written_to_the_same_folder_again():
    for _ in range(2):
        assert studykit("build", EXAMPLE, "--to", "md").exit_code == 0
    assert [p.name for p in Path("output").iterdir()] == [FOLDER.name]


def test_another_episode_of_the_same_title_gets_its_own_folder():
    for key in ("one", "two", "one"):
        assert studykit("build", EXAMPLE, "--to", "md", "--episode-id", key).exit_code == 0
    assert sorted(p.name for p in Path("output").iterdir()) == [FOLDER.name, f"{FOLDER.name}-2"]


def test_a_folder_that_holds_someone_elses_files_is_left_alone():
    FOLDER.mkdir(parents=True)
    (FOLDER / "guide.md").write_text("mine")
    result = studykit("build", EXAMPLE, "--to", "md")
    assert result.stdout.splitlines() == [str(FOLDER.with_name(f"{FOLDER.name}-2") / "guide.md")]
    assert (FOLDER / "guide.md").read_text() == "mine"


@pytest.mark.parametrize("title", ["../../up", "/etc/passwd", "..", "a\\..\\b", "???", "con\x00\n"])
def test_a_title_is_never_a_path(title):
    result = studykit("build", EXAMPLE, "--to", "md", "--title", title)
    (path,) = map(Path, result.stdout.splitlines())
    assert path.parent.parent == Path("output")
    assert path.resolve().is_relative_to(Path("output").resolve())


def test_given_chapters_replace_those_of_the_transcript():
    Path("notes.md").write_text("- [00:00] Starter\n- [03:00] Oven\n- [9:59:00] Of another show\n")
    result = studykit("build", EXAMPLE, "--to", "json", "--chapters", "notes.md", "-v")
    assert result.exit_code == 0, result.stderr
    chapters = json.loads((FOLDER / "study.json").read_bytes())["chapters"]
    assert [(c["start_ms"], c["title"], c["origin"]) for c in chapters] == [
        (0, "Starter", "given"),
        (180_000, "Oven", "given"),
    ]
    assert "chapters-outside: 1 of 3 chapters begin after the episode ends" in result.stderr


def test_a_list_of_chapters_that_is_none_is_told_with_its_name():
    Path("notes.md").write_text("We talk about bread.")
    result = studykit("build", EXAMPLE, "--chapters", "notes.md")
    assert (result.exit_code, result.stdout) == (3, "")
    assert "notes.md: this is no list of chapters that studykit knows" in result.stderr


def test_a_talk_that_makes_no_card_gives_all_but_the_deck_and_says_so():
    thai = Path(__file__).parents[1] / "cases" / "plain" / "thai.txt"
    result = studykit("build", thai, "-v")
    assert result.exit_code == 0
    assert [Path(line).name for line in result.stdout.splitlines()] == [*FILES[1:]]
    assert "no-cards" in result.stderr
    assert studykit("build", thai, "--to", "apkg").exit_code == 5
