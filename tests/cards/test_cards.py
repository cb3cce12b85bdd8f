"""Cards ask for one thing, give nothing away, and keep their ids when their wording changes."""

from typing import get_args

import pytest

from studykit import registry
from studykit.contracts import CardType
from studykit.model import (
    BLANK,
    Card,
    Chapter,
    Citation,
    Episode,
    Fact,
    FactKind,
    Question,
    QuestionKind,
    StudyDocument,
    Term,
)
from studykit.wording import Wording
from tests.sample import sample

QUOTE = Citation(quote="Gluten is a stretchy net of two proteins.", speaker="Tomás")
OTHER = Citation(quote="Salt slows the yeast.", speaker="Tomás")
KINDS = ("cloze", "compare", "definition", "how", "list", "number", "question", "who-said", "why")


def _made(kind: str, document: StudyDocument) -> tuple[Card, ...]:
    return tuple(registry.load("studykit.cards", kind, CardType).make(document, Wording()))


def _document(
    *,
    facts: tuple[Fact, ...] = (),
    questions: tuple[Question, ...] = (),
    terms: tuple[Term, ...] = (),
    key: str = "crumb/1",
) -> StudyDocument:
    chapter = Chapter(id="c1", title="Gluten", origin="given", facts=facts, questions=questions)
    return StudyDocument(
        episode=Episode(key=key, title="Bread"), chapters=(chapter,), glossary=terms, turns=sample().turns
    )


def _one_of_each(
    *,
    quote: Citation = QUOTE,
    statement: str = "Gluten is a net of proteins.",
    answer: str = "A net.",
    key: str = "k",
) -> StudyDocument:
    """A document with one card of each kind that rests on ``quote``."""
    term = Term(
        key="gluten",
        term="gluten",
        definition=answer,
        citations=(quote,),
        chapter_ids=("c1",),
    )
    asked = Question(
        asked=True, question="What holds gas?", answer=answer, citations=(quote,), importance=0.7
    )
    fact = Fact(statement=statement, hidden="proteins", hint="a molecule", citations=(quote,))
    return _document(
        facts=tuple(fact.model_copy(update={"kind": kind}) for kind in get_args(FactKind)),
        questions=tuple(asked.model_copy(update={"kind": kind}) for kind in get_args(QuestionKind)),
        terms=(term,),
        key=key,
    )


def _id(kind: str, document: StudyDocument) -> str:
    (card,) = _made(kind, document)
    return card.id


def test_the_kinds_of_cards_are_the_files_of_their_folder() -> None:
    assert registry.names("studykit.cards") == KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_a_card_names_its_kind_chapter_and_words(kind: str) -> None:
    (card,) = _made(kind, _one_of_each())
    assert (card.kind, card.chapter_id, card.citations) == (kind, "c1", (QUOTE,))


@pytest.mark.parametrize("kind", KINDS)
def test_an_id_survives_a_change_of_wording(kind: str) -> None:
    reworded = _one_of_each(statement="A net made of proteins: gluten.", answer="A mesh, said better.")
    assert _id(kind, reworded) == _id(kind, _one_of_each())


@pytest.mark.parametrize("kind", sorted({*KINDS} - {"definition"}))
def test_other_words_behind_it_make_it_another_card(kind: str) -> None:
    assert _id(kind, _one_of_each(quote=OTHER)) != _id(kind, _one_of_each())


@pytest.mark.parametrize("kind", KINDS)
def test_another_episode_makes_it_another_card(kind: str) -> None:
    assert _id(kind, _one_of_each(key="other")) != _id(kind, _one_of_each())


def test_no_two_kinds_share_an_id() -> None:
    assert len({_id(kind, _one_of_each()) for kind in KINDS}) == len(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_an_id_bears_a_correction_of_case_and_punctuation(kind: str) -> None:
    corrected = QUOTE.model_copy(update={"quote": "gluten is a stretchy net, of two proteins"})
    assert _id(kind, _one_of_each(quote=corrected)) == _id(kind, _one_of_each())


def test_a_cloze_hides_its_words_once_and_keeps_its_hint() -> None:
    (card,) = _made("cloze", _one_of_each())
    assert (card.front, card.back, card.hint) == (f"Gluten is a net of {BLANK}.", "proteins", "a molecule")
    assert card.back not in card.front


def test_two_clozes_of_one_sentence_are_two_cards() -> None:
    facts = tuple(
        Fact(statement="Gluten is a net of proteins.", hidden=hidden, citations=(QUOTE,))
        for hidden in ("net", "proteins")
    )
    assert len({card.id for card in _made("cloze", _document(facts=facts))}) == 2


def test_a_question_is_asked_of_whoever_answers() -> None:
    (card,) = _made("question", _one_of_each())
    assert card.front == "How does Tomás answer: “What holds gas?”"
    assert (card.back, card.importance) == ("A net.", 0.7)


def test_a_question_that_quotes_keeps_its_quotation_marks_apart() -> None:
    question = Question(asked=True, question="What is “gluten”?", answer="A net.", citations=(QUOTE,))
    (card,) = _made("question", _document(questions=(question,)))
    assert card.front == "How does Tomás answer: “What is ‘gluten’?”"


def test_a_question_that_nobody_asked_is_no_quotation() -> None:
    question = Question(question="“Salt is added late.” — why?", answer="It slows.", citations=(QUOTE,))
    (card,) = _made("question", _document(questions=(question,)))
    assert card.front == "“Salt is added late.” — why?"


@pytest.mark.parametrize("kind", KINDS)
def test_only_cards_made_of_statements_have_a_blank(kind: str) -> None:
    (card,) = _made(kind, _one_of_each())
    assert card.has_blank == (BLANK in card.front) == (kind in {"cloze", "number", "list"})


@pytest.mark.parametrize("kind", ["definition", "question"])
def test_where_nobody_is_known_to_speak_nobody_is_named(kind: str) -> None:
    nameless = QUOTE.model_copy(update={"speaker": None})
    (card,) = _made(kind, _one_of_each(quote=nameless))
    assert card.front in {"What is “gluten”?", "What holds gas?"}


def test_a_definition_asks_for_the_meaning_of_its_term() -> None:
    (card,) = _made("definition", _one_of_each())
    assert (card.front, card.back) == ("According to Tomás, what is “gluten”?", "A net.")


@pytest.mark.parametrize("definition", [None, "Gluten as bakers know it.", "A GLUTEN net."])
def test_a_term_without_an_explanation_of_its_own_makes_no_card(definition: str | None) -> None:
    term = Term(key="gluten", term="gluten", definition=definition, citations=(QUOTE,))
    assert _made("definition", _document(terms=(term,))) == ()
