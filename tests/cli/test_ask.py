"""``studykit ask``: what is printed, what goes to standard error, and what is refused."""

import json
import sqlite3
from pathlib import Path

import pytest

from tests.asking.asking import bread
from tests.cli.running import FOLDER, study_json, studykit

QUESTION = "What is a sourdough starter?"


@pytest.fixture
def built() -> Path:
    path = FOLDER / "study.json"
    path.parent.mkdir(parents=True)
    path.write_text(bread().model_dump_json(by_alias=True), encoding="utf-8")
    return path


def test_the_passages_are_printed_with_speaker_and_time(built: Path) -> None:
    result = studykit("ask", built, QUESTION)
    assert result.exit_code == 0
    first, lead, said, *_ = result.stdout.splitlines()
    assert first == "1. Tomás Ferreira, 0:30 · What lives in a starter"
    assert lead == "   [What is a sourdough starter?]"
    assert said.startswith("   Right, so a starter is a mixture of flour and water")
    assert result.stderr == ""


def test_limit_bounds_the_passages(built: Path) -> None:
    assert len(json.loads(studykit("ask", built, QUESTION, "--json", "--limit", "2").stdout)["passages"]) == 2


def test_it_is_said_plainly_that_a_question_is_not_answered_and_what_may_be_asked(built: Path) -> None:
    result = studykit("ask", built, "Who won the election?")
    assert result.exit_code == 0
    assert result.stdout.startswith("This is not answered here.")
    assert "\n2. " not in result.stdout
    assert "Try asking:\n  " in result.stderr


def test_a_program_gets_the_answer_as_json(built: Path) -> None:
    answer = json.loads(studykit("ask", built, "what is a suordough starter", "--json").stdout)
    assert (answer["schema"], answer["answered"], answer["engine"]) == ("studykit-ask/1", True, "offline")
    assert answer["read_as"] == {"suordough": "sourdough"}
    said = answer["passages"][0]["said"]
    assert (said["speaker"], said["start_ms"]) == ("Tomás Ferreira", 30_000)


@pytest.mark.usefixtures("built")
def test_a_folder_of_builds_is_asked_as_a_season() -> None:
    other = study_json(Path("other.json"))
    result = studykit("ask", "output", other, "At which rate does a memory fade?")
    assert "1. Ana Ruiz, 1:00 · Why we forget & other <questions> · The forgetting curve" in result.stdout
    assert "https://www.youtube.com/watch?v=abc&t=60s" in result.stdout


def test_of_an_episode_that_is_there_twice_one_is_asked_and_that_is_told() -> None:
    first, second = study_json(Path("a.json")), study_json(Path("b.json"))
    result = studykit("ask", first, second, "At which rate does a memory fade?", "-v")
    assert result.exit_code == 0
    assert result.stdout.count("The forgetting curve is the rate") == 1
    assert "second-document: this is a second document of an episode" in result.stderr
    assert studykit("ask", first, second, "What fades?", "--strict").exit_code == 8


@pytest.mark.parametrize("question", ["", "what is it", "bread " * 2000])
def test_what_is_no_question_is_wrong_usage(question: str) -> None:
    result = studykit("ask", study_json(Path("study.json")), question)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "the question" in result.stderr
    assert "try: " in result.stderr


def test_what_is_no_study_document_cannot_be_asked() -> None:
    Path("a.json").write_text("{}")
    assert studykit("ask", "a.json", "What fades?").exit_code == 3
    assert studykit("ask", "missing.json", "What fades?").exit_code == 3


def test_without_full_text_search_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    class Without(sqlite3.Connection):
        def execute(self, *_: object) -> sqlite3.Cursor:
            raise sqlite3.OperationalError("no such module: fts5")

    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda place: connect(place, factory=Without))
    result = studykit("ask", study_json(Path("study.json")), "At which rate does a memory fade?")
    assert result.exit_code == 4
    assert "no such module: fts5" in result.stderr


def test_a_word_taken_for_mistyped_is_told() -> None:
    result = studykit("ask", study_json(Path("study.json")), "At which rate does a memroy fade?")
    assert result.stderr == "read as: memory for memroy\n"
