"""Looks at all chapters together, with a model's help: merges terms, drops cards, and orders both.

A review only names numbers; what they mean is checked here, and no wording comes from it.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from studykit.builder.glossary import joined
from studykit.drafts import ReviewDraft, VerdictDraft
from studykit.model import Card, StudyDocument, Term
from studykit.notices import Notice

LEAST_TERM, LEAST_CARD = 0.3, 0.55
"""The importance at the end of the order: every card that a review leaves is worth dealing."""
LEAST_NAMED = 0.5
MOST_DROPPED = 0.6
"""A review that drops more than this share of the cards is none, and drops nothing."""


@dataclass(frozen=True)
class Edition:
    """A document with its terms as they are to be, the cards to choose from, and what must come before what.

    ``before`` holds pairs of ids of cards; ``notices`` tell what went.
    """

    document: StudyDocument
    cards: tuple[Card, ...]
    before: tuple[tuple[str, str], ...] = ()
    notices: tuple[Notice, ...] = ()


def levelled(cards: Sequence[Card], document: StudyDocument) -> tuple[Card, ...]:
    """Return ``cards`` with definitions as important as their terms are said to be.

    Rules value a definition for being there at all, above any question; a model defines every term, and says
    of each how much it matters.
    """
    weights = {term.term: term.importance for term in document.glossary}
    return tuple(
        card.model_copy(update={"importance": weights.get(card.reverse, card.importance)})
        if card.kind == "definition"
        else card
        for card in cards
    )


def with_terms(document: StudyDocument, draft: ReviewDraft) -> StudyDocument:
    """Return ``document`` with the terms merged and ordered as ``draft`` says, as far as that can be."""
    terms = dict(enumerate(document.glossary, start=1))
    for first, *others in _groups(draft, terms):
        for other in others:
            terms[first] = joined(terms[first], terms.pop(other))
    named = [number for number in dict.fromkeys(draft.terms) if number in terms]
    if not _is_order(named, len(terms)):
        return document.model_copy(update={"glossary": tuple(terms.values())})
    order = [*named, *(number for number in terms if number not in named)]
    glossary = tuple(
        terms[number].model_copy(update={"importance": _by_rank(rank, len(order), LEAST_TERM)})
        for rank, number in enumerate(order)
    )
    return document.model_copy(update={"glossary": glossary})


def chosen(
    cards: Sequence[Card], document: StudyDocument, remade: Sequence[Card], draft: ReviewDraft
) -> Edition:
    """Return those of ``remade``, the cards of ``document``, that ``draft`` leaves, as important as it says.

    ``draft`` names each by its number among ``cards``.
    """
    ids = {number: card.id for number, card in enumerate(cards, start=1)}
    reasons = {ids[each.card]: each.reason for each in draft.drop if each.card in ids}
    if len(reasons) > MOST_DROPPED * len(cards):
        return Edition(document, tuple(remade), notices=(_refused(len(reasons), len(cards)),))
    left = tuple(card for card in remade if card.id not in reasons)
    gone = (card for card in remade if card.id in reasons)
    return Edition(
        document,
        _ranked(left, [ids[number] for number in draft.cards if number in ids]),
        before=tuple((ids[a], ids[b]) for a, b in draft.before if a in ids and b in ids and a != b),
        notices=tuple(_dropped(card, reasons[card.id]) for card in gone),
    )


def passed(
    cards: Sequence[Card], verdicts: dict[str, VerdictDraft], judge_name: str
) -> tuple[tuple[Card, ...], tuple[Notice, ...]]:
    """Return the cards that did not fail, marked where they passed, and a notice for each that failed."""
    held = tuple(
        card.model_copy(update={"verified_by": judge_name}) if card.id in verdicts else card
        for card in cards
        if card.id not in verdicts or verdicts[card.id].passes
    )
    failed = (card for card in cards if card.id in verdicts and not verdicts[card.id].passes)
    told = tuple(
        Notice(
            code="not-entailed",
            text=f"{card.front!r} was dropped: its quote does not prove it. {verdicts[card.id].reason}",
            where=card.id,
        )
        for card in failed
    )
    return held, told


def in_order(deck: Sequence[Card], before: Sequence[tuple[str, str]]) -> tuple[Card, ...]:
    """Return ``deck`` with the first card of each pair in ``before`` not after the second, chapters kept."""
    cards = list(deck)
    for first, second in before:
        places = {card.id: place for place, card in enumerate(cards)}
        a, b = places.get(first), places.get(second)
        if a is not None and b is not None and b < a and cards[a].chapter_id == cards[b].chapter_id:
            cards.insert(b, cards.pop(a))
    return tuple(cards)


def _ranked(cards: tuple[Card, ...], named: Sequence[str]) -> tuple[Card, ...]:
    """Return ``cards`` as important as the order says in which their ids are ``named``."""
    if not _is_order(named, len(cards)):
        return cards
    order = list(dict.fromkeys((*named, *(card.id for card in cards))))
    places = {identity: rank for rank, identity in enumerate(order)}
    return tuple(
        card.model_copy(update={"importance": _by_rank(places[card.id], len(order), LEAST_CARD)})
        for card in cards
    )


def _is_order(named: Sequence[object], count: int) -> bool:
    """Whether enough is named to tell an order; else what each chapter says of its own stays."""
    return len(named) >= LEAST_NAMED * count


def _groups(draft: ReviewDraft, terms: dict[int, Term]) -> Iterator[list[int]]:
    """Yield the groups of numbers that are terms; one that stands in two groups belongs to the first."""
    seen = Counter[int]()
    for group in draft.merge:
        fresh = [number for number in dict.fromkeys(group) if number in terms and not seen[number]]
        seen.update(fresh)
        if len(fresh) > 1:
            yield fresh


def _by_rank(rank: int, count: int, least: float) -> float:
    return 1.0 - (1.0 - least) * rank / max(1, count)


def _refused(dropped: int, count: int) -> Notice:
    text = f"the review would drop {dropped} of {count} cards, so it was passed over"
    return Notice(code="no-review", text=text)


def _dropped(card: Card, reason: str) -> Notice:
    return Notice(code="card-left-out", text=f"{card.front!r} was left out. {reason}", where=card.id)
