"""Pages that the printed guide names: where a term is used, explained, asked for and answered."""

import re
from functools import cache
from itertools import takewhile

import pytest

from studykit.contracts import WriteSettings
from studykit.templates import Templates
from studykit.writers import pdf
from studykit.writers._pages import runs, shown
from tests.sample import FORGETTING, NOW, sample
from tests.writers.pdf_reader import Guide, squash
from tests.writers.test_pdf_layout import changed, chapter, question, term

NAMES = ("yeast", "flour", "salt", "water", "crumb", "crust", "rye", "spelt", "oven", "steam")


def printed(document, paper="a4", theme=""):
    settings = WriteSettings(now=NOW, paper=paper, theme=theme)
    return Guide(pdf.render(document, Templates(), settings).content)


def bread():
    """Ten chapters that use one term each, and one term in all of them; a question for each."""
    chapters = [
        chapter(number, f"The {name} matters most, says the baker.", *[f"{number} {FORGETTING}"] * 6)
        for number, name in enumerate(NAMES, 1)
    ]
    terms = [term(name) for name in NAMES] + [term("baker", "Who bakes bread.", kind="person")]
    return changed(sample(), chapters=chapters, glossary=terms, cards=[question(n) for n in range(1, 11)])


@cache
def of_bread(paper="a4", theme=""):
    return printed(bread(), paper, theme)


def numbers(text):
    """The page numbers in ``text``, runs written out."""
    found = []
    for first, last in re.findall(r"(\d+)(?:–(\d+))?", text):
        found += range(int(first), int(last or first) + 1)
    return found


@pytest.mark.parametrize(
    ("pages", "told"),
    [
        ([], []),
        ([4], ["4"]),
        ([4, 5], ["4", "5"]),
        ([4, 5, 6], ["4–6"]),
        ([2, 4, 5, 6, 7, 9], ["2", "4–7", "9"]),
    ],
)
def test_three_pages_in_a_row_are_told_as_one_run(pages, told):
    assert [shown(run) for run in runs(pages)] == told


def test_an_entry_of_the_glossary_names_the_pages_that_use_the_term():
    one = of_bread()
    glossary = one.pages[one.page_of("Glossary") - 1 : one.page_of("Answers") - 1]
    notes = {page.text[n].text: page for page in glossary for n in range(len(page.text))}
    for name in (*NAMES, "baker"):
        said = "says the baker" if name == "baker" else f"The {name} matters"
        using = [n for n, page in enumerate(one.pages, 1) for line in page.text if said in line.text]
        using = [n for n in dict.fromkeys(using) if n < one.page_of("Glossary")]
        page = notes[name]
        top = next(line.baseline for line in page.text if line.text == name)
        _, *below = [line.text for line in page.side if line.baseline < top + 1]  # who says it comes first
        told = "".join(takewhile(lambda text: not text.startswith("Ana"), below))
        assert told.startswith("page")
        assert numbers(told) == using


def test_a_passage_that_goes_on_over_a_page_has_each_term_where_it_stands():
    long = "yeast " + "word " * 700 + "salt"
    document = changed(
        sample(), chapters=[chapter(1, long)], glossary=[term("yeast"), term("salt")], cards=()
    )
    one = printed(document)
    using = {
        name: next(
            n for n, page in enumerate(one.pages, 1) for line in page.text if name in line.text.split()
        )
        for name in ("yeast", "salt")
    }
    assert using["yeast"] < using["salt"] < one.page_of("Glossary")
    told = [line.text for line in one.pages[one.page_of("Glossary") - 1].side if line.text.startswith("page")]
    assert told == [f"page {using['salt']}", f"page {using['yeast']}"]


@pytest.mark.parametrize(("paper", "theme"), [("a4", ""), ("letter", ""), ("a4", "dyslexia")])
def test_the_index_names_every_term_with_the_page_that_explains_it_in_bold(paper, theme):
    one = of_bread(paper, theme)
    index, glossary = one.page_of("Index"), one.page_of("Glossary")
    words = [word for page in one.pages[index - 1 :] for word in page.words]
    for name in (*NAMES, "baker"):
        at = max(n for n, word in enumerate(words) if word.text == name)
        bold = next(word for word in words[at:] if "SemiBold" in word.style[0])
        explained = int(bold.text.strip(","))
        assert glossary <= explained < one.page_of("Answers")
        assert name in {word.text for word in one.pages[explained - 1].words}


def test_an_index_of_few_terms_is_left_out():
    one = printed(changed(bread(), glossary=[term(name) for name in NAMES[:9]]))
    assert "Index" not in [entry.title for entry in one.outline]


def test_the_answers_of_a_chapter_name_the_page_of_its_questions():
    one = of_bread()
    asked = [
        n
        for n, page in enumerate(one.pages, 1)
        for line in page.text
        if re.search(r"What is \d+\?", line.text)
    ]
    told = [
        int(line.text.rsplit(" ", 1)[1])
        for page in one.pages
        for line in page.side
        if line.text.startswith("asked on page")
    ]
    headings = [one.page_of(f"{number} Chapter {number}") for number in range(1, 11)]
    assert told == headings
    assert all(page <= question for page, question in zip(told, asked, strict=True))


def test_the_terms_of_a_chapter_name_the_page_of_the_glossary():
    listed = [each.model_copy(update={"chapter_ids": ("c1",)}) for each in bread().glossary]
    one = printed(changed(bread(), glossary=listed))
    told = [line.text for page in one.pages for line in page.side if line.text.startswith("Glossary: page")]
    assert told == [f"Glossary: page {one.page_of('Glossary')}"]


def test_every_page_that_is_named_can_be_clicked():
    one = of_bread()
    page = one.pdf.pages[one.page_of("Glossary") - 1]
    leads_to = {note.Dest[0].objgen for note in page.Annots if "/Dest" in note}
    chapters = {one.pdf.pages[entry.page - 1].objgen for entry in one.outline if "Chapter" in entry.title}
    other_entries = {page.obj.objgen}
    assert leads_to - other_entries == chapters


def test_the_guide_says_with_what_and_when_it_was_made():
    text = printed(sample()).text
    assert squash("Made with studykit") in text
    assert squash("on 2 January 2026. Engine: offline.") in text


def test_a_passage_in_several_fonts_that_goes_on_over_a_page_loses_no_term():
    long = "yeast → " + "word → " * 500 + "salt"
    glossary = [term("yeast"), term("salt")]
    one = printed(changed(sample(), chapters=[chapter(1, long)], glossary=glossary, cards=()))
    told = [line.text for line in one.pages[one.page_of("Glossary") - 1].side if line.text.startswith("page")]
    assert told == ["page 4", "page 3"]
