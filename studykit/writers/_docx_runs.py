"""What handout and guide have in common: a card's front, a term with its meaning, who said it and where."""

import re
from collections.abc import Iterable, Iterator

from studykit.model import BLANK, Card, Citation, Episode, Term
from studykit.page_wording import PageWording
from studykit.text import filled, squeeze
from studykit.writers._captions import quoted
from studykit.writers._docx_blocks import Paragraph, Run
from studykit.writers._sheets import NumberedCard, Sheet, Source, sources

TERM_COLUMNS = (0.25, 0.55, 0.20)
"""The shares of the width that a term, its meaning and its place in the episode take."""

_BLANKS = re.compile(r"[ \t]+")
_GAP = "_" * 14
_NO_BREAK = "\N{NO-BREAK SPACE}"
_BYLINE_CHARACTERS, _WHERE_CHARACTERS = 48, 18
"""How long a byline may be to stay on one line, below a passage and in the column Where."""


def heading_bookmark(place: int) -> str:
    """Return the bookmark of the heading that is listed at ``place`` in the contents, counted from 0."""
    return f"_Toc{place + 1:08}"


def part_heading(title: str, sheet: Sheet, *, may_break: bool) -> Paragraph:
    """Return the heading of a part; at the top of a page it tells which chapter it belongs to."""
    chapter = (Run(f"  {sheet.heading}", "Byline"),)
    return Paragraph("heading 2", (Run(title),), may_break=may_break, at_top=chapter)


def question(numbered: NumberedCard, wording: PageWording) -> tuple[Run, ...]:
    """Return a card's number and front, with a gap to write in in place of a blank, and its hint."""
    card = numbered.card
    told = filled(wording.hint, hint=squeeze(card.hint))
    hint = (Run(f"  {told}", "Hint"),) if card.hint.strip() else ()
    return (Run(f"{numbered.number}.\t"), *_front(card), *hint)


def name(term: Term, wording: PageWording) -> tuple[Run, ...]:
    """Return a term and below it what else it is called."""
    also = filled(wording.also, aliases=", ".join(map(squeeze, term.aliases)))
    return (Run(squeeze(term.term), "Term Word"), Run(f"\n{also}" if term.aliases else "", "Alias"))


def meaning(term: Term, wording: PageWording) -> tuple[Run, ...]:
    """Return the definition, or the words around the term where the episode only uses it."""
    if term.definition and term.definition.strip():
        return (Run(prose(term.definition)),)
    unexplained = Run(f"{wording.unexplained}: ", "Unexplained")
    return (unexplained, Run(quoted(prose(term.citations[0].quote), wording)))


def where(episode: Episode, term: Term, wording: PageWording) -> tuple[Run, ...]:
    """Return who uses a term, and where in the episode."""
    found = sources(episode, term.citations[:1], wording)
    return tuple(_caption(source, _WHERE_CHARACTERS) for source in found)


def bylines(episode: Episode, citations: Iterable[Citation], wording: PageWording) -> Iterator[Run]:
    """Yield who said it and where, set off from the words before."""
    before = "  "
    for source in sources(episode, citations, wording):
        yield Run(before, "Byline")
        yield _caption(source, _BYLINE_CHARACTERS)
        before = "; "


def quotes(episode: Episode, citations: Iterable[Citation], wording: PageWording) -> tuple[Run, ...]:
    """Return the words of ``citations``, each with who said it and where, for a footnote."""
    told = [_quote(episode, citation, wording) for citation in citations]
    return tuple(run for place, quote in enumerate(told) for run in (*([Run(" ")] if place else []), *quote))


def _quote(episode: Episode, citation: Citation, wording: PageWording) -> tuple[Run, ...]:
    said = Run(quoted(prose(citation.quote), wording))
    return (said, *bylines(episode, (citation,), wording))


def prose(text: str) -> str:
    """Return ``text`` with single blanks and without empty lines; its other line breaks stay."""
    return _blanks_squeezed("\n".join(line.strip(" \t") for line in text.split("\n") if line.strip()))


def _front(card: Card) -> Iterator[Run]:
    for place, part in enumerate(card.front.split(BLANK)):
        if place:
            yield Run(_GAP, "Blank")
        if part:
            yield Run(_blanks_squeezed(part))


def _caption(source: Source, longest: int) -> Run:
    style = "Byline Link" if source.link else "Byline"
    return Run(_unbroken(source.caption, longest), style, source.link)


def _unbroken(caption: str, longest: int) -> str:
    """Return ``caption`` with no-break spaces: throughout if it is short enough, else within its parts."""
    if len(caption) <= longest:
        return caption.replace(" ", _NO_BREAK)
    speaker, comma, place = caption.rpartition(", ")
    name = speaker.replace(" ", _NO_BREAK) if len(speaker) <= longest else speaker
    return f"{name}{comma}{place.replace(' ', _NO_BREAK)}"


def _blanks_squeezed(text: str) -> str:
    return _BLANKS.sub(" ", text)
