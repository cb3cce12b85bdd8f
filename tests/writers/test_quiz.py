"""The quiz: what stands beside the right answer, what each version shares, and what is on paper."""

import shutil
import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studykit import writers
from studykit.contracts import WriteSettings
from studykit.errors import NothingToStudyError
from studykit.model import BLANK, Card, Speaker, Term
from studykit.templates import Templates
from studykit.text import bare, fold
from studykit.writers._quiz import FEWEST_OPTIONS, MOST_CHOICES, MOST_GAPS, MOST_OPEN, quizzes
from studykit.writers._term_places import places, without
from tests.sample import NOW, cite, sample
from tests.writers.pdf_reader import Guide, placed_words, squash
from tests.writers.test_pdf_layout import changed


def defined(name, definition, *, kind="concept", aliases=(), importance=0.5, quote=""):
    return Term(
        key=fold(name),
        term=name,
        definition=definition,
        kind=kind,
        aliases=aliases,
        citations=(cite(quote or definition or f"{name} is used.", 1),),
        importance=importance,
    )


def named(name, *, kind="concept", quote="", aliases=()):
    return defined(name, None, kind=kind, quote=quote, aliases=aliases)


def cloze(front, back, quote="", importance=0.5):
    text = quote or front.replace(BLANK, back)
    return Card(
        id=bare(front)[:30],
        kind="cloze",
        front=front,
        back=back,
        citations=(cite(text, 2),),
        importance=importance,
    )


BREAD = (
    defined("gluten", "A stretchy network of gliadin and its twin that forms in wet flour."),
    defined(
        "starter", "A starter is a mixture of flour and water in which wild yeast lives.", aliases=("leaven",)
    ),
    named("wild yeast"),
    named("gliadin"),
    named("autolyse"),
    named("retrogradation"),
    named("sourdough starter"),
    named("Paris", kind="organisation"),
    named("Ana Ruiz", kind="person"),
)


def bread(*cards, glossary=BREAD, speakers=None):
    more = {} if speakers is None else {"speakers": speakers}
    return changed(sample(), glossary=glossary, cards=cards, chapters=(), **more)


def choices(document, seed=1):
    (quiz,) = quizzes(document, seed, 1)
    return {item.answer: item for item in quiz.choices}


def test_wrong_answers_are_terms_of_the_same_kind_that_the_words_do_not_name():
    found = choices(bread())
    assert set(found["gluten"].options) == {"gluten", "starter", "autolyse", "retrogradation"}
    assert "wild yeast" not in found["starter"].options
    assert not {"Paris", "Ana Ruiz"} & {option for item in found.values() for option in item.options}


def test_a_term_that_shares_a_word_with_the_right_one_is_no_wrong_answer():
    assert "sourdough starter" not in choices(bread())["starter"].options


def test_a_term_whose_other_name_is_in_the_words_is_no_wrong_answer():
    glossary = (*BREAD, named("hooch", aliases=("wet flour",)))
    assert "hooch" not in choices(bread(glossary=glossary))["gluten"].options


def test_a_term_that_the_same_words_explain_is_no_wrong_answer():
    twin = named("crumb", quote=BREAD[0].citations[0].quote)
    assert "crumb" not in choices(bread(glossary=(*BREAD, twin)))["gluten"].options


def test_the_right_answer_does_not_stand_in_its_question():
    starter = choices(bread())["starter"]
    assert starter.question == f"A {BLANK} is a mixture of flour and water in which wild yeast lives."


def test_a_definition_that_tells_by_a_word_of_the_family_is_not_asked():
    telling = defined("fermentation", "What happens where yeast has fermented the sugars for hours.")
    (quiz,) = quizzes(bread(glossary=(*BREAD[1:], telling)), 1, 1)
    assert "fermentation" not in {item.answer for part in quiz.parts for item in part}


def test_a_definition_is_to_be_named_where_there_is_nothing_to_choose_from():
    (quiz,) = quizzes(bread(glossary=BREAD[:1]), 1, 1)
    assert quiz.choices == ()
    assert quiz.gaps[0].question == f"{BLANK}: {BREAD[0].definition}"
    assert quiz.gaps[0].answer == "gluten"


def test_a_cloze_card_that_hides_a_term_gives_others_to_choose_from():
    card = cloze(f"It is the {BLANK} that makes a dough spring back.", "autolyse", importance=0.9)
    assert card.front in {item.question for item in choices(bread(card)).values()}


def test_a_cloze_card_that_hides_a_number_is_to_be_filled_in():
    card = cloze(f"You need about {BLANK} fewer reviews.", "40 %")
    (quiz,) = quizzes(bread(card), 1, 1)
    assert [item.answer for item in quiz.gaps] == ["40 %"]


def test_who_said_it_is_chosen_among_those_who_speak():
    speakers = [Speaker(id="host", name="Ben"), Speaker(id="guest", name="Ana"), Speaker(id="c", name="Eve")]
    card = Card(
        id="w", kind="who-said", front="Who said: “Bread is alive”", back="Ana", citations=(cite("x y", 1),)
    )
    assert set(choices(bread(card, speakers=speakers))["Ana"].options) == {"Ana", "Ben", "Eve"}


def test_no_two_questions_rest_on_the_same_words_or_have_the_same_answer():
    quote = BREAD[0].definition
    cards = (
        cloze(f"A stretchy {BLANK} of gliadin and its twin.", "network", quote),
        *(cloze(f"{word} {BLANK} again.", "same") for word in ("one", "two")),
    )
    (quiz,) = quizzes(bread(*cards), 1, 1)
    items = [item for part in quiz.parts for item in part]
    assert "network" not in [item.answer for item in items]
    assert [item.answer for item in items].count("same") == 1


@settings(max_examples=25)
@given(st.integers(0, 10_000))
def test_every_version_asks_the_same_in_another_order(seed):
    cards = [cloze(f"Number {n} is {BLANK} of them.", f"{n} %") for n in range(6)]
    first, second = quizzes(bread(*cards), seed, 2)
    for one, other in zip(first.parts, second.parts, strict=True):
        assert {item.id: set(item.options) for item in one} == {item.id: set(item.options) for item in other}
    assert first.gaps != second.gaps or first.choices != second.choices


@settings(max_examples=25)
@given(st.integers(0, 10_000))
def test_the_letter_is_that_of_the_right_option(seed):
    for item in choices(bread(), seed).values():
        assert item.options["ABCDEFGH".index(item.letter)] == item.answer
        assert FEWEST_OPTIONS <= len(set(item.options)) == len(item.options)


def test_the_same_seed_gives_the_same_quiz():
    assert quizzes(bread(), 7, 2) == quizzes(bread(), 7, 2)
    assert any(quizzes(bread(), 7, 1) != quizzes(bread(), seed, 1) for seed in range(20))


def test_a_quiz_is_never_longer_than_a_class_can_write():
    cards = [cloze(f"Number {n} is {BLANK} of them.", f"{n} %") for n in range(300)]
    asking = [
        card.model_copy(
            update={"id": f"q{n}", "kind": "why", "front": f"Why {n}?", "back": f"Because of {n}."}
        )
        for n, card in enumerate(cards)
    ]
    quotes = [
        card.model_copy(update={"citations": (cite(f"Because of {n}.", 1),)}) for n, card in enumerate(asking)
    ]
    (quiz,) = quizzes(bread(*cards, *quotes), 1, 1)
    assert (len(quiz.gaps), len(quiz.open)) == (MOST_GAPS, MOST_OPEN)
    assert len(quiz.choices) <= MOST_CHOICES


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("starter", "The Starter, a starter’s friend; restarter.", ["Starter", "starter"]),
        ("l’eau", "Dans l'eau.", ["l'eau"]),
        ("AI", "AI and ai-like, said SAI.", ["AI", "ai"]),
        ("人工知能", "これは人工知能です。", ["人工知能"]),
        ("人工", "これは人工知能です。", []),
        ("", "anything", []),
    ],
)
def test_a_name_is_found_where_it_stands_as_whole_words(name, text, found):
    assert [text[start:end] for start, end in places(name, text)] == found


def test_all_names_of_a_term_are_taken_out():
    assert without(BREAD[1], "A leaven, or starter.", "…") == "A …, or …."


def written(document, name, **told):
    content = writers.render(document, name, Templates(), WriteSettings(now=NOW, **told)).content
    return [squash("".join(word.text for word in page)) for page in placed_words(content)]


def test_each_version_begins_on_a_page_of_its_own_with_room_for_a_name():
    sides = written(bread(), "quiz", versions=2)
    assert [side.count("Name") for side in sides] == [1, 1]
    assert sides[0].startswith("Quiz,VersionA")
    assert sides[1].startswith("Quiz,VersionB")


def test_the_quiz_does_not_print_its_answers_and_the_key_proves_them():
    card = cloze(f"You need about {BLANK} fewer reviews.", "40 %")
    asked, key = "".join(written(bread(card), "quiz")), "".join(written(bread(card), "quiz-key"))
    assert "40%" not in asked
    assert squash("40 % “You need about 40 % fewer reviews.” Ana Ruiz, 2:00") in key


def test_the_key_has_the_numbers_and_letters_of_its_version():
    (_, quiz) = quizzes(bread(), 3, 2)
    key = written(bread(), "quiz-key", seed=3, versions=2)[1]
    for number, item in enumerate(quiz.choices, 1):
        assert f"{number}{item.letter}{squash(item.answer)}" in key


def test_each_part_is_found_in_the_outline_though_their_titles_are_as_long(tmp_path):
    (tmp_path / "lang").mkdir()
    wording = '[wording.page]\nchoose = "Mark"\nfill_in = "Fill"\nin_writing = "Tell"\n'
    (tmp_path / "lang/en.toml").write_text(wording, encoding="utf-8")
    document = bread(cloze(f"You need about {BLANK} fewer reviews.", "40 %"))
    content = writers.render(document, "quiz", Templates(tmp_path), WriteSettings(now=NOW)).content
    parts = [entry for entry in Guide(content).outline if entry.level]
    assert [part.title for part in parts] == ["Mark", "Fill"]
    assert parts[0].top > parts[1].top


def test_a_document_with_nothing_to_ask_is_told():
    with pytest.raises(NothingToStudyError):
        written(bread(glossary=(named("bread"),)), "quiz")


@pytest.mark.skipif(shutil.which("pdfinfo") is None, reason="needs poppler")
def test_the_options_are_read_aloud_right_after_their_question(tmp_path):
    told = WriteSettings(now=NOW)
    content = writers.render(bread(), "quiz", Templates(), told).content
    (tmp_path / "quiz.pdf").write_bytes(content)
    command = ["pdfinfo", "-struct-text", tmp_path / "quiz.pdf"]
    heard = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    (quiz,) = quizzes(bread(), told.seed, 1)
    first = quiz.choices[0].options
    places = [heard.index(f'"{option} "') for option in first]
    assert places == sorted(places)
    assert places[-1] < heard.index('"2 "')
