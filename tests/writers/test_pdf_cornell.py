"""Guides for notes by the Cornell method: cues at the left, notes at the right, a summary at the foot."""

import re
from functools import cache

import pytest

from studykit.contracts import WriteSettings
from studykit.model import BLANK
from studykit.templates import Templates
from studykit.writers import pdf
from studykit.writers._pdf_cornell import GAP, Sheet
from studykit.writers._pdf_theme import PAPERS, load
from tests.sample import FORGETTING, NOW, sample
from tests.writers.pdf_reader import BOTTOM, Guide, squash
from tests.writers.test_pdf_layout import DOCUMENTS, changed, chapter, question


def printed(document, paper="a4"):
    settings = WriteSettings(now=NOW, paper=paper, layout="cornell")
    return Guide(pdf.render(document, Templates(), settings).content)


@cache
def of_document(name):
    return printed(DOCUMENTS[name]())


def edges(paper="a4"):
    """Where the cues begin and end, and where the notes begin."""
    sheet = Sheet.of(load(Templates()).on_paper(paper).page, paper)
    return sheet.left, sheet.left + sheet.cue, sheet.left + sheet.cue + GAP


def long_document():
    chapters = [chapter(number, *[f"{number}.{n} {FORGETTING}" for n in range(9)]) for number in range(1, 5)]
    cards = [
        question(n, front=f"Why {n} {BLANK}?" if n % 2 else "", chapter_id=f"c{n % 4 + 1}")
        for n in range(1, 17)
    ]
    return changed(sample(), chapters=chapters, cards=cards)


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_questions_stand_left_and_passages_right_and_nothing_between(paper):
    one = printed(long_document(), paper)
    left, cue_end, notes = edges(paper)
    end = one.page_of("Glossary")
    start = one.page_of("1 Chapter 1")
    for page in one.pages[start - 1 : end - 1]:
        for word in page.words:
            assert word.left >= left - 1
            assert word.right <= cue_end + 1 or word.left >= notes - 1
    asked = [
        word for page in one.pages[start - 1 : end - 1] for word in page.words if word.text in ("Why", "What")
    ]
    assert len(asked) == 16
    assert all(word.right <= cue_end for word in asked)


def test_a_question_stands_beside_the_passage_that_is_said_nearest_to_its_answer():
    one = printed(sample())
    page = one.pages[one.page_of("2 Spacing :: {{odd}} <b>things</b>") - 1]
    cue = next(word for word in page.words if word.text == "If" and word.left < edges()[1])
    note = next(word for word in page.words if word.text == "If" and word.left > edges()[1])
    assert abs(cue.baseline - note.baseline) < 3
    odd = next(word for word in page.words if word.text == "Odd:")
    asked = next(word for word in page.words if word.text == "Is")
    assert abs(odd.baseline - asked.baseline) < 3


def test_every_chapter_begins_a_page_of_its_own_with_a_strip_at_its_foot():
    one = printed(long_document())
    starts = [one.page_of(f"{number} Chapter {number}") for number in range(1, 5)]
    assert len(set(starts)) == 4
    strip = PAPERS["a4"][1] * 0.17
    for page in one.pages[starts[0] - 1 : one.page_of("Glossary") - 1]:
        low = [word.text for word in page.words if word.baseline < BOTTOM + strip]
        assert low == ["In", "my", "own", "words"]
        assert page.rules > 5


@pytest.mark.parametrize(
    "name",
    [
        "sample",
        "neither times nor speakers",
        "no cards",
        "no chapters",
        "cards of no chapter",
        "a passage of 3,000 words",
        "a word of 300 letters",
    ],
)
def test_every_document_can_be_laid_out_for_notes_and_nothing_is_lost(name):
    one, document = of_document(name), DOCUMENTS[name]()
    everything = "".join(squash(word.text) for page in one.pages for word in page.words)
    for number, card in enumerate(document.cards, 1):
        front = squash(card.front.partition(BLANK)[0])[:25]
        assert re.sub("[🧠שלום]", "□", front) in everything, number
    for passage in (p for each in document.chapters for p in each.summary):
        assert squash(passage.text)[:25] in everything
    assert not [number for number, page in enumerate(one.pages, 1) if not page.words]
    left = min(word.left for page in one.pages for word in page.words)
    assert left > 5 * 72 / 25.4


def test_a_question_too_tall_for_its_column_is_set_among_the_notes():
    tall = "why " * 400
    one = printed(
        changed(
            sample(), cards=[question(1, front=f"{tall}?", chapter_id="c1"), question(2, chapter_id="c1")]
        )
    )
    words = [word for page in one.pages for word in page.words if word.text == "why"]
    assert len(words) == 400
    assert all(word.left >= edges()[2] - 1 for word in words)
