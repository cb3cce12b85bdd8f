"""Which cards make the deck, and in what order they are learned."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from studykit.builder.likeness import Fronts
from studykit.model import Card, StudyDocument

CARDS_PER_TEN_MINUTES = 12
"""Experts and users agree on 4 to 12; a deck of fewer is better than one with worse cards."""
WORDS_PER_MINUTE = 150
LEAST_CARDS = 4
CHAPTER_EXCESS = 2.0
"""How far a chapter may go beyond its share of the words: some say more than others."""
WORTHWHILE, PASSABLE = 0.5, 0.35
"""A card below the first is dealt only where its chapter has a summary and would have no card, or the deck
fewer than LEAST_CARDS, below the second only for the latter: readers kept 5 of 100 of them, 32 of others."""


def usual_size(words: int) -> int:
    """Return how many cards at most are dealt of an episode of so many ``words``."""
    return max(LEAST_CARDS, _cards_for(words, CARDS_PER_TEN_MINUTES))


def deal(
    cards: Iterable[Card], document: StudyDocument, words: dict[str, int], most: int | None
) -> tuple[Card, ...]:
    """Return the deck: the best cards, chapters served, no two alike, in order of learning.

    ``words`` counts the words for study of each chapter, by its id. ``most`` is the size that a learner asks
    for, who then gets weaker cards too; without it there are CARDS_PER_TEN_MINUTES at most, worthwhile ones.
    Definitions come first in their chapter, chapters as they were said.
    """
    total = max(1, sum(words.values()))
    hand = _Hand(usual_size(total) if most is None else most)
    every = sorted(cards, key=lambda card: (-card.importance, card.id))
    lowest = PASSABLE if most is None else 0.0
    ranked = every[: max(LEAST_CARDS, sum(card.importance >= lowest for card in every))]
    by_chapter: dict[str, list[Card]] = defaultdict(list)
    for card in ranked:
        by_chapter[card.chapter_id].append(card)
    served = (chapter for chapter in document.chapters if chapter.summary)
    for chapter in sorted(served, key=lambda chapter: -words.get(chapter.id, 0)):
        next((card for card in by_chapter[chapter.id] if hand.take(card)), None)
    for card in ranked:
        share = words.get(card.chapter_id, 0) / total
        wanted = most is not None or card.importance >= WORTHWHILE or len(hand.cards) < LEAST_CARDS
        if wanted and hand.held[card.chapter_id] < max(2, round(CHAPTER_EXCESS * hand.size * share)):
            hand.take(card)
    order = {chapter.id: number for number, chapter in enumerate(document.chapters)}
    return tuple(sorted(hand.cards, key=lambda card: _lesson(card, order)))


def _cards_for(words: int, per_ten_minutes: int) -> int:
    return round(words / WORDS_PER_MINUTE / 10 * per_ten_minutes)


class _Hand:
    """The cards taken so far; refuses those that are like one of them."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.cards: list[Card] = []
        self.held = Counter[str]()
        self._taken: set[str] = set()
        self._fronts = Fronts()

    def take(self, card: Card) -> bool:
        """Take ``card`` where there is room and nothing like it; return whether it was taken."""
        marks = {card.id, *(citation.quote for citation in card.citations[:1])}
        if len(self.cards) >= self.size or marks & self._taken or self._fronts.like(card):
            return False
        self.cards.append(card)
        self.held[card.chapter_id] += 1
        self._taken |= marks
        self._fronts.add(card)
        return True


def _lesson(card: Card, order: Mapping[str, int]) -> tuple[int, bool, float, str]:
    place = card.citations[0].position if card.citations else 0.0
    return order.get(card.chapter_id, len(order)), card.kind != "definition", place, card.id
