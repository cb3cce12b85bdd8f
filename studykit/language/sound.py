"""How a name sounds, roughly: for the spellings that a recogniser of speech gives it."""

import re
from difflib import SequenceMatcher
from functools import lru_cache

from studykit.text import without_accents

LEAST_ALIKE = 0.65
_CLASSES = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("ph", "f"),
        ("[sc]h", "s"),
        ("th", "t"),
        ("gh", ""),
        ("ck", "k"),
        ("^kn", "n"),
        ("^wr", "r"),
        ("c(?=[eiy])", "s"),
        ("[cqg]", "k"),
        ("x", "ks"),
        ("z", "s"),
        ("d", "t"),
        ("b", "p"),
        ("v", "f"),
        ("[jy]", "i"),
        ("m", "n"),
    )
)
_SILENT = re.compile("[aeiouhw]")
_DOUBLE = re.compile(r"(\D)\1+")


@lru_cache(maxsize=100_000)
def letters(text: str) -> str:
    """Return the letters and digits of ``text`` alone, without case and accents."""
    return "".join(letter for letter in without_accents(text).casefold() if letter.isalnum())


@lru_cache(maxsize=100_000)
def sound_of(text: str) -> str:
    """Return what spellings of one sound share: its consonants by class, and whether a vowel begins it.

    A shorter cousin of Soundex (Russell 1918) and Metaphone (Philips 1990) without their cut at four signs,
    made for Latin letters; voiced and unvoiced consonants are one class, for a recogniser mixes them up.
    """
    plain = letters(text)
    begins = "A" if plain[:1] in {*"aeiou"} else ""
    for pattern, sound in _CLASSES:
        plain = pattern.sub(sound, plain)
    return _DOUBLE.sub(r"\1", begins + _SILENT.sub("", plain))


def sounds_like(one: str, other: str) -> bool:
    """Whether two spellings may be of one name: alike in sound and letters, and neither holds the other.

    An acronym sounds like acronyms alone.
    """
    first, second = letters(one), letters(other)
    if first in second or second in first or sound_of(one) != sound_of(other):
        return False
    if one.isupper() != other.isupper():
        return False
    return SequenceMatcher(None, first, second).ratio() >= LEAST_ALIKE
