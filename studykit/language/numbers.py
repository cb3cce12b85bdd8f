"""What a number is worth, however it is written: "$3 billion", "3,000,000", "ten thousand", "vierzig"."""

import re
from collections.abc import Iterator, Mapping, Sequence

from studykit.text import straighten

_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")
_SCALE = 100
_LONGEST = 60
"""A longer word is no number."""


def values(words: Sequence[str], numerals: Mapping[str, int], conjunction: str = "") -> list[float]:
    """Return the numbers that ``words`` hold, in order, neighbours taken together as they are read.

    ``numerals`` gives the worth of number words, ``conjunction`` is the word that joins them ("four hundred
    and ninety", "treinta y cinco"). A word of a hundred or more multiplies what stands before it ("three
    billion"); tens take a unit ("twenty five"); two numbers of two digits are a year.
    """
    found: list[float] = []
    run: list[float] = []
    worth = [_worth(straighten(word).casefold(), numerals, conjunction) for word in words]
    for index, number in enumerate([*worth, None]):
        if number is not None:
            run.append(number)
        elif run and not _joins(words, worth, index, conjunction):
            found.extend(_read(run))
            run = []
    return found


def _worth(word: str, numerals: Mapping[str, int], conjunction: str) -> float | None:
    """Return what one word is worth, None where it is no number."""
    if _DIGITS.fullmatch(word):
        return float(word.replace(",", ""))
    if word in numerals:
        return float(numerals[word])
    parts = _parts(word, numerals, conjunction) if len(word) <= _LONGEST else None
    return _sum(parts) if parts and len(parts) > 1 else None


def _parts(word: str, numerals: Mapping[str, int], conjunction: str) -> list[float] | None:
    """Return the numbers that a compound is made of ("vier", "zwanzig"), None where it is something else."""
    if not word.startswith(tuple(numerals)):  # so does nearly every word, and this asks at once
        return None
    parts: list[float] = []
    rest = word
    while rest:
        name = max((name for name in numerals if rest.startswith(name)), key=len, default="")
        if name:
            parts.append(float(numerals[name]))
        elif rest.startswith(conjunction) and conjunction:
            name = conjunction
        elif rest.startswith("-"):
            name = "-"
        else:
            return None
        rest = rest.removeprefix(name)
    return parts


def _sum(parts: Sequence[float]) -> float:
    """Return the worth of a compound: a power of ten multiplies what stands before it, the rest is added."""
    total = current = 0.0
    for part in parts:
        if part >= _SCALE and _is_power(part):
            current = (current or 1) * part
            if part > _SCALE:
                total, current = total + current, 0.0
        else:
            current += part
    return total + current


def _joins(words: Sequence[str], worth: Sequence[float | None], index: int, conjunction: str) -> bool:
    """Whether the word at ``index`` joins the numbers around it to one."""
    if not 0 < index < len(words) - 1 or straighten(words[index]).casefold() != conjunction:
        return False
    before, after = worth[index - 1], worth[index + 1]
    if before is None or after is None:
        return False
    is_tens = 20 <= before < _SCALE and before % 10 == 0 and after < 10
    return is_tens or (before >= _SCALE and after < before)


def _read(run: Sequence[float]) -> Iterator[float]:
    """Yield the numbers that a run of neighbouring ones makes."""
    total, current = _begun(run[0])
    for number in run[1:]:
        if number >= 1000 and _is_power(number):
            held = total < number  # "dos mil millones" multiplies all, "two million five thousand" the last
            total, current = (total * held + current or 1) * number + total * (not held), 0.0
        elif number == _SCALE:
            current = (current or 1) * number
        elif 0 < number < 10 and current >= 20 and current % 10 == 0:
            current += number
        elif 10 <= number < _SCALE and 10 <= current < _SCALE:
            current = current * 100 + number
        elif ((total or current >= _SCALE) and number < _SCALE) or (total and not current and number < 1000):
            current += number
        else:
            yield total + current
            total, current = _begun(number)
    yield total + current


def _begun(number: float) -> tuple[float, float]:
    """Return a number that begins as what is settled of it, and what may still be multiplied."""
    return (number, 0.0) if number >= 1000 and _is_power(number) else (0.0, number)


def _is_power(number: float) -> bool:
    while number >= 10 and number % 10 == 0:
        number /= 10
    return number == 1
