"""``studykit check`` judges a study document, for people and for programs."""

import json
from pathlib import Path

from studykit.model import Citation
from tests.cli.running import EXAMPLE, FOLDER, study_json, studykit
from tests.sample import sample


def test_the_example_keeps_every_hard_rule_and_its_chapters_are_counted():
    assert studykit("build", EXAMPLE, "--to", "json").exit_code == 0
    result = studykit("check", FOLDER / "study.json")
    assert result.exit_code == 0
    first, second, *rest = result.stdout.splitlines()
    assert first == "Why sourdough rises"
    assert ", 0 rejected; " in second
    assert any(line.startswith("0:00 What lives in a starter ") for line in rest)


def test_a_card_that_proves_nothing_is_rejected_and_the_exit_code_says_so():
    invented = sample().cards[0].model_copy(update={"citations": (Citation(quote="Nobody said this."),)})
    path = study_json(Path("study.json"), cards=(invented,))
    result = studykit("check", path)
    assert result.exit_code == 8
    assert "1 rejected" in result.stdout
    assert "  A1 these words are not in the transcript: 'Nobody said this.'" in result.stdout
    assert studykit("check", path, "--quiet").output == ""


def test_with_strict_what_could_be_better_is_enough_to_fail():
    path = study_json(Path("study.json"), cards=(sample().cards[0],))
    assert studykit("check", path).exit_code == 0
    assert studykit("check", path, "--strict").exit_code == 8


def test_a_program_gets_every_verdict_as_json():
    result = studykit("check", study_json(Path("study.json")), "--json")
    examination = json.loads(result.stdout)
    assert examination["schema"] == "studykit-check/1"
    assert [card["id"] for card in examination["cards"]] == [card.id for card in sample().cards]
    assert {finding["rule"] for finding in examination["document"]} >= {"C3"}


def test_what_is_no_study_document_is_refused():
    Path("a.json").write_text("{}")
    result = studykit("check", "a.json")
    assert (result.exit_code, result.stdout) == (3, "")
    assert "this is no study document" in result.stderr
