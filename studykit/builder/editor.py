"""Step 7a: has a model look at the whole episode, and judge the cards where the user wants that."""

from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from studykit import prompting
from studykit.builder.assemble import candidates
from studykit.builder.deal import usual_size
from studykit.builder.editing import Edition, chosen, levelled, passed, with_terms
from studykit.builder.overview import with_overview
from studykit.builder.rubric import Judge
from studykit.errors import AnswerError
from studykit.model import Card, StudyDocument
from studykit.notices import Notice
from studykit.prompting import Prompts

if TYPE_CHECKING:
    from studykit.services import Service


class Editor:
    """Asks ``service`` for the review and ``verifier`` for verdicts on the cards, each where there is one.

    Where ``strict`` is set, an answer that does not come is an error, else a notice.
    """

    def __init__(
        self,
        service: "Service | None",
        verifier: "Service | None",
        prompts: Prompts,
        judge: Judge,
        *,
        strict: bool,
    ) -> None:
        self._service = service
        self._verifier = verifier
        self._prompts = prompts
        self._judge = judge
        self._strict = strict

    def edit(self, document: StudyDocument, cards: tuple[Card, ...]) -> Edition:
        """Return the edition of ``document`` and ``cards``; raises AnswerError where that is strict."""
        edition = Edition(document, cards)
        if self._service:
            edition = self._reviewed(document, levelled(cards, document), self._service)
        return self._verified(edition, self._verifier) if self._verifier else edition

    def _reviewed(self, document: StudyDocument, cards: tuple[Card, ...], service: "Service") -> Edition:
        if not (cards or document.glossary or document.summary):
            return Edition(document, cards)
        most = usual_size(document.transcript.word_count)
        try:
            draft = prompting.review(service, self._prompts, document, cards, most)
        except AnswerError as error:
            return Edition(document, cards, notices=(self._lacking("no-review", "review", error),))
        merged = with_terms(document, draft)
        told, left_out = with_overview(merged, draft.overview, self._judge.claims)
        remade, _ = candidates(told, self._judge)
        edition = chosen(cards, told, levelled(remade, told), draft)
        return replace(edition, notices=(*edition.notices, *left_out))

    def _verified(self, edition: Edition, verifier: "Service") -> Edition:
        """Return ``edition`` without the cards that fail, chapter by chapter."""
        by_chapter: dict[str, list[Card]] = defaultdict(list)
        for card in edition.cards:
            by_chapter[card.chapter_id].append(card)
        judge = partial(self._judged, verifier=verifier, document=edition.document)
        threads = ThreadPoolExecutor(len(by_chapter) or 1, thread_name_prefix="verdict")
        try:  # the service itself sees to it that not too many are asked at once
            judged = list(threads.map(judge, by_chapter, by_chapter.values()))
        finally:
            threads.shutdown(wait=False, cancel_futures=True)
        held = tuple(card for left, _ in judged for card in left)
        told = tuple(notice for _, notices in judged for notice in notices)
        return Edition(edition.document, held, edition.before, (*edition.notices, *told))

    def _judged(
        self, chapter_id: str, cards: Sequence[Card], *, verifier: "Service", document: StudyDocument
    ) -> tuple[tuple[Card, ...], tuple[Notice, ...]]:
        chapter = document.chapter_by_id.get(chapter_id)
        title = chapter.title if chapter else document.episode.title
        try:
            verdicts = prompting.verify(verifier, self._prompts, document.transcript, title, cards)
        except AnswerError as error:
            return tuple(cards), (self._lacking("not-verified", f"verdict on {title!r}", error),)
        left, told = passed(cards, verdicts, verifier.name)
        missing = sum(card.id not in verdicts for card in cards)
        if missing:
            text = f"{missing} of {len(cards)} cards were not judged, and stay"
            told = (*told, Notice(code="not-verified", text=text, where=title))
        return left, told

    def _lacking(self, code: str, what: str, error: AnswerError) -> Notice:
        if self._strict:
            raise error
        return Notice(code=code, text=f"the model gave no {what}: {error.what}", where=error.where)
