"""Dictionary forms and parts of speech where there is no tagger."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit.language.lexicon import load
from studykit.language.morphology import analyse, dictionary_form, has_grammar, is_verb
from studykit.language.tagging import knows, lemma, tag
from studykit.templates import Templates


@pytest.mark.parametrize(
    ("language", "said", "form"),
    [
        ("es", "levaduras", "levadura"),
        ("es", "dijo", "decir"),
        ("fr", "bactéries", "bactérie"),
        ("pt", "raízes", "raiz"),
        ("it", "lieviti", "lievito"),
        ("pl", "chleba", "chleb"),
        ("tlh", "Qapla", "qapla"),
    ],
)
def test_a_word_is_known_by_its_dictionary_form(language: str, said: str, form: str) -> None:
    assert dictionary_form(said, language) == form


@pytest.mark.parametrize(
    ("language", "verbs", "others"),
    [
        ("es", "hablar crecer vivir ser ir", "lugar mujer mar hogar"),
        ("fr", "parler finir prendre écrire connaître être", "mer papier mémoire histoire heure"),
        ("pt", "falar crescer propor ser", "lugar mulher amor valor"),
        ("it", "parlare crescere dormire essere", "mare altare"),
    ],
)
def test_a_verb_is_known_by_its_first_person_plural(language: str, verbs: str, others: str) -> None:
    assert [form for form in verbs.split() if not is_verb(form, language)] == []
    assert [form for form in others.split() if is_verb(form, language)] == []


@pytest.mark.parametrize(
    ("language", "word", "part"),
    [
        ("es", "fermenta", "verb"),
        ("es", "es", "verb"),
        ("es", "lácticas", "adjective"),
        ("es", "fermentados", "adjective"),
        ("es", "mercado", "noun"),
        ("es", "rápidamente", "other"),
        ("fr", "est", "verb"),
        ("fr", "lactiques", "adjective"),
        ("fr", "rapidement", "other"),
        ("fr", "changement", "noun"),
        ("fr", "mémoire", "noun"),
        ("pt", "é", "verb"),
        ("pt", "testam", "verb"),
        ("pt", "contas", "noun"),
        ("it", "città", "noun"),
    ],
)
def test_endings_tell_parts_of_speech(language: str, word: str, part: str) -> None:
    assert tag(word, language).part == part


def test_a_noun_that_looks_like_a_verb_keeps_its_own_form() -> None:
    assert analyse("contas", "pt") == ("conta", "noun")


def test_a_language_without_a_grammar_has_nouns_only() -> None:
    assert not has_grammar("pl")
    assert not knows("pl")
    assert analyse("rośnie", "pl")[1] == "noun"


@given(st.text(max_size=60), st.sampled_from(["es", "fr", "pt", "und", "zh"]))
def test_any_word_has_a_form_and_a_part(word: str, language: str) -> None:
    form, part = analyse(word, language)
    assert form or not word
    assert part in {"noun", "adjective", "verb", "other"}


def test_a_word_of_any_length_is_looked_up_quickly() -> None:
    assert dictionary_form("a" * 100_000, "es") == "a" * 100_000


@pytest.mark.parametrize(
    ("language", "word", "pieces"),
    [
        ("fr", "l’eau", ("l’", "eau")),
        ("fr", "Qu'il", ("Qu'", "il")),
        ("fr", "aujourd'hui", ("aujourd'hui",)),
        ("fr", "l'", ("l'",)),
        ("fr", "Est-ce", ("Est", "-ce")),
        ("fr", "qu'est-ce", ("qu'", "est", "-ce")),
        ("fr", "demi-vie", ("demi-vie",)),
        ("pt", "chama-se", ("chama", "-se")),
        ("en", "l'eau", ("l'eau",)),
    ],
)
def test_a_word_that_lost_its_vowel_is_a_word_of_its_own(
    language: str, word: str, pieces: tuple[str, ...]
) -> None:
    assert load(language, Templates()).pieces(word) == pieces


def test_an_elided_word_before_a_stop_word_is_none_to_learn() -> None:
    french = load("fr", Templates())
    assert french.is_stop("C’est")
    assert french.is_stop("qu'")
    assert french.is_stop("est-ce")
    assert [french.core(word) for word in ("l’eau", "dort-elle", "demi-vie", "l'")] == [
        "eau",
        "dort",
        "demi-vie",
        "l'",
    ]
    assert not french.is_stop("l'eau")


def test_a_capital_tells_a_german_noun_from_a_verb() -> None:
    assert lemma("Haus", "de") == lemma("Häusern", "de") == "haus"
    assert lemma("Transkripten", "de") == "transkript"
