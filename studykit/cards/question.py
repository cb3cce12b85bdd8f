"""Question: what was asked in the episode on the front, the key sentence of the answer on the back."""

from collections.abc import Iterator

from studykit.contracts import CardType
from studykit.identity import stable_id
from studykit.model import Card, Question, StudyDocument
from studykit.text import bare, nested
from studykit.wording import Wording


def make(document: StudyDocument, wording: Wording) -> Iterator[Card]:
    """Yield a card for every question that a chapter answers."""
    for chapter in document.chapters:
        for question in chapter.questions:
            evidence = bare(question.citations[0].quote)
            yield Card(
                id=stable_id(document.episode.key, "question", evidence),
                kind="question",
                front=wording.ask(_inside(question), question.citations[0].speaker),
                back=question.answer,
                citations=question.citations,
                chapter_id=chapter.id,
                importance=question.importance,
            )


def _inside(question: Question) -> str:
    """Return the question with its quotation marks as they are inside a quotation, where it will be one."""
    return nested(question.question) if question.citations[0].speaker else question.question


CARD_TYPE = CardType(make)
