"""The one question about the whole episode: what it says, what comes twice, what goes, what matters most."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from studykit.drafts import ReviewDraft
from studykit.model import BLANK, Card, StudyDocument
from studykit.prompting._conversation import accepted
from studykit.prompting._frame import frame, listed
from studykit.prompting._prompts import Prompts
from studykit.prompting._room import Room
from studykit.services import Message, Usage, tokens

if TYPE_CHECKING:
    from studykit.services import Service

_TOKENS_PER_ITEM, _TOKENS_PER_NUMBER = 45, 6
_TOKENS_PER_SUMMARY_WORD, _TOKENS_OF_OVERVIEW = 2, 300
_NOTHING = "(none)"


def review(
    service: "Service", prompts: Prompts, document: StudyDocument, cards: Sequence[Card], most: int
) -> ReviewDraft:
    """Return what is to become of the terms of ``document`` and of ``cards``, and what it says in short.

    Terms, cards and the sentences of ``document.summary`` are named by their numbers from 1. ``most`` cards
    at most will be dealt, unless the user says how many. Raises AnswerError where no answer says it.
    """
    return accepted(service, prompts, _question(prompts, document, cards, most), ReviewDraft)


def plan(service: "Service", prompts: Prompts, room: Room) -> Usage:
    """Return about what ``review`` of an episode with so much in it would take."""
    items = room.terms + room.cards
    listed_tokens = items * _TOKENS_PER_ITEM + room.summary_words * _TOKENS_PER_SUMMARY_WORD
    told = tokens(prompts.text("review.system.md")) + listed_tokens
    return service.reckon(told, items * _TOKENS_PER_NUMBER + _TOKENS_OF_OVERVIEW)


def _question(
    prompts: Prompts, document: StudyDocument, cards: Sequence[Card], most: int
) -> tuple[Message, ...]:
    places = {chapter.id: number for number, chapter in enumerate(document.chapters, start=1)}
    told = (
        f"(chapter {places[chapter.id]}) {passage.text}"
        for chapter in document.chapters
        for passage in chapter.summary
    )
    terms = (
        f"{number}. {' / '.join((term.term, *term.aliases))}: {term.definition or '(used, not explained)'}"
        f" (chapter {places.get(next(iter(term.chapter_ids), ''), 0)})"
        for number, term in enumerate(document.glossary, start=1)
    )
    asked = (
        f"{number}. {card.kind}, chapter {places.get(card.chapter_id, 0)}: {card.front} -> {card.back}"
        for number, card in enumerate(cards, start=1)
    )
    values = {
        **frame(document.transcript),
        "chapters": listed([chapter.title for chapter in document.chapters]),
        "summaries": "\n".join(f"{number}. {row}" for number, row in enumerate(told, start=1)) or _NOTHING,
        "terms": "\n".join(terms) or _NOTHING,
        "cards": "\n".join(asked).replace(BLANK, "____") or _NOTHING,
        "most_cards": most,
    }
    return prompts.conversation("review", ReviewDraft, values)
