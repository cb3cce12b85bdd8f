"""The vault is read as Obsidian and its plug-in Spaced Repetition read it."""

import io
import re
import zipfile
from dataclasses import replace
from pathlib import PurePosixPath

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from studykit.model import BLANK, Card, Term
from studykit.templates import Templates
from studykit.writers._vault_names import LONGEST, note_name, unique
from studykit.writers.obsidian import WRITER
from tests.sample import SETTINGS, cite, sample
from tests.writers.markdown_reading import shown, squashed

MARKUP = st.text(alphabet="?:=;{}-~^`#*_[]()<>|$\\!&%1aw \n\"'é🧠", min_size=1, max_size=25)
HOME = "Memory Lane/Why we forget & other questions"


def files(document, write_settings=SETTINGS):
    content = WRITER.render(document, Templates(), write_settings).content
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        assert file.testzip() is None
        return {name: file.read(name).decode("utf-8") for name in file.namelist()}


def with_cards(*cards):
    document = sample()
    return document.model_copy(update={"cards": cards, "chapters": document.chapters[:1]})


def properties(note):
    opened, written, _ = note.split("---\n", 2)
    assert opened == ""
    return yaml.safe_load(written)


def cards_of(note):
    """The cards that the plug-in finds, going through the lines as its published parser does.

    They are (kind, text before the separator, text after it); a line with ``::`` is always a card.
    """
    found, lines, kind = [], [], None
    for line in [*note.split("\n"), ""]:
        if line and "::" in line:
            found.append(("single", *line.split("::", 1)))
            lines, kind = [], None
        elif not line:
            if kind == "cloze":
                found.append((kind, "\n".join(lines), ""))
            elif kind:
                place = lines.index(kind)
                found.append((kind, "\n".join(lines[:place]), "\n".join(lines[place + 1 :])))
            lines, kind = [], None
        else:
            lines.append(line)
            if kind is None and re.search("==.*?==", line):
                kind = "cloze"
            elif line.strip() in ("?", "??"):
                kind = line.strip()
    return found


def chapter(document, write_settings=SETTINGS):
    (note,) = (text for path, text in files(document, write_settings).items() if "/Chapters/01" in path)
    return note


def test_there_is_a_note_on_the_episode_each_chapter_and_each_term():
    assert list(files(sample())) == [
        f"{HOME}/Why we forget & other questions.md",
        f"{HOME}/Chapters/01 The forgetting curve.md",
        f"{HOME}/Chapters/02 Spacing odd b things b.md",
        f"{HOME}/Terms/forgetting curve.md",
        f"{HOME}/Terms/AT&T.md",
    ]


@pytest.mark.parametrize("with_times", [True, False])
def test_every_link_leads_to_a_note_and_every_note_is_led_to(with_times):
    notes = files(sample(with_times=with_times))
    targets = {
        target for note in notes.values() for target in re.findall(r"\[\[([^|\[\]]+)\|[^|\[\]]+\]\]", note)
    }
    assert {f"{target}.md" for target in targets} == set(notes)
    assert sum(note.count("[[") for note in notes.values()) == sum(
        note.count("]]") for note in notes.values()
    )


def test_the_plug_in_finds_the_cards_of_a_chapter_and_nothing_else():
    asked, cloze, other = sample().cards
    told = asked.model_copy(update={"context": "The forgetting curve"})  # as the note is called
    for path, note in files(sample().model_copy(update={"cards": (told, cloze, other)})).items():
        found = cards_of(note)
        if "/Chapters/01" in path:
            ((kind, front, back),) = found
            assert (kind, front) == ("?", asked.front)
            assert back.startswith(f"{asked.back}\n> “The forgetting curve is")
            assert back.endswith("\n> [Ana Ruiz, 1:00](<https://www.youtube.com/watch?v=abc&t=60s>)")
        elif "/Chapters/02" in path:
            assert [kind for kind, _, _ in found] == ["cloze", "?"]
            assert found[0][1] == f"{cloze.front.replace(BLANK, '==40 %==')}\\\n*(Hint: a share)*"
        else:
            assert found == []


def test_the_words_behind_a_cloze_stand_outside_its_card():
    (note,) = (text for path, text in files(sample()).items() if "/Chapters/02" in path)
    assert "\n\n> “If you space the reviews, you need about 40 % fewer" in note


@settings(max_examples=60)
@given(st.lists(st.tuples(MARKUP, MARKUP, st.booleans()), min_size=1, max_size=12))
@example([("a::b", "==c==", False), ("?", "??", False), ("==x", "y==", True), ("#tag", ";;hint", True)])
def test_any_text_makes_the_cards_that_it_should_and_is_shown_as_written(texts):
    cards = [made(place, *text) for place, text in enumerate(texts)]
    found = cards_of(chapter(with_cards(*cards)))
    assert [kind for kind, _, _ in found] == ["cloze" if card.has_blank else "?" for card in cards]
    for card, (_, front, back) in zip(cards, found, strict=True):
        if card.has_blank:
            before, hidden, after = re.fullmatch("(.*)==(.*)==(.*)", front, re.S).groups()
            assert ";;" not in hidden
            assert shown(f"{before}x{hidden}x{after}") == squashed(
                card.front.replace(BLANK, f"x{card.back}x")
            )
        else:
            answer = back.partition("\n> ")[0]
            assert (shown(front), shown(answer)) == (squashed(card.front), squashed(card.back))


def made(place, front, back, has_blank):
    said = (cite(f"{front} {back}.", 1),)
    kind, asked = ("cloze", f"x{front}{BLANK}.") if has_blank else ("question", f"{front}x")
    return Card(id=str(place), kind=kind, front=asked, back=f"{back}x", citations=said, chapter_id="c1")


def test_definitions_are_asked_both_ways_where_that_is_wanted():
    card = sample().cards[0].model_copy(update={"reverse": "forgetting curve"})
    found = cards_of(chapter(with_cards(card), replace(SETTINGS, reverse=True)))
    assert [kind for kind, _, _ in found] == ["?", "single"]
    assert found[1][1:] == (card.back, "forgetting curve")


def test_the_cards_are_in_a_deck_of_the_plug_in_named_as_in_anki():
    assert properties(chapter(sample()))["tags"] == ["flashcards/memory-lane"]
    nested = replace(SETTINGS, deck="Podcasts::{show}::{episode}")
    tags = properties(chapter(sample(), nested))["tags"]
    assert tags == ["flashcards/podcasts/memory-lane/why-we-forget-other-questions"]
    assert "tags" not in properties(chapter(with_cards()))


@settings(max_examples=40)
@given(MARKUP, MARKUP)
def test_any_title_and_term_is_a_property_of_its_note(title, name):
    document = sample()
    episode = document.episode.model_copy(update={"title": title, "show": title})
    first = document.chapters[0].model_copy(update={"title": f"x{title}"})
    term = Term(
        key="k", term=f"x{name}", aliases=(f"y{name}",), citations=(cite("x", 1),), chapter_ids=("c1",)
    )
    changed = document.model_copy(update={"episode": episode, "chapters": (first,), "glossary": (term,)})
    notes = files(changed)
    assert all(cards_of(note.split("---\n", 2)[1]) == [] for note in notes.values())
    (chapter_note,) = (note for path, note in notes.items() if "/Chapters/01" in path)
    (term_note,) = (note for path, note in notes.items() if "/Terms/" in path)
    assert properties(chapter_note)["aliases"] == [" ".join(f"x{title}".split())]
    assert properties(term_note)["aliases"] == [" ".join(f"{sign}{name}".split()) for sign in "xy"]


def test_a_property_opens_the_episode_at_the_chapter():
    known = properties(files(sample())[f"{HOME}/Chapters/02 Spacing odd b things b.md"])
    assert known["source"] == "https://www.youtube.com/watch?v=abc&t=120s"
    assert known["episode"] == f"[[{HOME}/Why we forget & other questions|Why we forget & other questions]]"
    assert known["show"] == "Memory Lane"


def test_a_term_is_quoted_with_its_speaker_and_moment_and_leads_to_its_chapters():
    note = files(sample())[f"{HOME}/Terms/forgetting curve.md"]
    assert "> “The forgetting curve is the rate at which" in note
    assert "> [Ana Ruiz, 1:00](<https://www.youtube.com/watch?v=abc&t=60s>)" in note
    assert f"- [[{HOME}/Chapters/01 The forgetting curve|01 The forgetting curve]]" in note


def test_a_term_leads_to_the_terms_that_its_explanation_names():
    near = Term(key="m", term="Memory", citations=(cite("Memory is what stays.", 2),))
    far = Term(key="e", term="memo", citations=(cite("A memo is short.", 2),))
    document = sample().model_copy(update={"glossary": (sample().glossary[0], near, far)})
    note = files(document)[f"{HOME}/Terms/forgetting curve.md"]
    assert f"[[{HOME}/Terms/Memory|Memory]]" in note
    assert "Terms/memo|" not in note


def test_cards_and_terms_of_no_chapter_are_not_lost():
    document = sample().model_copy(update={"chapters": ()})
    ((path, note),) = ((path, note) for path, note in files(document).items() if "/Chapters/" in path)
    assert path == f"{HOME}/Chapters/01 What to learn.md"
    assert len(cards_of(note)) == 3
    assert note.count(f"[[{HOME}/Terms/") == 2


def test_a_chapter_without_content_says_so():
    document = sample()
    bare = document.chapters[-1].model_copy(update={"id": "bare", "title": "Goodbyes", "summary": ()})
    notes = files(document.model_copy(update={"chapters": (*document.chapters, bare)}))
    (said,) = (note for note in notes.values() if "Nothing was chosen from this chapter." in note)
    assert "Goodbyes" in said


def test_a_document_without_cards_is_a_vault_without_a_deck():
    notes = files(sample().model_copy(update={"cards": ()}))
    assert len(notes) == 5
    assert not any("flashcards" in note for note in notes.values())


def test_a_card_that_cannot_be_asked_is_left_out_with_a_notice():
    broken = sample().cards[0].model_copy(update={"id": ""})
    document = sample().model_copy(update={"cards": (broken,)})
    (notice,) = WRITER.render(document, Templates(), SETTINGS).notices
    assert (notice.code, notice.text.split(":")[0]) == ("card-dropped", "not in the Obsidian vault")


def test_the_same_document_gives_the_same_bytes():
    assert WRITER.render(sample(), Templates(), SETTINGS) == WRITER.render(sample(), Templates(), SETTINGS)


@settings(max_examples=300)
@given(st.text(max_size=90))
@example("../../etc/passwd")
@example("C:\\x")
@example("CON.txt")
@example(".hidden")
@example("[[a#b^c|d]]")
@example("%%x%%")
def test_a_title_never_becomes_a_path(title):
    name = note_name(title)
    assert len(name) <= LONGEST + 1
    assert not set(name) & set('/\\:*?"<>|#^[]%\n\t')
    assert name == name.strip(" .")
    if name:
        assert PurePosixPath("x", name).parts == ("x", name)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Why we forget: part 2?", "Why we forget part 2"),
        ("C++ & R&D (again)", "C++ & R&D (again)"),
        ("nul", "nul_"),
        ("Aux.", "Aux_"),
        ("हिन्दी में", "हिन्दी में"),
        ("🧠", ""),
        ("word " * 20, " ".join(["word"] * 12)),
    ],
)
def test_a_name_keeps_letters_and_what_parts_no_folders(title, name):
    assert note_name(title) == name


def test_names_that_a_file_system_takes_for_one_get_numbers():
    assert unique(["Bread", "bread", "", "bread 2", ""], "Term") == (
        "Bread",
        "bread 2",
        "Term",
        "bread 2 2",
        "Term 2",
    )
