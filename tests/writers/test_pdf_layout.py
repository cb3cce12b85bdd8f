"""The pages of the printed guide, also of documents that no one should write, measured by pdfminer."""

from functools import cache
from itertools import cycle, islice, pairwise

import pytest

from studykit.contracts import WriteSettings
from studykit.model import BLANK, Card, Chapter, Citation, Passage, Speaker, StudyDocument, Term
from studykit.templates import Templates
from studykit.writers import pdf
from tests.sample import FORGETTING, NOW, SPACING, cite, sample
from tests.writers.pdf_reader import (
    HAS_EXTRA,
    HEADINGS,
    HEBREW,
    LEFT,
    RIGHT,
    TEXT_EDGE,
    Guide,
    squash,
    style,
)

GLANCE = "At a glance"
LONG = " ".join(f"word{number}" for number in range(3_000))
LONG_WORD = ("Donaudampfschifffahrtsgesellschaft" * 9)[:300]
LONG_TITLE = ("Why we forget what we learn, and other questions " * 7)[:300].strip()


def changed(document, **fields):
    """``document`` with other fields, checked like any other."""
    return StudyDocument.model_validate({**document.model_dump(by_alias=True), **fields})


def chapter(number, *passages, title=""):
    quoted = tuple(Passage(text=text, citations=(cite(text, number % 4),)) for text in passages)
    return Chapter(
        id=f"c{number}",
        title=title or f"Chapter {number}",
        origin="given",
        start_ms=number * 60_000,
        end_ms=number * 60_000 + 60_000,
        summary=quoted,
    )


def question(number, *, front="", back="40 %", hint="", chapter_id=None):
    return Card(
        id=f"card{number}",
        kind="cloze" if BLANK in front else "question",
        front=front or f"What is {number}?",
        back=back,
        hint=hint,
        citations=(cite(SPACING, number % 4),),
        chapter_id=f"c{number}" if chapter_id is None else chapter_id,
    )


def term(name, definition=None, *, aliases=(), kind="concept"):
    citations = (cite(SPACING, 2),)
    return Term(
        key=name[:40], term=name, definition=definition, citations=citations, aliases=aliases, kind=kind
    )


def two_hundred_chapters():
    """Chapters of many lengths, so that headings come to stand at every height of a page."""
    numbers = range(1, 201)
    lengths = islice(cycle((0, 1, 0, 2, 1, 0, 3)), len(numbers))
    kinds = islice(cycle(("concept", "person", "organisation", "work", "acronym")), 40)
    return changed(
        sample(),
        chapters=[
            chapter(n, *[f"{n} {FORGETTING}"] * length) for n, length in zip(numbers, lengths, strict=True)
        ],
        cards=[question(n, front=f"{BLANK} is {n}." if n % 2 else "") for n in numbers if n % 3],
        glossary=[term(f"term {n}", kind=kind) for n, kind in enumerate(kinds)],
    )


def long_passage():
    return changed(
        sample(),
        chapters=[chapter(1, FORGETTING, LONG)],
        cards=[question(1)],
        glossary=[term("long", LONG), term("short")],
    )


def long_word():
    document = sample()
    voice = Citation(quote=LONG_WORD, speaker=LONG_WORD, start_ms=1_000, segment_ids=("s1",))
    card = question(1, front=f"{LONG_WORD} {BLANK} {LONG_WORD}?", back=LONG_WORD, hint=LONG_WORD)
    return changed(
        document,
        episode=document.episode.model_copy(update={"title": LONG_WORD, "show": LONG_WORD}),
        speakers=[
            Speaker(id="host", name=LONG_WORD, role="host"),
            Speaker(id="guest", name=LONG_WORD + "s"),
        ],
        chapters=[chapter(1, LONG_WORD, FORGETTING, title=LONG_WORD)],
        cards=[card.model_copy(update={"citations": (voice,)})],
        glossary=[term(LONG_WORD, LONG_WORD, aliases=(LONG_WORD,)), term(LONG_WORD + "s")],
    )


def long_title():
    document = sample()
    chapters = [one.model_copy(update={"title": LONG_TITLE}) for one in document.chapters]
    episode = document.episode.model_copy(update={"title": LONG_TITLE, "show": LONG_TITLE})
    return changed(document, episode=episode, chapters=chapters)


def untitled():
    document = sample()
    episode = document.episode.model_copy(update={"title": "", "show": "", "url": "", "language": ""})
    return changed(
        document,
        episode=episode,
        chapters=[one.model_copy(update={"title": " "}) for one in document.chapters],
    )


def many_voices():
    voices = [Speaker(id=f"v{number}", name=f"Speaker number {number}") for number in range(60)]
    cited = tuple(
        Citation(quote=f"Quote {number}.", speaker=voice.name, start_ms=number * 1_000)
        for number, voice in enumerate(voices)
    )
    return changed(
        sample(),
        speakers=[*sample().speakers, *voices],
        chapters=[chapter(1).model_copy(update={"summary": (Passage(text="All agree.", citations=cited),)})],
        cards=[question(1).model_copy(update={"citations": cited})],
        glossary=[term("agreement", "What all share.").model_copy(update={"citations": cited})],
    )


DOCUMENTS = {
    "sample": sample,
    "neither times nor speakers": lambda: sample(with_times=False),
    "empty glossary": lambda: changed(sample(), glossary=()),
    "no cards": lambda: changed(sample(), cards=()),
    "a chapter without cards": lambda: changed(sample(), cards=sample().cards[1:]),
    "cards of no chapter": lambda: changed(sample(), chapters=sample().chapters[1:]),
    "no chapters": lambda: changed(sample(), chapters=()),
    "chapters alone": lambda: changed(sample(), chapters=[chapter(1), chapter(2)], cards=(), glossary=()),
    "nothing but a title": lambda: changed(sample(), chapters=(), cards=(), glossary=()),
    "200 chapters": two_hundred_chapters,
    "a passage of 3,000 words": long_passage,
    "a word of 300 letters": long_word,
    "a title of 300 characters": long_title,
    "no titles": untitled,
    "60 speakers": many_voices,
}
every_document = pytest.mark.parametrize("name", DOCUMENTS)


@cache
def guide(name, paper="a4"):
    settings = WriteSettings(now=NOW, paper=paper)
    return Guide(pdf.render(DOCUMENTS[name](), Templates(), settings).content)


def shown(name):
    """The guide, the sample's on both papers."""
    return [guide(name), *([guide(name, "letter")] if name == "sample" else [])]


@every_document
def test_the_contents_list_the_outline_with_its_pages(name):
    for one in shown(name):
        listed = "".join(squash(f"{entry.title}{entry.page}") for entry in one.outline)
        if listed:
            start, end = one.text.index("Contents") + len("Contents"), one.start_of(one.outline[0].page)
            assert one.text[start:end] == listed
        else:
            assert "Contents" not in one.text


@every_document
def test_the_outline_leads_to_the_headings_in_their_order(name):
    for one in shown(name):
        for entry in one.outline:
            below = [line for line in one.pages[entry.page - 1].text if line.baseline < entry.top]
            assert below[0].style in HEADINGS
            assert squash(entry.title).startswith(squash(below[0].text))
        places = [(entry.page, -entry.top) for entry in one.outline]
        assert places == sorted(places)


@every_document
def test_the_outline_begins_at_the_top_level_and_never_skips_one(name):
    levels = [-1, *(entry.level for entry in guide(name).outline)]
    assert all(after <= before + 1 for before, after in pairwise(levels))


@every_document
def test_the_outline_has_every_chapter_and_part(name):
    document = DOCUMENTS[name]()
    titles = [f"{n} {one.title.strip() or 'Untitled'}" for n, one in enumerate(document.chapters, 1)]
    first, *others = [entry.title for entry in guide(name).outline if entry.level == 0] or [""]
    top_level = others if first == GLANCE else [first, *others] if first else []
    assert (first == GLANCE) == (len(document.chapters) > 1)
    loose = any(card.chapter_id not in document.chapter_by_id for card in document.cards)
    parts = {
        "More questions": loose,
        "Glossary": bool(document.glossary),
        "Answers": bool(document.cards),
        "Index": len(document.glossary) >= 10,
    }
    assert top_level == [*titles, *(part for part, present in parts.items() if present)]


@every_document
def test_every_page_but_the_first_has_its_number_of_all(name):
    for one in shown(name):
        feet = ["".join(line.text for line in page.foot) for page in one.pages]
        assert feet == ["", *(f"page {number} of {len(feet)}" for number in range(2, len(feet) + 1))]


def continued(one, number):
    """The section that page ``number`` goes on with, empty where the page begins with a heading."""
    if one.pages[number - 1].text[0].style in {style("section"), style("chapter")}:
        return ""
    before = [entry.title for entry in one.outline if entry.level == 0 and entry.page < number]
    front = [
        page.text[0].text for page in one.pages[: number - 1]
    ]  # a long title page goes on, without a name
    return before[-1] if before else "Contents" * ("Contents" in front)


@every_document
def test_the_head_of_a_page_names_the_section_that_its_first_lines_belong_to(name):
    for one in shown(name):
        for number, page in enumerate(one.pages[1:], 2):
            section = continued(one, number)
            named = [line for line in page.head if line.left < TEXT_EDGE / 2]
            if section:
                assert squash(named[0].text)[:30].startswith(squash(section)[:30])
            else:
                assert named == []


def test_the_last_two_questions_of_a_chapter_stand_on_one_page():
    for count in range(8, 22):
        cards = tuple(question(number, chapter_id="c1") for number in range(count))
        one = Guide(pdf.render(changed(sample(), cards=cards), Templates(), WriteSettings(now=NOW)).content)
        last = [
            one.page_at(one.text.index(f"{number + 1}Whatis{number}?")) for number in (count - 2, count - 1)
        ]
        assert last[0] == last[1]


@every_document
def test_no_page_is_blank(name):
    for one in shown(name):
        assert [number for number, page in enumerate(one.pages, 1) if not page.text] == []


@every_document
def test_no_heading_is_the_last_line_of_its_page(name):
    title = style("section")  # a long title of the episode is set like a section
    for one in shown(name):
        last = [(number, page.text[-1]) for number, page in enumerate(one.pages, 1)]
        assert [
            (n, line.text) for n, line in last if line.style in HEADINGS and (n, line.style) != (1, title)
        ] == []


@every_document
def test_all_text_stays_in_its_column(name):
    for one in shown(name):
        width = float(one.pdf.pages[0].mediabox[2])
        for page in one.pages:
            if page.text[0].text == GLANCE:  # its pictures are as wide as both columns
                continue
            assert max(line.right for line in page.text) <= TEXT_EDGE + 1
            assert min(line.left for line in page.text) > LEFT / 3
            assert all(line.right <= width - RIGHT + 1 for line in (*page.side, *page.head))


@every_document
def test_no_line_is_printed_over_another(name):
    for one in shown(name):
        for page in one.pages:
            for column in (page.text, page.side):
                assert all(a.baseline - b.baseline > 0.8 * b.style[1] for a, b in pairwise(column))


@every_document
def test_every_font_is_embedded(name):
    for one in shown(name):
        assert [
            font for font, kept in one.fonts().items() if "/FontFile2" not in kept.get("/FontDescriptor", {})
        ] == []


@every_document
def test_no_character_is_drawn_as_a_missing_glyph(name):
    assert guide(name).undrawn() == set()


@every_document
def test_every_card_is_asked_and_answered_under_its_number(name):
    document, one = DOCUMENTS[name](), guide(name)
    by_chapter = [card for chapter in document.chapters for card in document.cards_by_chapter[chapter.id]]
    loose = [card for card in document.cards if card.chapter_id not in document.chapter_by_id]
    answers = one.text.rfind("Answers") if document.cards else 0
    asked = answered = 0
    for number, card in enumerate([*by_chapter, *loose], 1):
        front, back = card.front.replace(BLANK, ""), card.back
        asked = position(one.text, f"{number}{front}", asked)
        answered = position(one.text, f"{number}{back}", max(answers, answered))
        assert one.page_at(asked) < one.page_at(answered)


def position(text, wanted, start):
    """Where ``wanted`` stands in squashed text after ``start``; what no font has is a box there."""
    lacking = "" if HAS_EXTRA else HEBREW
    boxed = "".join("□" if c in lacking else c for c in squash(wanted))
    return text.index(boxed.replace(HEBREW, HEBREW[::-1]), start)
