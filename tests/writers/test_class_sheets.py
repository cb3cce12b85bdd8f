"""What all sheets for a class have in common, also those of documents that no one should write."""

import io
from functools import cache
from itertools import takewhile

import pikepdf
import pytest

from studykit import writers
from studykit.contracts import WriteSettings
from studykit.errors import NothingToStudyError
from studykit.model import BLANK
from studykit.templates import Templates
from studykit.writers._pdf_handout import SIDES
from tests.sample import NOW, sample
from tests.writers.pdf_reader import Guide, placed_words, squash
from tests.writers.test_pdf_layout import DOCUMENTS, changed, chapter, question, term

MM = 72 / 25.4
NAMES = ("handout", "quiz", "quiz-key", "worksheet", "flashcards", "timeline")


def many_cards():
    cards = [
        question(n, front=f"{BLANK} is {n}. {'word ' * n}" if n % 2 else "", back="why " * (n + 1))
        for n in range(40)
    ]
    return changed(sample(), cards=cards, chapters=[chapter(n) for n in range(30)])


def from_the_right():
    document = sample()
    return changed(document, episode=document.episode.model_copy(update={"language": "he"}))


HARD = {
    "the sample": sample,
    "neither times nor speakers": DOCUMENTS["neither times nor speakers"],
    "no cards": DOCUMENTS["no cards"],
    "no chapters": DOCUMENTS["no chapters"],
    "one term": lambda: changed(sample(), cards=(), glossary=[term("bread", "What is baked of dough.")]),
    "no terms": lambda: changed(sample(), cards=(), glossary=()),
    "a word of 300 letters": DOCUMENTS["a word of 300 letters"],
    "a passage of 3,000 words": DOCUMENTS["a passage of 3,000 words"],
    "a title of 300 characters": DOCUMENTS["a title of 300 characters"],
    "no titles": DOCUMENTS["no titles"],
    "40 cards": many_cards,
    "a language from the right": from_the_right,
}
NOTHING = {
    ("flashcards", "no cards"),
    ("flashcards", "one term"),
    ("timeline", "no chapters"),
    ("worksheet", "one term"),
    ("quiz", "no terms"),
    ("quiz-key", "no terms"),
    ("flashcards", "no terms"),
    ("worksheet", "no terms"),
}
"""What cannot be made of what: there it is told."""
EVERY = [(name, hard) for name in NAMES for hard in HARD if (name, hard) not in NOTHING]


@cache
def printed(name, hard, paper="a4", theme=""):
    told = WriteSettings(now=NOW, paper=paper, theme=theme)
    return writers.render(HARD[hard](), name, Templates(), told).content


@pytest.mark.parametrize(("name", "hard"), sorted(NOTHING))
def test_where_there_is_nothing_to_print_it_is_told(name, hard):
    with pytest.raises(NothingToStudyError):
        printed(name, hard)


@pytest.mark.parametrize(("name", "hard"), EVERY)
def test_no_word_is_nearer_than_5_mm_to_the_edge_or_over_another(name, hard):
    check(printed(name, hard))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("paper", "theme"), [("a5", ""), ("letter", "large-print"), ("a5", "dyslexia")])
def test_other_papers_and_themes_have_room_for_all_words_too(name, paper, theme):
    check(printed(name, "the sample", paper, theme))


def check(content):
    with pikepdf.open(io.BytesIO(content)) as file:
        sizes = [[float(side) for side in page.mediabox] for page in file.pages]
    for (_, _, width, height), words in zip(sizes, placed_words(content), strict=True):
        assert words
        for word in words:
            assert word.left >= 5 * MM
            assert word.right <= width - 5 * MM
            assert word.bottom >= 5 * MM
            assert word.top <= height - 5 * MM
        assert overlaps(words) == []


def overlaps(words):
    """The pairs of words that lie over each other."""
    ordered = sorted(words, key=lambda word: word.left)
    pairs = (
        (one, other)
        for place, one in enumerate(ordered)
        for other in takewhile(lambda other, one=one: other.left < one.right, ordered[place + 1 :])
    )
    return [(one.text, other.text) for one, other in pairs if overlap(one, other)]


def overlap(one, other):
    """Whether the middle halves of two words' boxes meet: a box reaches over and under its letters."""
    across = min(one.right, other.right) - max(one.left, other.left)
    quarter, other_quarter = (one.top - one.bottom) / 4, (other.top - other.bottom) / 4
    along = min(one.top - quarter, other.top - other_quarter) - max(
        one.bottom + quarter, other.bottom + other_quarter
    )
    return across > 1 and along > 0


@pytest.mark.parametrize("name", NAMES)
def test_the_file_says_its_title_and_language_and_can_be_navigated(name):
    one = Guide(printed(name, "the sample"))
    assert "Why we forget & other <questions>" in str(one.pdf.docinfo.Title)
    assert (str(one.pdf.Root.Lang), str(one.pdf.docinfo.Author)) == ("en", "Ben Okri, Ana Ruiz")
    assert one.outline
    assert bool(one.pdf.Root.MarkInfo.Marked)


@pytest.mark.parametrize("name", NAMES)
def test_every_font_is_embedded_and_every_letter_drawn(name):
    one = Guide(printed(name, "the sample"))
    unembedded = [font for font, kept in one.fonts().items() if "/FontFile2" not in kept.FontDescriptor]
    assert unembedded == []
    assert one.undrawn() == set()


@pytest.mark.parametrize("name", NAMES)
def test_the_same_document_and_time_give_the_same_bytes(name):
    again = writers.render(sample(), name, Templates(), WriteSettings(now=NOW)).content
    assert again == printed(name, "the sample")


@pytest.mark.parametrize("hard", [hard for hard in HARD if ("handout", hard) not in NOTHING])
def test_a_handout_has_two_sides_at_most(hard):
    assert len(placed_words(printed("handout", hard))) <= SIDES


def test_a_handout_of_two_hundred_chapters_says_that_it_is_longer():
    made = writers.render(DOCUMENTS["200 chapters"](), "handout", Templates(), WriteSettings(now=NOW))
    assert [(notice.code, notice.where) for notice in made.notices] == [("handout-long", "handout.pdf")]


def test_a_handout_shows_chapters_passages_terms_and_questions():
    pages, document = placed_words(printed("handout", "the sample")), sample()
    text = squash("".join(word.text for page in pages for word in page))
    first = document.chapters[0]
    shown = [first.title, first.summary[0].text, "AT&T", document.cards[0].front]
    assert [each for each in shown if squash(each) not in text] == []
    assert "0:00–2:00" in text


def test_a_teacher_reads_the_sheets_in_the_language_of_the_episode():
    document = sample()
    german = changed(document, episode=document.episode.model_copy(update={"language": "de"}))
    content = writers.render(german, "worksheet", Templates(), WriteSettings(now=NOW)).content
    text = " ".join(word.text for page in placed_words(content) for word in page)
    assert "Übungsblatt" in text
    assert "Wörter für die Lücken" in text
    assert "Seite 1 von" in text


@pytest.mark.parametrize("name", ["handout", "timeline"])
def test_an_address_that_is_too_long_for_a_code_is_told(name):
    document = sample()
    episode = document.episode.model_copy(update={"url": f"https://example.org/{'a' * 400}"})
    made = writers.render(changed(document, episode=episode), name, Templates(), WriteSettings(now=NOW))
    assert [(notice.code, notice.where) for notice in made.notices if notice.code == "qr-code"] == [
        ("qr-code", f"{name}.pdf")
    ]
