"""The words that terms are made of (Justeson and Katz 1995)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from studykit.analysis.episode import Reading
from studykit.language.lexicon import Lexicon
from studykit.language.morphology import Part
from studykit.language.tagging import tag
from studykit.text import LETTERS, RUN_OF_SCRIPT

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


def is_noun(token: Token) -> bool:
    """Whether ``token`` names a thing."""
    return token.role in _NOUNS


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
