"""Finds the words that a quote was meant to be, where it is a word or a letter off."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from rapidfuzz import fuzz

from studykit.text import squeeze, straighten, words

LIKENESS = 85.0
"""The least likeness, in percent (Indel similarity), of a quote and the words of the transcript in its place.

One word of ten may be another one; of two quotes that differ by more, nobody can say that one is meant.
"""
LEAST_WORDS = 4
"""Fewer words are like too much."""
_WORD = re.compile(r"\S+")


class Span(NamedTuple):
    """Words of one turn: its number, and the offsets in its text."""

    turn: int
    start: int
    end: int


def snap(quote: str, texts: Iterable[tuple[int, str]]) -> Span | None:
    """Return the words most like ``quote`` in ``texts``, turns by their numbers; None where none is like it.

    The alignment is rapidfuzz's partial ratio: the best place for the whole quote in a longer text (Indel
    distance, bit-parallel, Hyyrö 2004). It is widened to whole words, and then judged by LIKENESS.
    """
    wanted = _folded(squeeze(straighten(quote)))
    if len(words(wanted)) < LEAST_WORDS:
        return None
    best, likeness = None, LIKENESS
    for turn, text in texts:
        folded = _folded(text)
        found = fuzz.partial_ratio_alignment(wanted, folded, score_cutoff=LIKENESS - 10)
        if found is None or len(wanted) > 1.2 * len(folded):
            continue
        start, end = _whole_words(folded, found.dest_start, found.dest_end)
        ratio = fuzz.ratio(wanted, squeeze(folded[start:end]))
        if ratio > likeness:
            best, likeness = Span(turn, start, end), ratio
    return best


def _folded(text: str) -> str:
    """Return ``text`` in small letters where that keeps its length."""
    lower = text.lower()
    return lower if len(lower) == len(text) else text


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the borders of the words that lie in ``text`` from ``start`` to ``end`` by half or more."""
    inside = [
        word.span()
        for word in _WORD.finditer(text, max(0, text.rfind(" ", 0, start)), min(len(text), end + 60))
        if 2 * (min(word.end(), end) - max(word.start(), start)) >= word.end() - word.start()
    ]
    return (inside[0][0], inside[-1][1]) if inside else (start, end)
