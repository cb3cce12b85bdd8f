"""A card in Markdown, as programs that learn with Markdown take it: its sides, and the words behind it."""

from collections.abc import Iterable

from studykit.links import moment_link
from studykit.markdown import escape, escape_lines, link
from studykit.model import BLANK, Card, Citation, Episode
from studykit.page_wording import PageWording
from studykit.text import filled, squeeze
from studykit.writers._captions import byline, quoted


def front(card: Card, wording: PageWording) -> str:
    """Return what ``card`` asks, with its context above it and its hint below where it has them."""
    return _framed(card, escape_lines(card.front), wording)


def cloze(card: Card, before: str, after: str, wording: PageWording) -> str:
    """Return a card that has one blank, its words in place of it between ``before`` and ``after``."""
    hidden = f"{before}{escape(squeeze(card.back))}{after}"
    return _framed(card, escape_lines(card.front).replace(escape(BLANK), hidden, 1), wording)


def hint(card: Card, wording: PageWording) -> str:
    """Return the hint of ``card`` in brackets; empty where it has none."""
    told = escape(filled(wording.hint, hint=card.hint))
    return f"*({told})*" if card.hint.strip() else ""


def quotes(episode: Episode, citations: Iterable[Citation], wording: PageWording) -> str:
    """Return block quotes of ``citations``, each with who said it and a link to the moment; may be empty."""
    return "\n\n".join(_quote(episode, citation, wording) for citation in citations)


def _framed(card: Card, asked: str, wording: PageWording) -> str:
    context = f"*{escape(card.context)}*" if card.context.strip() else ""
    return "\\\n".join(filter(None, (context, asked, hint(card, wording))))


def _quote(episode: Episode, citation: Citation, wording: PageWording) -> str:
    words = escape_lines(quoted(citation.quote.strip(), wording), "> ")
    return f"> {words}\\\n> {source(episode, citation, wording)}"


def source(episode: Episode, citation: Citation, wording: PageWording) -> str:
    """Return who said it and when, as a link to the moment where there is one."""
    address = moment_link(episode, citation.start_ms)
    # A pair of these in an address would part the sides of a card, or hide words on it.
    return link(byline(citation, wording), address.replace("::", ":%3A").replace("==", "=%3D"))
