"""The words behind a sentence, set in type: quotes, and who said them when."""

from collections.abc import Sequence

from studykit.links import moment_link
from studykit.model import Citation, Episode
from studykit.writers._captions import byline, quoted
from studykit.writers._pdf_markup import Markup, lines, web_anchor
from studykit.writers._pdf_type import Typesetter


def bylines(citations: Sequence[Citation], episode: Episode, setter: Typesetter) -> Markup:
    """Return who said it and where, each once and on its own line, linked to the moment."""
    return lines(dict.fromkeys(_byline(citation, episode, setter) for citation in citations))


def quotes(citations: Sequence[Citation], setter: Typesetter) -> Markup:
    """Return the verbatim quotes in quotation marks, one below another."""
    return lines(
        setter.dressed(quoted(quote, setter.wording), "quote")
        for quote in dict.fromkeys(citation.quote for citation in citations)
    )


def _byline(citation: Citation, episode: Episode, setter: Typesetter) -> Markup:
    return web_anchor(
        moment_link(episode, citation.start_ms), setter.plain(byline(citation, setter.wording), "label")
    )
