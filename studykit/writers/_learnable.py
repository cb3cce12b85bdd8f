"""Which cards can be learned, whatever program they go to."""

from collections.abc import Iterable

from studykit.errors import NothingToStudyError
from studykit.model import BLANK, Card, StudyDocument
from studykit.notices import Notice


def learnable(document: StudyDocument, deck: str) -> tuple[tuple[Card, ...], tuple[Notice, ...]]:
    """Return the cards of ``document`` that can be in a deck, in its order, and a notice for each other one.

    ``deck`` says in the notices what they are left out of, such as ``Anki deck``.
    """
    return sound(document.cards, deck)


def sound(cards: Iterable[Card], deck: str) -> tuple[tuple[Card, ...], tuple[Notice, ...]]:
    """Return those of ``cards`` that can be in a deck, and a notice for each other one; see ``learnable``."""
    kept: list[Card] = []
    notices: list[Notice] = []
    taken: set[str] = set()
    for card in cards:
        fault = _fault(card, taken)
        if fault:
            notices.append(Notice(code="card-dropped", text=f"not in the {deck}: {fault}", where=card.id))
            continue
        taken.add(card.id)
        kept.append(card)
    return tuple(kept), tuple(notices)


def no_deck(document: StudyDocument, name: str, notices: tuple[Notice, ...]) -> NothingToStudyError:
    """Return the error that no card is left for the format ``name``: programs import nothing in silence."""
    why = f": {notices[0].text}" if notices else ""
    return NothingToStudyError(
        f"there is no card for a deck{why}", where=document.episode.title, hint=f"leave {name} out of --to"
    )


def _fault(card: Card, taken: set[str]) -> str:
    """Return why no card would be shown, or the learner's history be lost; empty where all is well."""
    if not card.id.strip():
        return "it has no id, so it could never be updated"
    if card.id in taken:
        return "another card has the same id"
    if not card.front.strip() or not card.back.strip():
        return "one of its sides is empty"
    if card.has_blank and card.front.count(BLANK) != 1:
        return f"a cloze has {BLANK} once on its front, this one {card.front.count(BLANK)} times"
    return ""
