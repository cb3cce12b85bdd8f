"""What a term is a name of: an abbreviation, a person, a work, or a thing."""

import re
from collections.abc import Iterable

from studykit.analysis.episode import Reading
from studykit.analysis.noun_phrases import ACRONYM
from studykit.language.frequency import zipf
from studykit.language.lexicon import phrases
from studykit.language.sentences import Sentence
from studykit.language.tagging import knows_names, tag
from studykit.model import TermKind
from studykit.text import straighten

COMMON_WORD = 2.8
"""A word more frequent than this (Zipf scale) is in a dictionary, no surname unless the tagger says so."""


def kind_of(name: str, sentences: Iterable[Sentence], reading: Reading) -> TermKind:
    """Return the kind of the term ``name``, which stands in ``sentences``."""
    if ACRONYM.fullmatch(name.removesuffix("s")):
        return "acronym"
    if is_person(name, reading):
        return "person"
    if name[:1].isupper() and any(_is_titled(name, sentence, reading) for sentence in sentences):
        return "work"
    return "concept"


def is_person(name: str, reading: Reading) -> bool:
    """Whether ``name`` is two or three words that nothing but a person is called.

    Every word has a capital and is a name to the tagger, or no word of the dictionary ("Raymond Calvel"); in
    a language whose names no tagger knows, the surname alone must be in no dictionary.
    """
    parts = name.split()
    if len(parts) not in {2, 3} or not all(part.istitle() or ACRONYM.fullmatch(part) for part in parts):
        return False
    if straighten(parts[0]).casefold() in reading.lexicon.place_openers:
        return False
    language = reading.language
    known = [tag(part.lower(), language).part == "name" for part in parts]
    if not knows_names(language):
        known[:-1] = [not reading.lexicon.is_stop(part) for part in parts[:-1]]
    rare = [zipf(straighten(part).casefold(), language) < COMMON_WORD for part in parts]
    return all(name or unheard for name, unheard in zip(known, rare, strict=True))


def _is_titled(name: str, sentence: Sentence, reading: Reading) -> bool:
    """Whether a word such as "book" or "paper" stands before the name, with "called" or a quotation mark."""
    before, found, _ = straighten(sentence.text).partition(straighten(name))
    works = phrases(reading.lexicon.works)
    return bool(found) and any(
        re.fullmatch(r"[\s,:\"']*(?:[\w']+\s+)?[\s\"']*", before[match.end() :])
        for match in works.finditer(before.casefold())
    )
