"""What asks why, how, what differs, which three and who thinks so: each is one sentence that was said."""

import pytest

from studykit.analysis.enumerations import EnumerationFinder
from studykit.analysis.reasons import (
    MEANS_COST,
    SAID_OUTRIGHT_BONUS,
    Reasoned,
    ReasonFinder,
    kind_of_question,
)
from studykit.analysis.views import ViewFinder
from studykit.analysis.wholeness import Wholeness
from tests.analysis.reading import read, scorer_of

THIRD = ("Nadia", "Tomás", "Ana")
VIEW = "I think every bakery should bake its bread for much longer than it does today."


def _reasons(*said: str, language: str = "en") -> list[Reasoned]:
    reading = read(*said, language=language)
    return list(ReasonFinder(reading, scorer_of(reading), Wholeness(reading).holds).find(reading.sentences))


@pytest.mark.parametrize(
    ("said", "kind", "question", "answer"),
    [
        (
            "The fridge is the worst place for bread because starch crystals grow fastest above freezing.",
            "why",
            "Nadia: “The fridge is the worst place for bread.” — why?",
            "Because starch crystals grow fastest above freezing.",
        ),
        (
            "Starch crystals grow fastest just above freezing, which is why the fridge is bad for bread.",
            "why",
            "Nadia: “The fridge is bad for bread.” — why?",
            "Starch crystals grow fastest just above freezing.",
        ),
        (
            "The reason bakers add the salt late is that salt slows the growth of yeast.",
            "why",
            "Nadia: “Bakers add the salt late.” — why?",
            "Salt slows the growth of yeast.",
        ),
        (
            "Bakers can keep a dough from rising by cooling the flour and the water.",
            "how",
            "Nadia: “Bakers can keep a dough from rising.” — how?",
            "By cooling the flour and the water.",
        ),
        (
            "The difference between stale bread and dry bread is that starch crystals hold the water.",
            "compare",
            "What does Nadia say is the difference between stale bread and dry bread?",
            "Starch crystals hold the water.",
        ),
    ],
)
def test_a_sentence_that_explains_itself_is_asked_about(
    said: str, kind: str, question: str, answer: str
) -> None:
    (found,) = _reasons(said)
    assert (found.kind, found.question, found.answer) == (kind, question, answer)


@pytest.mark.parametrize(
    "said",
    [
        "It is the worst place for bread because starch crystals grow fastest just above freezing.",
        "The fridge is bad for bread not because starch crystals grow fastest just above freezing.",
        "The fridge is bad for bread, and that is not just because starch crystals grow fastest there.",
        "Keep your bread out of the fridge because starch crystals grow fastest just above freezing.",
        "If bread is in a cold fridge because starch crystals grow fastest just above freezing.",
        "The fridge is bad for bread because it is.",
        "Is the fridge bad for bread because starch crystals grow fastest just above freezing?",
        "The baker stood by the oven of the bakery for all of the night.",
    ],
)
def test_half_a_thought_is_not_asked_about(said: str) -> None:
    assert _reasons(said) == []


def test_what_a_sentence_puts_as_a_question_is_worth_more_than_a_means() -> None:
    said = (
        "The goal of an autolyse is to let the flour take up all of its water.",
        "Bakers keep the crust of a loaf soft for longer by filling the oven with steam.",
    )
    reading = read(*said)
    outright, means = _reasons(*said)
    assert (outright.kind, means.kind) == ("question", "how")
    own = map(scorer_of(reading).score, reading.sentences)
    assert [found.score - odds for found, odds in zip((outright, means), own, strict=True)] == pytest.approx(
        [SAID_OUTRIGHT_BONUS, -MEANS_COST]
    )


def test_where_the_words_of_a_language_are_not_known_nothing_is_asked() -> None:
    said = "The fridge is bad for bread because starch crystals grow fastest just above freezing."
    assert _reasons(said, language="xx") == []


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Why does salt slow the yeast?", "why"),
        ("So why does salt slow the yeast?", "why"),
        ("How does salt slow the yeast?", "how"),
        ("How many grams of salt are in a loaf?", "question"),
        ("What is the difference between rye and wheat?", "compare"),
        ("What is rye?", "question"),
    ],
)
def test_a_question_is_of_the_kind_that_its_words_say(question: str, kind: str) -> None:
    assert kind_of_question(question, read("Bread.")) == kind


@pytest.mark.parametrize(
    ("statement", "row"),
    [
        ("A plain loaf needs nothing but flour, water and salt.", "flour, water and salt"),
        (
            "The three parts are wheat flour, warm water, and sea salt.",
            "wheat flour, warm water, and sea salt",
        ),
    ],
)
def test_three_things_in_a_row_are_found_as_they_stand(statement: str, row: str) -> None:
    assert list(EnumerationFinder(read(statement)).find(statement)) == [row]


@pytest.mark.parametrize(
    "statement",
    [
        "A plain loaf needs nothing but flour and salt.",
        "They bake, they sell, and they sleep.",
        "On Monday, so to speak, and then we bake.",
    ],
)
def test_what_is_no_row_of_things_is_none(statement: str) -> None:
    assert list(EnumerationFinder(read(statement)).find(statement)) == []


def _views(*said: str, speakers: tuple[str, ...] = THIRD) -> list[tuple[str, str]]:
    reading = read(*said, speakers=speakers)
    finder = ViewFinder(reading, scorer_of(reading), lambda text, most: len(text.split()) <= most)
    return [(found.statement, found.speaker) for found in finder.find(reading.sentences)]


def test_a_view_is_found_with_its_holder_where_three_people_talk() -> None:
    others = ("Bread was baked by everybody in this village for years.", "The mill closed in the same year.")
    assert _views(VIEW, *others) == [(VIEW, "Nadia")]
    assert _views(VIEW, *others, speakers=("Nadia", "Tomás")) == []


def test_a_view_that_names_a_speaker_gives_its_holder_away() -> None:
    named = "I think Tomás should bake his bread for much longer than he does today."
    assert _views(named, "The mill closed in the same year.", "The bread was baked all day.") == []
