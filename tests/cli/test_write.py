"""Rendering a study document again."""

from pathlib import Path

from tests.cli.running import study_json, studykit


def test_write_renders_an_edited_document_beside_itself(tmp_path):
    place = study_json(tmp_path / "study.json")
    place.write_text(place.read_text().replace("nobody asks for it", "nobody asks"), encoding="utf-8")
    before = place.read_bytes()
    result = studykit("write", place, "--to", "md,apkg")
    assert result.stdout.splitlines() == [str(tmp_path / "guide.md"), str(tmp_path / "deck.apkg")]
    assert place.read_bytes() == before


def test_write_never_replaces_the_document_it_reads(tmp_path):
    place = study_json(tmp_path / "study.json")
    before = place.read_bytes()
    assert "study.json" not in studykit("write", place).stdout
    result = studykit("write", place, "--to", "json,md")
    assert result.stdout.splitlines() == [str(tmp_path / "guide.md")]
    assert "source-kept" in result.stderr
    assert place.read_bytes() == before


def test_write_takes_standard_input_and_another_folder(tmp_path):
    text = study_json(tmp_path / "study.json").read_bytes()
    paths = [Path(out, "why-we-forget-other-questions", "study.json") for out in ("output", "x")]
    assert studykit("write", "-", "--to", "json", text=text).stdout.splitlines() == [str(paths[0])]
    result = studykit("write", tmp_path / "study.json", "--to", "json", "--out", "x")
    assert result.stdout.splitlines() == [str(paths[1])]
