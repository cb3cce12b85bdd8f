"""The look of the printed guide is the designer's: what the theme may say, and how it says what is wrong."""

from functools import cache

import pytest

from studykit.contracts import WriteSettings
from studykit.errors import TemplateError, UsageError
from studykit.templates import Templates
from studykit.writers import pdf
from studykit.writers._pdf_theme import PAPERS, THEMES, load
from tests.sample import NOW, SETTINGS, sample
from tests.writers.pdf_reader import Guide, squash

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
        ("top = 86", "top = 12", "page.top: "),
        ("measure = 330", "measure = 390", "page: left, measure, gutter and right leave"),
        ("left = 52", "left = 300", "page: the margins leave too little room for text on a5"),
        ("left = 52", "left = true", "on.a5.left: "),
        ("[on.a5]", "[on.a6]", "on.a6: "),
        ("tracking = 0", "tracking = 30", "type.tracking: "),
        ("fill = true", 'fill = "grey"', "pictures.fill: "),
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


@cache
def themed(theme, paper="a4"):
    settings = WriteSettings(now=NOW, paper=paper, theme=theme)
    return Guide(pdf.render(sample(), Templates(), settings).content)


def luminance(colour):
    """The relative luminance of a colour as WCAG 2.2 defines it; what a printer makes a grey of."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


every_theme = pytest.mark.parametrize("name", ("", *THEMES))


@every_theme
def test_all_type_is_dark_enough_to_be_read_when_it_is_printed_in_grey(name):
    for colour in load(Templates(), name).colours.model_dump().values():
        assert 1.05 / (luminance(colour) + 0.05) >= 4.5


@every_theme
@pytest.mark.parametrize("paper", PAPERS)
def test_every_theme_prints_all_there_is_to_learn_away_from_the_edge_of_every_paper(name, paper):
    shown, (width, height) = themed(name, paper), PAPERS[paper]
    lines = [line for page in shown.pages for line in (*page.text, *page.side, *page.head, *page.foot)]
    edge = 5 * 72 / 25.4
    assert min(line.left for line in lines) > edge
    assert max(line.right for line in lines) < width - edge
    assert min(line.baseline for line in lines) > edge
    assert max(line.baseline + line.style[1] for line in lines) < height - edge
    assert all(squash(passage.text)[:30] in shown.all_text for passage in sample().chapters[0].summary)
    assert all(squash(card.front.partition("[")[0])[:30] in shown.all_text for card in sample().cards[:2])


@pytest.mark.parametrize("paper", PAPERS)
def test_large_print_has_no_type_below_sixteen_points(paper):
    lines = [
        line for page in themed("large-print", paper).pages for line in (*page.text, *page.side, *page.foot)
    ]
    assert lines
    assert min(line.style[1] for line in lines) >= 15.9


def test_ink_is_saved_by_fewer_pages_without_colour():
    colours = load(Templates(), "ink-saving").colours.model_dump().values()
    assert all(len({colour[at : at + 2] for at in (1, 3, 5)}) == 1 for colour in colours)
    assert len(themed("ink-saving").pages) <= len(themed("").pages)


def test_a_theme_that_does_not_exist_is_told_with_those_that_do():
    with pytest.raises(UsageError, match="there is no theme sepia") as refused:
        load(Templates(), "sepia")
    assert all(name in refused.value.hint for name in THEMES)


def test_a_theme_in_a_file_of_ones_own_says_only_what_is_different(tmp_path):
    mine = tmp_path / "mine.toml"
    mine.write_text('[colours]\naccent = "#003366"\n', encoding="utf-8")
    theme = load(Templates(), str(mine))
    assert theme.colours.accent == "#003366"
    assert theme.styles == load(Templates()).styles
    mine.write_text('[colours]\naccent = "blue"\n', encoding="utf-8")
    with pytest.raises(TemplateError, match=r"colours\.accent") as refused:
        load(Templates(), str(mine))
    assert refused.value.where == str(mine)


@pytest.mark.parametrize("content", [None, b"\xff\xfe", b"[colours"])
def test_a_theme_that_cannot_be_read_is_told_with_its_file(tmp_path, content):
    mine = tmp_path / "mine.toml"
    if content:
        mine.write_bytes(content)
    with pytest.raises(TemplateError) as refused:
        load(Templates(), str(mine))
    assert refused.value.where == str(mine)


def test_letters_stand_as_far_apart_as_the_theme_says(tmp_path):
    mine = tmp_path / "mine.toml"
    mine.write_text("[type]\ntracking = 2\n", encoding="utf-8")
    near, far = (themed(theme).pages[1].text[0] for theme in ("", str(mine)))
    assert near.text == far.text == "Contents"
    assert far.right - far.left == pytest.approx(near.right - near.left + 2 * (len("Contents") - 1), abs=0.1)
