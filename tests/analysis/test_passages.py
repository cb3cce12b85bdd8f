"""Key passages: whole sentences, or parts of long ones, within the words that a stretch may take."""

import pytest

from studykit.analysis.passages import (
    LEAST_ODDS,
    LEAST_WORDLESS_ODDS,
    SELF_COST,
    SHORT,
    PassageFinder,
)
from studykit.language.sentences import Sentence
from tests.analysis.reading import read, scorer_of


def finder(*said: str) -> tuple[PassageFinder, tuple[Sentence, ...]]:
    reading = read(*said)
    found = PassageFinder(reading, scorer_of(reading), lambda text: float("it" in text.split()))
    return found, reading.sentences


LONG = (
    "The mill grinds the grain between two stones that turn against each other, and you get a flour that "
    "still holds the germ of the grain, which is where the oil and most of the flavour of good bread are."
)


def test_a_long_sentence_may_be_shown_by_a_part_of_it() -> None:
    found, sentences = finder(LONG)
    forms = list(found.forms(sentences[0], longest=40))
    assert "The mill grinds the grain between two stones that turn against each other." in forms
    assert all(form.rstrip(".").casefold() in LONG.casefold() for form in forms)


def test_a_sentence_that_trails_off_after_a_whole_statement_is_closed() -> None:
    found, sentences = finder(
        "Salt tightens the gluten and slows the yeast in every dough...", "And salt is the..."
    )
    assert list(found.forms(sentences[0], longest=40)) == [
        "Salt tightens the gluten and slows the yeast in every dough."
    ]
    assert list(found.forms(sentences[1], longest=40)) == []


def test_a_condition_that_trails_off_is_no_statement() -> None:
    found, sentences = finder("If the bakery down the road would buy a second and larger oven...")
    assert list(found.forms(sentences[0], longest=40)) == []


def test_passages_keep_to_their_words_and_come_as_they_were_said() -> None:
    said = [f"Loaf number {n} needs a hotter oven, because its crust number {n} is thick." for n in range(12)]
    found, sentences = finder(*said)
    chosen = found.find(sentences)
    assert [choice.order for choice in chosen] == sorted({choice.order for choice in chosen})
    assert 0 < sum(choice.words for choice in chosen) <= SHORT


def test_a_statement_that_leans_on_another_cannot_stand() -> None:
    found, _ = finder("Bread.")
    assert not found.can_stand("It tightens the gluten network of every dough.")
    assert not found.can_stand("You mentioned that salt tightens the gluten of every dough.")
    assert found.can_stand("You can fold the dough of the rye four times in an hour.")
    assert not found.can_stand("Versus the oven that bakes the bread with steam in it.")
    assert not found.can_stand("All of these loaves rise for longer than the rye does.")
    assert not found.can_stand("Where the bakers of the old town basically bake the whole bread twice.")
    assert found.can_stand("Salt tightens the gluten network of every dough.")
    assert found.can_stand("There's no better bread anywhere in town.")
    assert not found.can_stand("The baker's better bread of the old town.")
    assert not found.can_stand("Does salt tighten the gluten network of every dough?")
    assert not found.can_stand("Do you think salt tightens the gluten network of every dough.")
    assert not found.can_stand('Bakers in Lisbon ask me, "Why does the dough rise so slowly in winter?"')
    assert not found.can_stand("“Bakers of the old town strike for longer nights.”")
    assert found.can_stand('Bakers call the first dough of the day "the mother of all breads."')
    assert not found.can_stand("Bakers of the old town like the dough for the.")
    assert not found.can_stand("The dough of the old town rises well because.")
    assert found.can_stand("The dough of the old town is full of vitamin A.")
    assert found.can_stand("Had we known the temperature of the cellar, the dough would have been saved.")


@pytest.mark.parametrize(
    ("beginning", "cost"),
    [
        ("When I was", SELF_COST),
        ("My sister was", SELF_COST),
        ("I think we were", 0.0),
        ("The salt was", 0.0),
    ],
)
def test_what_speakers_tell_of_themselves_is_likely_to_be_passed_over(beginning: str, cost: float) -> None:
    found, (sentence,) = finder(
        f"{beginning} at the mill, the water of the sea drew the oil out of the dough."
    )
    (choice,) = found.find([sentence])
    assert choice.odds == found.odds(sentence, choice.text) - cost


POINT = "Salt slows fermentation because it draws water out of the yeast, so that the dough rises for longer."
CHATTER = (
    "I was like, oh my God, that is so awesome, thank you so much.",
    "We're huge, I mean, I'm a huge fan of your work on the show.",
    "Let's just take it from the top, and we can talk about the details.",
)


def test_where_only_chatter_was_said_there_is_no_passage() -> None:
    found, sentences = finder(*CHATTER, *(POINT.replace("Salt", name) for name in ("Salt", "Rye", "Malt")))
    assert found.find(sentences[:3]) == []
    assert found.find(sentences)


def test_where_all_is_alike_the_likeliest_is_a_passage() -> None:
    found, sentences = finder(*CHATTER)
    assert len(found.find(sentences)) == 1


@pytest.mark.parametrize(
    ("language", "fragment", "whole"),
    [
        (
            "es",
            "Dormir bien, comer bien y hacer ejercicio al sol.",
            "Dormir bien ayuda a comer bien y a hacer deporte.",
        ),
        (
            "pt",
            "Instrumentos e programas para facilitar a leitura.",
            "Os programas facilitam a leitura dos textos.",
        ),
        (
            "fr",
            "Une histoire du pain en passant par le seigle.",
            "L'histoire du pain traverse le nord de l'Europe.",
        ),
    ],
)
def test_a_sentence_has_a_verb_that_is_neither_infinitive_nor_gerund(
    language: str, fragment: str, whole: str
) -> None:
    assert not read(fragment, language=language).has_verb(fragment)
    assert read(whole, language=language).has_verb(whole)


def test_where_subjects_drop_one_that_stands_for_nothing_is_not_missed() -> None:
    reading = read("O pão cresce.", language="pt")
    found = PassageFinder(reading, scorer_of(reading), lambda _: 0.0)
    assert found.can_stand("É claro que o pão de centeio não cresce como o de trigo.")
    assert not found.can_stand("É um pão de centeio que não cresce como o de trigo.")


def test_where_no_words_are_weighed_more_is_asked_of_a_passage() -> None:
    point = "{} verlangsamt die Gärung, weil es der Hefe das Wasser entzieht, sodass der Teig länger reift."
    weak = "Der Ofen steht hinten in der alten Küche neben dem großen Fenster."
    reading = read(
        *(point.format(name) for name in ("Salz", "Roggen", "Malz", "Zucker")), weak, language="de"
    )
    found = PassageFinder(reading, scorer_of(reading), lambda _: 0.0)
    *_, last = reading.sentences
    assert LEAST_ODDS < found.odds(last, weak) < LEAST_WORDLESS_ODDS
    assert found.find([last]) == []
    assert found.find(reading.sentences)
