"""What may be left out of a long sentence: clauses at its beginning or its end, so that the rest stands.

Speakers join sentence to sentence with "and" and "so". Nothing is cut that the rest depends on: no condition,
no exception, and nothing after a negation or a "whether" that may reach into what follows.
"""

import re
from collections.abc import Iterator
from itertools import islice

from studykit.language.lexicon import ClauseWords, either
from studykit.text import straighten, words

LEAST_WORDS = 8
MOST_CLAUSES = 12
"""A sentence of more clauses is none; its first ones are looked at."""
LEAST_LEFT_OUT = 3
"""Leaving out less spares no room, and it may be "hopefully"."""
INSERTED = re.compile(r"\s[–—-]+\s")
"""What is said between dashes ties both sides of it together."""


class ClauseCutter:
    """Finds the parts of the sentences of one language that can stand as sentences."""

    def __init__(self, clauses: ClauseWords) -> None:
        joints, relatives = either((*clauses.joints, *clauses.contrasts)), either(clauses.relatives)
        nominal = (
            rf"(?:{either(clauses.nominals)})\s+(?:(?!(?:that|who|{relatives})\b)[\w'-]+\s+){{1,4}}"
            rf"(?:{either(clauses.finite)})"
        )
        named = rf"(?-i:[A-Z])[\w'-]*(?:\s(?-i:[A-Z])[\w'-]*)?\s+(?:{either(clauses.finite)})"
        subject = rf"(?:{either(clauses.subjects)}|{nominal})\b"
        following = rf"(?:{subject}|(?:{either(clauses.pronouns)})\b)"
        self._border = re.compile(
            rf";\s+|,?\s+(?P<joint>{joints}),?\s+(?={following})|,\s+(?P<relative>{relatives})\b", re.I
        )
        self._another = re.compile(rf",\s+(?:{either(clauses.joints)}),?\s+(?:{nominal}|{named})\b", re.I)
        self._left_over = re.compile(rf",?\s+(?:{joints})$", re.I)
        self._contrasts = frozenset(clauses.contrasts)
        self._subject = re.compile(subject, re.I)
        self._reaching = re.compile(rf"(?<![\w'])(?:{either(clauses.reaching)})(?![\w'])|\w+n't\b", re.I)
        self._pairing = re.compile(rf"(?<![\w'])(?:{either(clauses.pairing)})(?![\w'])", re.I)
        self._subordinate = re.compile(rf"(?:{either(clauses.subordinate)})\b", re.I)
        self._clause = re.compile(following, re.I)
        signs = r"[,;]\s+"
        self._begins = re.compile(rf"{signs}(?:(?:{joints}),?\s+)?|\s(?:{joints}),?\s+", re.I)
        bare = either((*clauses.joints, *clauses.relatives))
        self._ends = re.compile(rf"{signs}|\s(?:{bare})\s", re.I)
        # "…, and if you knead it" begins another matter
        joining = [word for word in clauses.restricting if word not in clauses.subordinate]
        self._restricting = re.compile(
            rf"[\s,;]*(?:(?:{either((*clauses.contrasts, *clauses.restricting))})"
            rf"|(?:{bare})\s+(?:{either((*clauses.contrasts, *joining))}))\b",
            re.I,
        )
        self._embedding = re.compile(rf"\b(?:that|who|whether|{relatives})\b", re.I)
        self._main = re.compile(rf",\s+{following}", re.I)

    def parts(self, sentence: str, *, most: int) -> Iterator[str]:
        """Yield the parts of a tidied ``sentence`` that have LEAST_WORDS to ``most`` words and can stand."""
        plain = straighten(sentence)
        borders = list(islice(self._border.finditer(plain), MOST_CLAUSES))
        starts = [0, *(border.end() for border in borders if self._may_begin(plain, border))]
        ends = [*(border.start() for border in borders if self._may_end(plain, border)), len(plain)]
        for start in starts:
            for end in ends:
                if (start, end) != (0, len(plain)) and self._is_sentence(plain[start:end], most):
                    yield closed(sentence[start:end])

    def spans(self, sentence: str) -> Iterator[tuple[int, int]]:
        """Yield where the parts of a tidied ``sentence`` begin and end, if it is cut wherever a clause may.

        What restricts what was said before it is left with it.
        """
        plain = straighten(sentence)
        starts = [0, *(sign.end() for sign in self._begins.finditer(plain) if self._may_follow(plain, sign))]
        ends = [
            *(sign.start() for sign in self._ends.finditer(plain) if self._is_free(plain, sign)),
            len(plain),
        ]
        for start in starts[:MOST_CLAUSES]:
            for end in ends[:MOST_CLAUSES]:
                if start < end and (start, end) != (0, len(plain)):
                    yield start, end

    def _may_follow(self, plain: str, sign: re.Match[str]) -> bool:
        """Whether a clause with a subject begins after ``sign`` that nothing before it governs.

        What begins with "in theory" or "as long as" may hold of all that follows; without a comma "and the
        moon is …" may go on with what is told in "the idea that the brain is …".
        """
        is_bare = sign.group()[0].isspace()
        return (
            self._subject.match(plain, sign.end()) is not None
            and self._reaching.search(plain, 0, sign.end()) is None
            and self._subordinate.match(plain) is None
            and not (is_bare and self._embedding.search(plain, 0, sign.start()))
        )

    def _is_free(self, plain: str, sign: re.Match[str]) -> bool:
        """Whether what stands before ``sign`` holds without what follows, and wants no second half."""
        rest = plain[sign.start() :]
        is_half = self._pairing.search(plain, 0, sign.start()) is not None
        return not is_half and self._restricting.match(rest) is None and len(words(rest)) >= LEAST_LEFT_OUT

    def _is_sentence(self, part: str, most: int) -> bool:
        if not LEAST_WORDS <= len(words(part)) <= most or INSERTED.search(part):
            return False
        return self.is_whole(part)

    def is_whole(self, text: str) -> bool:
        """Whether ``text`` is more than a clause such as "if you cut it", which wants another."""
        plain = straighten(text)
        return not self._subordinate.match(plain) or self._main.search(plain) is not None

    def head(self, text: str, *, least: int, most: int) -> str:
        """Return the beginning of a ``text`` of over ``most`` words up to where a clause of its own begins.

        It has ``least`` words or more; where there is no such place, or less is said, the text stays.
        """
        if len(words(text)) <= most:
            return text
        plain = straighten(text)
        ends = (found.start() for found in (*self._border.finditer(plain), *self._main.finditer(plain)))
        fit = [end for end in sorted(ends) if least <= len(words(text[:end])) <= most]
        return closed(self._left_over.sub("", text[: fit[-1]])) if fit else text

    def about_one(self, text: str, *, least: int) -> str:
        """Return ``text`` up to where a clause about another thing is joined to it, ``least`` words or more.

        Without a comma "and the bacteria are" may go on with a pair of things.
        """
        plain = straighten(text)
        ends = (found.start() for found in self._another.finditer(plain))
        return next((closed(text[:end]) for end in ends if len(words(text[:end])) >= least), text)

    def begins_clause(self, text: str) -> bool:
        """Whether ``text`` begins with a subject, as a clause does that holds of itself."""
        return self._clause.match(straighten(text)) is not None

    def _may_begin(self, plain: str, border: re.Match[str]) -> bool:
        """Whether what follows ``border`` is a clause with a subject that nothing before it governs."""
        return (
            not border["relative"]
            and self._subject.match(plain, border.end()) is not None
            and self._reaching.search(plain, 0, border.end()) is None
        )

    def _may_end(self, plain: str, border: re.Match[str]) -> bool:
        """Whether what stands before ``border`` wants no second half, as "the difference between" does."""
        is_half = self._pairing.search(plain, 0, border.start()) is not None
        is_contrast = (border["joint"] or "").casefold() in self._contrasts
        return not is_half and not is_contrast and not self._restricting.match(plain, border.start())


def closed(text: str) -> str:
    """Return a part of a sentence with a capital and a full stop, without the signs around it."""
    text = text.strip(" ,;:–—-")
    closed = text if text.endswith((".", "!", "?", "”", '"')) else f"{text}."
    return closed[:1].upper() + closed[1:]
