"""The lines of a text that have something on them."""

import re
from dataclasses import dataclass

_SENTENCE_END = re.compile(r"[.!?…。！？]+[\"'”’»)\]]*$")


@dataclass(frozen=True)
class Line:
    """A line that is not blank: its number in the file, its words, and whether a blank line precedes it.

    ``strong`` says that the markup sets the label on it apart from the talk (bold in Markdown).
    """

    number: int
    text: str
    after_blank: bool
    strong: bool = False


def lines(text: str) -> tuple[Line, ...]:
    """Return the lines of ``text`` that are not blank, stripped, numbered from 1."""
    found: list[Line] = []
    blank = True
    for number, raw in enumerate(text.split("\n"), 1):
        stripped = raw.strip()
        if stripped:
            found.append(Line(number, stripped, blank))
        blank = not stripped
    return tuple(found)


def ends_sentence(text: str) -> bool:
    """Return whether ``text`` ends where a sentence may end; closing quotes and brackets may follow."""
    return _SENTENCE_END.search(text[-12:]) is not None
