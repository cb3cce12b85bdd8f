"""Flashcards: each back lies behind its front when the sheet is turned, and all text is within its card."""

import io
from functools import cache
from itertools import chain

import pikepdf
import pytest
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTLine

from studykit import writers
from studykit.contracts import WriteSettings
from studykit.errors import NothingToStudyError
from studykit.templates import Templates
from studykit.writers._card_sheets import AVERY_5371, EDGE, INCH, MM, card_sheet
from studykit.writers._pdf_cards import SMALLEST
from studykit.writers._pdf_theme import PAPERS
from tests.cli.running import study_json, studykit
from tests.sample import NOW, sample
from tests.writers.pdf_reader import placed_words
from tests.writers.test_pdf_layout import LONG, changed, question

SHEETS = [("8", "a4"), ("10", "a4"), ("8", "letter"), ("10", "letter"), ("8", "a5"), ("avery-5371", "a4")]


def cards(count=23, **changes):
    return changed(
        sample(),
        cards=[
            question(n, front=f"Front{n} asks?", back=f"Back{n} answers.", **changes) for n in range(count)
        ],
    )


@cache
def printed(sheet="8", paper="a4", duplex="long"):
    told = WriteSettings(now=NOW, card_sheet=sheet, paper=paper, duplex=duplex)
    return writers.render(cards(), "flashcards", Templates(), told)


def cells(sheet, page):
    """Return by (column, row from the top) the words of each card on a page."""
    found: dict[tuple[int, int], list[str]] = {}
    for word in page:
        column = int((word.left - sheet.left) // sheet.card_width)
        row = sheet.rows - 1 - int((word.bottom - sheet.bottom) // sheet.card_height)
        found.setdefault((column, row), []).append(word.text)
    return found


@pytest.mark.parametrize(("name", "paper"), SHEETS)
@pytest.mark.parametrize("duplex", ["long", "short"])
def test_each_back_lies_behind_its_front(name, paper, duplex):
    sheet, pages = card_sheet(name, PAPERS[paper]), placed_words(printed(name, paper, duplex).content)
    assert len(pages) == 2 * -(-23 // sheet.count)
    numbers = []
    for fronts, backs in zip(pages[::2], pages[1::2], strict=True):
        behind = cells(sheet, backs)
        for (column, row), words in cells(sheet, fronts).items():
            number = next(word for word in words if word.startswith("Front")).removeprefix("Front")
            across, down = sheet.columns - 1 - column, sheet.rows - 1 - row
            assert f"Back{number}" in behind[(column, down) if duplex == "short" else (across, row)]
            numbers.append(int(number))
        assert len(behind) == len(cells(sheet, fronts))
    assert sorted(numbers) == list(range(23))


@pytest.mark.parametrize(("name", "paper"), SHEETS)
def test_the_back_covers_exactly_the_front_when_the_sheet_is_turned(name, paper):
    sheet = card_sheet(name, PAPERS[paper])
    for place in range(sheet.count):
        left, bottom, width, height = sheet.front(place)
        assert sheet.back(place, "long") == pytest.approx((sheet.width - left - width, bottom, width, height))
        assert sheet.back(place, "short") == pytest.approx(
            (left, sheet.height - bottom - height, width, height)
        )


def test_avery_5371_has_its_published_measures():
    assert (AVERY_5371.width, AVERY_5371.height) == (8.5 * INCH, 11 * INCH)
    assert (AVERY_5371.left, AVERY_5371.bottom) == pytest.approx((0.75 * INCH, 0.5 * INCH))
    assert [AVERY_5371.front(n)[:2] for n in (0, 9)] == [
        pytest.approx((0.75 * INCH, 8.5 * INCH)),
        pytest.approx((4.25 * INCH, 0.5 * INCH)),
    ]
    with pikepdf.open(io.BytesIO(printed("avery-5371", "a4").content)) as file:
        assert [float(side) for side in file.pages[0].mediabox] == [0, 0, 612, 792]


@pytest.mark.parametrize(("name", "paper"), SHEETS)
def test_text_stays_in_its_card_and_is_never_too_small(name, paper):
    sheet = card_sheet(name, PAPERS[paper])
    for word in chain(*placed_words(printed(name, paper).content)):
        column = (word.left - sheet.left) // sheet.card_width
        row = (word.bottom - sheet.bottom) // sheet.card_height
        assert word.left >= sheet.left + column * sheet.card_width + 3 * MM
        assert word.right <= sheet.left + (column + 1) * sheet.card_width - 3 * MM
        assert word.bottom >= sheet.bottom + row * sheet.card_height + 3 * MM
        assert word.top <= sheet.bottom + (row + 1) * sheet.card_height - 2 * MM
        assert word.size >= SMALLEST - 0.1


@pytest.mark.parametrize(("name", "paper"), SHEETS)
def test_crop_marks_stand_in_the_margin_where_a_printer_reaches(name, paper):
    sheet = card_sheet(name, PAPERS[paper])
    right, top = sheet.width - sheet.left, sheet.height - sheet.bottom
    marks = list(sheet.marks())
    assert len(marks) == 2 * (sheet.columns + 1) + 2 * (sheet.rows + 1)
    for x, y, x_end, y_end in marks:
        assert (x == x_end) != (y == y_end)
        outside = x_end <= sheet.left or x >= right or y_end <= sheet.bottom or y >= top
        assert outside
        for across, along in (
            (x, sheet.width),
            (x_end, sheet.width),
            (y, sheet.height),
            (y_end, sheet.height),
        ):
            assert EDGE - 0.01 <= across <= along - EDGE + 0.01


def test_the_marks_are_drawn_on_both_sides():
    lines = [
        sum(isinstance(item, LTLine) for item in page)
        for page in extract_pages(io.BytesIO(printed().content))
    ]
    sheet = card_sheet("8", PAPERS["a4"])
    crossings = 2 * len(list(sheet.crossings()))
    assert lines[0] == lines[1] == len(list(sheet.marks())) + crossings


@pytest.mark.parametrize(
    ("duplex", "name"), [("long", "DuplexFlipLongEdge"), ("short", "DuplexFlipShortEdge")]
)
def test_the_file_asks_to_be_turned_on_the_right_edge_and_not_scaled(duplex, name):
    with pikepdf.open(io.BytesIO(printed(duplex=duplex).content)) as file:
        wishes = file.Root.ViewerPreferences
        assert (str(wishes.Duplex), str(wishes.PrintScaling)) == (f"/{name}", "/None")


def test_a_long_answer_is_set_smaller_and_one_that_no_card_holds_is_cut_and_told():
    words = " ".join(f"word{n}" for n in range(60))
    document = changed(
        sample(), cards=[question(1, back="Short."), question(2, back=words), question(3, back=LONG)]
    )
    made = writers.render(document, "flashcards", Templates(), WriteSettings(now=NOW))
    backs = placed_words(made.content)[1]
    sizes = {word.text: word.size for word in backs}
    assert sizes["Short."] > sizes["word30"] >= SMALLEST - 0.1
    assert "word59" in sizes
    assert [(notice.code, notice.where) for notice in made.notices] == [("flashcard-cut", "card3")]
    assert "…" in {word.text for word in backs}


def test_a_hint_and_the_place_stand_on_the_front():
    card = question(1, front="Which share?", hint="a number").model_copy(update={"context": "On spacing"})
    made = writers.render(changed(sample(), cards=[card]), "flashcards", Templates(), WriteSettings(now=NOW))
    text = " ".join(word.text for word in placed_words(made.content)[0])
    assert text == "On spacing Which share? Hint: a number 1"


def test_without_cards_there_are_no_flashcards():
    with pytest.raises(NothingToStudyError):
        writers.render(changed(sample(), cards=()), "flashcards", Templates(), WriteSettings(now=NOW))


def test_the_command_takes_the_sheet_and_the_edge(tmp_path):
    study = study_json(tmp_path / "study.json")
    result = studykit("write", study, "--to", "flashcards", "--card-sheet", 10, "--duplex", "short")
    assert result.exit_code == 0, result.output
    with pikepdf.open(tmp_path / "flashcards.pdf") as file:
        assert str(file.Root.ViewerPreferences.Duplex) == "/DuplexFlipShortEdge"
    assert studykit("write", study, "--to", "flashcards", "--card-sheet", 9).exit_code == 2
