"""What a typographer would not sign, tried on pages where it would happen."""

from datetime import date
from itertools import cycle, islice

from studykit.contracts import WriteSettings
from studykit.links import moment_link
from studykit.model import Citation
from studykit.templates import Templates
from studykit.writers import pdf
from tests.sample import FORGETTING, NOW, SPACING, sample
from tests.writers.pdf_reader import Guide, squash, style
from tests.writers.test_pdf_layout import changed, chapter, question, term


def shown(document, paper="a4"):
    return Guide(pdf.render(document, Templates(), WriteSettings(now=NOW, paper=paper)).content)


def lines_below(page, heading):
    return [line for line in page.text if line.baseline < heading.baseline and line.style == style("passage")]


def test_a_chapter_begins_only_where_some_of_its_sentences_have_room():
    lengths = islice(cycle((5, 6, 7, 8, 9, 11, 13)), 60)
    chapters = [chapter(n, *[f"{n} {FORGETTING}"] * length) for n, length in enumerate(lengths, 1)]
    for paper in ("a4", "letter"):
        one = shown(changed(sample(), chapters=chapters, cards=(), glossary=()), paper)
        headings = [
            (page, line) for page in one.pages for line in page.text if line.style == style("chapter")
        ]
        assert len(headings) == len(chapters)
        assert len({page.text[0] == heading for page, heading in headings}) == 2
        assert min(len(lines_below(page, heading)) for page, heading in headings) >= 4


def test_no_line_of_terms_begins_with_the_dot_between_two():
    names = [f"{'concept ' * (n % 4)}{'n' * (n % 17 + 1)}" for n in range(120)]
    glossary = [term(name).model_copy(update={"chapter_ids": ("c1",)}) for name in dict.fromkeys(names)]
    one = shown(changed(sample(), chapters=[chapter(1)], cards=(), glossary=glossary))
    listed = [line.text for line in one.pages[2].text if "·" in line.text]
    assert len(listed) > 10
    assert [text for text in listed if text.startswith("·")] == []


def test_the_running_head_is_cut_between_words():
    title = "Why we forget what we learn so soon, and whatever helps against it"
    document = sample()
    one = shown(changed(document, episode=document.episode.model_copy(update={"title": title})))
    cut = one.pages[1].head[-1].text.removesuffix("…")
    assert title.startswith(cut)
    assert title[len(cut)] in " ,"


def test_a_count_stays_on_one_line_with_what_it_counts():
    document = changed(sample(), cards=[question(n, chapter_id="c1") for n in range(1, 49)])
    lines = [line.text for line in shown(document).pages[0].text]
    for count in ("2 chapters", "3 key passages", "2 glossary terms", "48 questions"):
        assert any(squash(count) in squash(line) for line in lines)


def test_a_glossary_of_one_section_has_no_second_heading():
    one = shown(changed(sample(), glossary=[term("one"), term("two")]))
    assert [entry.title for entry in one.outline if "Glossary" in entry.title or entry.level] == ["Glossary"]
    assert squash("does not define it. one") in one.text


def test_the_words_of_the_one_who_asked_stand_beside_the_question_and_not_under_the_answer():
    asked = Citation(quote="So why do we forget?", speaker="Ben Okri", start_ms=30_000)
    told = Citation(quote=SPACING, speaker="Ana Ruiz", start_ms=60_000)
    card = question(1, front="How does Ana Ruiz answer: “So why do we forget?”", back=SPACING)
    card = card.model_copy(update={"citations": (told, asked)})
    one = shown(changed(sample(), chapters=[chapter(1)], cards=[card], glossary=()))
    first, last = one.pages[2], one.pages[3]
    assert [line.text for line in first.side if "," in line.text] == ["Ben Okri, 0:30"]
    assert [line.text for line in last.side] == ["asked on page 3", "Ana Ruiz, 1:00"]
    key = "".join(squash(line.text) for line in last.text)
    assert squash(f"“{SPACING}”") in key
    assert "forget?" not in key


def test_a_time_that_opens_the_sound_is_said_to_be_a_link():
    document = sample()
    audio = document.episode.model_copy(update={"url": "", "audio_url": "https://example.org/e.mp3"})
    assert moment_link(audio, 0)
    told = "Click the time to listen."
    assert squash(told) in shown(changed(document, episode=audio)).text
    silent = audio.model_copy(update={"audio_url": ""})
    assert squash(told) not in shown(changed(document, episode=silent)).text


def test_a_guide_speaks_the_language_of_its_episode():
    german = {"language": "de-AT", "published": date(2025, 3, 1)}
    document = changed(sample(), episode=sample().episode.model_copy(update=german))
    one = shown(document)
    for words in ("Inhalt", "Kernaussagen", "Teste dich selbst", "1. März 2025", "Ben Okri, Moderation"):
        assert squash(words) in one.text
    assert {"Glossar", "Antworten", "Begriffe"} <= {entry.title for entry in one.outline}
    feet = [line.text for page in one.pages[1:] for line in page.foot]
    assert feet == [f"Seite {number} von {len(one.pages)}" for number in range(2, len(one.pages) + 1)]
    assert [
        word for word in ("Key passages", "Glossary", "page", "Answers") if squash(word) in one.text
    ] == []
    assert "Hinweis: a share" in [line.text for page in one.pages for line in page.side]
