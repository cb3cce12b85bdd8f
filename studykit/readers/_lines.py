"""The lines of a text that have something on them."""

import re
from dataclasses import dataclass

CELL = "\t"
"""Stands between the cells of a table's row."""
_SENTENCE_END = re.compile(r"[.!?…。！？]+[\"'”’»)\]]*$")


@dataclass(frozen=True)
class Line:
    """A line that is not blank: its number in the file, its words, and whether a blank line precedes it.

    The markup may tell more: ``strong``, that a label with a colon or time is set apart (bold in
    Markdown); ``lead``, the words that it sets apart at the line's beginning, all of them maybe; ``heading``,
    that it is one. Tabs stand between the cells of a table's row.
    """

    number: int
    text: str
    after_blank: bool
    strong: bool = False
    lead: str = ""
    heading: bool = False


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
