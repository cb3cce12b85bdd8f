"""Cloze: a key sentence with its term or number hidden."""

from collections.abc import Iterator

from studykit.contracts import CardType
from studykit.identity import stable_id
from studykit.model import BLANK, Card, StudyDocument
from studykit.text import bare
from studykit.wording import Wording


def make(document: StudyDocument, wording: Wording) -> Iterator[Card]:
    """Yield a card for every fact of every chapter."""
    del wording  # the sentence is all there is on the card
    for chapter in document.chapters:
        for fact in chapter.facts:
            evidence = (bare(fact.citations[0].quote), bare(fact.hidden))
            yield Card(
                id=stable_id(document.episode.key, "cloze", *evidence),
                kind="cloze",
                front=fact.statement.replace(fact.hidden, BLANK, 1),
                back=fact.hidden,
                hint=fact.hint,
                citations=fact.citations,
                chapter_id=chapter.id,
                importance=fact.importance,
            )


CARD_TYPE = CardType(make)
