"""Notes among the words that nobody says: ``[laughter]``, ``(crosstalk)``, ``[unintelligible 00:12:01]``."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from studykit.language.lexicon import Lexicon, either
from studykit.text import parse_clock

_CLOCK = r"\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d{1,3})?"
_FULL_CLOCK = r"\d{1,2}:\d\d:\d\d(?:[.,]\d{1,3})?"


@dataclass(frozen=True)
class Stamp:
    """A marker with a time in it: where it stands in its text, and the time in milliseconds."""

    start: int
    end: int
    ms: int


def markers(lexicon: Lexicon) -> re.Pattern[str]:
    """Return what finds the markers in a text: any in square brackets, in round ones those of known noises.

    The words of a Markdown link are none.
    """
    round_ones = rf"\((?:[\w.]+['’]s )?(?:{either(lexicon.noises)})(?: (?:[a-z]+|{_CLOCK}))?\)"
    return re.compile(rf"\[[^\[\]]{{1,60}}\](?!\()|{round_ones}", re.IGNORECASE)


def gaps(lexicon: Lexicon) -> re.Pattern[str]:
    """Return what finds the markers that stand for words nobody understood."""
    return re.compile(rf"[\[(]\\?(?:{either(lexicon.unheard)})(?:[^\[\]()]{{0,40}})[\])]", re.IGNORECASE)


class StampFinder:
    """Finds stamped markers in one language.

    ``[12:01]`` and ``[unintelligible 12:01]`` are such, and anything short with hours, minutes and seconds;
    ``(John 3:16)`` and ``(at 12:30)`` are not.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        noises = either(lexicon.noises)
        self._pattern = re.compile(
            rf"\[\\?(?:(?:{noises})\s)?({_CLOCK})\\?\]"
            rf"|\((?:{noises})\s({_CLOCK})\)"
            rf"|[\[(]\\?(?:[^\[\]()\d]{{1,40}}\s)?({_FULL_CLOCK})\\?[\])]",
            re.IGNORECASE,
        )

    def find(self, text: str) -> Iterator[Stamp]:
        """Yield the stamped markers of ``text`` in order."""
        if ":" not in text:
            return
        for match in self._pattern.finditer(text):
            ms = parse_clock(next(group for group in match.groups() if group))
            if ms is not None:
                yield Stamp(match.start(), match.end(), ms)
