"""A season: episodes that are learned as one deck, in which a term that several explain is asked once.

Each episode stays a study document of its own, for its times, its links and its speakers are its alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from studykit.model import Card, RetiredCard, StudyDocument


@dataclass(frozen=True)
class Said:
    """A card and the document of the episode that it comes from."""

    document: StudyDocument
    card: Card


@dataclass(frozen=True)
class SeasonCard:
    """A card of a season, in the words of ``said``, with an id and tags of its own.

    ``home`` is the document in whose deck and place it stands: the first that asks it, which need not be the
    one that answers best. ``elsewhere`` is what other episodes answer.
    """

    card: Card
    said: Said
    home: StudyDocument
    elsewhere: tuple[Said, ...] = ()


@dataclass(frozen=True)
class MergedCard:
    """A card that is no card of its own any more, and the id of the one that it is part of."""

    card: RetiredCard
    into: str


@dataclass(frozen=True)
class Season:
    """Documents and their cards, both in the order of learning, and the cards that went into others."""

    documents: tuple[StudyDocument, ...]
    cards: tuple[SeasonCard, ...]
    merged: tuple[MergedCard, ...] = ()

    @property
    def title(self) -> str:
        """What the season is called; see ``title_of``."""
        return title_of(self.documents)

    @property
    def retired(self) -> tuple[RetiredCard, ...]:
        """The cards of earlier builds that no episode has any more."""
        known = {entry.card.id for entry in self.cards} | {gone.card.id for gone in self.merged}
        every = {card.id: card for document in self.documents for card in document.retired}
        return tuple(card for card in every.values() if card.id not in known)


def alone(document: StudyDocument) -> Season:
    """Return ``document`` as a season of one episode."""
    return Season((document,), tuple(unmerged(Said(document, card)) for card in document.cards))


def unmerged(said: Said) -> SeasonCard:
    """Return the card ``said`` as one of a season that no other episode asks."""
    return SeasonCard(said.card, said, said.document)


def title_of(documents: Sequence[StudyDocument]) -> str:
    """Return the names of the shows that ``documents`` come from; of one document alone its own title."""
    if len(documents) == 1:
        return documents[0].episode.title
    shows = {document.episode.show for document in documents if document.episode.show}
    return ", ".join(sorted(shows)) or "Season"
