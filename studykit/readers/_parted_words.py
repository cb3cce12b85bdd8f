"""Joins the words that the ends of lines part: ``recog-`` and ``nise``, but ``well-`` and ``known``."""

import unicodedata
from collections.abc import Sequence
from functools import cached_property

from studykit.language.detect import detect
from studykit.language.frequency import zipf
from studykit.text import words

_HYPHENS = ("-", "‐")
_COMMON, _MUCH_RARER = 3.0, 1.5
"""Logarithms: 3 is once in a million words, 1.5 a thirtieth as often."""


class PartedWords:
    """Knows the words of one document, given by its lines, and so what the parts of a word make."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines

    def ending(self, last: str, following: str) -> str:
        """Return the last word of a line as it goes on with the first of the next line.

        A space follows it, a hyphen, or nothing: the hyphen stays where the document or the language knows
        the word with it better than without. Chinese and Japanese have no spaces between words.
        """
        if not last.endswith(_HYPHENS):
            return last if _is_wide(last[-1:]) and _is_wide(following[:1]) else f"{last} "
        stem = last[:-1]
        begins = words(following)[:1]
        if not stem[-1:].isalpha() or not begins or not following[0].islower():
            return f"{stem}-"
        before = (words(stem) or [stem])[-1].casefold()
        return stem if self._is_one_word(before, begins[0].casefold()) else f"{stem}-"

    def _is_one_word(self, before: str, after: str) -> bool:
        whole, with_hyphen = before + after, f"{before}-{after}"
        if (whole in self._known) != (with_hyphen in self._known):
            return whole in self._known
        parts = min(zipf(before, self._language), zipf(after, self._language))
        return parts < _COMMON or zipf(whole, self._language) > parts - _MUCH_RARER

    @cached_property
    def _known(self) -> frozenset[str]:
        """The words inside the lines, which no line's end parts."""
        return frozenset(word.casefold() for line in self._lines for word in words(line)[1:-1])

    @cached_property
    def _language(self) -> str:
        return detect(" ".join(self._lines))


def _is_wide(sign: str) -> bool:
    return bool(sign) and unicodedata.east_asian_width(sign) in "WF"
