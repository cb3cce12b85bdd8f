"""The structure of the printed guide, as someone hears it: read by pikepdf and by poppler."""

import re
import shutil
import subprocess
from functools import cache
from itertools import pairwise

import pikepdf
import pytest

from studykit.templates import Templates
from studykit.writers import pdf
from tests.sample import SETTINGS, sample
from tests.writers.pdf_reader import Guide, squash

SHOWING = {"Tj", "TJ", "'", '"'}
PAINTING = {*SHOWING, "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "Do", "sh"}


@cache
def guide():
    return Guide(pdf.render(sample(), Templates(), SETTINGS).content)


def elements(node=None):
    """Every element of the structure in the order of reading, as (type, element)."""
    for kid in kids(guide().pdf.Root.StructTreeRoot if node is None else node):
        if not isinstance(kid, int) and "/S" in kid:
            yield str(kid.S)[1:], kid
            yield from elements(kid)


def kids(node):
    below = node.get("/K", [])
    return list(below) if isinstance(below, pikepdf.Array) else [below]


def contents(element):
    """The content of an element: (page, number); a bare number is on the element's own page."""
    for kid in kids(element):
        if isinstance(kid, int):
            yield element.Pg.objgen, kid
        elif "/MCID" in kid:
            yield kid.Pg.objgen, int(kid.MCID)


def marks(page):
    """The marked content of a page: (kind, number or None, operators within)."""
    open_marks, found = [], []
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in {"BDC", "BMC"}:
            number = operands[1].get("/MCID") if name == "BDC" else None
            open_marks.append((str(operands[0])[1:], number, []))
        elif name == "EMC":
            found.append(open_marks.pop())
        elif open_marks:
            open_marks[-1][2].append(name)
        else:
            found.append(("", None, [name]))
    assert open_marks == []
    return found


def test_everything_that_is_drawn_is_content_of_an_element_or_an_artifact():
    for page in guide().pdf.pages:
        loose = [operators for kind, _, operators in marks(page) if not kind and PAINTING & {*operators}]
        assert loose == []


def test_each_content_is_found_from_its_page_and_from_its_element():
    numbers = guide().pdf.Root.StructTreeRoot.ParentTree.Nums
    parents = {int(numbers[place]): numbers[place + 1] for place in range(0, len(numbers), 2)}
    held = {content: element for _, element in elements() for content in contents(element)}
    for page in guide().pdf.pages:
        of_page = parents[int(page.StructParents)]
        marked = [number for kind, number, _ in marks(page) if number is not None]
        assert sorted(marked) == list(range(len(of_page)))
        assert all(held[page.objgen, n].objgen == of_page[n].objgen for n in marked)


def test_every_link_belongs_to_an_element_and_says_where_it_leads():
    spots = [note for page in guide().pdf.pages for note in page.get("/Annots", [])]
    numbers = guide().pdf.Root.StructTreeRoot.ParentTree.Nums
    parents = {int(numbers[place]): numbers[place + 1] for place in range(0, len(numbers), 2)}
    assert {str(parents[int(spot.StructParent)].S) for spot in spots} == {"/Link"}
    assert all(str(spot.Contents) for spot in spots)
    assert all(page.Tabs == "/S" for page in guide().pdf.pages)


def test_a_link_has_its_words_as_content_or_says_where_it_leads():
    links = [element for kind, element in elements() if kind == "Link"]
    assert links
    assert all(list(contents(link)) or str(link.Alt) for link in links)
    assert sum(bool(list(contents(link))) for link in links) > len(sample().glossary)


def test_headings_begin_at_the_first_level_and_never_skip_one():
    levels = [int(kind[1]) for kind, _ in elements() if re.fullmatch(r"H\d", kind)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_questions_and_answers_are_lists_with_their_numbers_as_labels():
    kinds = [kind for kind, _ in elements()]
    assert kinds.count("LI") == 2 * len(sample().cards) + len(sample().glossary)
    assert kinds.count("Lbl") == 2 * len(sample().cards)
    assert kinds.count("TOCI") == len(guide().outline)


@pytest.mark.skipif(shutil.which("pdfinfo") is None, reason="needs poppler")
def test_the_structure_tells_the_guide_in_its_order(tmp_path):
    (tmp_path / "guide.pdf").write_bytes(pdf.render(sample(), Templates(), SETTINGS).content)
    told = subprocess.run(
        ["pdfinfo", "-struct-text", "guide.pdf"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    said = squash("".join(re.findall(r'^\s*"(.*)"$', told.stdout, re.MULTILINE)))
    document = sample()
    expected = [
        document.episode.title,
        "Contents",
        document.chapters[0].title,
        document.chapters[0].summary[0].text,
        document.chapters[1].title,
        "Glossary",
        "Answers",
        document.cards[-1].back,
    ]
    place = 0
    for text in expected:
        place = said.index(squash(text), place)
    assert "page2of" not in said  # the foot is an artifact


@pytest.mark.skipif(shutil.which("pdfinfo") is None, reason="needs poppler")
def test_words_stay_apart_where_a_line_ends(tmp_path):
    (tmp_path / "guide.pdf").write_bytes(pdf.render(sample(), Templates(), SETTINGS).content)
    told = subprocess.run(
        ["pdfinfo", "-struct-text", "guide.pdf"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    for passage in (passage for chapter in sample().chapters[:1] for passage in chapter.summary):
        assert f'"{passage.text}"' in re.sub(r" +\"$", '"', told.stdout, flags=re.MULTILINE)


def test_the_file_says_that_it_is_marked_and_shows_its_title():
    root = guide().pdf.Root
    assert bool(root.MarkInfo.Marked)
    assert root.ViewerPreferences.DisplayDocTitle
    assert root.Lang == sample().episode.language
