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
    "By ISO22000 we use two per cent, so 20 grams to a kilo.",
    "We had 300 megabytes of Bread-2.0 in nineteen seventy four.",
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
        (
            "Bakers feed the yeast without opening the jar.",
            "You feed the yeast without opening the jar.",
            False,
        ),
        ("Bakers feed yeast by opening the jar.", "You feed yeast without opening the jar.", True),
        ("Yeast needs much sugar to live.", "Yeast can live without much sugar, needs none.", True),
        ("Memory is lost at shutdown.", "The memory does not persist over a shutdown.", False),
        ("Salt slows the yeast.", "Salt slows the yeast down. It does not kill it.", False),
        ("Salt slows yeast.", "Salt slows the yeast.", False),
    ],
)
def test_a_negation_that_comes_or_goes_turns_a_claim_round(text: str, quote: str, is_turned: bool) -> None:
    assert bool(CLAIMS.turned_round(text, [Citation(quote=quote)])) == is_turned


def test_without_word_lists_nothing_is_taken_for_a_denial() -> None:
    polish = Claims(talk("Sól nie zabija drożdży."), load("pl", Templates()))
    assert not polish.turned_round("Sól zabija drożdży.", [Citation(quote="Sól nie zabija drożdży.")])


@pytest.mark.parametrize(
    ("text", "is_said"), [("the YEAST", True), ("Bread 2.0", True), ("yeas", False), ("baker", False)]
)
def test_a_term_is_said_as_whole_words(text: str, is_said: bool) -> None:
    assert CLAIMS.is_said(text) == is_said


@pytest.mark.parametrize(
    ("language", "text", "quote", "negation"),
    [
        ("en", "Nobody knows the next loaf.", "You don't know the next loaf.", ""),
        ("en", "Bakers wrongly weigh old flour.", "Bakers should not weigh old flour.", ""),
        ("en", "The mill lacked rye flour.", "The mill had no rye flour.", ""),
        ("en", "Bakers know the next loaf.", "Bakers don't know the next loaf.", "don't"),
        (
            "en",
            "Bread fails unless yeast feeds on sugar.",
            "If yeast does not feed on sugar, bread fails.",
            "",
        ),
        ("en", "Yeast feeds on sugar.", "It is said that yeast does not feed on sugar.", "not"),
        ("en", "They warn that old yeast is unreliable.", "They warn that old yeast is not reliable.", ""),
        ("en", "Old yeast is not reliable.", "Old yeast is unreliable.", ""),
        ("en", "Old yeast is reliable.", "Old yeast is not reliable.", "not"),
        ("en", "Old yeast is not unreliable.", "Old yeast is unreliable.", "not"),
        ("en", "Old yeast is unreliable.", "Old yeast is not unreliable.", "not"),
        ("en", "Yeast rises only after a rest.", "Yeast does not rise until a rest.", ""),
        ("en", "Only yeast rises after a rest.", "Yeast does not rise after a rest.", "not"),
        ("en", "Salt slows yeast and gluten.", "Salt slows not only yeast, but gluten.", ""),
        ("en", "Salt stops wild yeast.", "Salt does not stop wild yeast.", "not"),
        ("en", "Salt stops wild yeast.", "Wild yeast does not grow in salt.", ""),
        ("en", "Salt kills wild yeast.", "Bakers weigh salt, and salt does not kill wild yeast.", "not"),
        (
            "en",
            "Bakers weigh salt. It kills wild yeast.",
            "Bakers weigh salt. It won't kill wild yeast.",
            "won't",
        ),
        ("de", "Alte Hefe ist unzuverlässig.", "Alte Hefe ist nicht zuverlässig.", ""),
        ("de", "Alte Hefe ist zuverlässig.", "Alte Hefe ist nicht zuverlässig.", "nicht"),
        ("de", "Salz bremst Hefe.", "Salz bremst nicht nur Hefe.", ""),
        ("de", "Salz bremst wilde Hefe.", "Bäcker wiegen Mehl und Salz bremst nicht wilde Hefe.", "nicht"),
        ("fr", "La levure est inutile.", "La levure n'est pas utile.", ""),
        ("fr", "La levure est utile.", "La levure n'est pas utile.", "pas"),
        ("es", "Nadie amasa pan salado.", "No amasan pan salado.", ""),
        ("es", "Todos amasan pan salado.", "No amasan pan salado.", "no"),
        ("pt", "O fermento velho é inútil.", "O fermento velho não é útil.", ""),
        ("pt", "O fermento velho é útil.", "O fermento velho não é útil.", "não"),
    ],
)
def test_a_negation_may_be_put_in_other_words_and_is_named_where_it_is_not(
    language: str, text: str, quote: str, negation: str
) -> None:
    claims = Claims(talk(quote, language=language), load(language, Templates()))
    assert claims.turned_round(text, [Citation(quote=quote)]) == negation


@pytest.mark.parametrize(
    ("text", "quote", "missing"),
    [
        ("They used WebKit-prefixed flour.", "flour prefixed with WebKit", ""),
        ("They used WebKit-compatible flour.", "flour prefixed with WebKit", "WebKit-compatible"),
        ("They used Gecko-prefixed flour.", "flour prefixed with WebKit", "Gecko-prefixed"),
    ],
)
def test_a_name_may_be_coined_of_words_that_are_cited(text: str, quote: str, missing: str) -> None:
    assert stray(text, quote) == missing


def test_a_number_in_a_name_stands_where_the_name_may_stand() -> None:
    assert stray("It has Bread-2.0 in it.", "It has that in it.", names_from_all=True) == ""
    assert stray("It has Bread-3.0 in it.", "It has that in it.", names_from_all=True) == "3.0"
    assert stray("It has Bread-2.0 in it.", "It has that in it.") == "2.0"
    assert stray("They bake Bread 2.0 in it.", "They bake it.", names_from_all=True) == ""
    assert stray("It keeps to ISO22000 in all.", "It keeps to that.", names_from_all=True) == ""
    assert stray("It keeps to ISO22001 in all.", "It keeps to that.", names_from_all=True) == "22001"
    assert stray("They bake Bread 3.0 in it.", "They bake it.", names_from_all=True) == "3"
    assert stray("Bread 2.0 is in it.", "That is in it.", names_from_all=True) == "2", "it may be no name"


def test_every_stray_word_is_told() -> None:
    cited = [Citation(quote="We use two per cent.")]
    assert CLAIMS.strays("We use 5 years of Pasteur.", cited) == ("5", "years", "Pasteur")
