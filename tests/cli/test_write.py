"""Rendering a study document again."""

from pathlib import Path

from studykit.notices import Notice
from tests.cli.running import study_json, studykit
from tests.sample import sample


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


def test_what_was_told_at_the_build_is_not_told_again(tmp_path):
    old = Notice(code="furniture", text="three lines were cut")
    place = study_json(tmp_path / "study.json", cards=(), notices=(old,))
    result = studykit("write", place, "--to", "md", "--strict")
    assert (result.exit_code, "furniture" in result.stderr) == (0, False)


def test_an_edited_card_that_proves_nothing_is_dropped_and_told(tmp_path):
    card = sample().cards[0]
    invented = card.citations[0].model_copy(update={"quote": "Nobody ever said these words."})
    cards = (card.model_copy(update={"citations": (invented,)}), *sample().cards[1:2])
    result = studykit("write", study_json(tmp_path / "study.json", cards=cards), "--to", "md", "--strict")
    assert result.exit_code == 8
    assert "2 chapters, 2 terms, 1 card: guide.md" in result.stderr
