"""Tells an engine what of its draft would be dropped, so that it can put that right."""

from collections.abc import Iterator

from studykit.builder.ground import cited, doubts
from studykit.builder.rubric import FORM, WORDING, Judge, broken
from studykit.contracts import Doubt
from studykit.drafts import DraftList, StudyDraft
from studykit.model import BLANK, Card, Citation


def doubtful(draft: StudyDraft, *, judge: Judge) -> tuple[Doubt, ...]:
    """Return what the transcript does not bear out in ``draft``, and what makes no card by the rules.

    There is one doubt for an item, with every reason for it.
    """
    reasons: dict[tuple[DraftList, int], list[str]] = {}
    for doubt in (*doubts(draft, judge.grounding, judge.claims), *_unfit(draft, judge)):
        reasons.setdefault((doubt.field, doubt.index), []).append(doubt.reason)
    return tuple(Doubt(*place, "; ".join(dict.fromkeys(told))) for place, told in reasons.items())


def _unfit(draft: StudyDraft, judge: Judge) -> Iterator[Doubt]:
    """Yield why the rules for cards refuse questions and facts whose quotes are there."""
    for index, question in enumerate(draft.questions):
        citations = cited(question, judge.grounding)
        for reason in _refusals(question.kind, question.question, question.answer, citations, judge):
            yield Doubt("questions", index, reason)
    for index, fact in enumerate(draft.facts):
        citations = cited(fact, judge.grounding)
        front = fact.statement.replace(fact.hidden, BLANK, 1)
        for reason in _refusals(fact.kind, front, fact.hidden, citations, judge):
            yield Doubt("facts", index, reason)


def _refusals(
    kind: str, front: str, back: str, citations: tuple[Citation, ...], judge: Judge
) -> Iterator[str]:
    """Yield why there would be no such card, without the names of the rules."""
    card = Card(id="draft", kind=kind, front=front, back=back, citations=citations)
    found = broken(card, judge, FORM + WORDING) if citations else ()
    return (reason for _, reason in found)
