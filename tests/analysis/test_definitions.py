"""Where a term is explained, in the speaker's own words; praise explains nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit.analysis.definitions import DefinitionFinder, Explanation
from studykit.text import fold, words
from tests.analysis.reading import read, scorer_of, term


def _explain(name: str, *said: str, aliases: tuple[str, ...] = ()) -> Explanation | None:
    reading = read(*said)
    return DefinitionFinder(reading, scorer_of(reading)).explain(term(name, reading, *aliases))


@pytest.mark.parametrize(
    ("name", "said", "meaning"),
    [
        (
            "gluten",
            "Gluten is a stretchy network that forms when two proteins take up water.",
            "A stretchy network that forms when two proteins take up water.",
        ),
        (
            "mempool",
            "The mempool is the queue of transactions that wait for the next block.",
            "The queue of transactions that wait for the next block.",
        ),
        (
            "autolyse",
            "An autolyse, simply, lets you stretch the dough with far less kneading.",
            None,
        ),
        (
            "steam injection",
            "Steam injection lets you keep the crust soft for the first ten minutes.",
            "Lets you keep the crust soft for the first ten minutes.",
        ),
        (
            "retarding",
            "There is a step called retarding, which is when the dough rests cold overnight.",
            "When the dough rests cold overnight.",
        ),
        (
            "poolish",
            "They use a poolish, which is a wet starter of equal parts flour and water.",
            "A wet starter of equal parts flour and water.",
        ),
        (
            "banneton",
            "Think of banneton as a basket that holds the shape of the dough.",
            "A basket that holds the shape of the dough.",
        ),
        (
            "scoring",
            "What scoring does is steer where the crust of a batard tears in the oven.",
            "Steer where the crust of a batard tears in the oven.",
        ),
        (
            "bulk rise",
            "In a bulk rise you leave the whole dough in one piece before it is shaped.",
            "You leave the whole dough in one piece before it is shaped.",
        ),
        (
            "hydration",
            "The weight of the water divided by the weight of the flour, we call that hydration.",
            "The weight of the water divided by the weight of the flour.",
        ),
        (
            "crumb shot",
            "It's called a crumb shot, where you photograph the inside of a sliced loaf.",
            "Where you photograph the inside of a sliced loaf.",
        ),
    ],
)
def test_each_way_to_explain_gives_the_meaning_in_the_words_said(
    name: str, said: str, meaning: str | None
) -> None:
    found = _explain(name, said)
    assert (found.meaning if found else None) == meaning


@pytest.mark.parametrize(
    "said",
    [
        "Gluten is amazing and everybody at the bakery really loves it.",
        "Gluten is a great thing to know about when you bake bread.",
        "Gluten is the best part of every loaf we have ever baked.",
        "Gluten is a problem that a lot of people have these days.",
        "Is gluten a network that forms when two proteins take up water?",
        "Gluten is a net.",
        "Gluten is a clear example of this.",
        "With a bowl of flour you have a net that stretches, and we call that gluten.",
        "We bought gluten in the shop around the corner last week.",
    ],
)
def test_praise_questions_and_mere_use_explain_nothing(said: str) -> None:
    assert _explain("gluten", said) is None


@pytest.mark.parametrize(
    ("said", "meaning"),
    [
        (
            ("Have you heard of the banneton?", "It's a rattan basket that keeps a proofing boule in shape."),
            "A rattan basket that keeps a proofing boule in shape.",
        ),
        (
            ("You put it into a banneton. It is just a rattan basket that keeps a proofing boule in shape.",),
            "A rattan basket that keeps a proofing boule in shape.",
        ),
        (("The banneton dries. They are rattan baskets that keep a proofing boule in shape.",), None),
        (("We own a banneton, and we bake. It's a rattan trade that supplies artisan bakeries.",), None),
        (("We own a banneton.", "It's a rattan basket that keeps a proofing boule in shape."), None),
        (("We own a banneton. Is it a rattan basket that keeps a boule in shape?",), None),
        (("He paid for a banneton. It's a pity that artisan bakeries in Lisbon charge tourists.",), None),
        (("Banneton sales fell. It's a rattan trade that supplies artisan bakeries in Lisbon.",), None),
        (("What is the size of a banneton?", "It's a fraction of the diameter of a proofing boule."), None),
        (("My uncle sold me a banneton. He's a carpenter that weaves rattan baskets for boules.",), None),
        (("You need a banneton. These are the enzymes that convert starch into maltose sugar.",), None),
    ],
)
def test_the_next_sentence_may_say_what_the_last_thing_named_is(
    said: tuple[str, ...], meaning: str | None
) -> None:
    found = _explain("banneton", *said)
    assert (found.meaning if found else None) == meaning
    assert found is None or len(found.sentences) == 2


@pytest.mark.parametrize("name", ["DNS", "Redis", "Kubernetes"])
def test_a_name_that_ends_in_s_may_be_of_one_thing(name: str) -> None:
    meaning = "A distributed database that resolves hostnames to numeric addresses."
    found = _explain(name, f"Have you heard of {name}?", f"It's a{meaning[1:]}")
    assert found is not None
    assert found.meaning == meaning


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("Nobody believes that gluten is a toxic lattice of hydrated wheat proteins.", "en"),
        ("It's false that gluten is a toxic lattice of hydrated wheat proteins.", "en"),
        ("If gluten is a toxic lattice of hydrated wheat proteins, bakers should worry.", "en"),
        ("No es verdad que el gluten es un veneno que paraliza los intestinos.", "es"),
        ("Es stimmt nicht, das Gluten ist ein Gift, das die Darmzotten zerstört.", "de"),
    ],
)
def test_what_is_denied_or_supposed_is_no_meaning(said: str, language: str) -> None:
    reading = read(said, language=language)
    assert DefinitionFinder(reading, scorer_of(reading)).explain(term("gluten", reading)) is None


def test_french_goes_on_with_a_word_of_its_own() -> None:
    meaning = "Un panier en rotin tressé qui tient la pâte en forme."
    reading = read("Tu connais le banneton ?", f"C’est u{meaning[1:]}", language="fr")
    found = DefinitionFinder(reading, scorer_of(reading)).explain(term("banneton", reading))
    assert found is not None
    assert found.meaning == meaning


def test_words_that_everybody_says_tell_nothing_however_they_are_put() -> None:
    assert _explain("gluten", "Gluten is a new type of thing that people use.") is None
    assert _explain("gluten", "Gluten is an elastic lattice of hydrated wheat proteins.") is not None


def test_what_a_longer_name_is_says_nothing_of_the_word_that_ends_it() -> None:
    said = "Steam injection is a trick that keeps the crust of a loaf soft in the oven."
    assert _explain("injection", said) is None
    assert _explain("steam injection", said) is not None


def test_the_best_of_several_explanations_is_taken() -> None:
    found = _explain(
        "gluten",
        "Then the gluten allows somehow for a kind of stretch in it.",
        "Gluten is a stretchy network that forms when two proteins take up water.",
    )
    assert found is not None
    assert found.sentences[0].turn == 1


def test_an_alias_is_explained_as_the_term_is() -> None:
    said = "RL is a way of learning from rewards, where an autonomous agent tries things."
    found = _explain("reinforcement learning", said, aliases=("RL",))
    assert found is not None
    assert found.meaning == "A way of learning from rewards, where an autonomous agent tries things."
    said = "RL is a method where an agent tries things and learns from rewards."
    found = _explain("reinforcement learning", said, aliases=("RL",))
    assert found is not None
    assert found.meaning == "A method where an agent tries things and learns from rewards."


def test_hedges_and_typographic_quotes_stay_in_a_meaning() -> None:
    found = _explain("gluten", "Gluten is basically a network that doesn’t tear when “pulled” by hand.")
    assert found is not None
    assert found.meaning == "Basically a network that doesn’t tear when “pulled” by hand."


FRAME = [
    "Gluten is a",
    "network",
    "that, um,",
    "forms",
    "when",
    "called gluten, which is",
    "gluten",
    "pulled.",
    "no",
]


@given(st.lists(st.sampled_from(FRAME), min_size=5, max_size=14).map(" ".join))
def test_a_meaning_is_always_a_part_of_what_was_said(said: str) -> None:
    reading = read(said)
    found = DefinitionFinder(reading, scorer_of(reading)).explain(term("gluten", reading))
    if found is not None:
        assert fold(found.meaning).rstrip(".") in fold(reading.tidied[found.sentences[-1].order])
        assert len(words(found.meaning)) >= 4


@pytest.mark.parametrize(
    ("said", "asks"),
    [
        ("Gluten is a stretchy network that forms when two proteins take up water.", "is"),
        ("Gluten is the protein network of every wheat dough that was ever kneaded.", "is"),
        ("Gluten lets you stretch the dough until light shines through the membrane.", "does"),
        ("Gluten is where you see the membrane of the dough stretch.", ""),
        ("Gluten is a phenomenal network of proteins in the dough.", ""),
        ("Gluten is a thing that was known for some years.", ""),
        ("Gluten is a protein network that they stretch in the morning.", ""),
    ],
)
def test_only_what_says_what_a_term_is_or_does_may_be_asked_for(said: str, asks: str) -> None:
    found = _explain("gluten", said)
    assert (found.asks if found else "") == asks


@pytest.mark.parametrize("apostrophe", ["'", "’"])
def test_a_meaning_is_freed_of_its_copula_with_either_apostrophe(apostrophe: str) -> None:
    reading = read(
        f"La mélatonine, c{apostrophe}est une hormone que le cerveau libère quand il fait nuit.",
        language="fr",
    )
    found = DefinitionFinder(reading, scorer_of(reading)).explain(term("mélatonine", reading))
    assert found is not None
    assert found.meaning == "Une hormone que le cerveau libère quand il fait nuit."
    assert found.asks == "is"


def test_of_a_long_meaning_the_first_clause_is_kept() -> None:
    found = _explain(
        "gluten",
        "Gluten is a stretchy network of two proteins that take up water in the bowl, and you can watch how "
        "the network tears as soon as anybody pulls the dough too hard.",
    )
    assert found is not None
    assert found.meaning == "A stretchy network of two proteins that take up water in the bowl."


def test_german_puts_the_term_after_its_verb_too() -> None:
    meaning = "ein Verfahren, das den Teig über Nacht reifen lässt und ihm Geschmack gibt."
    reading = read(f"Mittlerweile ist der Vorteig {meaning}", language="de")
    found = DefinitionFinder(reading, scorer_of(reading)).explain(term("Vorteig", reading))
    assert found is not None
    assert (found.meaning, found.asks) == (f"E{meaning[1:]}", "is")
