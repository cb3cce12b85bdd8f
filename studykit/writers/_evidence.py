"""Which words stand behind a sentence or an answer, and whether they have to be shown beside it."""

from collections.abc import Sequence

from studykit.model import Card, Citation
from studykit.text import bare, fold, words


def is_extract(text: str, citations: Sequence[Citation]) -> bool:
    """Return whether all words of ``text`` stand in the quotes in the same order.

    Then showing the quotes as well would only say the same again; what words were left out is filler.
    """
    spoken = iter(words(fold(" ".join(citation.quote for citation in citations))))
    return all(word in spoken for word in words(fold(text)))


def asking(card: Card) -> tuple[Citation, ...]:
    """Return what the front quotes in full: the words of whoever asked."""
    front = f" {bare(card.front)} "
    return tuple(citation for citation in card.citations if f" {bare(citation.quote)} " in front)


def answering(card: Card) -> tuple[Citation, ...]:
    """Return the words that the answer rests on; what is said further is for looking up, not for print."""
    asked = asking(card)
    return tuple(citation for citation in card.citations if citation not in asked)[:1]
