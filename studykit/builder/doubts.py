"""Tells an engine what of its draft would be dropped, so that it can put that right."""

from collections.abc import Iterator

from studykit.builder.ground import cited, doubts
from studykit.builder.rubric import FORM, WORDING, Judge, refusal
from studykit.contracts import Doubt
from studykit.drafts import StudyDraft
from studykit.model import BLANK, Card, Citation


def doubtful(draft: StudyDraft, *, judge: Judge) -> tuple[Doubt, ...]:
    """Return what the transcript does not bear out in ``draft``, and what makes no card by the rules."""
    lost = tuple(doubts(draft, judge.grounding, judge.claims))
    known = {(doubt.field, doubt.index) for doubt in lost}
    return (*lost, *(each for each in _unfit(draft, judge) if (each.field, each.index) not in known))


def _unfit(draft: StudyDraft, judge: Judge) -> Iterator[Doubt]:
    """Yield the questions and facts that the rules for cards refuse."""
    for index, question in enumerate(draft.questions):
        citations = cited(question, judge.grounding)
        reason = _refusal(question.kind, question.question, question.answer, citations, judge)
        if reason:
            yield Doubt("questions", index, reason)
    for index, fact in enumerate(draft.facts):
        citations = cited(fact, judge.grounding)
        front = fact.statement.replace(fact.hidden, BLANK, 1)
        reason = _refusal(fact.kind, front, fact.hidden, citations, judge)
        if reason:
            yield Doubt("facts", index, reason)


def _refusal(kind: str, front: str, back: str, citations: tuple[Citation, ...], judge: Judge) -> str:
    """Return why there would be no such card, without the name of the rule."""
    card = Card(id="draft", kind=kind, front=front, back=back, citations=citations)
    return refusal(card, judge, FORM + WORDING).partition(": ")[2]
