"""Tells the whole episode in a few sentences, each of which rests on sentences of the chapters' summaries."""

from collections.abc import Sequence
from itertools import accumulate

from studykit.builder.claims import Claims
from studykit.builder.ground import objection
from studykit.drafts import OverviewDraft, PassageDraft
from studykit.model import Citation, Passage, StudyDocument
from studykit.notices import Notice

MOST_SENTENCES, MOST_WORDS = 6, 120
MOST_RESTED_ON = 3
"""Among the quotes of many sentences any number is found."""


def with_overview(
    document: StudyDocument, drafts: Sequence[OverviewDraft], claims: Claims
) -> tuple[StudyDocument, tuple[Notice, ...]]:
    """Return ``document`` with those of ``drafts`` that its summaries' quotes bear out, notices of others.

    A draft names sentences by their numbers among ``document.summary``, from 1; what these cite, it cites.
    """
    judged = [_judged(draft, document.summary, claims) for draft in drafts]
    borne_out = [passage for passage, _ in judged if passage]
    used = accumulate(len(passage.text.split()) for passage in borne_out)
    held = tuple(p for p, words in zip(borne_out, used, strict=True) if words <= MOST_WORDS)[:MOST_SENTENCES]
    reasons = [reason for _, reason in judged if reason]
    if beyond := len(borne_out) - len(held):
        reasons.append(f"{beyond} beyond {MOST_SENTENCES} sentences and {MOST_WORDS} words")
    where = document.episode.title
    notices = (Notice(code="not-borne-out", text=f"overview: {reason}", where=where) for reason in reasons)
    return document.model_copy(update={"overview": held}), tuple(notices)


def _judged(draft: OverviewDraft, summary: Sequence[Passage], claims: Claims) -> tuple[Passage | None, str]:
    """Return the sentence with what it cites, None and why not where that does not bear it out."""
    citations = _cited(draft.rests_on, summary)
    if not draft.text.strip() or not citations:
        return None, f"{draft.text!r} was dropped, for it rests on no sentence of a summary"
    reason = objection(PassageDraft(text=draft.text, evidence=()), citations, claims)
    if reason:
        return None, f"{draft.text!r} was dropped, for {reason}"
    return Passage(text=draft.text, citations=citations), ""


def _cited(rests_on: Sequence[int], summary: Sequence[Passage]) -> tuple[Citation, ...]:
    known = [number for number in dict.fromkeys(rests_on) if 0 < number <= len(summary)]
    cited = (citation for number in known[:MOST_RESTED_ON] for citation in summary[number - 1].citations)
    return tuple(dict.fromkeys(cited))
