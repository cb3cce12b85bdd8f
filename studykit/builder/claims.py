"""Compares what is claimed with the words it cites: numbers, units, names and negations must be borne out."""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from itertools import pairwise

from studykit.language import numbers, tagging
from studykit.language.lexicon import Lexicon, either
from studykit.model import Citation, Transcript
from studykit.text import bare, straighten, words

_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_INNER_WORD = re.compile(r"(?<![.!?:“\"]\s)(?<!^)(?<![“„«»\"'¿¡])\b[^\W\d_][\w'’-]+")
_NUMBERED_NAME = re.compile(
    r"(?:\b[^\W\d_]+-?|(?<![.!?:]\s)(?<!^)\b(?=[^\W\d_a-z])[^\W\d_]+ )\d+(?:\.\d+)*\b"
)
_NOUNS_HAVE_CAPITALS = frozenset({"de", "lb"})
FLIPPED = 0.8
"""The share of a negated clause's telling words that a claim without its negation may not repeat."""
LEAST_FLIPPED = 2
_PERCENT = frozenset({"%", "percent", "per cent"})
_HYPHEN = re.compile("[‑-]")
_JOINT = re.compile("['‑-]")
_LEAST_STEM, _LONGEST_ABBREVIATION = 4, 3


class Claims:
    """Judges claims about one transcript, in the words of its language."""

    def __init__(self, transcript: Transcript, lexicon: Lexicon) -> None:
        self._transcript = transcript
        self._lexicon = lexicon
        self._language = transcript.episode.spoken
        joints = (*lexicon.clauses.joints, *lexicon.clauses.contrasts, *lexicon.clauses.relatives)
        self._joint = re.compile(rf"[.,;:!?]\s+|\s(?:{either(joints)})\s", re.IGNORECASE)
        self._values = lru_cache(2048)(self._read_values)  # a quote is looked at again and again

    def stray(self, text: str, citations: Iterable[Citation], *, names_from_all: bool = False) -> str:
        """Return the first of the ``strays`` of ``text``, "" for none."""
        return next(iter(self.strays(text, citations, names_from_all=names_from_all)), "")

    def strays(
        self, text: str, citations: Iterable[Citation], *, names_from_all: bool = False
    ) -> tuple[str, ...]:
        """Return the numbers, units and names in ``text`` that the words it cites do not have.

        The names of who says them count as theirs. A number may be written in digits or in words. With
        ``names_from_all`` a name may stand anywhere in the transcript: a name put for a pronoun.
        """
        cited = tuple(citations)
        quoted = " ".join(citation.quote for citation in cited)
        known = f"{quoted} {' '.join(citation.speaker or '' for citation in cited)}"
        from_all = names_from_all or self._language in _NOUNS_HAVE_CAPITALS
        counted = _NUMBERED_NAME.sub(self._unless_said, text) if names_from_all else text
        stray = (*self._stray_numbers(counted, known), *self._stray_units(counted, quoted))
        return tuple(dict.fromkeys((*stray, *self._stray_names(text, known, from_all=from_all))))

    def turned_round(self, text: str, citations: Iterable[Citation]) -> str:
        """Return the negation that ``text`` adds to its quotes, or leaves out of them; "" for neither.

        What is denied in other words is denied too: by "nobody", "unless", "fails", "unreliable", and by
        "only" where "not" has an "until" of its own.
        """
        clauses = [part for citation in citations for part in self._joint.split(citation.quote)]
        added = self._negation(text, outright=True)
        if added:
            return "" if any(self._denies_somehow(clause, text) for clause in clauses) else added
        denials = {clause: negation for clause in clauses if (negation := self._negation(clause))}
        if not denials:
            return ""
        said, told = self._telling(text), _folded(text)
        repeated = [clause for clause in clauses if _repeats(said, self._telling(clause))]
        affirmed = [self._telling(clause) for clause in repeated if clause not in denials]
        for clause in repeated:
            negation = denials.get(clause, "")
            is_so_elsewhere = any(_repeats(other, self._telling(clause)) for other in affirmed)
            is_kept = negation in told or self._rewords(text, clause)
            if negation and not is_so_elsewhere and not is_kept:
                return negation
        return ""

    def is_said(self, text: str) -> bool:
        """Whether the words of ``text`` are said in the transcript, one after the other."""
        return _parted(text) in self._all

    @cached_property
    def _all(self) -> str:
        return _parted(" ".join(turn.text for turn in self._transcript.turns))

    def _stray_numbers(self, text: str, quoted: str) -> Iterator[str]:
        """Yield the numbers of ``text`` that ``quoted`` does not have, neither in digits nor in words."""
        there, digits = set(self._values(quoted)), set(_DIGITS.findall(quoted))
        for value in self._values(text):
            is_pronoun = value == 1 and "1" not in _DIGITS.findall(text)
            if value not in there and f"{value:g}" not in digits and not is_pronoun:
                yield f"{value:g}"
        mixed = (found for found in map(_DIGITS.search, words(text)) if found and not _is_plain(found.string))
        yield from (found.group() for found in mixed if found.group() not in digits)

    def _read_values(self, text: str) -> list[float]:
        return numbers.values(words(text), self._lexicon.numerals, self._lexicon.conjunction)

    def _unless_said(self, name: re.Match[str]) -> str:
        """Return a name with a number in it, or a space where the transcript says that very name."""
        return " " if self.is_said(name.group()) else name.group()

    def _stray_units(self, text: str, quoted: str) -> Iterator[str]:
        """Yield what ``text`` counts where ``quoted`` counts something else; "MB" may stand for megabytes."""
        there = [unit.casefold() for unit in (*words(quoted), *_attached(quoted))]
        if _counts_percent(text) and not _counts_percent(quoted):
            yield "%"
        for unit in self._units(text):
            if not any(_is_same_unit(unit.casefold(), each) for each in there):
                yield unit

    def _units(self, text: str) -> list[str]:
        """Return what is counted in ``text``: the word after a number, or what is written onto it."""
        following = (after for before, after in pairwise(words(text)) if self._is_number(before))
        return [unit for unit in (*following, *_attached(text)) if self._is_unit(unit)]

    def _is_number(self, word: str) -> bool:
        return _DIGITS.search(word) is not None or word.casefold() in self._lexicon.numerals

    def _is_unit(self, word: str) -> bool:
        folded = word.casefold()
        if folded in self._lexicon.numerals or folded in _PERCENT or self._lexicon.is_stop(word):
            return folded in self._lexicon.units and folded not in (*_PERCENT, *self._lexicon.numerals)
        return word.isalpha() and (folded in self._lexicon.units or len(word) <= _LONGEST_ABBREVIATION)

    def _stray_names(self, text: str, known: str, *, from_all: bool) -> Iterator[str]:
        """Yield the names of ``text``, known by their capitals, that ``known`` does not have."""
        places = (_parted(known), self._all) if from_all else (_parted(known),)
        units = self._units(text)
        for word in _INNER_WORD.findall(text):
            parts = _parts(word)
            is_said = all(_stands_in(part, places) for part in parts) or _stands_in(" ".join(parts), places)
            if word[0].isupper() and word not in units and not is_said:
                yield word

    def _negation(self, text: str, *, outright: bool = False) -> str:
        """Return the first negation of ``text``, "" for none; ``outright`` one that says no more than "not".

        "Not only" denies nothing.
        """
        near = self._lexicon.near_negations if outright else frozenset()
        denying = (
            word
            for word, following in pairwise((*_folded(text), ""))
            if self._lexicon.denies(word) and word not in near and following not in self._lexicon.limits
        )
        return next(denying, "")

    def _denies_somehow(self, clause: str, text: str) -> bool:
        """Whether ``clause`` has what may be told with a "not" in ``text``: also a lack, or a limit."""
        lacking = self._lexicon.near_negations | self._lexicon.limits
        denies = self._negation(clause) or any(word in lacking for word in _folded(clause))
        return bool(denies) or self._has_opposite(clause, self._telling(text))

    def _rewords(self, text: str, clause: str) -> bool:
        """Whether ``text`` says otherwise what ``clause`` says with a negation: with words that it lacks."""
        there = _folded(clause)
        known = {tagging.lemma(word, self._language) for word in there}
        own = {word for word in _folded(text) if tagging.lemma(word, self._language) not in known}
        near, limits = self._lexicon.near_negations, self._lexicon.limits
        is_limit = not limits.isdisjoint(own) and not (near | limits).isdisjoint(there)
        return is_limit or not near.isdisjoint(own) or self._has_opposite(text, self._telling(clause))

    def _has_opposite(self, text: str, telling: set[str]) -> bool:
        """Whether a word of ``text`` is one of ``telling`` behind a prefix that denies it: "unreliable"."""
        prefixed = (
            word.removeprefix(prefix)
            for word in _folded(text)
            for prefix in self._lexicon.negating_prefixes
            if word.startswith(prefix) and len(word) >= len(prefix) + _LEAST_STEM
        )
        return any(tagging.lemma(word, self._language) in telling for word in prefixed)

    def _telling(self, text: str) -> set[str]:
        """Return the dictionary forms of the words of ``text`` that matter, its negation aside."""
        kept = (w for w in _folded(text) if not self._lexicon.is_stop(w) and not self._negation(w))
        return {tagging.lemma(word, self._language) for word in kept}


def _folded(text: str) -> list[str]:
    """Return the words of ``text`` in small letters, with straight apostrophes."""
    return [straighten(word).casefold() for word in words(text)]


def _repeats(said: set[str], clause: set[str]) -> bool:
    return len(clause) >= LEAST_FLIPPED and len(said & clause) >= FLIPPED * len(clause)


def _is_plain(word: str) -> bool:
    return re.fullmatch(r"\d[\d,]*(?:\.\d+)?", word) is not None


def _attached(text: str) -> list[str]:
    """Return the units that are written together with their number: "300MB"."""
    return re.findall(r"(?<=\d)[^\W\d_]+", text)


def _counts_percent(text: str) -> bool:
    return any(sign in text.casefold() for sign in _PERCENT)


def _is_same_unit(one: str, other: str) -> bool:
    """Whether two words name one unit: by their beginnings, or one as the other's abbreviation."""
    alike = one == other or (
        min(len(one), len(other)) >= _LEAST_STEM and one[:_LEAST_STEM] == other[:_LEAST_STEM]
    )
    return alike or _abbreviates(one, other) or _abbreviates(other, one)


def _parted(text: str) -> str:
    """Return the words of ``text``, parted at hyphens and apostrophes too, with a space on both sides."""
    return f" {_JOINT.sub(' ', bare(text))} "


def _abbreviates(short: str, long: str) -> bool:
    """Whether the letters of ``short`` stand in ``long`` in their order, the first one first."""
    rest = iter(long)
    return len(short) < len(long) and long[:1] == short[:1] and all(letter in rest for letter in short)


def _parts(name: str) -> list[str]:
    """Return a name without its genitive, in the parts that hyphens join: "WebKit-prefixed" may be coined."""
    bared = (_parted(part).strip() for part in _HYPHEN.split(straighten(name).removesuffix("'s")))
    return [part for part in bared if part]


def _stands_in(name: str, places: Iterable[str]) -> bool:
    """Whether ``name``, or it without an ending, begins a word of ``places`` (a space at each end)."""
    stem = name[: max(_LEAST_STEM, len(name) - 2)]
    return any(f" {name} " in said or (len(name) > _LEAST_STEM and f" {stem}" in said) for said in places)
