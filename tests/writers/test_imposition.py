"""Pages on larger sheets: folded as a reader folds them, and measured where they lie."""

import io
import sys
from functools import cache
from itertools import pairwise

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from studykit import writers
from studykit.contracts import Rendering, WriteSettings
from studykit.errors import UsageError
from studykit.templates import Templates
from studykit.writers._imposition import THICKEST, booklet, imposed, side_by_side
from tests.cli.running import study_json, studykit
from tests.sample import NOW, sample
from tests.writers.pdf_reader import placed_words

A4, A5, LETTER = (595.28, 841.89), (419.53, 595.28), (612.0, 792.0)


@cache
def numbered(count: int, size=A4) -> Rendering:
    """A PDF of ``count`` pages, each with nothing but its number 50 points from its lower left corner."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=size, invariant=1)
    for number in range(1, count + 1):
        canvas.setFont("Helvetica", 20)
        canvas.drawString(50, 50, f"p{number}")
        canvas.showPage()
    canvas.setTitle("Numbers")
    canvas.save()
    return Rendering(file.getvalue())


@given(st.integers(1, 300))
def test_a_folded_booklet_shows_its_pages_in_order(count):
    sides = booklet(count)
    sheets = [(sides[n], *(sides[n + 1 : n + 2] or [(None, None)])) for n in range(0, len(sides), 2)]
    first_half = [page for (_, right), (left, _) in sheets for page in (right, left)]
    second_half = [page for (left, _), (_, right) in reversed(sheets) for page in (right, left)]
    read = first_half + second_half
    assert len(read) % 4 == 0
    assert [page for page in read if page is not None] == list(range(count))
    assert None not in read[:count]


@given(st.integers(1, 300))
def test_pages_side_by_side_stay_in_their_order(count):
    pages = [page for side in side_by_side(count) for page in side]
    assert pages[:count] == list(range(count))
    assert pages[count:] == [None] * (count % 2)


@given(st.integers(1, 60))
def test_no_side_of_a_sheet_is_blank(count):
    assert (None, None) not in (*booklet(count), *side_by_side(count))


def sheets(rendering):
    """What stands on each sheet's side: text, left edge and baseline in points; and the sides' sizes."""
    with pikepdf.open(io.BytesIO(rendering.content)) as file:
        sizes = [tuple(round(float(x), 1) for x in page.mediabox[2:]) for page in file.pages]
    return placed_words(rendering.content), sizes


def test_pages_of_a4_are_made_smaller_and_fill_their_half():
    words, sizes = sheets(imposed(numbered(6), "booklet", from_right=False))
    assert sizes == [(841.9, 595.3)] * 4
    assert [[word.text for word in side] for side in words] == [["p1"], ["p2"], ["p6", "p3"], ["p4", "p5"]]
    ratio = 595.28 / 841.89
    for word in words[2]:
        half = 0 if word.text == "p6" else 841.89 / 2
        assert word.left == pytest.approx(half + 50 * ratio, abs=1)
        assert word.size == pytest.approx(20 * ratio, abs=0.1)


def test_pages_of_a5_stand_on_a4_as_large_as_they_are():
    words, sizes = sheets(imposed(numbered(3, A5), "2-up", from_right=False))
    assert sizes == [(841.9, 595.3)] * 2
    assert [[word.text for word in side] for side in words] == [["p1", "p2"], ["p3"]]
    assert all(word.size == pytest.approx(20, abs=0.1) for side in words for word in side)


def test_pages_of_letter_stand_on_letter():
    _, sizes = sheets(imposed(numbered(2, LETTER), "2-up", from_right=False))
    assert sizes == [(792.0, 612.0)]


def test_a_language_from_the_right_has_its_first_page_on_the_right():
    words, _ = sheets(imposed(numbered(4), "2-up", from_right=True))
    assert [[word.text for word in side] for side in words] == [["p2", "p1"], ["p4", "p3"]]
    words, _ = sheets(imposed(numbered(4), "booklet", from_right=True))
    assert [[word.text for word in side] for side in words] == [["p1", "p4"], ["p3", "p2"]]


def test_the_file_says_its_title_and_that_it_turns_on_the_short_edge():
    with pikepdf.open(io.BytesIO(imposed(numbered(5), "booklet", from_right=False).content)) as file:
        assert str(file.docinfo.Title) == "Numbers"
        assert file.Root.ViewerPreferences.Duplex == pikepdf.Name.DuplexFlipShortEdge


def test_the_same_pages_give_the_same_bytes():
    first, second = (imposed(numbered(9), "booklet", from_right=False).content for _ in range(2))
    assert first == second


def test_a_booklet_that_no_stapler_goes_through_is_told():
    at_most = imposed(numbered(THICKEST * 4), "booklet", from_right=False)
    too_thick = imposed(numbered(THICKEST * 4 + 1), "booklet", from_right=False)
    assert at_most.notices == ()
    assert [notice.code for notice in too_thick.notices] == ["thick-booklet"]


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_a_guide_keeps_its_words_on_larger_sheets(paper):
    plain = WriteSettings(now=NOW, paper=paper)
    pages = words_of(writers.render(sample(), "pdf", Templates(), plain))
    settings = WriteSettings(now=NOW, paper=paper, imposition="booklet")
    assert words_of(writers.render(sample(), "pdf", Templates(), settings)) == pages


def words_of(rendering):
    return sorted(word.text for page in placed_words(rendering.content) for word in page)


def test_the_command_writes_a_booklet_under_a_name_of_its_own(tmp_path):
    study = study_json(tmp_path / "study.json")
    assert studykit("write", study, "--to", "pdf,md", "--booklet").exit_code == 0
    assert studykit("write", study, "--to", "pdf", "--nup", "2").exit_code == 0
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {"study.json", "guide-booklet.pdf", "guide-2-up.pdf", "guide.md"}


def test_a_booklet_of_what_has_no_pages_is_refused(tmp_path):
    study = study_json(tmp_path / "study.json")
    result = studykit("write", study, "--to", "md", "--booklet")
    assert result.exit_code == 2
    assert result.stderr.startswith("error: --booklet: none of the formats asked for is a book of pages")


def test_without_pikepdf_it_is_told_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "pikepdf", None)
    with pytest.raises(UsageError, match="pikepdf, which is not installed") as caught:
        imposed(numbered(1), "2-up", from_right=False)
    assert "-m pip install pikepdf" in caught.value.hint


def test_a_setting_in_the_file_may_be_a_number(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "studykit.toml").write_text("nup = 2\n")
    study = study_json(tmp_path / "study.json")
    assert studykit("write", study, "--to", "pdf").exit_code == 0
    assert (tmp_path / "guide-2-up.pdf").is_file()


def test_words_on_a_sheet_do_not_touch():
    words, _ = sheets(imposed(numbered(6), "booklet", from_right=False))
    for side in words:
        assert all(a.right < b.left for a, b in pairwise(sorted(side, key=lambda word: word.left)))
