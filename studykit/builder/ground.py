"""Step 6: finds the words a draft rests on in the transcript, or drops the draft with a notice."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from typing import TypeVar

from studykit.builder.timeline import Timeline
from studykit.drafts import Evidence, FactDraft, PassageDraft, QuestionDraft, StudyDraft, TermDraft
from studykit.model import Chapter, Citation, Fact, Passage, Question, Term, Transcript
from studykit.notices import Notice
from studykit.text import bare, fold, squeeze, straighten

Draft = TypeVar("Draft", PassageDraft, TermDraft, QuestionDraft, FactDraft)
Kept = TypeVar("Kept")


class Grounding:
    """Finds quotes in one transcript."""

    def __init__(self, transcript: Transcript, timeline: Timeline) -> None:
        self._transcript = transcript
        self._timeline = timeline
        self._turn_of_segment = {
            segment.id: index for index, turn in enumerate(transcript.turns) for segment in turn.segments
        }
        self._offset_of_segment = {
            segment.id: offset
            for turn in transcript.turns
            for offset, segment in zip(turn.offsets, turn.segments, strict=True)
        }
        self._texts = [straighten(turn.text) for turn in transcript.turns]

    def cite(self, evidence: Evidence) -> Citation | None:
        """Return the citation of a quote, its words as the transcript has them; None where it is not there.

        Case, white space and the shape of quotation marks may differ. The segment that the evidence names is
        looked at first, so that a sentence said twice is cited where the engine saw it.
        """
        pattern, wanted = _pattern(evidence.quote), fold(evidence.quote)
        if pattern is None:
            return None
        places = [(index, 0) for index in range(len(self._texts))]
        hinted = self._turn_of_segment.get(evidence.segment_id)
        if hinted is not None:
            places.insert(0, (hinted, self._offset_of_segment[evidence.segment_id]))
        for index, start in places:
            for match in pattern.finditer(self._texts[index], start):
                if fold(match.group()) == wanted:  # the pattern takes "i" for "İ"
                    return self._citation(index, *match.span())
        return None

    def holds(self, citation: Citation) -> bool:
        """Whether the transcript has the words of ``citation``."""
        segment_id = citation.segment_ids[0] if citation.segment_ids else ""
        return self.cite(Evidence(quote=citation.quote, segment_id=segment_id)) is not None

    def _citation(self, index: int, start: int, end: int) -> Citation:
        turn = self._transcript.turns[index]
        begin, finish = self._timeline.at(index, start), self._timeline.at(index, end)
        first, last = bisect_right(turn.offsets, start) - 1, bisect_left(turn.offsets, end)
        inside = tuple(segment.id for segment in turn.segments[first:last] if segment.text)
        return Citation(
            quote=squeeze(turn.text[start:end]),
            speaker=self._transcript.names.get(turn.speaker_id or ""),
            start_ms=begin.ms if begin else None,
            end_ms=max(finish.ms, begin.ms) if finish and begin else None,
            estimated=bool(begin and begin.estimated),
            position=self._timeline.position(index, start),
            segment_ids=inside,
        )


def ground(
    draft: StudyDraft, chapter: Chapter, grounding: Grounding
) -> tuple[Chapter, tuple[Term, ...], list[Notice]]:
    """Return ``chapter`` filled with what of ``draft`` the transcript bears out, its terms, the notices."""
    notices: list[Notice] = []

    def kept(
        drafts: Iterable[Draft], make: Callable[[Draft, tuple[Citation, ...]], Kept]
    ) -> tuple[Kept, ...]:
        made = []
        for each in drafts:
            citations = tuple(grounding.cite(evidence) for evidence in each.evidence)
            found = tuple(citation for citation in citations if citation is not None)
            if len(found) < len(citations) or not found:
                notices.append(_dropped(each, chapter))
            else:
                made.append(make(each, found))
        return tuple(made)

    filled = chapter.model_copy(
        update={
            "summary": kept(draft.summary, lambda d, c: Passage(text=d.text, citations=c)),
            "questions": kept(draft.questions, _question),
            "facts": kept(draft.facts, _fact),
        }
    )
    return filled, kept(draft.terms, _term), notices


def _question(draft: QuestionDraft, citations: tuple[Citation, ...]) -> Question:
    return Question(
        kind=draft.kind,
        asked=draft.asked,
        question=draft.question,
        answer=draft.answer,
        citations=citations,
        importance=draft.importance,
    )


def _fact(draft: FactDraft, citations: tuple[Citation, ...]) -> Fact:
    return Fact(
        kind=draft.kind,
        statement=draft.statement,
        hidden=draft.hidden,
        hint=draft.hint,
        citations=citations,
        importance=draft.importance,
    )


def _term(draft: TermDraft, citations: tuple[Citation, ...]) -> Term:
    return Term(
        key=bare(draft.term),
        term=draft.term,
        aliases=draft.aliases,
        kind=draft.kind,
        definition=draft.definition,
        asked=draft.asked,
        citations=citations,
        importance=draft.importance,
    )


def _pattern(quote: str) -> re.Pattern[str] | None:
    """Return what finds ``quote`` as whole words; scripts that write no spaces have no such borders."""
    pieces = straighten(quote).split()
    if not pieces:
        return None
    inner = r"\s+".join(map(re.escape, pieces))
    has_words = len(pieces) > 1 or pieces[0].isascii()
    return re.compile(rf"(?<!\w){inner}(?!\w)" if has_words else inner, re.IGNORECASE)


def _dropped(draft: PassageDraft | TermDraft | QuestionDraft | FactDraft, chapter: Chapter) -> Notice:
    kind = type(draft).__name__.removesuffix("Draft").lower()
    words = squeeze(" / ".join(evidence.quote for evidence in draft.evidence))[:120]
    return Notice(
        code="not-in-transcript",
        text=f"a {kind} was dropped, for these words are not in the transcript: {words!r}",
        where=chapter.title,
    )
