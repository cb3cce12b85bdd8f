"""Unchecked claims: what an engine says an episode holds.

A draft names the words it rests on. ``builder.ground`` finds them in the transcript and makes a value of
``model`` out of the draft, or drops it with a notice. A model's reply is parsed as a draft.
"""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic.json_schema import SkipJsonSchema

from studykit.model import Asks, FactKind, QuestionKind, TermKind, Text


class Draft(BaseModel):
    """A claim; fields that it does not know are ignored, since models add some."""

    model_config = ConfigDict(frozen=True, extra="ignore")


def _as_text(value: object) -> object:
    return str(value) if type(value) is int else value


class Evidence(Draft):
    """Words said to be in the transcript, and the segment they begin in, where the engine knows it."""

    quote: Text
    segment_id: Annotated[Text, BeforeValidator(_as_text)] = ""


class ChapterDraft(Draft):
    """A chapter said to begin at a segment."""

    title: Text
    first_segment_id: Text


class OutlineDraft(Draft):
    """The chapters of an episode, in order."""

    chapters: tuple[ChapterDraft, ...]


class PassageDraft(Draft):
    """A summary sentence."""

    text: Text
    evidence: tuple[Evidence, ...]


class TermDraft(Draft):
    """A term, with its explanation where the episode gives one; no model is asked for ``asks``."""

    term: Text
    aliases: tuple[Text, ...] = ()
    kind: TermKind = "concept"
    definition: Text | None = None
    asks: SkipJsonSchema[Asks] = "is"
    evidence: tuple[Evidence, ...]
    importance: float = Field(0.5, ge=0, le=1)


class QuestionDraft(Draft):
    """A question with its answer; ``asked`` says that the episode has it in these words."""

    kind: QuestionKind = "question"
    asked: bool = False
    question: Text
    answer: Text
    evidence: tuple[Evidence, ...]
    importance: float = Field(0.5, ge=0, le=1)


class FactDraft(Draft):
    """A statement and the words in it to hide."""

    kind: FactKind = "cloze"
    statement: Text
    hidden: Text
    hint: Text = ""
    evidence: tuple[Evidence, ...]
    importance: float = Field(0.5, ge=0, le=1)


ItemDraft = PassageDraft | TermDraft | QuestionDraft | FactDraft
DraftList = Literal["summary", "terms", "questions", "facts"]
"""The name of a list of a ``StudyDraft``."""


class StudyDraft(Draft):
    """All that an engine claims about one stretch of the episode.

    ``withdrawn`` tells what it took back or left out; no model is asked for it.
    """

    summary: tuple[PassageDraft, ...] = ()
    terms: tuple[TermDraft, ...] = ()
    questions: tuple[QuestionDraft, ...] = ()
    facts: tuple[FactDraft, ...] = ()
    withdrawn: SkipJsonSchema[tuple[Text, ...]] = ()

    @property
    def lists(self) -> Mapping[DraftList, tuple[ItemDraft, ...]]:
        """The lists of claims, by their names."""
        return {
            "summary": self.summary,
            "terms": self.terms,
            "questions": self.questions,
            "facts": self.facts,
        }


class DropDraft(Draft):
    """A card, by its number, that is better left out."""

    card: int
    reason: Text = ""


class OverviewDraft(Draft):
    """A sentence about the whole episode; ``rests_on`` numbers the summaries' sentences it is drawn from."""

    text: Text
    rests_on: tuple[int, ...]


class ReviewDraft(Draft):
    """What belongs together, goes, and comes first in a whole episode, and what it says in short.

    All numbers are those of a list.
    """

    merge: tuple[tuple[int, ...], ...] = ()
    terms: tuple[int, ...] = ()
    drop: tuple[DropDraft, ...] = ()
    cards: tuple[int, ...] = ()
    before: tuple[tuple[int, int], ...] = ()
    overview: tuple[OverviewDraft, ...] = ()


class VerdictDraft(Draft):
    """Whether a card, by its number, follows from its quotes."""

    card: int
    passes: bool
    reason: Text = ""


class VerdictsDraft(Draft):
    """A verdict for each card."""

    verdicts: tuple[VerdictDraft, ...]


class AnswerDraft(Draft):
    """The sentences that answer a question; none where the episodes do not answer it."""

    sentences: tuple[PassageDraft, ...] = ()


class RewordingDraft(Draft):
    """A paragraph, by its number, in other words."""

    number: int
    text: Text


class RewordingsDraft(Draft):
    """The paragraphs that were to be reworded."""

    paragraphs: tuple[RewordingDraft, ...]
