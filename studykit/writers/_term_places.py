"""Where the terms of the glossary stand in a text."""

import re
from collections.abc import Iterator

from studykit.model import Term
from studykit.text import RUN_OF_SCRIPT, straighten

_UNSPACED = re.compile(RUN_OF_SCRIPT)


def names(term: Term) -> tuple[str, ...]:
    """Return all that ``term`` is called, the longest first, so that the whole is found before a part."""
    return tuple(sorted((term.term, *term.aliases), key=len, reverse=True))


def places(name: str, text: str) -> Iterator[tuple[int, int]]:
    """Yield from where to where ``name`` stands in ``text`` as whole words, in any case and any quotes.

    In scripts that put no spaces between words a name ends where another kind of letters begins.
    """
    wanted, read = straighten(name).strip(), straighten(text)
    if not wanted:
        return
    runs = [found.span() for found in _UNSPACED.finditer(read)] if _UNSPACED.fullmatch(wanted) else []
    for found in re.finditer(re.escape(wanted), read, re.IGNORECASE):
        if found.span() in runs or (not runs and _stands_alone(read, *found.span())):
            yield found.span()


def first_place(term: Term, text: str) -> tuple[int, int] | None:
    """Return from where to where ``text`` first names ``term``, None where it does not."""
    found = (place for name in names(term) for place in places(name, text))
    return next(found, None)


def without(term: Term, text: str, blank: str) -> str:
    """Return ``text`` with ``blank`` in place of every name of ``term``."""
    for name in names(term):
        for start, end in reversed(list(places(name, text))):
            text = f"{text[:start]}{blank}{text[end:]}"
    return text


def _stands_alone(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (before.isalnum() or after.isalnum())
