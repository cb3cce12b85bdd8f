"""Page numbers as an index lists them."""

from collections.abc import Iterable
from typing import TypeAlias

Run: TypeAlias = tuple[int, int]
"""The first and the last of pages that follow each other."""


def runs(numbers: Iterable[int]) -> tuple[Run, ...]:
    """Return ``numbers``, which rise, with three and more in a row taken together."""
    found: list[Run] = []
    for number in numbers:
        if found and number == found[-1][1] + 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return tuple(run for first, last in found for run in _told(first, last))


def shown(run: Run) -> str:
    """Return a run of pages as it is printed: ``7``, or ``8–11``."""
    first, last = run
    return str(first) if first == last else f"{first}–{last}"


def _told(first: int, last: int) -> tuple[Run, ...]:
    """Return two pages in a row as two: a reader has as little to read, and sees that they are two."""
    return ((first, first), (last, last)) if last == first + 1 else ((first, last),)
