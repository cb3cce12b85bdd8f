"""The guide as a Word document, opened by readers that did not write it: python-docx and the XML itself."""

import re
import shutil
import subprocess
import zipfile
from functools import cache
from io import BytesIO
from itertools import pairwise

import docx as word
import pytest
import zxingcpp
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree
from PIL import Image

from studykit import writers
from studykit.contracts import WriteSettings
from studykit.model import BLANK, Passage
from studykit.templates import Templates
from studykit.text import nested, squeeze
from studykit.writers import guide_docx
from tests.sample import FORGETTING, IN_SHORT, NOW, ODD, SETTINGS, SPACING, cite, sample, told_in_short
from tests.writers.test_docx_layout import on_page, texts
from tests.writers.test_pdf_map import talk
from tests.writers.word_reading import (
    WHOLE_FIELD,
    W,
    bookmarks,
    contents,
    course,
    entries,
    fields,
    headings,
    paragraphs,
    revised,
    style,
    words,
)

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
NAMES = ("yeast", "salt", "flour", "water", "oven", "starter")
IN_OTHER_WORDS = "What is learned gets lost."
ODD_DOCUMENTS = {
    "sample": sample(),
    "without times and speakers": sample(with_times=False),
    "empty glossary": revised(sample(), glossary=()),
    "no cards": revised(sample(), cards=()),
    "no chapters": revised(sample(), chapters=()),
    "empty chapter": revised(sample(), chapters=(sample().chapters[0].model_copy(update={"summary": ()}),)),
    "a map": talk(*(f"{a} and {b}" for a, b in pairwise(NAMES)), terms=NAMES),
    "told in short": told_in_short(sample()),
    "told in short without pictures": told_in_short(revised(sample(), chapters=(), glossary=(), cards=())),
    "nothing but turns": revised(sample(with_times=False), chapters=(), glossary=(), cards=()),
}
every_document = pytest.mark.parametrize("document", ODD_DOCUMENTS.values(), ids=ODD_DOCUMENTS)


@cache
def made(document, paper="a4", templates=Templates()):  # noqa: B008  a frozen value
    return guide_docx.render(document, templates, WriteSettings(now=NOW, paper=paper)).content


@cache
def parts_of(content):
    with zipfile.ZipFile(BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def body(document, paper="a4"):
    return etree.fromstring(parts_of(made(document, paper))["word/document.xml"]).find(f"{W}body")


def notes(document):
    """The footnotes by number, without what separates them from the text."""
    part = parts_of(made(document)).get("word/footnotes.xml")
    if part is None:
        return {}
    found = etree.fromstring(part).findall(f"{W}footnote")
    return {note.get(f"{W}id"): words(note).strip() for note in found if note.get(f"{W}type") is None}


def shown(document):
    return "\n".join([*(words(p) for p in paragraphs(body(document))), *notes(document).values()])


def alternatives(document):
    return [node.get("descr") for node in body(document).iter("{*}docPr")]


def worded(document):
    """The document as a language model words it: no sentence is the speaker's own."""
    said = (Passage(text=IN_OTHER_WORDS, citations=(cite(FORGETTING, 1),)),)
    first, *others = document.chapters
    term, *more = document.glossary
    return revised(
        document,
        chapters=(first.model_copy(update={"summary": said}), *others),
        glossary=(term.model_copy(update={"definition": IN_OTHER_WORDS}), *more),
    )


def long_document(chapters, **counts):
    """A document of many terms, of which one is used in every chapter."""
    document = course(chapters, **counts)
    return revised(document, glossary=(*document.glossary, sample().glossary[0]))


OFFICE_DOCUMENTS = {
    "a4": worded(long_document(5, passages=9, terms=3, cards=5)),
    "letter": long_document(4, passages=5, terms=4, cards=3),
}
"""By the paper they are printed on."""


@every_document
def test_everything_to_learn_is_in_the_guide_as_written(document):
    text = shown(document)
    expected = [document.episode.title, *(chapter.title for chapter in document.chapters)]
    expected += [passage.text for passage in (*document.overview, *document.summary)]
    expected += [name for term in document.glossary for name in (term.term, *term.aliases)]
    expected += [term.definition or term.citations[0].quote for term in document.glossary]
    expected += [part.strip() for card in document.cards for part in card.front.split(BLANK)]
    expected += [line for card in document.cards for line in (card.back, card.hint)]
    assert [line for line in expected if line not in text] == []


@every_document
def test_headings_go_down_one_level_at_a_time(document):
    levels = [level for level, _ in headings(body(document))]
    assert levels[:1] in ([1], [])
    assert all(below - above <= 1 for above, below in pairwise(levels))


@every_document
def test_the_contents_list_every_heading_of_the_first_level_and_lead_to_it(document):
    element = body(document)
    chapters = [text for level, text in headings(element) if level == 1]
    assert contents(element) == [(text, (text, text)) for text in chapters]


@every_document
def test_what_links_and_fields_lead_to_is_there(document):
    root = body(document)
    marks = [mark.get(f"{W}name") for mark in root.iter(f"{W}bookmarkStart")]
    asked = {link.get(f"{W}anchor") for link in root.iter(f"{W}hyperlink")} - {None}
    asked |= set(re.findall(r"PAGEREF (\S+)", "".join(node.text for node in root.iter(f"{W}instrText"))))
    assert len(marks) == len(set(marks))
    assert asked <= set(marks)


@every_document
def test_each_relationship_that_is_used_is_there_and_leads_somewhere(document):
    parts = parts_of(made(document))
    for name in ("document", "footnotes"):
        if f"word/{name}.xml" not in parts:
            continue
        root = etree.fromstring(parts[f"word/{name}.xml"])
        used = {value for node in root.iter() for key, value in node.attrib.items() if key.startswith(R)}
        found = etree.fromstring(parts.get(f"word/_rels/{name}.xml.rels", b"<none/>"))
        targets = {link.get("Id"): link for link in found}
        assert used <= targets.keys()
        inside = [link for link in targets.values() if link.get("TargetMode") != "External"]
        assert {f"word/{link.get('Target')}" for link in inside} <= parts.keys()


@every_document
def test_no_id_of_a_bookmark_or_picture_is_used_twice(document):
    root = body(document)
    for ids in (
        [mark.get(f"{W}id") for mark in root.iter(f"{W}bookmarkStart")],
        [picture.get("id") for picture in root.iter("{*}docPr")],
    ):
        assert len(ids) == len(set(ids))


@every_document
def test_each_field_that_begins_has_a_result_and_an_end(document):
    assert all(marks == WHOLE_FIELD for marks in fields(body(document)))


PROPERTIES = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl pBdr tabs bidi spacing ind jc outlineLvl",
    "rPr": "rStyle rFonts b bCs color spacing sz szCs vertAlign rtl lang",
}
"""What we write of these, in the order of the schema (ECMA-376 part 1, annex A)."""


@every_document
def test_properties_stand_in_the_order_of_the_schema(document):
    parts = parts_of(made(document))
    for name in ("document", "footnotes", "styles"):
        root = etree.fromstring(parts.get(f"word/{name}.xml", b"<none/>"))
        for kind, order in PROPERTIES.items():
            for properties in root.iter(f"{W}{kind}"):
                places = [order.split().index(etree.QName(child).localname) for child in properties]
                assert places == sorted(places)


@every_document
def test_each_reference_has_its_footnote_and_each_footnote_one_reference(document):
    references = [node.get(f"{W}id") for node in body(document).iter(f"{W}footnoteReference")]
    assert references == [str(number) for number in range(1, len(references) + 1)]
    assert list(notes(document)) == references


def test_an_answer_has_the_words_it_rests_on_at_the_foot_of_its_page():
    assert notes(sample()) == {
        "1": f"“{FORGETTING}”  Ana Ruiz, 1:00",
        "2": f"“{SPACING}”  Ana Ruiz, ≈ 2:00",
        "3": f"“{ODD}”  Ana Ruiz, 3:00",
    }
    answers = [words(p) for p in paragraphs(body(sample()), "Answer")]
    assert answers[1] == "2.\t40 %"


def test_a_sentence_in_other_words_has_the_speakers_own_beside_it():
    element = body(worded(sample()))
    passage, extract, *_ = paragraphs(element, "Passage")
    assert passage.find(f".//{W}footnoteReference") is not None
    assert extract.find(f".//{W}footnoteReference") is None
    assert notes(worded(sample()))["1"] == f"“{FORGETTING}”  Ana Ruiz, 1:00"
    meaning = next(words(p) for p in paragraphs(element, "TableText") if IN_OTHER_WORDS in words(p))
    assert meaning == f"{IN_OTHER_WORDS}\n“{FORGETTING}”"


def test_what_parts_footnotes_from_the_text_is_named_in_the_settings():
    parts = parts_of(made(sample()))
    named = etree.fromstring(parts["word/settings.xml"]).find(f"{W}footnotePr")
    kinds = {
        note.get(f"{W}id"): note.get(f"{W}type")
        for note in etree.fromstring(parts["word/footnotes.xml"])
        if note.get(f"{W}type")
    }
    assert kinds == {"-1": "separator", "0": "continuationSeparator"}
    assert [node.get(f"{W}id") for node in named] == list(kinds)
    assert named.getnext().tag == f"{W}compat"


def test_without_citations_there_are_no_footnotes():
    parts = parts_of(made(revised(sample(), cards=())))
    assert "word/footnotes.xml" not in parts
    assert b"footnotePr" not in parts["word/settings.xml"]


def test_a_link_in_a_footnote_leads_to_its_moment():
    links = etree.fromstring(parts_of(made(sample()))["word/_rels/footnotes.xml.rels"])
    times = ("60s", "120s", "180s")
    assert {link.get("Target") for link in links} == {
        f"https://www.youtube.com/watch?v=abc&t={time}" for time in times
    }


def test_each_picture_says_what_it_shows():
    code, timeline = alternatives(sample())
    assert code == "QR code that leads to https://www.youtube.com/watch?v=abc"
    assert timeline.startswith("Timeline of the episode. 1 The forgetting curve, 0:00, Ana Ruiz")
    joined = alternatives(ODD_DOCUMENTS["a map"])[-1]
    assert joined.startswith("Map of terms that are used close to each other. ")
    assert "yeast – salt" in joined


@every_document
def test_a_picture_is_a_png_in_its_own_shape_and_not_wider_than_the_text(document):
    parts, root = parts_of(made(document)), body(document)
    links = etree.fromstring(parts["word/_rels/document.xml.rels"])
    targets = {link.get("Id"): link.get("Target") for link in links}
    width_emu = 459.2 * 12700
    for inline in root.iter("{*}inline"):
        image = Image.open(BytesIO(parts[f"word/{targets[inline.find('.//{*}blip').get(f'{R}embed')]}"]))
        size = inline.find("{*}extent")
        wide, high = int(size.get("cx")), int(size.get("cy"))
        assert image.format == "PNG"
        assert image.width / image.height == pytest.approx(wide / high, rel=0.02)
        assert wide <= width_emu + 12700


@pytest.mark.parametrize("document", [sample(), ODD_DOCUMENTS["a map"]])
def test_nothing_of_a_picture_is_cut_off_at_its_edge(document):
    parts = parts_of(made(document))
    pictures = [Image.open(BytesIO(part)) for name, part in parts.items() if name.startswith("word/media/")]
    assert pictures
    for picture in (picture.convert("L") for picture in pictures):
        wide, high = picture.size
        edges = ((0, 0, wide, 1), (0, high - 1, wide, high), (0, 0, 1, high), (wide - 1, 0, wide, high))
        assert [picture.crop(edge).getextrema()[0] > 240 for edge in edges] == [True] * 4


def test_the_code_on_the_title_page_is_scanned_and_is_a_link_too():
    parts = parts_of(made(sample()))
    pictures = [Image.open(BytesIO(part)) for name, part in parts.items() if name.startswith("word/media/")]
    found = [code.text for picture in pictures for code in zxingcpp.read_barcodes(picture.convert("L"))]
    assert found == ["https://www.youtube.com/watch?v=abc"]
    clicked = body(sample()).find(".//{*}docPr/{*}hlinkClick").get(f"{R}id")
    links = etree.fromstring(parts["word/_rels/document.xml.rels"])
    assert [link.get("Target") for link in links if link.get("Id") == clicked] == found


def test_what_the_whole_says_stands_at_a_glance_with_its_moments():
    read = [words(paragraph) for paragraph in paragraphs(body(told_in_short(sample())))]
    first = read.index("In short")
    assert read[first - 1] == "At a glance"
    assert squeeze(read[first + 1]) == f"{IN_SHORT} Ana Ruiz, 1:00; Ana Ruiz, 2:00"
    assert "In short" not in shown(sample())


def test_pictures_are_numbered_by_fields_and_stay_with_their_captions():
    document = revised(ODD_DOCUMENTS["a map"], chapters=sample().chapters)
    root = body(document)
    pictures, captions = paragraphs(root, "Figure"), paragraphs(root, "Caption")
    told = [words(p).split(".")[0] for p in captions]
    assert told == ["Scan to open the episode", "Figure 1", "Figure 2"]
    codes = [node.text.strip() for p in captions for node in p.iter(f"{W}instrText")]
    assert codes == [r"SEQ Figure \* ARABIC"] * 2
    assert [p.getnext() for p in pictures] == captions
    kept = etree.fromstring(parts_of(made(document))["word/styles.xml"])
    (figure,) = (s for s in kept.iter(f"{W}style") if s.get(f"{W}styleId") == "Figure")
    assert figure.find(f"{W}pPr/{W}keepNext") is not None


def test_a_caption_speaks_the_language_of_the_episode():
    german = revised(sample(), episode=sample().episode.model_copy(update={"language": "de"}))
    assert "Abbildung 1. Zeitleiste" in shown(german)


def test_the_first_chapter_begins_a_page_and_a_short_one_follows_on_it():
    pages = {heading: page for heading, page, *_ in entries(body(sample()))}
    assert pages == {
        "At a glance": 3,
        "1. The forgetting curve": 4,
        "2. Spacing :: {{odd}} <b>things</b>": 4,
        "Glossary": 5,
        "Answers": 6,
    }


def test_several_quotes_stand_in_one_footnote():
    first, second = sample().chapters
    said = Passage(text=IN_OTHER_WORDS, citations=(cite(FORGETTING, 1), cite(SPACING, 2)))
    document = revised(sample(), chapters=(first.model_copy(update={"summary": (said,)}), second))
    assert notes(document)["1"] == f"“{FORGETTING}”  Ana Ruiz, 1:00 “{SPACING}”  Ana Ruiz, 2:00"


def test_a_chapter_tells_its_time_who_speaks_and_leads_to_its_first_second():
    root = body(sample())
    assert words(paragraphs(root, "TimeSpan")[1]).startswith("2:00–4:00")
    assert words(paragraphs(root, "TimeSpan")[0]) == "0:00–2:00 · Ana Ruiz 74 %, Ben Okri 26 %"
    assert paragraphs(root, "TimeSpan")[1].find(f"{W}hyperlink") is not None


def test_the_terms_of_a_chapter_lead_to_the_glossary():
    root = body(sample())
    marks = bookmarks(root)
    links = [link for p in paragraphs(root, "TermList") for link in p.iter(f"{W}hyperlink")]
    assert [(words(link), marks[link.get(f"{W}anchor")]) for link in links] == [
        ("forgetting curve", "forgetting curve\nalso curve of forgetting"),
        ("AT&T", "AT&T"),
    ]


def test_people_and_organisations_have_tables_of_their_own():
    tables = list(body(sample()).iter(f"{W}tbl"))
    titles = [(level, text) for level, text in headings(body(sample())) if text in {"Terms", "Organisations"}]
    assert titles[-2:] == [(2, "Terms"), (2, "Organisations")]
    assert [table.find(f"{W}tblPr/{W}tblCaption").get(f"{W}val") for table in tables] == [
        "Terms",
        "Organisations",
    ]
    assert all(table.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None for table in tables)


def test_the_glossary_names_the_pages_on_which_a_term_is_used():
    document = course(3, passages=3, terms=0, cards=1)
    used = sample().glossary[0]
    root = body(revised(document, glossary=(used,)))
    pages = {heading: page for heading, page, *_ in entries(root)}
    where = words(next(root.iter(f"{W}tbl")).findall(f"{W}tr")[1].findall(f"{W}tc")[2])
    told = re.search(r"pages? ([\d, ]+)$", where).group(1).split(", ")
    chapters = sorted({page for heading, page in pages.items() if heading[0].isdigit()})
    assert [int(page) for page in told] == chapters


def test_who_speaks_is_no_use_of_a_persons_name():
    person = sample().glossary[1].model_copy(update={"term": "Ana Ruiz", "key": "ana", "kind": "person"})
    root = body(revised(sample(), glossary=(person,)))
    assert not any("page" in words(cell) for cell in root.iter(f"{W}tc"))


def test_the_title_page_has_nothing_at_its_foot_and_all_others_their_number():
    section = word.Document(BytesIO(made(sample()))).sections[0]
    assert section.different_first_page_header_footer
    assert words(section.first_page_footer._element) == ""
    assert "page 1 of 1" in words(section.footer._element)


@pytest.mark.parametrize("paper", ["a4", "letter", "a5"])
def test_a_long_title_leaves_room_for_the_number_of_the_page(paper):
    episode = sample().episode.model_copy(update={"title": "Wide words " * 30})
    content = made(revised(sample(), episode=episode), paper)
    section = word.Document(BytesIO(content)).sections[0]
    title = words(section.footer._element).partition("\t")[0]
    room_pt = (section.page_width - section.left_margin - section.right_margin) / 12700
    assert title.endswith("…")
    assert room_pt - 150 < len(title) * 8.5 * 0.5 < room_pt - 60


def test_no_paragraph_is_empty_but_for_its_picture():
    for p in paragraphs(body(ODD_DOCUMENTS["a map"])):
        assert words(p).strip() or style(p) == "Figure"


def test_an_address_that_is_too_long_for_a_code_is_told_of():
    episode = sample().episode.model_copy(update={"url": f"https://example.org/{'x' * 400}"})
    told = guide_docx.render(revised(sample(), episode=episode), Templates(), SETTINGS).notices
    assert [(notice.code, notice.where) for notice in told] == [("qr-code", "guide.docx")]


def test_a_letter_of_a_picture_that_no_font_has_is_told_of():
    names = ("yeast \U00010380", *NAMES[1:])
    document = talk(*(f"{a} and {b}" for a, b in pairwise(names)), terms=names)
    told = guide_docx.render(document, Templates(), SETTINGS).notices
    assert [(notice.code, notice.where) for notice in told] == [("missing-glyph", "guide.docx")]


def test_a_guide_can_be_the_template_of_another(tmp_path):
    path = tmp_path / "docx" / "template.docx"
    path.parent.mkdir()
    path.write_bytes(made(worded(sample())))
    content = made(sample(), templates=Templates(tmp_path))
    assert parts_of(content)["word/document.xml"] == parts_of(made(sample()))["word/document.xml"]
    names = sorted(parts_of(made(sample())))
    assert sorted(parts_of(content)) == names
    assert parts_of(content)["word/settings.xml"].count(b"<w:footnotePr") == 1


def test_the_same_document_and_time_give_the_same_bytes():
    assert guide_docx.render(sample(), Templates(), SETTINGS).content == made(sample())
    with zipfile.ZipFile(BytesIO(made(sample()))) as file:
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_two_hundred_chapters_are_all_listed():
    listed = entries(body(course(200, passages=1, terms=0, cards=0)))
    chapters = [(heading, page) for heading, page, *_ in listed if heading.startswith(tuple("123456789"))]
    assert [heading for heading, _ in chapters] == [f"{n}. Matter {n}" for n in range(1, 201)]
    assert [page for _, page in chapters] == sorted(page for _, page in chapters)


@given(st.text(min_size=1), st.text(min_size=1))
@example("0", '"')
@settings(max_examples=10)
def test_any_text_survives_in_a_guide_that_opens(title, quote):
    first, second = sample().chapters
    said = Passage(text=f"q{quote}", citations=(cite(f"other {quote}", 1, speaker=f"s{title}"),))
    titled = type(first)(**{**dict(first), "title": f"t{title}", "summary": (said,)})
    document = revised(sample(), chapters=(titled, second))
    word.Document(BytesIO(made(document)))
    text = _with_single_marks(shown(document))
    expected = (titled.title, said.text, said.citations[0].speaker, said.citations[0].quote)
    assert [part for part in expected if _with_single_marks(part) not in text] == []


def _with_single_marks(text):
    """As it reads where marks inside a quotation are single ones."""
    return nested(squeeze(text)).replace('"', "'")


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """What LibreOffice makes of two guides: PDFs, and documents that it saved again."""
    if shutil.which("soffice") is None:
        pytest.skip("needs LibreOffice")
    folder = tmp_path_factory.mktemp("office")
    for name, document in OFFICE_DOCUMENTS.items():
        (folder / f"{name}.docx").write_bytes(made(document, name))
    program = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    files = [f"{name}.docx" for name in OFFICE_DOCUMENTS]
    for kind, out in (("pdf", "."), ("docx:MS Word 2007 XML", "saved")):
        command = [*program, "--convert-to", kind, "--outdir", out, *files]
        subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=120)
    return folder


@pytest.mark.parametrize("name", OFFICE_DOCUMENTS)
def test_libreoffice_shows_each_heading_and_term_on_the_page_that_is_named(office, name):
    element, found = body(OFFICE_DOCUMENTS[name], name), texts(office / f"{name}.pdf")
    listed = entries(element)
    assert [page for _, page, *_ in listed] == [on_page(found, heading) for heading, *_ in listed]
    numbers = [f"page {n} of {len(found)}" for n in range(2, len(found) + 1)]
    assert all(
        any(line.endswith(f" {number}") or line == number for line in page)  # and not "the titlepage 2 of 9"
        for number, page in zip(numbers, found[1:], strict=True)
    )
    told = [words(cell).partition("\n")[2] for cell in element.iter(f"{W}tc")]
    pages = {line for line in told if re.match(r"pages? \d", line)}
    glossary = [line for page in found[listed[-2][1] - 1 :] for line in page]
    assert pages
    assert [line for line in pages if line not in glossary] == []


@pytest.mark.parametrize("name", OFFICE_DOCUMENTS)
def test_what_libreoffice_saves_again_is_the_same_guide(office, name):
    before = parts_of(made(OFFICE_DOCUMENTS[name], name))
    after = parts_of((office / "saved" / f"{name}.docx").read_bytes())
    old, new = (etree.fromstring(parts["word/document.xml"]) for parts in (before, after))
    assert [(level, text.strip()) for level, text in headings(new)] == headings(old)
    for kind in ("{*}blip", f"{W}tbl", f"{W}tblHeader", f"{W}footnoteReference"):
        assert len(list(new.iter(kind))) == len(list(old.iter(kind)))
    assert [node.get("descr") for node in new.iter("{*}docPr")] == [
        node.get("descr") for node in old.iter("{*}docPr")
    ]


def test_the_word_for_it_is_guide_docx():
    assert writers.filename("guide-docx") == "guide.docx"
