"""Two or three things named in a row ("flour, water and salt"), to be asked for together."""

import re
from collections.abc import Iterator

from studykit.analysis.episode import Reading
from studykit.language.tagging import tag
from studykit.text import words

MOST_ITEM_WORDS = 3
"""Of more words an item is no name of a thing."""


class EnumerationFinder:
    """Finds rows of three things in the statements of one episode."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        joint = reading.lexicon.conjunction
        item = rf"[^\W_][\w'’-]*(?:\s[\w'’-]+){{0,{MOST_ITEM_WORDS - 1}}}"
        row = rf"(?<=\s)(?P<a>{item}), (?P<b>{item}),? {re.escape(joint)} (?P<c>{item})(?=\s*[.;:!]|$)"
        self._row = re.compile(row if joint else r"(?!)")

    def find(self, statement: str) -> Iterator[str]:
        """Yield the rows at the end of a clause of ``statement``, as they stand there."""
        for match in self._row.finditer(statement):
            items = [self._trimmed(match["a"]), match["b"], match["c"]]
            if all(item and self._is_thing(item) for item in items):
                yield statement[match.end("a") - len(items[0]) : match.end("c")]

    def _trimmed(self, first: str) -> str:
        """Return the first item without the words of the sentence before it."""
        kept: list[str] = []
        for word in reversed(first.split()):
            if not self._may_name(word):
                break
            kept.insert(0, word)
        return " ".join(kept)

    def _is_thing(self, item: str) -> bool:
        spoken = words(item)
        last = tag(spoken[-1], self._reading.language).part
        return last in {"noun", "name"} and all(self._may_name(word) for word in item.split())

    def _may_name(self, word: str) -> bool:
        part = tag(word, self._reading.language).part
        return part in {"noun", "name", "adjective"} and not self._reading.lexicon.is_stop(word)
