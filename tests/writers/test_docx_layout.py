"""Where the handout's pages begin: by Word's rules, in LibreOffice, and with a teacher's own template."""

import re
import runpy
import shutil
import subprocess
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import docx as word
import pytest
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTTextContainer

from studykit.contracts import WriteSettings
from studykit.errors import TemplateError
from studykit.model import Passage
from studykit.templates import Templates
from studykit.writers._docx_blocks import Paragraph, Picture, Run, Table
from studykit.writers._docx_fit import fitted
from studykit.writers._docx_metrics import Face, line_count
from studykit.writers._docx_pages import Piece, Ruler, filled, pages
from studykit.writers._docx_template import looks, open_template
from tests.sample import FORGETTING, NOW, SETTINGS, cite, sample
from tests.writers.word_reading import W, body, course, entries, package, paragraphs, revised, shown, words

ROOT = Path(__file__).resolve().parents[2]
LETTER = WriteSettings(now=NOW, paper="letter")
SERIF_10 = Face(10)


def ruler(width_pt=459.0):
    return Ruler(looks(open_template(Templates())), width_pt)


def question(number, lines):
    yield Paragraph("Question", (Run(f"{number}.\tWhat is it?"),), keep_next=lines > 0)
    for line in range(1, lines + 1):
        yield Paragraph("Answer Line", line=line, keep_next=line < lines)


def sheet(passages, questions, lines=4):
    """A chapter of so many one-line passages, and questions with so many lines to write on."""
    blocks = [Paragraph("heading 1", (Run("A chapter"),), bookmark="_Toc1", new_page=True)]
    blocks += [Paragraph("Passage", (Run("Short."),))] * passages
    blocks.append(Paragraph("heading 2", (Run("Questions"),), may_break=True))
    blocks += [block for number in range(questions) for block in question(number, lines)]
    return tuple(blocks)


def used(blocks, height_pt=717.0):
    measure = ruler()
    return filled([piece for block in blocks for piece in measure.pieces(block)], height_pt)


def most_lines(blocks):
    return max(block.line for block in blocks)


def breaks(blocks):
    return [block.text for block in blocks[1:] if block.new_page]


def test_words_fill_lines_as_wide_as_their_letters():
    assert line_count([("mmmm mmmm", SERIF_10)], 64.7) == 2  # 8 letters of 7.78, a blank of 2.5
    assert line_count([("mmmm mmmm", SERIF_10)], 64.8) == 1


def test_a_word_that_is_longer_than_a_line_is_broken():
    assert line_count([("m" * 20, SERIF_10)], 40) == 4


def test_a_line_breaks_after_a_hyphen_and_not_at_a_no_break_space():
    assert line_count([("mmm-mmm", SERIF_10)], 30) == 2
    assert line_count([("mm mm\xa0mm", SERIF_10)], 40) == 2
    assert line_count([("mm mm mm", SERIF_10)], 40) == 2


def test_a_line_of_chinese_breaks_anywhere():
    assert line_count([("记忆" * 10, SERIF_10)], 50) == 4


def test_a_word_may_run_through_two_styles():
    assert line_count([("mm mm", SERIF_10), ("mm", Face(10, bold=True))], 36) == 2


def test_a_bold_or_larger_face_is_wider():
    text = "a memory fades when nobody asks for it " * 5
    counts = [
        line_count([(text, face)], 200) for face in (SERIF_10, Face(10, bold=True), Face(14, bold=True))
    ]
    assert counts == sorted(counts)
    assert counts[0] < counts[2]


def test_a_piece_that_does_not_fit_begins_the_next_page():
    pieces = [Piece(60, bookmark="a"), Piece(50, bookmark="b"), Piece(50, bookmark="c")]
    assert pages(pieces, 100) == {"a": 1, "b": 2, "c": 2}


def test_between_two_pieces_stands_the_larger_of_their_spaces():
    assert filled([Piece(10, after_pt=5), Piece(10, before_pt=8)], 100) == (28,)
    assert filled([Piece(10, after_pt=9), Piece(10, before_pt=8)], 100) == (29,)


def test_what_is_kept_with_the_next_goes_with_it():
    pieces = [Piece(60), Piece(20, keep_next=True, bookmark="heading"), Piece(30)]
    assert pages(pieces, 100) == {"heading": 2}


def test_a_space_before_counts_only_on_a_page_that_was_asked_for():
    assert filled([Piece(90), Piece(20, before_pt=7)], 100) == (90, 20)
    assert filled([Piece(90), Piece(20, before_pt=7, new_page=True)], 100) == (90, 27)


def test_a_table_repeats_its_header_on_the_next_page():
    cell = (Paragraph("Table Text", (Run("word"),)),)
    table = Table("Terms", (1.0,), ("Term",), ((cell,),) * 4)
    head, row, *_ = (piece.height_pt for piece in ruler().pieces(table))
    assert used((table,), height_pt=head + 2 * row + 1) == pytest.approx((head + 2 * row, head + 2 * row))


def test_a_footnote_takes_room_on_the_page_of_what_refers_to_it():
    pieces = [Piece(60, note_pt=20, bookmark="a"), Piece(20, bookmark="b")]
    assert pages(pieces, 100) == {"a": 1, "b": 2}
    assert filled([Piece(30, note_pt=10), Piece(30, note_pt=10)], 100) == pytest.approx((86,))


def test_a_footnote_is_as_high_as_its_lines():
    words_of_it = (Run("a memory fades when nobody asks for it " * 10),)
    (short,) = ruler().pieces(
        Paragraph(
            "Answer",
            (
                Run(
                    "It fades.",
                    footnote=(
                        Run(
                            "So.",
                        ),
                    ),
                ),
            ),
        )
    )
    (long,) = ruler().pieces(Paragraph("Answer", (Run("It fades.", footnote=words_of_it),)))
    assert short.note_pt == pytest.approx(12.35)
    assert long.note_pt == pytest.approx(2 + 4 * 10.35)


def test_a_picture_stays_with_its_caption():
    blocks = (
        *[Paragraph("Passage", (Run("Short."),))] * 4,
        Picture(b"", 100, 630, "a"),
        Paragraph("Caption", (Run("c"),)),
    )
    assert len(used(blocks)) == 2
    assert used(blocks)[1] > 640


def test_two_lines_of_a_paragraph_stay_together():
    long = Paragraph("Passage", (Run("a memory fades when nobody asks for it " * 10),))
    heights = [piece.height_pt for piece in ruler().pieces(long)]
    assert len(heights) >= 2
    assert heights[0] == heights[-1] == pytest.approx(29.0)


def test_what_fits_on_one_page_keeps_all_its_lines():
    blocks = sheet(passages=5, questions=4)
    assert fitted(blocks, ruler(), 717.0) == blocks


def test_lines_are_taken_away_where_that_saves_a_page():
    blocks = sheet(passages=3, questions=6)
    better = fitted(blocks, ruler(), 717.0)
    assert (len(used(blocks)), len(used(better))) == (2, 1)
    assert most_lines(better) == 3


def test_the_last_line_left_does_not_hold_on_to_the_next_question():
    better = fitted(sheet(passages=3, questions=6), ruler(), 717.0)
    assert [block.keep_next for block in better if block.line] == [True, True, False] * 6


def test_a_remainder_is_avoided_by_a_page_of_questions():
    blocks = sheet(passages=31, questions=4, lines=1)
    assert used(blocks)[-1] < 717 / 5
    better = fitted(blocks, ruler(), 717.0)
    assert breaks(better) == ["Questions"]
    assert min(used(better)) > used(blocks)[-1]


def chapters(*passages):
    """Chapters of so many one-line passages that may follow each other on a page."""
    for number, count in enumerate(passages, start=1):
        title = (Run(f"Chapter {number}"),)
        mark = f"_Toc{number}"
        yield Paragraph("heading 1", title, bookmark=mark, new_page=True, may_follow=True)
        yield from [Paragraph("Passage", (Run("Short."),))] * count


def test_a_short_chapter_follows_on_the_page_where_all_of_it_fits():
    assert breaks(fitted(tuple(chapters(10, 10, 20, 5)), ruler(), 717.0)) == ["Chapter 3"]


@pytest.mark.parametrize("second", range(10, 30))
def test_a_chapter_that_follows_is_not_parted_by_the_end_of_the_page(second):
    better = fitted(tuple(chapters(10, second, 1)), ruler(), 717.0)
    for height_pt in (717 * 0.985, 717.0, 717 * 1.01):
        measure = ruler()
        found = pages([piece for block in better for piece in measure.pieces(block)], height_pt)
        assert found["_Toc1"] == 1
        assert found["_Toc2"] == (2 if "Chapter 2" in breaks(better) else 1)
        assert len(used(better, height_pt)) == found["_Toc3"]


def test_what_may_not_follow_begins_a_page():
    answers = Paragraph("heading 1", (Run("Answers"),), new_page=True)
    assert breaks(fitted((*chapters(1, 1), answers), ruler(), 717.0)) == ["Answers"]


def test_a_part_at_the_top_of_a_page_tells_its_chapter():
    blocks = sheet(passages=31, questions=4, lines=1)
    told = tuple(
        replace(block, at_top=(Run("  A chapter", "Byline"),)) if block.may_break else block
        for block in blocks
    )
    assert breaks(fitted(told, ruler(), 717.0)) == ["Questions  A chapter"]


def test_a_heading_that_begins_a_page_has_no_space_above_it():
    heading = Paragraph("heading 1", (Run("A chapter"),))
    (lower,), (upper,) = (ruler().pieces(block) for block in (heading, replace(heading, new_page=True)))
    assert (lower.before_pt, upper.before_pt) == (30, 0)
    found = {words(p): p.find(f"{W}pPr/{W}spacing") for p in paragraphs(body(sample()), "Heading1")}
    assert found["1. The forgetting curve"] is None
    assert found["Answers"].get(f"{W}before") == "0"


@pytest.mark.parametrize("passages", range(0, 40, 3))
@pytest.mark.parametrize("questions", [0, 3, 6])
def test_a_layout_holds_where_lines_come_out_a_little_higher(passages, questions):
    better = fitted(sheet(passages, questions), ruler(), 717.0)
    assert len(used(better, 717 * 0.985)) == len(used(better, 717 * 1.01))


def test_a_layout_takes_nothing_but_ruled_lines_away():
    blocks = sheet(passages=20, questions=9)
    text = [block.text for block in blocks if not block.line]
    assert [block.text for block in fitted(blocks, ruler(), 717.0) if not block.line] == text


def test_two_hundred_chapters_are_all_listed():
    document = course(200)
    listed = entries(body(document))
    numbers = [page for _, page, *_ in listed]
    assert [heading for heading, *_ in listed[:-1]] == [f"{n}. Matter {n}" for n in range(1, 201)]
    assert numbers == sorted(numbers)
    assert numbers[0] == 6  # the contents themselves need six pages, and leave room on the last
    assert 100 < numbers[-1] < 200


def test_a_passage_of_three_thousand_words_is_kept_whole_and_moves_what_follows():
    long = "remember " * 3000
    chapters = sample().chapters
    passage = Passage(text=long, citations=(cite(FORGETTING, 1),))
    document = revised(
        sample(), chapters=(chapters[0].model_copy(update={"summary": (passage,)}), chapters[1])
    )
    assert shown(document).count("remember ") >= 2999
    first, second, _ = (page for _, page, *_ in entries(body(document)))
    assert second - first >= 5


def test_the_template_is_what_its_script_makes(tmp_path):
    made = tmp_path / "template.docx"
    script = runpy.run_path(str(ROOT / "docs" / "docx_template.py"))
    script["write"](made)
    with zipfile.ZipFile(made) as new, zipfile.ZipFile(script["TEMPLATE"]) as kept:
        assert {n: new.read(n) for n in new.namelist()} == {n: kept.read(n) for n in kept.namelist()}


def own_template(folder, change):
    """Return templates whose DOCX is ours with ``styles.xml`` changed by ``change``."""
    path = folder / "docx" / "template.docx"
    path.parent.mkdir()
    with zipfile.ZipFile(Templates().path("docx/template.docx")) as ours, zipfile.ZipFile(path, "w") as own:
        for name in ours.namelist():
            part = ours.read(name).decode()
            own.writestr(name, change(part) if name == "word/styles.xml" else part)
    return Templates(folder)


def test_a_template_with_other_styles_is_followed(tmp_path):
    narrow = own_template(tmp_path, lambda styles: styles.replace('w:val="22"', 'w:val="44"'))
    passages = sample().chapters[0].summary * 12
    document = revised(
        sample(),
        chapters=(
            sample().chapters[0].model_copy(update={"summary": passages}),
            sample().chapters[1],
        ),
    )
    usual, large = (word.Document(BytesIO(package(document, SETTINGS, t))) for t in (Templates(), narrow))
    assert entries(large.element.body)[1][1] > entries(usual.element.body)[1][1]


def test_a_template_that_lacks_a_style_is_a_template_error(tmp_path):
    templates = own_template(tmp_path, lambda styles: styles.replace('w:val="Passage"', 'w:val="Paragraph"'))
    with pytest.raises(TemplateError, match="no style 'Passage'"):
        package(sample(), SETTINGS, templates)


def test_a_template_that_is_no_word_document_is_a_template_error(tmp_path):
    path = tmp_path / "docx" / "template.docx"
    path.parent.mkdir()
    path.write_text("not a package")
    with pytest.raises(TemplateError, match="no Word document"):
        package(sample(), SETTINGS, Templates(tmp_path))


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_libreoffice_shows_each_chapter_on_the_page_that_the_contents_name(tmp_path):
    documents = {
        "a4": (course(12, passages=5, terms=3, cards=5), SETTINGS),
        "letter": (course(12, passages=8, terms=5, cards=6), LETTER),
        "sample": (sample(with_times=False), SETTINGS),
    }
    for name, (document, paper) in documents.items():
        (tmp_path / f"{name}.docx").write_bytes(package(document, paper))
    convert(tmp_path, [f"{name}.docx" for name in documents])
    for name, (document, paper) in documents.items():
        found = texts(tmp_path / f"{name}.pdf")
        listed = entries(body(document, paper))
        assert [page for _, page, *_ in listed] == [on_page(found, heading) for heading, *_ in listed]
        assert all(f"page {n} of {len(found)}" in page for n, page in enumerate(found, start=1))
        first = " ".join(found[0])
        assert all(re.search(rf"{re.escape(heading)}[. ]*{page}\b", first) for heading, page, *_ in listed)


def convert(folder, files):
    profile = (folder / "profile").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, *files], cwd=folder, check=True, capture_output=True, timeout=120)


def texts(pdf):
    """The lines of each page, single spaces between their words."""
    boxes = ([box for box in page if isinstance(box, LTTextContainer)] for page in extract_pages(pdf))
    return [[" ".join(line.get_text().split()) for box in page for line in box] for page in boxes]


def on_page(pages_of_lines, heading):
    """The number of the first page on which ``heading`` has a line to itself: not the contents."""
    return next(n for n, lines in enumerate(pages_of_lines, start=1) if heading in lines)
