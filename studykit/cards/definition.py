"""Definition: a term on the front, what the speaker says it means on the back."""

import re
from collections.abc import Iterator

from studykit.contracts import CardType
from studykit.identity import stable_id
from studykit.model import Card, StudyDocument, Term
from studykit.text import bare
from studykit.wording import Wording

EXPLAINED = 0.8
"""What it is worth that the speaker himself says what a term means, whichever term it is."""


def make(document: StudyDocument, wording: Wording) -> Iterator[Card]:
    """Yield a card for every term that the episode explains without naming it in the explanation."""
    for term in document.glossary:
        if term.definition and term.asks and not _names_itself(term):
            yield Card(
                id=stable_id(document.episode.key, "definition", term.key),
                kind="definition",
                front=wording.define(term.term, term.citations[0].speaker, does=term.asks == "does"),
                back=term.definition,
                reverse=term.term,
                citations=term.citations,
                chapter_id=term.chapter_ids[0] if term.chapter_ids else "",
                importance=min(1.0, EXPLAINED + (1 - EXPLAINED) * term.importance),
            )


def _names_itself(term: Term) -> bool:
    """Whether the explanation gives a word of the term away, which would make the card no question."""
    said = set(_parts(term.definition or ""))
    is_whole = f" {bare(term.term)} " in f" {bare(term.definition or '')} "
    return is_whole or any(len(part) >= 4 and part in said for part in _parts(term.term))


def _parts(text: str) -> list[str]:
    return re.split(r"[\s‑-]+", bare(text))


CARD_TYPE = CardType(make)
