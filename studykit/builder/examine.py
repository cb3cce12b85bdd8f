"""Judges a finished study document by every rule of the rubric; changes nothing in it."""

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from studykit.builder.ground import Grounding
from studykit.builder.rubric import FORM, WORDING, Judge, broken
from studykit.builder.rubric_deck import RULES, Said
from studykit.builder.rubric_style import STYLE
from studykit.builder.span import text_for_study
from studykit.model import Card, Chapter, Citation, Fact, Passage, Question, StudyDocument, Term, Value
from studykit.text import bare, clock, words

Verdict = Literal["passed", "flagged", "rejected"]


class Finding(Value):
    """One thing that a rule finds wrong: ``hard`` ones make a card unfit, others ask for a second look."""

    rule: str
    hard: bool
    text: str
    where: str = ""


class CardVerdict(Value):
    """What the rules say of one card: a hard finding rejects it, another one flags it."""

    id: str
    kind: str
    front: str
    verdict: Verdict
    findings: tuple[Finding, ...] = ()


class Coverage(Value):
    """What a chapter gives, beside how many words for study were said in it."""

    chapter: str
    words: int
    passages: int
    terms: int
    cards: int


class Examination(Value):
    """Every verdict on one document. ``citations`` counts the quotes that were looked up in its turns."""

    schema_: Literal["studykit-check/1"] = Field(default="studykit-check/1", alias="schema")
    episode: str
    cards: tuple[CardVerdict, ...]
    document: tuple[Finding, ...]
    citations: int
    coverage: tuple[Coverage, ...]

    def count(self, verdict: Verdict) -> int:
        """Return how many cards have ``verdict``."""
        return sum(card.verdict == verdict for card in self.cards)

    @property
    def is_sound(self) -> bool:
        """Whether no hard rule is broken."""
        return not self.count("rejected") and not any(finding.hard for finding in self.document)

    @property
    def is_clean(self) -> bool:
        """Whether no rule is broken at all."""
        return self.count("passed") == len(self.cards) and not self.document


def examine(document: StudyDocument, judge: Judge) -> Examination:
    """Return what the rules find in ``document``: in each card, in the deck, in passages and glossary."""
    transcript = document.transcript
    said = Said({c.id: len(words(text_for_study(c, transcript))) for c in document.chapters})
    quoted = list(_citations(document))
    return Examination(
        episode=document.episode.title,
        cards=tuple(_verdict(card, judge) for card in document.cards),
        document=(*_lost(quoted, judge.grounding), *_unborne(document, judge), *_of_the_deck(document, said)),
        citations=len(quoted),
        coverage=tuple(_coverage(chapter, document, said) for chapter in document.chapters),
    )


def _verdict(card: Card, judge: Judge) -> CardVerdict:
    hard = tuple(Finding(rule=n, hard=True, text=t) for n, t in broken(card, judge, FORM + WORDING))
    soft = tuple(Finding(rule=n, hard=False, text=t) for n, t in broken(card, judge, STYLE))
    verdict: Verdict = "rejected" if hard else "flagged" if soft else "passed"
    return CardVerdict(id=card.id, kind=card.kind, front=card.front, verdict=verdict, findings=hard + soft)


def _citations(document: StudyDocument) -> Iterator[tuple[str, Citation]]:
    """Yield the quotes of all but the cards, which are judged one by one, with where each stands."""
    for passage in document.overview:
        yield from ((document.episode.title, citation) for citation in passage.citations)
    for chapter in document.chapters:
        items: tuple[Passage | Question | Fact, ...] = (
            *chapter.summary,
            *chapter.questions,
            *chapter.facts,
        )
        for item in items:
            yield from ((chapter.title, citation) for citation in item.citations)
    for term in document.glossary:
        yield from ((term.term, citation) for citation in term.citations)


def _lost(quoted: list[tuple[str, Citation]], grounding: Grounding) -> Iterator[Finding]:
    for where, citation in quoted:
        if not grounding.holds(citation):
            text = f"these words are not in the transcript: {citation.quote[:80]!r}"
            yield Finding(rule="A1", hard=True, text=text, where=where)


def _unborne(document: StudyDocument, judge: Judge) -> Iterator[Finding]:
    summaries = ((chapter.title, chapter.summary) for chapter in document.chapters)
    for where, summary in ((document.episode.title, document.overview), *summaries):
        for passage in summary:
            if stray := judge.claims.stray(passage.text, passage.citations, names_from_all=True):
                text = f"{stray!r} is not in the words that {passage.text[:60]!r} cites"
                yield Finding(rule="C1", hard=True, text=text, where=where)
    for term in document.glossary:
        if term.definition and _is_circular(term):
            text = f"{term.definition[:80]!r} explains the term by itself"
            yield Finding(rule="C3", hard=False, text=text, where=term.term)


def _is_circular(term: Term) -> bool:
    return f" {bare(term.term)} " in f" {bare(term.definition or '')} "


def _of_the_deck(document: StudyDocument, said: Said) -> Iterator[Finding]:
    for rule in RULES:
        for text in rule.reasons(document, said):
            yield Finding(rule=rule.name, hard=rule.is_hard, text=text)


def _coverage(chapter: Chapter, document: StudyDocument, said: Said) -> Coverage:
    start = "" if chapter.start_ms is None else f"{clock(chapter.start_ms)} "
    return Coverage(
        chapter=f"{start}{chapter.title}",
        words=said.words[chapter.id],
        passages=len(chapter.summary),
        terms=sum(chapter.id in term.chapter_ids for term in document.glossary),
        cards=len(document.cards_by_chapter[chapter.id]),
    )
