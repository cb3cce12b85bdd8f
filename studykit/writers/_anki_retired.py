"""Lists the cards that Anki keeps though they are not made any more."""

from collections.abc import Iterator, Sequence

from studykit.model import RetiredCard
from studykit.season import Season

FILENAME = "retired.txt"
IDS_A_SEARCH = 40
"""A search line stays short enough to be pasted."""


def render(season: Season) -> bytes:
    """Return, as UTF-8, what to search for in Anki's browser, and the front of each card that is not made."""
    return ("\n".join((*_retired(season), *_merged(season))) + "\n").encode()


def _retired(season: Season) -> Iterator[str]:
    gone = season.retired
    yield f"Cards of earlier builds of “{season.title}” that are not made any more: {len(gone)}"
    if gone:
        yield ""
        yield "Anki keeps them. To suspend or delete them, open Browse in Anki and search for:"
        yield from _searches(gone)
        yield ""
        yield from map(_line, gone)


def _merged(season: Season) -> Iterator[str]:
    if season.merged:
        yield ""
        yield f"Cards of single episodes that are part of another card now: {len(season.merged)}"
        yield ""
        yield "Who has studied the deck of a single episode may have them beside the card that asks the same."
        yield "To suspend or delete them, open Browse in Anki and search for:"
        yield from _searches([gone.card for gone in season.merged])
        yield ""
        yield from (f"{_line(gone.card)} (part of {gone.into})" for gone in season.merged)


def _searches(cards: Sequence[RetiredCard]) -> Iterator[str]:
    for start in range(0, len(cards), IDS_A_SEARCH):
        yield ""
        yield "  " + " or ".join(f'"Id:{card.id}"' for card in cards[start : start + IDS_A_SEARCH])


def _line(card: RetiredCard) -> str:
    return f"  {card.id}  {card.kind}: {' '.join(card.front.split())}"
