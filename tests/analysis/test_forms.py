"""In which words a sentence may be printed."""

import pytest

from studykit.analysis.forms import FormFinder
from studykit.language.sentences import Sentence
from tests.analysis.reading import read, scorer_of


def finder(*said: str, language: str = "en") -> tuple[FormFinder, tuple[Sentence, ...]]:
    reading = read(*said, language=language)
    return FormFinder(reading, scorer_of(reading)), reading.sentences


def texts(found: FormFinder, sentence: Sentence, *, longest: int = 40) -> list[str]:
    return [form.text for form in found.find(sentence, longest=longest)]


LONG = (
    "The mill grinds the grain between two stones that turn against each other, and you get a flour that "
    "still holds the germ of the grain, which is where the oil and most of the flavour of good bread are."
)


def test_a_long_sentence_may_be_shown_by_a_part_of_it() -> None:
    found, (sentence,) = finder(LONG)
    forms = list(found.find(sentence, least_odds=-10.0))
    parts = [form.text for form in forms if form.cut_odds is not None]
    assert "The mill grinds the grain between two stones that turn against each other." in parts
    assert len(parts) == len(forms) - 1
    assert all(form.text.rstrip(".").casefold() in LONG.casefold() for form in forms)


def test_no_form_is_longer_than_asked_for_nor_stands_for_its_sentence_less_well() -> None:
    found, (sentence,) = finder(LONG)
    assert all(len(text.split()) <= 15 for text in texts(found, sentence, longest=15))
    sure = [form.cut_odds for form in found.find(sentence, least_odds=1.0) if form.cut_odds is not None]
    assert all(odds >= 1.0 for odds in sure)
    assert len(sure) < len(list(found.find(sentence, least_odds=-10.0))) - 1


def test_where_nobody_graded_cuts_rules_make_them() -> None:
    said = (
        "Die Hefe macht das Gas, das den Teig hebt, und man kann ihn in einer Stunde im Ofen wachsen sehen."
    )
    found, (sentence,) = finder(said, language="de")
    assert all(form.cut_odds in {None, 0.0} for form in found.find(sentence))


def test_a_sentence_that_trails_off_after_a_whole_statement_is_closed() -> None:
    found, sentences = finder(
        "Salt tightens the gluten and slows the yeast in every dough...", "And salt is the..."
    )
    assert texts(found, sentences[0]) == ["Salt tightens the gluten and slows the yeast in every dough."]
    assert texts(found, sentences[1]) == []


def test_a_condition_that_trails_off_is_no_statement() -> None:
    found, (sentence,) = finder("If the bakery down the road would buy a second and larger oven...")
    assert texts(found, sentence) == []


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
    found, _ = finder("O pão cresce.", language="pt")
    assert found.can_stand("É claro que o pão de centeio não cresce como o de trigo.")
    assert not found.can_stand("É um pão de centeio que não cresce como o de trigo.")
