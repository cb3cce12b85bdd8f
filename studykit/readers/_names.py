"""Says whether a few words can be the name of a speaker."""

import re

from studykit.readers._word_lists import DISCOURSE, INTERLUDES, PARTICLES
from studykit.text import fold

_LONGEST = 50
_MOST_WORDS = 6
_MOST_SMALL_WORDS = 3
_NEVER_IN_NAMES = frozenset('?!;"“”„…[]{}<>=/#|\\')
_PRONOUNS = re.compile(r"\s*\(\w{1,6}(?:/\w{1,6}){1,2}\)$")
_SEAT = re.compile(
    r"(?i)(?:unknown )?(?:speaker|voice|audience|participant|sprecher(?:in)?)(?:[ _]?\w{1,2})?"
)


def tidy_name(text: str) -> str:
    """Return ``text`` without the brackets, colons and dashes around it, and what follows a colon.

    The pronouns that meetings show, ``Ben Okri (he/him)``, are no part of it.
    """
    name = re.split("[:：]", text.strip(" \t:：-–—*_"), maxsplit=1)[0].strip()
    name = _PRONOUNS.sub("", name)
    return name[1:-1].strip() if name[:1] + name[-1:] in ("[]", "()") else name


def is_name(text: str, *, loose: bool = False, comma: bool = False, small: bool = False) -> bool:
    """Return whether ``text`` may name a speaker: a few words, each with a capital, or one handle.

    ``loose`` asks for a capital on the first word alone (``Audience member``): for use where a time or bold
    type already says that a label stands here. ``comma`` allows one, as in ``Ben Okri, MD``. ``small`` takes
    two or three words in small letters too (``ana ruiz``), as most words are: where there is more proof.
    """
    name = tidy_name(text)
    tokens = name.split()
    if not 1 <= len(tokens) <= _MOST_WORDS or len(name) > _LONGEST or not any(c.isalpha() for c in name):
        return False
    if sum(token[0].isdecimal() for token in tokens) > 1:  # a date
        return False
    if _NEVER_IN_NAMES & set(name) or name.casefold().startswith("www."):
        return False
    if _is_discourse(name) or any(_ends_sentence(token) for token in tokens):
        return False
    if loose:
        return _has_capital(tokens[0]) or len(tokens) == 1
    is_one = len(tokens) == 1 or is_titled(name) or (small and _is_small(tokens))
    return (comma or "," not in name) and name[0].isalpha() and is_one


def _is_small(tokens: list[str]) -> bool:
    return len(tokens) <= _MOST_SMALL_WORDS and all(t.isalpha() and t.islower() for t in tokens)


def is_titled(name: str) -> bool:
    """Return whether every word of ``name`` but its particles begins with no small letter."""
    first, *others = name.split()
    return _has_capital(first) and all(_has_capital(t) for t in others if t.casefold() not in PARTICLES)


def is_seat(name: str) -> bool:
    """Return whether ``name`` tells a voice from others and not whose it is: ``Speaker 2``, ``Audience``."""
    return _SEAT.fullmatch(name) is not None


def is_interlude(name: str) -> bool:
    """Return whether ``name`` is what is played and nobody who speaks: ``Break``, ``Outro Music``."""
    return fold(name).split()[0] in INTERLUDES


def _has_capital(token: str) -> bool:
    letters = token.lstrip("('’@-")
    return not letters[:1].islower()


def _is_discourse(name: str) -> bool:
    return fold(name).rstrip("0123456789. ") in DISCOURSE


def _ends_sentence(token: str) -> bool:
    """Tell ``here.`` from the dots of names: ``St.``, ``Prof.``, ``W.``, ``will.i.am``."""
    return token.endswith(".") and len(token) > len("Prof.")
