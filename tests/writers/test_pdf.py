"""What the printed guide says, read back by pikepdf, pdfminer and poppler, none of which wrote it."""

import shutil
import subprocess
from collections import Counter
from datetime import timedelta
from functools import cache

import pytest

from studykit.contracts import WriteSettings
from studykit.links import moment_link
from studykit.model import BLANK, Passage
from studykit.page_wording import PageWording
from studykit.templates import Templates
from studykit.writers import _captions, pdf
from tests.sample import NOW, SETTINGS, cite, sample
from tests.writers.pdf_reader import HAS_EXTRA, HEBREW, THEME, Guide, squash

STAND_IN = "□"
LACKING = frozenset("" if HAS_EXTRA else HEBREW)
NOWHERE = "\N{LINEAR B IDEOGRAM B100 MAN}"
NASTY = [
    "x<y>z & AT&T {{c1::x}} a::b",
    "<b>things</b>",
    "<script>no</script> & {{Front}} }} a::b",
    "Ωμέγα Живаго",
]


def render(document, settings=SETTINGS, templates=None):
    return pdf.render(document, templates or Templates(), settings)


@cache
def guide(with_times=True):
    return Guide(render(sample(with_times=with_times)).content)


def with_passage(text, quote=""):
    """The sample with one more sentence, which rests on ``quote``, or on itself."""
    passage = Passage(text=text, citations=(cite(quote or text, 1),))
    document = sample()
    first, *others = document.chapters
    return document.model_copy(
        update={"chapters": (first.model_copy(update={"summary": (*first.summary, passage)}), *others)}
    )


def drawn(text):
    """What the guide shows of ``text``, squashed."""
    boxed = "".join(STAND_IN if character in LACKING else character for character in squash(text))
    return boxed.replace(HEBREW, HEBREW[::-1])


def citations(document):
    for chapter in document.chapters:
        yield from (citation for passage in chapter.summary for citation in passage.citations)
    yield from (citation for item in (*document.glossary, *document.cards) for citation in item.citations)


def test_an_answer_and_an_entry_are_printed_with_the_one_quote_they_rest_on():
    further = "Somebody else said much more of it, for a long while."
    more = (cite(further, 3),)
    document = sample()
    cards = tuple(card.model_copy(update={"citations": card.citations + more}) for card in document.cards)
    terms = tuple(t.model_copy(update={"citations": t.citations + more}) for t in document.glossary)
    text = Guide(render(document.model_copy(update={"cards": cards, "glossary": terms})).content).text
    assert squash(document.cards[1].citations[0].quote) in squash(text)
    assert squash(further) not in squash(text)


@pytest.mark.parametrize("with_times", [True, False])
def test_everything_to_learn_is_on_paper(with_times):
    document, shown = sample(with_times=with_times), guide(with_times)
    texts = [document.episode.title, document.episode.show, *(speaker.name for speaker in document.speakers)]
    for chapter in document.chapters:
        texts += [chapter.title, *(passage.text for passage in chapter.summary)]
    for term in document.glossary:
        texts += [term.term, *term.aliases, term.definition or "does not define it"]
    assert [text for text in texts if drawn(text) not in shown.text] == []


@pytest.mark.parametrize("with_times", [True, False])
def test_each_answer_has_the_number_of_its_question_and_a_later_page(with_times):
    shown = guide(with_times)
    answers = shown.start_of(shown.page_of("Answers"))
    for number, card in enumerate(sample(with_times=with_times).cards, 1):
        asked = shown.text.find(drawn(f"{number}{card.front.replace(BLANK, '')}"))
        answered = shown.text.find(drawn(f"{number}{card.back}"), answers)
        assert 0 < asked < answers <= answered
        assert shown.page_at(asked) < shown.page_at(answered)


def test_a_cloze_question_has_a_rule_to_write_on_where_its_answer_is_missing():
    shown = guide()
    first = shown.page_of("1 The forgetting curve")
    assert [page.rules for page in shown.pages[first - 1 :]] == [1, 0, 0]


def test_the_rule_to_write_on_never_stands_on_a_line_without_the_word_before_it():
    document = sample()
    cards = [
        document.cards[1].model_copy(update={"id": f"c{length}", "front": f"{'m' * length} brain {BLANK}."})
        for length in range(1, 40)
    ]
    shown = Guide(render(document.model_copy(update={"cards": (*document.cards, *cards)})).content)
    asked = shown.pages[: shown.page_of("Glossary") - 1]
    assert sum("brain" in line.text for page in asked for line in page.text) == len(cards)
    assert [line.text for page in asked for line in page.text if line.text == "."] == []


def test_every_question_refers_to_the_page_of_the_answers():
    shown = guide()
    references = [line.text for page in shown.pages for line in page.side if line.text.startswith("Answers")]
    assert [squash(text) for text in references] == [f"Answers:page{shown.page_of('Answers')}"] * 2


@pytest.mark.parametrize("with_times", [True, False])
def test_every_quote_stands_beside_who_said_it_and_where(with_times):
    shown = guide(with_times)
    expected = [
        _captions.byline(citation, PageWording()) for citation in citations(sample(with_times=with_times))
    ]
    found = [line.text for page in shown.pages for line in page.side]
    assert Counter(expected) - Counter(found) == Counter()


def test_every_time_opens_the_episode_at_its_second():
    document = sample()
    moments = {moment_link(document.episode, citation.start_ms) for citation in citations(document)}
    chapters = {moment_link(document.episode, chapter.start_ms) for chapter in document.chapters}
    assert guide().links == {document.episode.url, *moments, *chapters}


def test_words_that_are_not_the_speakers_own_stand_above_the_quote_they_come_from():
    shown = Guide(render(with_passage("Memory fades.", "Well, what you know, it fades.")).content)
    assert squash("Memory fades. “Well, what you know, it fades.”") in shown.text


def test_a_sentence_that_only_lost_its_fillers_is_not_said_twice():
    shown = Guide(render(with_passage("The curve flattens.", "The, um, curve, you know, flattens.")).content)
    assert "Thecurveflattens." in shown.text
    assert "um,curve" not in shown.text


def test_a_quote_that_is_a_quotation_already_gets_no_second_pair_of_marks():
    shown = Guide(render(with_passage("Who goes?", "“Who will go?”")).content)
    assert "“Whowillgo?”" in shown.text
    assert "““" not in shown.text
    asked = Guide(render(with_passage("Two asked.", '"Who?" and "When?"')).content)
    assert squash("“'Who?' and 'When?'”") in asked.text


def test_the_title_page_begins_as_far_down_as_the_theme_says():
    first, contents = guide().pages[0].text[0], guide().pages[1].text[0]
    assert contents.baseline - first.baseline > THEME["page"]["sink"] - 45


def test_a_character_that_no_font_has_is_told_and_drawn_as_a_box():
    rendering = render(with_passage(f"One {NOWHERE} is nowhere."))
    told = {notice.text.partition(": ")[2]: (notice.code, notice.where) for notice in rendering.notices}
    assert told[NOWHERE] == ("missing-glyph", "guide.pdf")
    assert set("".join(told).replace(" ", "")) == {NOWHERE, *LACKING}
    text = Guide(rendering.content).text
    assert f"One{STAND_IN}isnowhere." in text
    assert f"{STAND_IN}standsforacharacter" in text


def test_a_guide_whose_fonts_have_every_character_speaks_of_no_box():
    document = sample().model_copy(update={"cards": (), "glossary": (), "chapters": sample().chapters[:1]})
    rendering = render(document)
    assert rendering.notices == ()
    assert STAND_IN not in Guide(rendering.content).text


@pytest.mark.parametrize(
    "script",
    [
        "“A” – ‘b’ — c… • → × ✓ € % ½ ≈ ≤",
        "Ωμέγα ἀρχή",
        "Живаго ґанок",
        "Zażółć gęślą jaźń",
        "Tiếng Việt",
        "e\u0301",
    ],
)
def test_the_fonts_have_what_languages_of_greek_latin_and_cyrillic_need(script):
    rendering = render(with_passage(script))
    assert {c for notice in rendering.notices for c in notice.text.partition(": ")[2].split()} == LACKING
    assert squash(script) in Guide(rendering.content).text


def test_a_soft_hyphen_is_not_seen_inside_a_line():
    shown = Guide(render(with_passage("A soft\u00adhyphen here.")).content)
    assert "Asofthyphenhere." in shown.text


def test_nasty_characters_survive_to_the_clipboard(tmp_path):
    if shutil.which("pdftotext") is None:
        pytest.skip("needs poppler")
    (tmp_path / "guide.pdf").write_bytes(render(sample()).content)
    copied = subprocess.run(
        ["pdftotext", "-enc", "UTF-8", "guide.pdf", "-"], cwd=tmp_path, capture_output=True, check=True
    ).stdout.decode()
    assert [text for text in NASTY if squash(text) not in squash(copied)] == []
    assert "\ufffd" not in copied


def test_the_file_says_what_it_is(tmp_path):
    if shutil.which("pdfinfo") is None:
        pytest.skip("needs poppler")
    (tmp_path / "guide.pdf").write_bytes(render(sample()).content)
    told = subprocess.run(["pdfinfo", "guide.pdf"], cwd=tmp_path, capture_output=True, text=True, check=True)
    facts = {
        name: fact.strip() for name, _, fact in (line.partition(":") for line in told.stdout.splitlines())
    }
    assert facts["Title"] == sample().episode.title
    assert facts["Author"] == "Ben Okri, Ana Ruiz"
    assert facts["Subject"] == "Study guide to an episode of Memory Lane"
    assert facts["Pages"] == str(len(guide().pages))
    assert guide().pdf.Root.Lang == "en"


def test_an_episode_without_title_and_language_has_a_file_with_both():
    document = sample()
    bare = document.episode.model_copy(update={"title": "", "language": "", "show": ""})
    shown = Guide(render(document.model_copy(update={"episode": bare})).content)
    assert (shown.pdf.docinfo.Title, shown.pdf.Root.Lang) == ("Study guide", "und")


@pytest.mark.parametrize(("paper", "size"), [("a4", (595, 842)), ("letter", (612, 792))])
def test_every_page_has_the_size_of_the_paper(paper, size):
    shown = Guide(render(sample(), WriteSettings(now=NOW, paper=paper)).content)
    assert {tuple(round(float(side)) for side in page.mediabox) for page in shown.pdf.pages} == {
        (0, 0, *size)
    }


def test_the_same_document_and_time_give_the_same_bytes_wherever_the_templates_are(tmp_path):
    for folder in ("fonts", "pdf"):
        source = Templates().path("pdf/theme.toml").parents[1] / folder
        shutil.copytree(source, tmp_path / folder, copy_function=shutil.copyfile)
    first = render(sample()).content
    assert first == render(sample()).content
    assert first == render(sample(), templates=Templates(tmp_path)).content


def test_the_file_is_dated_by_the_time_of_the_build():
    later = WriteSettings(now=NOW + timedelta(days=1))
    assert guide().pdf.docinfo.CreationDate == "D:20260102030405+00'00'"
    assert Guide(render(sample(), later).content).pdf.docinfo.CreationDate == "D:20260103030405+00'00'"
