"""Dictionary forms in languages without a tagger, and the parts of speech that they show.

The forms are simplemma's (Barbaresi 2021). One is a verb's where its first person plural is known too
("hablar", "hablamos"; but "lugar"), so that no list of verbs is needed. The endings that tell the rest stand
under ``[grammar]`` in ``templates/lang``.
"""

from functools import lru_cache
from typing import Literal

from simplemma import Lemmatizer
from simplemma.strategies import DefaultStrategy
from simplemma.strategies.dictionaries.dictionary_factory import SUPPORTED_LANGUAGES

from studykit.language.lexicon import Grammar, load
from studykit.templates import Templates

Part = Literal["noun", "name", "adjective", "verb", "other"]

_CAPITALISING = frozenset({"de", "lb"})
"""Their nouns begin with a capital, which tells them from verbs."""
_LONGEST = 40
"""A longer word is none; what the library does with one takes time that grows faster than its length."""


def has_grammar(language: str) -> bool:
    """Whether nouns, verbs and adjectives of ``language`` can be told apart here."""
    return bool(_grammar(language).verbs)


def analyse(word: str, language: str) -> tuple[str, Part]:
    """Return the dictionary form of ``word`` in lower case and its most likely part of speech, seen alone.

    A language without a grammar has nouns only.
    """
    folded = word.casefold()
    form = dictionary_form(folded, language)
    grammar = _grammar(language)
    if not grammar.verbs:
        return form, "noun"
    noun = next((known for known in (folded, folded.removesuffix("s"), form) if known in grammar.known), "")
    if noun:
        return noun, "noun"
    if folded.endswith(grammar.adverbs):
        return form, "other"
    if _is_participle(folded, language):
        return form, "adjective"
    if is_verb(form, language):
        return form, "verb"
    return form, "adjective" if form.removesuffix("s").endswith(grammar.adjectives) else "noun"


@lru_cache(maxsize=200_000)
def dictionary_form(word: str, language: str) -> str:
    """Return the dictionary form of ``word`` in lower case, ``word`` itself where nobody knows it."""
    folded = word.casefold()
    if language not in SUPPORTED_LANGUAGES or not folded or len(folded) > _LONGEST:
        return folded
    seen = word if language in _CAPITALISING else folded
    return str(_lemmatizer().lemmatize(seen, lang=language)).casefold() or folded


@lru_cache(maxsize=200_000)
def is_verb(form: str, language: str) -> bool:
    """Whether the dictionary form ``form`` is a verb's; never so in a language without a grammar."""
    grammar = _grammar(language)
    return form in grammar.irregular or any(
        form.endswith(ending) and dictionary_form(form.removesuffix(ending) + plural, language) == form
        for ending, plurals in grammar.verbs.items()
        for plural in plurals
    )


def may_be_finite(word: str, language: str) -> bool:
    """Whether ``word``, which may be a noun too, is a verb in the present: "ayuda", "passe"."""
    folded, grammar = word.casefold(), _grammar(language)
    return any(
        folded.endswith(ending) and is_verb(folded.removesuffix(ending) + infinitive, language)
        for ending in grammar.presents
        for infinitive in grammar.verbs
    )


def _is_participle(word: str, language: str) -> bool:
    singular = word.removesuffix("s")
    return any(
        singular.endswith(ending) and is_verb(singular.removesuffix(ending) + infinitive, language)
        for ending, infinitives in _grammar(language).participles.items()
        for infinitive in infinitives
    )


@lru_cache(maxsize=100)
def _grammar(language: str) -> Grammar:
    return load(language, Templates()).grammar


@lru_cache(maxsize=1)
def _lemmatizer() -> Lemmatizer:
    return Lemmatizer(lemmatization_strategy=DefaultStrategy(low_memory=True))
