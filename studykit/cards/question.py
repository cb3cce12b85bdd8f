"""Question: what was asked in the episode on the front, the key sentence of the answer on the back."""

from collections.abc import Iterator

from studykit.contracts import CardType
from studykit.identity import stable_id
from studykit.model import Card, Question, StudyDocument
from studykit.text import bare, nested


def make(document: StudyDocument) -> Iterator[Card]:
    """Yield a card for every question that a chapter answers."""
    for chapter in document.chapters:
        for question in chapter.questions:
            evidence = bare(question.citations[0].quote)
            yield Card(
                id=stable_id(document.episode.key, "question", evidence),
                kind="question",
                front=_front(question),
                back=question.answer,
                citations=question.citations,
                chapter_id=chapter.id,
                importance=question.importance,
            )


def _front(question: Question) -> str:
    """Return the question as asked of somebody: then "you" has a name, and the answer is his, not a fact."""
    speaker = question.citations[0].speaker
    return f"How does {speaker} answer: “{nested(question.question)}”" if speaker else question.question


CARD_TYPE = CardType(make)
