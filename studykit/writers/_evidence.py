"""Which words stand behind a sentence or an answer, and whether they have to be shown beside it."""

from collections.abc import Iterable, Sequence

from studykit.model import Card, Citation, Term
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


def told_elsewhere(terms: Iterable[Term]) -> dict[str, Term]:
    """Return, by its key, each term that only a quote shows which stands with a weightier term: that term.

    Speakers name several terms in one breath, and the same words a second time tell a reader nothing.
    """
    shown: dict[str, Term] = {}
    elsewhere: dict[str, Term] = {}
    for term in sorted(terms, key=lambda term: -term.importance):
        if not term.definition:
            first = shown.setdefault(term.citations[0].quote, term)
            if first is not term:
                elsewhere[term.key] = first
    return elsewhere
