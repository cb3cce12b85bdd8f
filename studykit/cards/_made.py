"""Makes the cards of one kind from the questions or the statements of a document."""

from collections.abc import Iterator

from studykit.contracts import CardType
from studykit.identity import stable_id
from studykit.model import BLANK, Card, FactKind, Question, QuestionKind, StudyDocument
from studykit.text import bare, nested
from studykit.wording import Wording


def of_questions(kind: QuestionKind) -> CardType:
    """Return what makes a card of each question of ``kind``."""

    def make(document: StudyDocument, wording: Wording) -> Iterator[Card]:
        for chapter in document.chapters:
            for question in chapter.questions:
                if question.kind == kind:
                    yield Card(
                        id=stable_id(document.episode.key, kind, bare(question.citations[0].quote)),
                        kind=kind,
                        front=_front(question, wording),
                        back=question.answer,
                        citations=question.citations,
                        chapter_id=chapter.id,
                        importance=question.importance,
                    )

    return CardType(make)


def of_facts(kind: FactKind) -> CardType:
    """Return what makes a card of each statement of ``kind``, its hidden words as the blank."""

    def make(document: StudyDocument, wording: Wording) -> Iterator[Card]:
        del wording  # the sentence is all there is on the card
        for chapter in document.chapters:
            for fact in chapter.facts:
                if fact.kind == kind:
                    evidence = (bare(fact.citations[0].quote), bare(fact.hidden))
                    yield Card(
                        id=stable_id(document.episode.key, kind, *evidence),
                        kind=kind,
                        front=fact.statement.replace(fact.hidden, BLANK, 1),
                        back=fact.hidden,
                        hint=fact.hint,
                        citations=fact.citations,
                        chapter_id=chapter.id,
                        importance=fact.importance,
                    )

    return CardType(make)


def _front(question: Question, wording: Wording) -> str:
    """Return the question, as a quotation where it was asked in the episode: then "you" has a name."""
    speaker = question.citations[0].speaker
    if not question.asked or not speaker:
        return question.question
    return wording.ask(nested(question.question), speaker)
