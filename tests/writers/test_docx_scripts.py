"""Scripts in a Word document: which way each run is written, in which language, with which font."""

import pytest

from studykit.model import Passage, StudyDocument
from studykit.writers._docx_scripts import runs_from_the_right, stretches
from tests.sample import cite, sample
from tests.writers import word_reading
from tests.writers.word_reading import W

HEBREW = "חזרה מרווחת (סקירה) לפי Google בשנת 2024."
MIXED = f"He said: {HEBREW} Ωμέγα, Живаго, किताब, ภาษาไทย, 漢字とかな, 한국어 and 40 %."


def document(language, text):
    base = sample()
    episode = base.episode.model_copy(update={"language": language})
    first, *others = base.chapters
    said = first.model_copy(update={"summary": (Passage(text=text, citations=(cite(text, 1),)),)})
    return StudyDocument.model_validate(
        {
            **base.model_dump(by_alias=True),
            "episode": episode,
            "chapters": [said, *others],
            "glossary": base.glossary,
        }
    )


def body(language, text):
    return word_reading.body(document(language, text))


def paragraph(tree, text):
    return next(p for p in tree.iter(f"{W}p") if text in "".join(t.text or "" for t in p.iter(f"{W}t")))


def runs(of):
    """The words of each run with the names of its properties and the language it tells."""
    for run in of.iter(f"{W}r"):
        words = "".join(t.text or "" for t in run.iter(f"{W}t"))
        properties = run.find(f"{W}rPr")
        names = [] if properties is None else [child.tag.removeprefix(W) for child in properties]
        lang = None if properties is None else properties.find(f"{W}lang")
        yield words, names, {} if lang is None else {k.removeprefix(W): v for k, v in lang.attrib.items()}


def test_no_word_is_lost_or_moved_where_runs_are_parted():
    for language in ("en", "he"):
        said = "".join(words for words, _, _ in runs(paragraph(body(language, MIXED), "Ωμέγα")))
        assert MIXED in said


def test_words_from_the_right_are_runs_of_their_own_and_no_others_are():
    found = list(runs(paragraph(body("en", MIXED), "Ωμέγα")))
    turned = "".join(words for words, names, _ in found if "rtl" in names)
    straight = "".join(words for words, names, _ in found if "rtl" not in names)
    assert "חזרה מרווחת (סקירה) לפי" in turned
    assert "Google" in straight
    assert not {"ח", "מ"} & {*straight}


def test_each_script_tells_its_language_but_the_documents_own():
    told = {words.strip(" ,"): lang for words, _, lang in runs(paragraph(body("en", MIXED), "Ωμέγα")) if lang}
    assert told["Ωμέγα"] == {"val": "el"}
    assert told["Живаго"] == {"val": "ru"}
    assert told["किताब"] == {"bidi": "hi"}
    assert told["ภาษาไทย"] == {"bidi": "th"}
    assert told["한국어"] == {"eastAsia": "ko"}
    hebrew = [lang for words, _, lang in runs(paragraph(body("he", HEBREW), "2024")) if "חזרה" in words]
    assert hebrew == [{}]


def test_the_properties_of_a_run_stand_in_the_order_of_the_schema():
    order = ["rStyle", "rFonts", "rtl", "lang"]
    for _, names, _ in runs(body("he", MIXED)):
        known = [order.index(name) for name in names if name in order]
        assert known == sorted(known)


@pytest.mark.parametrize(("language", "turned"), [("he", True), ("fa", True), ("en", False)])
def test_paragraphs_and_tables_run_as_their_document_does(language, turned):
    tree = body(language, HEBREW)
    empty = [p for p in tree.iter(f"{W}p") if not any(t.text for t in p.iter(f"{W}t"))]
    assert empty
    assert all((p.find(f"{W}pPr/{W}bidi") is not None) == turned for p in empty)
    assert paragraph(tree, "חזרה").find(f"{W}pPr/{W}bidi") is not None
    tables = list(tree.iter(f"{W}tblPr"))
    assert tables
    assert all((table.find(f"{W}bidiVisual") is not None) == turned for table in tables)


def test_a_paragraph_runs_as_most_of_its_letters():
    assert runs_from_the_right("Google אמרה שלום לכולם", "en")
    assert not runs_from_the_right("He said שלום and left", "he")


def test_plain_english_stays_one_run():
    assert [piece.text for piece in stretches("Say 40 %, he said.", "en")] == ["Say 40 %, he said."]
    assert [piece.properties for piece in stretches("Say 40 %, he said.", "en")] == [""]
