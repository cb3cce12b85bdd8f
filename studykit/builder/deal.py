"""Which cards make the deck, and in what order they are learned."""

from collections.abc import Iterable, Sequence

from studykit.model import Card, Chapter, StudyDocument
from studykit.text import bare

CARDS_PER_TEN_MINUTES = 8
"""Experts and users agree on 4 to 12."""
WORDS_PER_MINUTE = 150
SAME_FRONT = 0.8
_KIND_ORDER = {"definition": 0}


def deal(
    cards: Iterable[Card], document: StudyDocument, words: dict[str, int], most: int | None
) -> tuple[Card, ...]:
    """Return the deck: the best cards, every chapter served, no two alike, in order of learning.

    ``words`` counts the words for study of each chapter, by its id. ``most`` caps the deck; without it there
    are about CARDS_PER_TEN_MINUTES. Definitions come first in their chapter, chapters as they were said.
    """
    ranked = sorted(cards, key=lambda card: (-card.importance, card.id))
    total = sum(words.values())
    size = max(4, round(total / WORDS_PER_MINUTE / 10 * CARDS_PER_TEN_MINUTES)) if most is None else most
    chosen: list[Card] = []
    for chapter in sorted(document.chapters, key=lambda c: -words.get(c.id, 0)):
        best = next(
            (card for card in ranked if card.chapter_id == chapter.id and _is_new(card, chosen)), None
        )
        if best is not None and len(chosen) < size:
            chosen.append(best)
    quota = {key: max(2, round(1.6 * size * count / max(1, total))) for key, count in words.items()}
    for card in ranked:
        if len(chosen) >= size:
            break
        held = sum(other.chapter_id == card.chapter_id for other in chosen)
        if card not in chosen and held < quota.get(card.chapter_id, 2) and _is_new(card, chosen):
            chosen.append(card)
    return tuple(sorted(chosen, key=lambda card: _lesson(card, document.chapters)))


def _is_new(card: Card, chosen: Sequence[Card]) -> bool:
    """Whether no chosen card asks the same, answers the same in the same words, or rests on the same quote."""
    return not any(_is_alike(card, other) for other in chosen)


def _is_alike(one: Card, other: Card) -> bool:
    if one.id == other.id:
        return True
    if one.citations[0].quote == other.citations[0].quote:
        return True
    first, second = set(bare(one.front).split()), set(bare(other.front).split())
    return len(first & second) >= SAME_FRONT * len(first | second)


def _lesson(card: Card, chapters: Sequence[Chapter]) -> tuple[int, int, float, str]:
    order = {chapter.id: index for index, chapter in enumerate(chapters)}
    place = card.citations[0].position if card.citations else 0.0
    return order.get(card.chapter_id, len(order)), _KIND_ORDER.get(card.kind, 1), place, card.id
