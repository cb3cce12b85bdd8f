"""Words an answer by a language model, out of the passages that were found, and checks each sentence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from studykit.builder import Quotes
from studykit.contracts import Doubt
from studykit.drafts import Evidence, PassageDraft, StudyDraft
from studykit.model import Citation, Passage
from studykit.notices import Notice
from studykit.prompting import Excerpt, Prompts, answer

if TYPE_CHECKING:
    from studykit.services import Service

EXCERPTS = 12
"""So many passages are given to a model: nine in ten questions have their evidence among them."""


@dataclass(frozen=True)
class Writer:
    """A language model, and how it is asked."""

    service: "Service"
    prompts: Prompts


@dataclass(frozen=True)
class Written:
    """The sentences of an answer that stand, and what was left out."""

    sentences: tuple[Passage, ...] = ()
    notices: tuple[Notice, ...] = ()


def write(
    writer: Writer, question: str, excerpts: Sequence[Excerpt], quotes: Mapping[str, Quotes]
) -> Written:
    """Return the answer to ``question``; each sentence that its quotes do not bear out is a notice.

    ``quotes`` are those of the episode by the place of each excerpt. Raises AnswerError where no answer can
    be read.
    """
    checker = _Checker(quotes)
    draft = answer(writer.service, writer.prompts, question, excerpts, checker.doubts)
    sentences, notices = [], [_left_out(told, question) for told in draft.withdrawn]
    for each in draft.summary:
        citations, objection = checker.judged(each)
        if objection:
            notices.append(_left_out(f"{each.text!r}: {objection}", question))
        else:
            sentences.append(Passage(text=each.text, citations=citations))
    return Written(tuple(sentences), tuple(notices))


class _Checker:
    """Looks up what sentences cite, each quote in the episode of the excerpt that it names."""

    def __init__(self, quotes: Mapping[str, Quotes]) -> None:
        self._quotes = quotes

    def doubts(self, draft: StudyDraft) -> tuple[Doubt, ...]:
        """Return which sentences do not stand, and why."""
        judged = ((index, self.judged(each)[1]) for index, each in enumerate(draft.summary))
        return tuple(Doubt("summary", index, reason) for index, reason in judged if reason)

    def judged(self, draft: PassageDraft) -> tuple[tuple[Citation, ...], str]:
        """Return what a sentence cites, and why it does not stand, "" where it does."""
        citations: list[Citation] = []
        for evidence in draft.evidence:
            found = self._found(evidence)
            if not found:
                return (), f"these words are not in the transcript: {evidence.quote[:120]!r}"
            citations.extend(found)
        if not citations or not draft.text.strip():
            return (), "it cites no words"
        objections = (self._of(each).objection(draft, citations) for each in draft.evidence)
        return tuple(citations), next(filter(None, objections), "")

    def _found(self, evidence: Evidence) -> tuple[Citation, ...]:
        segment_id = evidence.segment_id.partition(" ")[2]
        return self._of(evidence).find(evidence.model_copy(update={"segment_id": segment_id}))

    def _of(self, evidence: Evidence) -> Quotes:
        return self._quotes.get(evidence.segment_id) or next(iter(self._quotes.values()))


def _left_out(told: str, question: str) -> Notice:
    return Notice(code="not-borne-out", text=f"a sentence of the answer was left out: {told}", where=question)
