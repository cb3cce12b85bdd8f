"""How much may be written about so many words of talk, and what an answer of that size takes."""

from dataclasses import dataclass

from studykit.drafts import PassageDraft, StudyDraft
from studykit.model import Transcript

LEAST_SUMMARY, MOST_SUMMARY, SUMMARY_SHARE = 60, 160, 0.10
CARDS_PER_THOUSAND_WORDS = 8
TERMS_OF_AN_EPISODE, LEAST_TERMS, MOST_TERMS = 75, 4, 12
"""The first 30 of a glossary are what most readers see, and some chapters hold far more than their share."""
LEAST_CARDS = 2
_TOKENS_PER_ITEM = 120
_TOKENS_PER_SUMMARY_WORD = 5
"""With its quotes."""


@dataclass(frozen=True)
class Room:
    """At most so many words of summary, terms, and questions and facts together."""

    summary_words: int
    terms: int
    cards: int

    @classmethod
    def of(cls, said: int, episode: int, chapter: int = 0, parts: int = 1) -> "Room":
        """Return the room for ``said`` words of an ``episode`` of so many.

        They are one of so many like ``parts`` of a ``chapter`` of so many words, adverts and all, which share
        the room for its summary.
        """
        whole = max(LEAST_SUMMARY, min(MOST_SUMMARY, round((chapter or said) * SUMMARY_SHARE)))
        return cls(
            summary_words=whole // parts,
            terms=max(LEAST_TERMS, min(MOST_TERMS, round(TERMS_OF_AN_EPISODE * said / max(said, episode)))),
            cards=max(LEAST_CARDS, round(said * CARDS_PER_THOUSAND_WORDS / 1000)),
        )

    @property
    def reply_tokens(self) -> int:
        """About how many tokens an answer of this size has."""
        return self.summary_words * _TOKENS_PER_SUMMARY_WORD + (self.terms + self.cards) * _TOKENS_PER_ITEM


def room_of(transcript: Transcript) -> Room:
    """Return how much may be written about the whole of ``transcript``."""
    said = transcript.word_count
    return Room(said // 10, TERMS_OF_AN_EPISODE, round(said * CARDS_PER_THOUSAND_WORDS / 1000))


def within(draft: StudyDraft, room: Room) -> StudyDraft:
    """Return ``draft`` with the sentences of the summary that the room holds, first to last."""
    held: list[PassageDraft] = []
    used = 0
    for passage in draft.summary:
        used += len(passage.text.split())
        if used > room.summary_words:
            break
        held.append(passage)
    beyond = len(draft.summary) - len(held)
    if not beyond:
        return draft
    lost = f"summary: {beyond} of {len(draft.summary)} sentences are beyond {room.summary_words} words"
    return draft.model_copy(update={"summary": tuple(held), "withdrawn": (*draft.withdrawn, lost)})
