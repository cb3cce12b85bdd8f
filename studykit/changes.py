"""What was changed between two texts, word by word.

Windows of both are compared in turn (difflib's Ratcliff/Obershelp), and of each the first half is believed,
so that the time grows with the length alone; whatever the texts are, they are given back exactly.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal

from studykit.text import RUN_OF_SCRIPT, words

Kind = Literal["kept", "left out", "put in"]
WINDOW = 300
"""So many words of each text are compared at once."""
# Where a script puts no spaces between words, each sign stands for itself.
_TOKEN = re.compile(rf"(?:(?={RUN_OF_SCRIPT}).|(?:(?!{RUN_OF_SCRIPT})\S)+)\s*|\s+")


@dataclass(frozen=True)
class Run:
    """Words that were kept, left out or put in, as they are written, with the white space after them.

    What is kept or left out is the text before, letter by letter.
    """

    kind: Kind
    text: str


def changes(before: str, after: str) -> tuple[Run, ...]:
    """Return how ``before`` became ``after``, in runs; where words were exchanged, what went comes first."""
    first, second = _TOKEN.findall(before), _TOKEN.findall(after)
    single = (run for run in _compared(first, second) if run.text)
    return tuple(
        Run(kind, "".join(run.text for run in runs)) for kind, runs in groupby(single, lambda r: r.kind)
    )


def counted(runs: Sequence[Run], kind: Kind) -> int:
    """Return how many words the ``runs`` of a kind have."""
    return sum(len(words(run.text)) for run in runs if run.kind == kind)


def _compared(first: Sequence[str], second: Sequence[str]) -> Iterator[Run]:
    ours, theirs = [token.strip() for token in first], [token.strip() for token in second]
    at = other = 0
    while at < len(first) or other < len(second):
        is_last = at + WINDOW >= len(first) and other + WINDOW >= len(second)
        steps = _steps(ours[at : at + WINDOW], theirs[other : other + WINDOW], is_last=is_last)
        for is_same, (start, end), (other_start, other_end) in steps:
            yield Run("kept" if is_same else "left out", "".join(first[at + start : at + end]))
            if not is_same:
                yield Run("put in", "".join(second[other + other_start : other + other_end]))
        at, other = at + steps[-1][1][1], other + steps[-1][2][1]


def _steps(
    first: Sequence[str], second: Sequence[str], *, is_last: bool
) -> list[tuple[bool, tuple[int, int], tuple[int, int]]]:
    """Return which parts of two windows are the same or take each other's place.

    Unless it ``is_last``, what begins in the second half is left to the next window, which sees more.
    """
    found = SequenceMatcher(None, first, second, autojunk=False).get_opcodes()
    steps = [(kind == "equal", (at, end), (other, other_end)) for kind, at, end, other, other_end in found]
    early = [step for step in steps if max(step[1][0], step[2][0]) < WINDOW // 2]
    return steps if is_last else early
