"""Tells in lines of text what an examination found."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from studykit.builder import Examination

WIDEST = 100
_COLUMNS = ("words", "passages", "terms", "cards")


def lines(examination: "Examination") -> Iterator[str]:
    """Yield the counts, the cards that did not pass and why, what the deck lacks, and the chapters."""
    counts = ", ".join(
        f"{examination.count(verdict)} {verdict}" for verdict in ("passed", "flagged", "rejected")
    )
    yield examination.episode
    yield f"{len(examination.cards)} cards: {counts}; {examination.citations} other quotes looked up"
    for card in examination.cards:
        if card.findings:
            yield ""
            yield f"{card.verdict} {card.kind}: {_cut(card.front)}"
            yield from (f"  {finding.rule} {finding.text}" for finding in card.findings)
    yield from _of_the_document(examination)
    yield from _table(examination)


def _of_the_document(examination: "Examination") -> Iterator[str]:
    if examination.document:
        yield ""
        yield "deck and guide:"
    for finding in examination.document:
        place = f" ({_cut(finding.where)})" if finding.where else ""
        yield f"  {finding.rule} {finding.text}{place}"


def _table(examination: "Examination") -> Iterator[str]:
    rows = [
        (_cut(each.chapter, WIDEST // 2), each.words, each.passages, each.terms, each.cards)
        for each in examination.coverage
    ]
    width = max((len(name) for name, *_ in rows), default=0)
    yield ""
    yield f"{'chapter':<{width}}" + "".join(f"{name:>10}" for name in _COLUMNS)
    for name, *numbers in rows:
        yield f"{name:<{width}}" + "".join(f"{number:>10}" for number in numbers)


def _cut(text: str, widest: int = WIDEST) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= widest else flat[: widest - 1] + "…"
