"""The handout, opened by readers that did not write it: python-docx and the XML itself."""

import re
import zipfile
from datetime import UTC, datetime, timedelta, timezone
from io import BytesIO
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from studykit.contracts import WriteSettings
from studykit.model import BLANK, Citation, Passage, Speaker
from studykit.text import squeeze
from tests.sample import FORGETTING, NOW, ODD, SETTINGS, cite, sample
from tests.writers.word_reading import (
    WHOLE_FIELD,
    W,
    body,
    contents,
    fields,
    headings,
    opened,
    package,
    paragraphs,
    revised,
    shown,
    style,
    words,
)

LETTER = WriteSettings(now=NOW, paper="letter")
ODD_DOCUMENTS = {
    "sample": sample(),
    "without times and speakers": sample(with_times=False),
    "empty glossary": revised(sample(), glossary=()),
    "no cards": revised(sample(), cards=()),
    "no chapters": revised(sample(), chapters=()),
    "chapter without cards": revised(sample(), cards=sample().cards[:1]),
    "nothing but turns": revised(sample(), chapters=(), glossary=(), cards=(), speakers=()),
}
every_document = pytest.mark.parametrize("document", ODD_DOCUMENTS.values(), ids=ODD_DOCUMENTS)


@every_document
def test_everything_to_learn_is_in_the_handout_as_written(document):
    text = shown(document)
    expected = [document.episode.title, *(chapter.title for chapter in document.chapters)]
    expected += [passage.text for chapter in document.chapters for passage in chapter.summary]
    expected += [name for term in document.glossary for name in (term.term, *term.aliases)]
    expected += [term.definition or term.citations[0].quote for term in document.glossary]
    expected += [part.strip() for card in document.cards for part in card.front.split(BLANK)]
    expected += [words for card in document.cards for words in (card.back, card.hint)]
    expected += [citation.quote for card in document.cards for citation in card.citations]
    assert [words for words in expected if words not in text] == []


@every_document
def test_headings_go_down_one_level_at_a_time(document):
    levels = [level for level, _ in headings(body(document))]
    assert levels[:1] in ([1], [])
    assert all(below - above <= 1 for above, below in pairwise(levels))


def test_a_chapter_without_content_says_so():
    document = sample()
    bare = document.chapters[-1].model_copy(update={"id": "bare", "title": "Goodbyes", "summary": ()})
    text = shown(revised(document, chapters=(*document.chapters, bare)))
    assert text.count("Nothing was chosen from this chapter.") == 1


def test_each_chapter_holds_its_passages_terms_and_questions_under_headings():
    assert headings(body(sample()))[:8] == [
        (1, "1. The forgetting curve"),
        (2, "Key passages"),
        (2, "Terms"),
        (2, "Questions"),
        (1, "2. Spacing :: {{odd}} <b>things</b>"),
        (2, "Key passages"),
        (2, "Terms"),
        (2, "Questions"),
    ]
    assert headings(body(sample()))[8][1] == "Answers"


@every_document
def test_the_contents_list_every_chapter_and_lead_to_it(document):
    element = body(document)
    chapters = [text for level, text in headings(element) if level == 1]
    assert contents(element) == [(text, (text, text)) for text in chapters]


@every_document
def test_each_field_that_begins_has_a_result_and_an_end(document):
    handout = opened(document)
    for root in (handout.element.body, *(section.footer._element for section in handout.sections)):
        assert all(marks == WHOLE_FIELD for marks in fields(root))


def test_there_is_one_table_of_contents_for_the_headings_of_chapters():
    codes = [node.text for node in body(sample()).iter(f"{W}instrText")]
    assert sum(bool(re.match(r' TOC \\o "1-1" \\h', code)) for code in codes) == 1


def test_each_page_has_its_number_and_the_count_at_its_foot():
    for section in opened(sample()).sections:
        codes = [node.text.split()[0] for node in section.footer._element.iter(f"{W}instrText")]
        assert codes == ["PAGE", "NUMPAGES"]
        assert not section.different_first_page_header_footer
        assert "page 1 of 1" in words(section.footer._element)


def test_a_table_repeats_its_first_row_and_breaks_no_row():
    tables = list(body(sample()).iter(f"{W}tbl"))
    assert len(tables) == 2
    for table in tables:
        rows = table.findall(f"{W}tr")
        assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True] + [False] * (
            len(rows) - 1
        )
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
        assert words(rows[0]) == "TermMeaningWhere"


def test_without_a_glossary_there_is_no_table():
    assert not list(body(revised(sample(), glossary=())).iter(f"{W}tbl"))


@pytest.mark.parametrize(
    ("language", "script", "expected"),
    [
        ("de", "val", "de"),
        ("ja-JP", "eastAsia", "ja-JP"),
        ("he", "bidi", "he"),
        ("ps", "bidi", "ps"),
        ("hi-IN", "bidi", "hi-IN"),
        ("dv", "bidi", "dv"),
        ("de", "bidi", "ar-SA"),
        ("<odd>", "val", "en-GB"),
    ],
)
def test_the_language_of_the_episode_is_the_language_of_the_text(language, script, expected):
    document = revised(sample(), episode=sample().episode.model_copy(update={"language": language}))
    lang = opened(document).styles.element.find(f"{W}docDefaults//{W}lang")
    assert lang.get(f"{W}{script}") == expected


def test_the_properties_name_the_episode_its_speakers_and_the_time_of_the_build():
    properties = opened(sample()).core_properties
    assert properties.title == "Why we forget & other <questions>"
    assert (properties.author, properties.subject) == ("Ben Okri, Ana Ruiz", "Memory Lane")
    assert properties.created == properties.modified == datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def test_a_build_time_of_another_zone_is_written_in_utc():
    now = datetime(2026, 1, 2, 5, 4, 5, tzinfo=timezone(timedelta(hours=2)))
    properties = opened(sample(), WriteSettings(now=now)).core_properties
    assert properties.created == datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def test_properties_are_cut_to_what_word_takes():
    episode = sample().episode.model_copy(update={"title": "long " * 200})
    crowd = tuple(Speaker(id=str(number), name=f"Speaker number {number}") for number in range(50))
    properties = opened(revised(sample(), episode=episode, speakers=crowd)).core_properties
    assert (len(properties.title), len(properties.author)) == (255, 255)


@pytest.mark.parametrize(("settings", "size_mm"), [(SETTINGS, (210, 297)), (LETTER, (216, 279))])
def test_the_paper_is_the_one_that_was_asked_for(settings, size_mm):
    section = opened(sample(), settings).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == size_mm


@every_document
def test_no_paragraph_is_empty_but_the_lines_to_write_on(document):
    empty = [p for p in paragraphs(body(document)) if not words(p).strip()]
    assert {style(p) for p in empty} <= {"AnswerLine"}
    assert all(p.find(f"{W}pPr/{W}pBdr") is not None for p in empty)


@every_document
def test_no_id_is_used_twice(document):
    marks = list(body(document).iter(f"{W}bookmarkStart"))
    for attribute in ("id", "name"):
        assert len({mark.get(f"{W}{attribute}") for mark in marks}) == len(marks)


@every_document
def test_each_question_stands_before_all_answers_and_has_its_number_there(document):
    element = body(document)
    questions, answers = paragraphs(element, "Question"), paragraphs(element, "Answer")
    numbers = [f"{number}" for number in range(1, len(document.cards) + 1)]
    for found in (questions, answers):
        assert [words(p).partition(".\t")[0] for p in found] == numbers
    order = {p: place for place, p in enumerate(paragraphs(element))}
    assert not answers or order[questions[-1]] < order[answers[0]]
    for card, question, answer in zip(in_order(document), questions, answers, strict=True):
        assert all(part.strip() in words(question) for part in card.front.split(BLANK))
        assert words(answer).endswith(card.back)


def in_order(document):
    """The cards as the handout numbers them: by chapter, then those of none."""
    places = [chapter.id for chapter in document.chapters]
    return sorted(document.cards, key=lambda card: [*places, card.chapter_id].index(card.chapter_id))


def test_a_blank_is_a_gap_to_write_in_and_needs_no_ruled_line():
    element = body(revised(sample(), cards=sample().cards[1:2]))
    question = words(paragraphs(element, "Question")[0])
    assert "about ______________ fewer" in question
    assert BLANK not in question
    assert question.endswith("  Hint: a share")
    assert not paragraphs(element, "AnswerLine")


def test_the_answers_begin_on_a_page_of_their_own():
    answers = paragraphs(body(sample()), "Heading1")[-1]
    assert answers.find(f"{W}pPr/{W}pageBreakBefore") is not None


def test_without_cards_there_are_no_answers():
    assert "Answers" not in shown(revised(sample(), cards=()))


def test_each_quote_and_passage_tells_who_said_it_and_when():
    element = body(sample())
    said = [words(p) for p in paragraphs(element, "Passage", "Quote")]
    bylines = ["Ana Ruiz, 1:00", "Ana Ruiz, ≈ 2:00", "Ana Ruiz, 3:00"]
    assert [text.rpartition("  ")[2] for text in said] == bylines * 2


def test_a_quote_has_one_pair_of_marks_around_it():
    said = cite("“Who goes?”", 1)
    card, term = sample().cards[0], sample().glossary[1]
    document = revised(
        sample(),
        cards=(card.model_copy(update={"citations": (said,)}),),
        glossary=(term.model_copy(update={"citations": (said,)}),),
    )
    assert shown(document).count("“Who goes?”") == 2
    assert "““" not in shown(document)


def test_a_byline_does_not_break_in_its_middle():
    raw = "".join(n.text or "" for n in body(sample()).iter(f"{W}t"))
    assert "Ana\xa0Ruiz,\xa01:00" in raw
    assert "Ana\xa0Ruiz,\xa0≈\xa02:00" in raw


def test_a_byline_that_is_longer_than_a_column_breaks_before_its_place():
    said = cite(FORGETTING, 1, speaker="Maximiliana Featherstonehaugh")
    term = sample().glossary[0].model_copy(update={"citations": (said,)})
    raw = [node.text for node in body(revised(sample(), glossary=(term,))).iter()]
    assert "Maximiliana Featherstonehaugh, 1:00" in raw  # the blanks are ordinary ones


def test_a_byline_leads_to_its_moment():
    handout = opened(sample())
    targets = {link.target_ref for link in handout.part.rels.values() if link.is_external}
    assert targets == {
        "https://www.youtube.com/watch?v=abc",
        "https://www.youtube.com/watch?v=abc&t=60s",
        "https://www.youtube.com/watch?v=abc&t=120s",
        "https://www.youtube.com/watch?v=abc&t=180s",
    }


def test_without_times_a_place_is_a_share_of_the_episode_and_nobody_is_named():
    text = shown(sample(with_times=False))
    assert "at 25 %" in text
    assert "0 %–50 % of the episode" in text
    assert "Ana Ruiz" not in text
    assert "http" not in text


def test_words_of_a_right_to_left_script_run_from_the_right():
    title = "שלום עולם"
    chapter = sample().chapters[0].model_copy(update={"title": title})
    heading = paragraphs(body(revised(sample(), chapters=(chapter,))), "Heading1")
    passage = Passage(text=f"{title}.", citations=(cite(ODD, 3),))
    said = revised(sample(), chapters=(chapter.model_copy(update={"summary": (passage,)}),))
    assert title in words(heading[0])
    assert paragraphs(body(said), "Passage")[0].find(f"{W}pPr/{W}bidi") is not None


@given(st.text(min_size=1), st.text(min_size=1))
@settings(max_examples=30)
def test_any_text_survives_in_a_handout_that_opens(title, quote):
    said = Citation(quote=f"q{quote}", speaker=f"s{title}")
    summary = (Passage(text=said.quote, citations=(said,)),)
    first = sample().chapters[0]
    chapter = type(first)(**{**dict(first), "title": f"t{title}", "summary": summary})
    text = squeeze(shown(revised(sample(), chapters=(chapter,))))
    assert [part for part in (chapter.title, said.quote, said.speaker) if squeeze(part) not in text] == []


def test_the_same_document_and_time_give_the_same_bytes():
    assert package(sample()) == package(sample())


def test_nothing_of_the_template_or_of_python_docx_is_left():
    with zipfile.ZipFile(BytesIO(package(sample()))) as file:
        parts = {name: file.read(name) for name in file.namelist()}
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert "the episode</w:t>" not in parts["word/document.xml"].decode()
    assert b"2013" not in parts["docProps/core.xml"]
    assert b"updateFields" not in parts["word/settings.xml"]
    assert all(etree.fromstring(part) is not None for name, part in parts.items() if name.endswith(".xml"))


def test_a_handout_speaks_the_language_of_its_episode():
    spanish = revised(sample(), episode=sample().episode.model_copy(update={"language": "es"}))
    text = shown(spanish)
    for words_of_ours in ("Contenido", "Pasajes clave", "Respuestas", "25 de noviembre de 2025", "Fecha"):
        assert words_of_ours in text
    assert [word for word in ("Contents", "Key passages", "Answers", "Hint") if word in text] == []
