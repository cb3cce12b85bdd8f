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
REACH, SLACK = 0.3, 15
"""How far the true borders may lie outside, as a share of the length; how much less like a window may be."""
_LEAST_REACH = 20
_WORD = re.compile(r"\S+")


class Span(NamedTuple):
    """Words of one turn: its number, and the offsets in its text."""

    turn: int
    start: int
    end: int


def snap(quote: str, texts: Iterable[tuple[int, str]]) -> Span | None:
    """Return the words most like ``quote`` in ``texts``, turns by their numbers; None where none is like it.

    The alignment is rapidfuzz's partial ratio: the best place for the whole quote in a longer text (Indel
    distance, bit-parallel, Hyyrö 2004). Its window is as long as the quote, so that its borders are moved to
    those of words where the likeness is greatest.
    """
    wanted = _folded(squeeze(straighten(quote)))
    if len(words(wanted)) < LEAST_WORDS:
        return None
    best, likeness = None, LIKENESS
    for turn, text in texts:
        folded = _folded(text)
        found = fuzz.partial_ratio_alignment(wanted, folded, score_cutoff=LIKENESS - SLACK)
        if found is None or len(wanted) > (1 + REACH) * len(folded):
            continue
        start, end, ratio = _likest(wanted, folded, found.dest_start, found.dest_end)
        if ratio >= likeness:
            best, likeness = Span(turn, start, end), ratio
    return best


def _likest(wanted: str, text: str, start: int, end: int) -> tuple[int, int, float]:
    """Return the borders of words near ``start`` and ``end`` that are likest, and how like that is."""
    reach = max(_LEAST_REACH, round(REACH * len(wanted)))
    near = list(_WORD.finditer(text, max(0, start - reach), min(len(text), end + reach)))
    starts = [word.start() for word in near if word.start() <= start + reach and _begins(text, word.start())]
    ends = [word.end() for word in near if word.end() >= end - reach and _ends(text, word.end())]
    spans = ((fuzz.ratio(wanted, squeeze(text[a:b])), -a, b) for a in starts for b in ends if a < b)
    ratio, begin, finish = max(spans, default=(0.0, 0, 0))
    return -begin, finish, ratio


def _begins(text: str, place: int) -> bool:
    return place == 0 or text[place - 1].isspace()


def _ends(text: str, place: int) -> bool:
    return place == len(text) or text[place].isspace()


def _folded(text: str) -> str:
    """Return ``text`` in small letters where that keeps its length."""
    lower = text.lower()
    return lower if len(lower) == len(text) else text
