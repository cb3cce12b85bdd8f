"""Fonts that the user gives for letters that no other font has."""

from studykit.text import squeeze
from tests.cli.running import study_json, studykit
from tests.sample import sample
from tests.writers.fonts import tiny_font

TITLE = "間隔反復 한국어"


def document(folder):
    episode = sample().episode.model_copy(update={"title": f"{TITLE}𐂀"})
    return study_json(folder / "study.json", episode=episode, chapters=(), cards=(), glossary=())


def test_a_given_font_draws_what_no_other_has(tmp_path):
    font = tiny_font(tmp_path / "given.ttf", TITLE)
    result = studykit("write", document(tmp_path), "--to", "pdf", "--font", font, "-v")
    assert result.exit_code == 0
    told = squeeze(result.stderr)
    assert "𐂀" in told  # that one is in no font at all
    assert not set(TITLE.replace(" ", "")) & set(told.split("fonts.google.com): ")[-1])


def test_a_font_with_postscript_outlines_is_refused_with_its_name(tmp_path):
    font = tiny_font(tmp_path / "outlines.otf", TITLE, postscript=True)
    result = studykit("write", document(tmp_path), "--to", "pdf", "--font", font)
    assert result.exit_code == 2
    assert "outlines.otf" in result.stderr
    assert "TrueType" in result.stderr


def test_what_is_no_font_or_no_file_is_refused(tmp_path):
    (tmp_path / "no.ttf").write_bytes(b"\x00\x01\x00\x00" + b"x" * 40)
    for place in (tmp_path / "no.ttf", tmp_path / "gone.ttf"):
        result = studykit("write", document(tmp_path), "--to", "pdf", "--font", place)
        assert result.exit_code == 2
        assert place.name in result.stderr
