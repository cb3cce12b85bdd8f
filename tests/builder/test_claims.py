"""What is claimed must stand in the words it cites: numbers, units, names, and whether it is so at all."""

import pytest

from studykit.builder.claims import Claims
from studykit.language.lexicon import load
from studykit.model import Citation
from studykit.templates import Templates
from tests.talk import talk

TALK = talk(
    "What does Raymond Calvel say?",
    "Salt slows the yeast down, because it draws water out of the cells. It does not kill the yeast.",
    "We use two per cent, so 20 grams to a kilo, and 300 megabytes of Bread-2.0 in nineteen seventy four.",
)
CLAIMS = Claims(TALK, load("en", Templates()))
SAID = tuple(Citation(quote=turn.text, speaker="Tomás") for turn in TALK.turns)


def stray(text: str, *quotes: str, **options: bool) -> str:
    return CLAIMS.stray(text, [Citation(quote=quote, speaker="Tomás") for quote in quotes], **options)


@pytest.mark.parametrize(
    ("text", "quote", "missing"),
    [
        ("It takes 2 per cent.", "We use two per cent.", ""),
        ("It takes two percent.", "We use 2 %.", ""),
        ("It takes 3 per cent.", "We use two per cent.", "3"),
        ("It takes three.", "We use 3 of them.", ""),
        ("It takes 30.", "We use 300 of them.", "30"),
        ("It takes 3 million.", "That is three million, or 3,000,000.", ""),
        ("It was in 1974.", "That was in nineteen seventy four.", ""),
        ("It came with 0.19.", "That came with 0.20.", "0.19"),
        ("It came with 1.2.3.", "That came with 1.2.4.", "1.2.3"),
        ("One of them is salt.", "Salt is among them.", ""),
        ("1 of them is salt.", "Salt is among them.", "1"),
        ("300 MB by default.", "The default is 300 megabytes.", ""),
        ("300 GB by default.", "The default is 300 megabytes.", "GB"),
        ("300MB by default.", "The default is 300 megabytes.", ""),
        ("300 years by default.", "The default is 300 megabytes.", "years"),
        ("It is 20 %.", "It is 20 grams.", "%"),
        ("The answer is Calvel.", "Calvel has the answer.", ""),
        ("The answer is Calvel's.", "Calvel has the answer.", ""),
        ("The answer is Pasteur.", "Calvel has the answer.", "Pasteur"),
        ("It was said by Tomás.", "Calvel has the answer.", ""),
        ("It uses UPnP.", "We have mini-UPnP here.", ""),
    ],
)
def test_a_number_a_unit_or_a_name_that_is_not_cited_is_told(text: str, quote: str, missing: str) -> None:
    assert stray(text, quote) == missing


def test_a_name_put_for_a_pronoun_may_stand_elsewhere_in_the_talk() -> None:
    assert stray("He is called Raymond Calvel.", "He says so.") == "Raymond"
    assert stray("He is called Raymond Calvel.", "He says so.", names_from_all=True) == ""
    assert stray("He is called Louis Pasteur.", "He says so.", names_from_all=True) == "Louis"


def test_a_german_noun_is_no_name() -> None:
    german = Claims(talk("Salz bremst die Hefe.", "Warum?", language="de"), load("de", Templates()))
    cited = [Citation(quote="Salz bremst sie.")]
    assert Claims.stray(german, "Wer bremst die Hefe?", cited) == ""


@pytest.mark.parametrize(
    ("text", "quote", "is_turned"),
    [
        ("It kills the yeast.", "It does not kill the yeast.", True),
        ("Salt kills yeast cells outright.", "Salt doesn't kill yeast cells outright.", True),
        ("It does not kill the yeast.", "It does not kill the yeast.", False),
        ("It never kills the yeast.", "It kills the yeast.", True),
        ("No salt goes in.", "Instead of salt, sugar goes in.", False),
        ("He read on the train without a network.", "On the train the network broke down.", False),
        ("Yeast needs sugar.", "Yeast lives without sugar.", False),
        ("Yeast needs much sugar to live.", "Yeast can live without much sugar, needs none.", True),
        ("Memory is lost at shutdown.", "The memory does not persist over a shutdown.", False),
        ("Salt slows the yeast.", "Salt slows the yeast down. It does not kill it.", False),
        ("Salt slows yeast.", "Salt slows the yeast.", False),
    ],
)
def test_a_negation_that_comes_or_goes_turns_a_claim_round(text: str, quote: str, is_turned: bool) -> None:
    assert CLAIMS.is_turned_round(text, [Citation(quote=quote)]) == is_turned


def test_without_word_lists_nothing_is_taken_for_a_denial() -> None:
    polish = Claims(talk("Sól nie zabija drożdży."), load("pl", Templates()))
    assert not polish.is_turned_round("Sól zabija drożdży.", [Citation(quote="Sól nie zabija drożdży.")])


@pytest.mark.parametrize(
    ("text", "is_said"), [("the YEAST", True), ("Bread 2.0", True), ("yeas", False), ("baker", False)]
)
def test_a_term_is_said_as_whole_words(text: str, is_said: bool) -> None:
    assert CLAIMS.is_said(text) == is_said
