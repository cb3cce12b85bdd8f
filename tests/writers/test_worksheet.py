"""The worksheet: gaps, the bank of words that belong in them, and the key."""

import pytest

from studykit import writers
from studykit.contracts import WriteSettings
from studykit.errors import NothingToStudyError
from studykit.model import BLANK, Card, Chapter, Passage
from studykit.templates import Templates
from studykit.writers._worksheet import banks
from tests.sample import NOW, cite, sample
from tests.writers.pdf_reader import placed_words, squash
from tests.writers.test_pdf_layout import changed
from tests.writers.test_quiz import named


def chapter(number, *texts):
    summary = tuple(Passage(text=text, citations=(cite(text, number % 4),)) for text in texts)
    return Chapter(id=f"c{number}", title=f"Part {number}", origin="given", summary=summary)


GLOSSARY = (named("gluten"), named("wild yeast"), named("starter"), named("crumb"))


def document(*chapters, glossary=GLOSSARY, cards=()):
    return changed(sample(), chapters=chapters, glossary=glossary, cards=cards)


def gapped(*texts, **more):
    (bank,) = banks(document(chapter(1, *texts), **more), "Untitled")
    return [(passage.text, passage.hidden) for section in bank.sections for passage in section.passages]


def test_a_gap_takes_the_place_of_a_term():
    assert gapped("The gluten makes a dough spring back again.") == [
        (f"The {BLANK} makes a dough spring back again.", ("gluten",))
    ]


def test_a_term_at_the_beginning_stands_in_the_bank_as_the_glossary_writes_it():
    assert gapped("Wild yeast lives in every jar of flour.") == [
        (f"{BLANK} lives in every jar of flour.", ("wild yeast",))
    ]


def test_a_term_that_is_said_twice_is_no_gap():
    assert gapped("A starter is fed with what the starter eats, and gluten forms.") == [
        (f"A starter is fed with what the starter eats, and {BLANK} forms.", ("gluten",))
    ]


def test_a_short_passage_has_one_gap_and_a_long_one_two():
    assert [hidden for _, hidden in gapped("Here gluten meets wild yeast today.")] == [("gluten",)]
    text = "In the crumb of a good loaf the gluten and what the starter made of wild yeast can be seen."
    assert len(gapped(text)[0][1]) == 2


def test_gaps_are_numbered_in_the_order_of_the_text():
    ((_, hidden),) = gapped("What a starter does to the dough is what gluten does to the crumb.")
    assert hidden == ("starter", "gluten")


def test_chapters_share_a_bank_until_it_has_six_words():
    lines = [f"Number {n} of the things that {term.term} does is this." for n, term in enumerate(GLOSSARY)]
    chapters = [chapter(n, *lines[:2]) for n in range(4)]
    found = banks(document(*chapters), "Untitled")
    assert [len(bank.sections) for bank in found] == [4]
    assert found[0].words == {"gluten": 4, "wild yeast": 4}


def test_the_bank_is_in_the_order_of_the_alphabet_and_tells_nothing():
    texts = [f"Here we see that {term} is one of the things." for term in ("élan", "zest", "crumb")]
    (bank,) = banks(document(chapter(1, *texts), glossary=[named(t) for t in ("zest", "élan", "crumb")]), "x")
    assert list(bank.words) == ["crumb", "élan", "zest"]


def sides(one):
    content = writers.render(one, "worksheet", Templates(), WriteSettings(now=NOW)).content
    return [squash("".join(word.text for word in page)) for page in placed_words(content)]


WHY = Card(
    id="why",
    kind="why",
    front="Why does bread rise?",
    back="Because of the gas.",
    citations=(cite("Of the gas.", 3),),
)


def test_the_key_stands_on_a_page_of_its_own_at_the_end():
    *asked, key = sides(document(chapter(1, "The gluten makes a dough spring back again."), cards=(WHY,)))
    assert "Thegluten" not in "".join(asked)
    assert "Whydoesbreadrise?" in "".join(asked)
    assert "1gluten“Theglutenmakesadoughspringbackagain.”AnaRuiz,1:00" in key
    assert "2Becauseofthegas.“Ofthegas.”AnaRuiz,3:00" in key


def test_questions_alone_make_a_worksheet_too():
    asked, key = sides(document(cards=(WHY,)))
    assert "1Whydoesbreadrise?" in asked
    assert "1Becauseofthegas." in key


def test_a_document_with_neither_gaps_nor_questions_is_told():
    with pytest.raises(NothingToStudyError):
        sides(document(chapter(1, "Nothing that is named here is a term.")))
