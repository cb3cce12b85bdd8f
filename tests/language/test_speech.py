"""Tidying takes words away and does nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit.language.lexicon import Lexicon, load
from studykit.language.speech import Tidier
from studykit.templates import Templates
from studykit.text import fold, words

ENGLISH = Tidier(load("en", Templates()))
MEANT = (
    "the starter rises when you feed it no not never don't isn't may maybe probably I think sour 40 mm bread"
)
HABITS = "um uh you know I mean like so and but well right mhm kind of"

SPOKEN = st.lists(
    st.tuples(
        st.sampled_from([*MEANT.split(), *HABITS.split()]), st.sampled_from([" ", ", ", "... ", " – "])
    ),
    min_size=1,
    max_size=25,
).map(lambda pairs: "".join(word + gap for word, gap in pairs).strip(" ,–"))


def _is_subsequence(shorter: list[str], longer: list[str]) -> bool:
    rest = iter(longer)
    return all(word in rest for word in shorter)


@given(SPOKEN)
def test_no_word_is_added_or_moved(sentence: str) -> None:
    assert _is_subsequence(words(fold(ENGLISH.tidy(sentence))), words(fold(sentence)))


@given(st.text(max_size=60))
def test_no_word_is_added_to_any_text(sentence: str) -> None:
    tidy = "".join(words(fold(ENGLISH.tidy(sentence))))
    assert _is_subsequence(list(tidy), list(fold(sentence)))


@given(SPOKEN)
def test_hedges_and_negations_stay(sentence: str) -> None:
    said, left = words(fold(sentence)), words(fold(ENGLISH.tidy(sentence)))
    for word in ("no", "not", "never", "don't", "isn't", "may", "maybe", "probably", "think"):
        assert (word in left) == (word in said)


@given(SPOKEN)
def test_sounds_without_meaning_go(sentence: str) -> None:
    assert not {"um", "uh"} & set(words(fold(ENGLISH.tidy(sentence))))


@pytest.mark.parametrize(
    ("said", "printed"),
    [
        ("Don't don't you think so?", "Don't you think so?"),
        ("I, I, I think it, um, it may rise.", "I think it may rise."),
        ("and so the the bacteria eat the sugars", "The bacteria eat the sugars."),
        ("It rose, you know, and then it fell, right?", "It rose and then it fell."),
        ("So what makes it rise, right?", "What makes it rise?"),
        ("When it rises, is it done, you know?", "When it rises, is it done?"),
        ("When it rises, it's done, right?", "When it rises, it's done."),
        ("Then it falls. ", "It falls."),
        ("Or else it falls.", "Or else it falls."),
        ('He says "Let it rest, and then fold it.', 'He says "Let it rest, and then fold it."'),
        ('And it never falls again."', "It never falls again."),
        ("He says “Let it rest.", "He says “Let it rest.”"),
        ('A 9" tin is large.', 'A 9" tin is large.'),
        ('So buy a tin of 9".', 'Buy a tin of 9".'),
        ('He says "', "He says."),
        ("Let it rest.“", "Let it rest."),
        ("So what's the role of salt, right?", "What's the role of salt?"),
        ("Wasn't it cold, right?", "Wasn't it cold?"),
        ("In which city is it, you know?", "In which city is it?"),
        ("When it cools does it crack, right?", "When it cools does it crack?"),
        ("Well does it rise, right?", "Well does it rise?"),
        ("Or so they say.", "Or so they say."),
        ("Then again it may fall.", "Then again it may fall."),
        ("It is uh... good.", "It is good."),
        ("To give some context, rye has little gluten.", "Rye has little gluten."),
        ("Come on, rye has little gluten.", "Rye has little gluten."),
        ("The thing is, is that it rises.", "The thing is that it rises."),
        ("[laughter] Yes, it's probably salt.", "It's probably salt."),
        ("Um, okay, um, why?", "Why?"),
        ("On the other hand, as I said before, salt slows it.", "Salt slows it."),
        ("To some extent, right now, salt slows it.", "To some extent, right now, salt slows it."),
        ("If you cut it, you know, it dries.", "If you cut it, it dries."),
        ("The bread was sold, I mean, we ate the rest.", "The bread was sold, we ate the rest."),
        ("It was made of, you know, rye.", "It was made of rye."),
        ("If you're, you know, a baker, it helps.", "If you're a baker, it helps."),
        (
            "He had it from the teacher, you know, the teacher was kind.",
            "He had it from the teacher the teacher was kind.",
        ),
        ("I think that's, you know, that's the rye.", "I think that's the rye."),
        ("um, uh", ""),
        ("- and so it goes", "It goes."),
    ],
)
def test_stutters_fillers_and_openers_go(said: str, printed: str) -> None:
    assert ENGLISH.tidy(said) == printed


@pytest.mark.parametrize(
    "sentence",
    [
        "It was very, very slow.",
        "It's no, no good at all.",
        "Twenty-five, five years ago it was sold.",
        "Roll it 5 mm thick.",
        "The ER was full.",
        "So far we have one loaf.",
        "So much of this is luck.",
        "But for the salt it would race.",
        "You know what gluten is.",
        "If you feed it, it grows.",
        "Well-known, well-loved bread is sour.",
        "ß is a letter.",
    ],
)
def test_what_is_meant_stays_as_it_was_said(sentence: str) -> None:
    assert ENGLISH.tidy(sentence) == sentence


@given(SPOKEN)
def test_a_tidied_sentence_is_closed_and_has_no_stray_commas(sentence: str) -> None:
    tidy = ENGLISH.tidy(sentence)
    assert not tidy or tidy[-1] in ".!?…"
    assert ",," not in tidy
    assert not tidy.startswith((" ", ","))


@pytest.mark.parametrize(
    "sentence",
    ["Um, so, you know, the thing, the thing is, is that it rises, right?", "Well, look, no, I think so."],
)
def test_tidying_twice_changes_nothing_more(sentence: str) -> None:
    once = ENGLISH.tidy(sentence)
    assert ENGLISH.tidy(once) == once


@pytest.mark.parametrize(
    ("said", "printed"),
    [
        ("to to jest um chleb [śmiech]", "To to jest um chleb."),
        ("يصل الماء قطرة قطرة", "يصل الماء قطرة قطرة."),
        ("बारी बारी से घास से ढकते हैं।", "बारी बारी से घास से ढकते हैं।"),
        ("ความจำไม่ได้แย่", "ความจำไม่ได้แย่"),
    ],
)
def test_a_language_without_lists_loses_only_markers(said: str, printed: str) -> None:
    assert Tidier(Lexicon(name="any")).tidy(said) == printed


@pytest.mark.parametrize(
    ("language", "said", "printed"),
    [
        ("es", "Pues, ¿y qué es, eh, la masa madre?", "¿Qué es la masa madre?"),
        ("es", "¿Pero, pero eso sirve, no?", "¿Eso sirve?"),
        ("fr", "Alors, euh, du coup le le levain, il pousse, quoi.", "Le levain, il pousse."),
        ("fr", "Nous nous levons, vous vous levez.", "Nous nous levons, vous vous levez."),
        (
            "pt",
            "O ideal é entre noventa e noventa e seis graus.",
            "O ideal é entre noventa e noventa e seis graus.",
        ),
        ("pt", "Pois, hum, então, o o café, né, fica amargo.", "O café fica amargo."),
        ("de", "Er sagt „lass es ruhen.", "Er sagt „lass es ruhen.“"),
        ("es", "Se puede amasar, ¿eh?", "Se puede amasar."),
        ("es", "Bueno, ¿eh?, vamos a casa.", "Vamos a casa."),
        ("es", "La verdad que buscamos es otra.", "La verdad que buscamos es otra."),
        ("fr", "C'est un c'est un levain de seigle.", "C'est un levain de seigle."),
        (
            "de",
            "Ein Teig, der zu lange geruht hat, hat keine Kraft.",
            "Ein Teig, der zu lange geruht hat, hat keine Kraft.",
        ),
        ("pt", "É essa, digamos, essa massa que cresce.", "É essa massa que cresce."),
        ("fr", "Le pain monte petit à petit à la chaleur.", "Le pain monte petit à petit à la chaleur."),
        ("fr", "Le pain monte-t-il, hein ?", "Le pain monte-t-il ?"),
        ("de", "Ja, ähm, also ich ich lasse den Teig, sozusagen, ruhen, ne?", "Ich lasse den Teig ruhen."),
    ],
)
def test_habits_of_speech_go_in_each_language(language: str, said: str, printed: str) -> None:
    assert Tidier(load(language, Templates())).tidy(said) == printed


def test_a_sentence_with_words_that_nobody_understood_shows_its_gap() -> None:
    tidier = Tidier(load("en", Templates()))
    assert tidier.tidy("It is marginally [unintelligible 00:17:43.17] [laughter] better.") == (
        "It is marginally ⟨…⟩ better."
    )
    assert tidier.tidy("[inaudible] lives in the jar [laughter].") == "⟨…⟩ lives in the jar."
