"""Step 6: finds the words a draft rests on in the transcript and compares it with them, or drops it."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from studykit.builder.claims import Claims
from studykit.builder.linked import unlinked, with_whole_links
from studykit.builder.snap import snap
from studykit.builder.timeline import Timeline
from studykit.contracts import Doubt
from studykit.drafts import Evidence, FactDraft, ItemDraft, PassageDraft, QuestionDraft, StudyDraft, TermDraft
from studykit.model import Chapter, Citation, Fact, Passage, Question, Term, Transcript
from studykit.notices import Notice
from studykit.text import bare, fold, squeeze, straighten

Draft = TypeVar("Draft", PassageDraft, TermDraft, QuestionDraft, FactDraft)
Kept = TypeVar("Kept")
_LETTER = re.compile(r"\w")
_GAP = re.compile(r"\s*(?:…|\.\.\.|\[…\]|\[\.\.\.\])\s*")


class Grounding:
    """Finds quotes in one transcript."""

    def __init__(self, transcript: Transcript, timeline: Timeline) -> None:
        self.transcript = transcript
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
        spoken = enumerate(map(unlinked, self._texts))
        self._unlinked = {index: text for index, text in spoken if text != self._texts[index]}

    def cite(self, evidence: Evidence) -> Citation | None:
        """Return the citation of a quote, its words as the transcript has them; None where it is not there.

        Case, white space and the shape of quotation marks may differ, and the address of a link may lack. The
        segment that the evidence names is looked at first, so that a sentence said twice is cited where the
        engine saw it.
        """
        place = self._place(evidence)
        return self._citation(*place) if place else None

    def _place(self, evidence: Evidence) -> tuple[int, int, int] | None:
        """Return the turn's number, and where in it the words of ``evidence`` begin and end; see ``cite``."""
        if place := self._letter_for_letter(evidence):
            return place
        pattern, wanted = _pattern(evidence.quote), fold(evidence.quote)
        if pattern is None:
            return None
        places = [(index, 0) for index in range(len(self._texts))]
        hinted = self._turn_of_segment.get(evidence.segment_id)
        if hinted is not None:
            places.insert(0, (hinted, self._offset_of_segment[evidence.segment_id]))
        for index, start in places:
            if span := _span(pattern, wanted, self._texts[index], start):
                return (index, *span)
        for index, start in places:
            if span := _span(pattern, wanted, self._unlinked.get(index, ""), start):
                return (index, *with_whole_links(self._texts[index], *span))
        return None

    def find(self, evidence: Evidence) -> tuple[Citation, ...]:
        """Return the citations of a quote: as ``cite`` has it, else of the words that it is nearly.

        Where a quote leaves something out, it is looked up in the pieces around that. Empty where it, or a
        piece, is not there.
        """
        found = self.cite(evidence) or self._snapped(evidence)
        if found is not None:
            return (found,)
        pieces = [piece for piece in _GAP.split(evidence.quote) if piece.strip()]
        if len(pieces) < 2:
            return ()
        each = [self.cite(evidence.model_copy(update={"quote": piece})) for piece in pieces]
        cited = tuple(citation for citation in each if citation is not None)
        return cited if len(cited) == len(each) else ()

    def _snapped(self, evidence: Evidence) -> Citation | None:
        """Return the citation of words that a quote is a word or a letter off, those of its turn first."""
        hinted = self._turn_of_segment.get(evidence.segment_id)
        here = [(hinted, self._texts[hinted])] if hinted is not None else []
        span = snap(evidence.quote, here) or snap(evidence.quote, enumerate(self._texts))
        return self._citation(*span).model_copy(update={"match": "snapped"}) if span else None

    def holds(self, citation: Citation) -> bool:
        """Whether the transcript has the words of ``citation``."""
        segment_id = citation.segment_ids[0] if citation.segment_ids else ""
        return self._place(Evidence(quote=citation.quote, segment_id=segment_id)) is not None

    def _letter_for_letter(self, evidence: Evidence) -> tuple[int, int, int] | None:
        """Return where the words stand in the segment's turn letter for letter, as nearly all of ours do.

        That is a tenth of the work of looking them up in any spelling.
        """
        index, quote = self._turn_of_segment.get(evidence.segment_id), straighten(evidence.quote).strip()
        if index is None or not quote:
            return None
        text = self._texts[index]
        start = text.find(quote, self._offset_of_segment[evidence.segment_id])
        end = start + len(quote)
        around = text[max(0, start - 1) : start] + text[end : end + 1]
        return (index, start, end) if start >= 0 and not _LETTER.search(around) else None

    def _citation(self, index: int, start: int, end: int) -> Citation:
        turn = self.transcript.turns[index]
        begin, finish = self._timeline.at(index, start), self._timeline.at(index, end)
        first, last = bisect_right(turn.offsets, start) - 1, bisect_left(turn.offsets, end)
        inside = tuple(segment.id for segment in turn.segments[first:last] if segment.text)
        return Citation(
            quote=squeeze(turn.text[start:end]),
            speaker=self.transcript.names.get(turn.speaker_id or ""),
            start_ms=begin.ms if begin else None,
            end_ms=max(finish.ms, begin.ms) if finish and begin else None,
            estimated=bool(begin and begin.estimated),
            position=self._timeline.position(index, start),
            segment_ids=inside,
        )


def ground(
    draft: StudyDraft, chapter: Chapter, grounding: Grounding, claims: Claims
) -> tuple[Chapter, tuple[Term, ...], list[Notice]]:
    """Return ``chapter`` filled with what of ``draft`` the transcript bears out, its terms, the notices."""
    notices = [Notice(code="claim-withdrawn", text=each, where=chapter.title) for each in draft.withdrawn]

    def kept(
        drafts: Iterable[Draft], make: Callable[[Draft, tuple[Citation, ...]], Kept]
    ) -> tuple[Kept, ...]:
        made = []
        for each in drafts:
            citations = cited(each, grounding)
            reason = objection(each, citations, claims) if citations else ""
            if citations and not reason:
                made.append(make(each, citations))
            else:
                notices.append(_dropped(each, reason, chapter))
        return tuple(made)

    filled = chapter.model_copy(
        update={
            "summary": kept(draft.summary, lambda d, c: Passage(text=d.text, citations=c)),
            "questions": kept(draft.questions, _question),
            "facts": kept(draft.facts, _fact),
        }
    )
    return filled, kept(draft.terms, lambda d, c: _term(d, c, claims)), notices


def doubts(draft: StudyDraft, grounding: Grounding, claims: Claims) -> Iterator[Doubt]:
    """Yield what ``ground`` would drop of ``draft``, with each reason as it can be told to who claims it."""
    for field, items in draft.lists.items():
        for index, item in enumerate(items):
            citations = cited(item, grounding)
            reasons = objections(item, citations, claims) if citations else _lost(item, grounding)
            yield from (Doubt(field, index, reason) for reason in reasons)


def cited(item: ItemDraft, grounding: Grounding) -> tuple[Citation, ...]:
    """Return the words that ``item`` rests on; none where any of its quotes is not in the transcript."""
    found = [grounding.find(evidence) for evidence in item.evidence]
    return tuple(citation for each in found for citation in each) if all(found) else ()


def objection(item: ItemDraft, citations: tuple[Citation, ...], claims: Claims) -> str:
    """Return why ``citations`` do not bear ``item`` out, "" where nothing speaks against it."""
    return next(objections(item, citations, claims), "")


def objections(item: ItemDraft, citations: tuple[Citation, ...], claims: Claims) -> Iterator[str]:
    """Yield each reason why ``citations`` do not bear ``item`` out."""
    match item:
        case PassageDraft():
            yield from _against(claims, item.text, item.text, citations, names_from_all=True)
        case TermDraft():
            if not any(map(claims.is_said, (item.term, *item.aliases))):
                yield "the term is not said in the transcript"
            yield from _against(claims, item.definition or "", "", citations, names_from_all=True)
        case QuestionDraft():
            yield from _against(claims, item.answer, f"{item.question} {item.answer}", citations)
        case FactDraft():
            if item.statement.count(item.hidden) != 1 or not item.hidden.strip():
                yield "the hidden words do not stand exactly once in the statement"
            yield from map(_stray, claims.strays(item.hidden, citations))
            yield from _against(claims, item.statement, item.statement, citations, names_from_all=True)


def _against(
    claims: Claims, text: str, whole: str, citations: tuple[Citation, ...], *, names_from_all: bool = False
) -> Iterator[str]:
    """Yield what speaks against ``text``; ``whole`` is what must not be the opposite of what was said."""
    yield from map(_stray, claims.strays(text, citations, names_from_all=names_from_all))
    negation = claims.turned_round(whole, citations)
    if negation:
        yield f"{negation!r} was added or left out: the quotes say the opposite, or do not say it"


def _stray(word: str) -> str:
    return f"{word!r} is not in the words it cites"


def _lost(item: ItemDraft, grounding: Grounding) -> Iterator[str]:
    if not item.evidence:
        yield "it cites no words"
    lost = (each.quote for each in item.evidence if not grounding.find(each))
    yield from (f"these words are not in the transcript: {quote[:120]!r}" for quote in lost)


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


def _term(draft: TermDraft, citations: tuple[Citation, ...], claims: Claims) -> Term:
    return Term(
        key=bare(draft.term),
        term=draft.term,
        aliases=tuple(alias for alias in draft.aliases if claims.is_said(alias)),
        kind=draft.kind,
        definition=draft.definition,
        asks=draft.asks,
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


def _span(pattern: re.Pattern[str], wanted: str, text: str, start: int) -> tuple[int, int] | None:
    """Return the borders of the first match after ``start`` that is ``wanted``, folded; None for none."""
    matches = pattern.finditer(text, start)
    return next((each.span() for each in matches if fold(each.group()) == wanted), None)  # "i" matches "İ"


def _dropped(draft: ItemDraft, reason: str, chapter: Chapter) -> Notice:
    kind = type(draft).__name__.removesuffix("Draft").lower()
    words = squeeze(" / ".join(evidence.quote for evidence in draft.evidence))[:120]
    if reason:
        text = f"a {kind} was dropped, for {reason}: {words!r}"
        return Notice(code="not-borne-out", text=text, where=chapter.title)
    text = f"a {kind} was dropped, for these words are not in the transcript: {words!r}"
    return Notice(code="not-in-transcript", text=text, where=chapter.title)
