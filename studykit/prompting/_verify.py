"""Has a model judge whether each card follows from its quotes (textual entailment), chapter by chapter."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from studykit.drafts import VerdictDraft, VerdictsDraft
from studykit.model import BLANK, Card, Transcript
from studykit.prompting._conversation import accepted
from studykit.prompting._frame import frame
from studykit.prompting._prompts import Prompts
from studykit.prompting._room import Room
from studykit.services import Message, Usage, tokens

if TYPE_CHECKING:
    from studykit.services import Service

_TOKENS_PER_CARD, _TOKENS_PER_VERDICT = 90, 25


def verify(
    service: "Service", prompts: Prompts, transcript: Transcript, chapter: str, cards: Sequence[Card]
) -> dict[str, VerdictDraft]:
    """Return the verdict on each of ``cards``, by its id, where the answer has one; ``chapter`` is a title.

    Raises AnswerError where no answer can be read.
    """
    messages = _question(prompts, transcript, chapter, cards)
    draft = accepted(service, prompts, messages, VerdictsDraft)
    numbered = {number: card.id for number, card in enumerate(cards, start=1)}
    return {numbered[each.card]: each for each in draft.verdicts if each.card in numbered}


def plan(service: "Service", prompts: Prompts, room: Room, chapters: int) -> Usage:
    """Return about what ``verify`` would take for an episode of so many ``chapters``."""
    told = tokens(prompts.text("verify.system.md")) * chapters + room.cards * _TOKENS_PER_CARD
    return service.reckon(told, room.cards * _TOKENS_PER_VERDICT, calls=chapters)


def _question(
    prompts: Prompts, transcript: Transcript, chapter: str, cards: Sequence[Card]
) -> tuple[Message, ...]:
    values = {
        **frame(transcript),
        "chapter": chapter,
        "cards": "\n\n".join(f"Card {number}\n{_shown(card)}" for number, card in enumerate(cards, start=1)),
        "count": len(cards),
    }
    return prompts.conversation("verify", VerdictsDraft, values)


def _shown(card: Card) -> str:
    quotes = (f'quote, {each.speaker or "nobody named"}: "{each.quote}"' for each in card.citations)
    return "\n".join((f"asks: {card.front.replace(BLANK, '____')}", f"answer: {card.back}", *quotes))
