"""What matters most of a document, where there is no room for all of it."""

from collections.abc import Sequence

from studykit.model import Passage, StudyDocument, Term
from studykit.writers._term_places import first_place

LONGEST = 600
"""Characters; more has no place among main points."""


def main_terms(glossary: Sequence[Term]) -> list[Term]:
    """Return the terms, those that are explained before others, the more important first, none at length."""
    short = (term for term in glossary if len(term.definition or "") <= LONGEST)
    return sorted(short, key=lambda term: (not term.definition, -term.importance))


class Telling:
    """Which passages tell most: those that name the most important terms; each is looked at once."""

    def __init__(self, document: StudyDocument) -> None:
        self._glossary = document.glossary
        self._worth: dict[str, float] = {}

    def best(self, passages: Sequence[Passage], most: int) -> list[Passage]:
        """Return at most so many of ``passages``, in their order, none of them longer than LONGEST."""
        short = [passage for passage in passages if len(passage.text) <= LONGEST]
        best = sorted(short, key=lambda passage: self._worth_of(passage.text), reverse=True)[:most]
        return [passage for passage in short if passage in best]

    def _worth_of(self, text: str) -> float:
        if text not in self._worth:
            named = (term.importance for term in self._glossary if first_place(term, text))
            self._worth[text] = sum(named)
        return self._worth[text]
