"""What a number is worth, however it is written: "$3 billion", "3,000,000,000", "ten thousand"."""

import re
from collections.abc import Mapping, Sequence

from studykit.text import straighten

_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")
_SCALE = 100


def values(words: Sequence[str], numerals: Mapping[str, int]) -> list[float]:
    """Return the numbers that ``words`` hold, in order, neighbours taken together as they are read.

    ``numerals`` gives the worth of number words. A word of a hundred or more multiplies what stands before it
    ("three billion"); tens take a unit ("twenty five"); two numbers of two digits are a year.
    """
    found: list[float] = []
    run: list[float] = []
    for word in (*words, ""):
        folded = straighten(word).casefold()
        match = _DIGITS.fullmatch(folded)
        if match:
            run.append(float(folded.replace(",", "")))
        elif folded in numerals:
            run.append(float(numerals[folded]))
        elif run:
            found.extend(_read(run))
            run = []
    return found


def _read(run: Sequence[float]) -> list[float]:
    """Return the numbers that a run of neighbouring ones makes."""
    made: list[float] = []
    total = current = 0.0
    fresh = True
    for number in run:
        if number >= _SCALE and number % _SCALE == 0 and not fresh and _is_power(number):
            current = (current or 1) * number
            if number >= 1000:
                total, current = total + current, 0.0
        elif not fresh and 0 < number < 10 and current >= 20 and current % 10 == 0:
            current += number
        elif not fresh and 10 <= number < _SCALE and 10 <= current < _SCALE:
            current = current * 100 + number
        elif not fresh and (total or current >= _SCALE) and number < _SCALE:
            current += number
        else:
            if not fresh:
                made.append(total + current)
            total, current = 0.0, number
        fresh = False
    return [*made, total + current]


def _is_power(number: float) -> bool:
    while number >= 10 and number % 10 == 0:
        number /= 10
    return number == 1
