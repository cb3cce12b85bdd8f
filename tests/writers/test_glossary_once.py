"""The words that show several terms stand in a glossary once; the other entries lead there."""

from io import BytesIO

import docx

from studykit.model import Term
from studykit.templates import Templates
from studykit.writers import guide_docx, pdf
from studykit.writers._captions import see
from studykit.writers._evidence import told_elsewhere
from tests.sample import SETTINGS, cite, sample
from tests.writers.pdf_reader import Guide

SAID = "A lens reaches into an optic, and a prism into another one."


def term(name, quote=SAID, **fields):
    return Term(
        **{"key": name, "term": name, "citations": (cite(quote, 1),), "chapter_ids": ("c1",), **fields}
    )


LENS, PRISM = term("lens", importance=0.9), term("prism", importance=0.2)


def with_terms(*terms, language="en"):
    document = sample()
    episode = document.episode.model_copy(update={"language": language})
    return document.model_copy(update={"glossary": terms, "episode": episode})


def test_a_quote_stands_with_the_weightiest_term_that_it_shows():
    assert told_elsewhere((PRISM, LENS, term("optic", "An optic is used here."))) == {"prism": LENS}


def test_a_term_that_is_defined_keeps_its_own_entry():
    defined = term("prism", definition="What reaches into another optic.")
    assert told_elsewhere((defined, LENS)) == {}


def test_the_printed_glossary_leads_to_the_entry_with_the_words():
    guide = Guide(pdf.render(with_terms(LENS, PRISM), Templates(), SETTINGS).content)
    entries = guide.text[guide.text.rindex("Glossary") :]
    assert entries.count("Alensreachesintoanoptic") == 1
    assert "prism→lens" in entries


def test_the_glossary_in_word_leads_there_too():
    document = with_terms(LENS, PRISM)
    word = docx.Document(BytesIO(guide_docx.render(document, Templates(), SETTINGS).content))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    assert sum(SAID in text for text in cells) == 1
    assert "→\N{NO-BREAK SPACE}lens" in cells


def test_in_a_script_from_the_right_the_arrow_points_to_the_left():
    assert see(LENS, with_terms(language="he").episode) == "←\N{NO-BREAK SPACE}lens"
