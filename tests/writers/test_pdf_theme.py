"""The look of the printed guide is the designer's: what the theme may say, and how it says what is wrong."""

import pytest

from studykit.errors import TemplateError
from studykit.templates import Templates
from studykit.writers import pdf
from tests.sample import SETTINGS, sample
from tests.writers.pdf_reader import Guide

THEME = "pdf/theme.toml"
FONT = "fonts/Literata-Regular.ttf"


def own_theme(folder, old, new):
    """Templates of one's own with one change in the theme."""
    theme = Templates().text(THEME)
    assert old in theme
    (folder / "pdf").mkdir()
    (folder / THEME).write_text(theme.replace(old, new, 1), encoding="utf-8")
    return Templates(folder)


def own_font(folder, content):
    (folder / "fonts").mkdir()
    (folder / FONT).write_bytes(content)
    return Templates(folder)


def render(templates):
    return pdf.render(sample(), templates, SETTINGS).content


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('accent = "#8a2b1e"', 'accent = "red"', "colours.accent: "),
        ("measure = 330", "measure = 3", "page.measure: "),
        ("measure = 330", "measure = 390", "page: left, measure, gutter and right leave"),
        ("gutter = 22", "gutter = 22\nguter = 20", "page.guter: "),
        ("size = 32", 'size = "big"', "styles.title.size: "),
        ("size = 32", "size = 3200", "styles.title.size: "),
        ("size = 32", "size = nan", "styles.title.size: "),
        ('font = "text_italic"', 'font = "italics"', "styles.quote.font: "),
        ("[styles.term]", "[styles.terms]", "styles.terms: "),
        ("text_italic = ", "italic_text = ", "fonts.text_italic: "),
        ("[page]", "[page", "this is not TOML: "),
    ],
)
def test_a_broken_theme_is_refused_and_the_key_is_named(tmp_path, old, new, key):
    with pytest.raises(TemplateError) as refused:
        render(own_theme(tmp_path, old, new))
    assert refused.value.what.startswith(key)
    assert refused.value.where == str(tmp_path / THEME)


def test_a_style_that_is_left_out_is_named(tmp_path):
    theme = Templates().text(THEME)
    start, end = theme.index("[styles.note]"), theme.index("[styles.side]")
    with pytest.raises(TemplateError, match=r"\[styles\.note\] is missing"):
        render(own_theme(tmp_path, theme[start:end], ""))


def test_a_font_that_is_not_there_is_named(tmp_path):
    with pytest.raises(TemplateError, match=r"fonts/Nowhere\.ttf is missing"):
        render(own_theme(tmp_path, FONT, "fonts/Nowhere.ttf"))


@pytest.mark.parametrize("length", [0, 3, 200, 5_000, 60_000])
def test_a_font_that_is_cut_off_is_named(tmp_path, length):
    with pytest.raises(TemplateError) as refused:
        render(own_font(tmp_path, Templates().path(FONT).read_bytes()[:length]))
    assert refused.value.where == str(tmp_path / FONT)


def test_a_font_that_is_something_else_is_named(tmp_path):
    with pytest.raises(TemplateError, match="the font cannot be used"):
        render(own_font(tmp_path, b"<html>not found</html>" * 100))


def test_a_theme_of_ones_own_takes_the_place_of_the_built_in_one(tmp_path):
    shown = Guide(render(own_theme(tmp_path, 'font = "text"\nsize = 32', 'font = "label_bold"\nsize = 40')))
    assert ("SourceSans3-SemiBold", 40) in {line.style for line in shown.pages[0].text}
