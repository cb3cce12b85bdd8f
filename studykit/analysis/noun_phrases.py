"""Runs of adjectives and nouns: what terms are made of and what a cloze hides (Justeson and Katz 1995)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from studykit.analysis.episode import Reading
from studykit.language.lexicon import Lexicon
from studykit.language.morphology import Part
from studykit.language.tagging import tag
from studykit.text import LETTERS, RUN_OF_SCRIPT, is_word, straighten

Role = Part | Literal["gerund", "common"]
ACRONYM = re.compile(r"[A-Z][A-Za-z]?[A-Z0-9][A-Za-z0-9]{0,6}")
TOKEN = re.compile(rf"{RUN_OF_SCRIPT}|{LETTERS}(?:['’.\-‑+&/]{LETTERS})*\+*|[^\w\s]")
_NOUNS = frozenset({"noun", "name", "gerund"})


@dataclass(frozen=True)
class Token:
    """A word that may be part of a term, with its place in the text."""

    word: str
    role: Role
    start: int
    end: int


def spoken_words(text: str, lexicon: Lexicon) -> Iterator[tuple[str, int]]:
    """Yield the words and signs of ``text`` with their places; a word that leans on the next is its own."""
    for match in TOKEN.finditer(text):
        start = match.start()
        for piece in lexicon.pieces(match.group()):
            yield piece, start
            start += len(piece)


def runs(text: str, reading: Reading) -> Iterator[list[Token]]:
    """Yield the maximal runs of words of ``text`` that a term may be made of, none empty."""
    run: list[Token] = []
    for word, start in spoken_words(text, reading.lexicon):
        role = _role(word, reading)
        if role == "other":
            if run:
                yield run
            run = []
        else:
            run.append(Token(word, role, start, start + len(word)))
            if straighten(word).endswith("'s"):  # "SSI's plan" is two things
                yield run
                run = []
    if run:
        yield run


def is_noun(token: Token) -> bool:
    """Whether ``token`` names a thing."""
    return token.role in _NOUNS


def _role(token: str, reading: Reading) -> Role:
    if not token[0].isalnum() or reading.lexicon.is_stop(token) or len(token) < 2:
        return "other"
    if straighten(token).casefold() in reading.lexicon.numerals or not is_word(token, reading.language):
        return "other"
    if token[0].isdigit() or "'" in straighten(token).removesuffix("'s"):
        return "other"
    return part_of(token, reading)


def part_of(token: str, reading: Reading) -> Role:
    """Return what ``token`` is in a noun phrase: as tagged, but for acronyms and verbs in disguise."""
    part = tag(token, reading.language).part
    if part != "name" and ACRONYM.fullmatch(token):
        return "name"
    if part == "verb":  # "reinforcement learning", "self-training": the tagger sees verbs
        if token.casefold().endswith("ing"):
            return "gerund"
        return "noun" if "-" in token or "‑" in token else "other"  # "self-play"
    return part
