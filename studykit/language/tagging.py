"""Parts of speech and lemmas of single words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from HanTa import HanoverTagger

from studykit.language import morphology
from studykit.language.frequency import zipf
from studykit.language.lexicon import Lexicon
from studykit.language.morphology import Part
from studykit.text import straighten

_MODELS = {"en": "morphmodel_en.pgz", "de": "morphmodel_ger.pgz", "nl": "morphmodel_dutch.pgz"}
_PREFIXES: tuple[tuple[str, Part], ...] = (
    ("NP0", "name"),  # CLAWS 5, English
    ("NE", "name"),  # STTS, German
    ("SPEC", "name"),  # CGN, Dutch
    ("NN", "noun"),
    ("N(", "noun"),
    ("AJ", "adjective"),
    ("ADJ", "adjective"),
    ("V", "verb"),
)


MOST_LETTERS = 60
"""What is longer is no word, and takes a tagger a time that grows with the square of its length."""
_GUESSED = 1.0
"""A verb whose dictionary form is ten times rarer than itself is a wrong guess ("gluten" from "glute")."""


@dataclass(frozen=True)
class Tag:
    """A word's dictionary form and its most likely part of speech, seen alone."""

    lemma: str
    part: Part


def knows(language: str) -> bool:
    """Whether the parts of speech of ``language`` can be told."""
    return language in _MODELS or morphology.has_grammar(language)


def knows_names(language: str) -> bool:
    """Whether names are told from other words of ``language``."""
    return language in _MODELS


@lru_cache(maxsize=200_000)
def tag(word: str, language: str) -> Tag:
    """Return the tag of ``word``, written as in the transcript.

    English, German and Dutch go through HanTa (Wartena 2019), other languages through dictionary forms and
    endings; where those tell nothing, a word is taken for a noun. A word with two capitals or a digit keeps
    its form, since no model knows acronyms.
    """
    plain = straighten(word)
    if len(plain) > MOST_LETTERS:
        return Tag(plain.casefold(), "other")
    if sum(letter.isupper() for letter in plain) > 1 or any(letter.isdigit() for letter in plain):
        return Tag(plain.casefold().removesuffix("'s"), "name")
    return _tag(plain, language)


def lemma(word: str, language: str) -> str:
    """Return the dictionary form of ``word`` in lower case."""
    return tag(word, language).lemma


def content_lemmas(spoken: Iterable[str], lists: Lexicon, language: str) -> Iterator[str]:
    """Yield the lemmas of those of the ``spoken`` words that are content words, in order."""
    cores = map(lists.core, spoken)
    return (lemma(word, language) for word in cores if not lists.is_stop(word))


def _tag(word: str, language: str) -> Tag:
    if language not in _MODELS:
        return Tag(*morphology.analyse(word, language))
    stem = word.removesuffix("'s") or word  # captions part "'s" from its word
    seen = stem if language == "de" else stem.lower()  # German writes its nouns with a capital
    form, label = _model(language).analyze(seen)
    part: Part = next((part for prefix, part in _PREFIXES if str(label).startswith(prefix)), "other")
    lemma = str(form).casefold()
    if part == "noun" and language == "de":  # its dictionary knows more plurals: "Transkripten"
        known = morphology.dictionary_form(word, language)
        lemma = lemma if known == word.casefold() else known
    if not lemma or (part == "verb" and zipf(lemma, language) < zipf(seen, language) - _GUESSED):
        return Tag(seen.casefold(), "noun")
    return Tag(lemma, part)


@lru_cache(maxsize=4)
def _model(language: str) -> HanoverTagger.HanoverTagger:
    return HanoverTagger.HanoverTagger(_MODELS[language])
