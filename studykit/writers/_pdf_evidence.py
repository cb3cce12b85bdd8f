"""The words behind a sentence, set in type: quotes, and who said them when."""

from collections.abc import Sequence

from studykit.links import moment_link
from studykit.model import Citation, Episode
from studykit.text import fold, words
from studykit.writers._captions import byline, quoted
from studykit.writers._pdf_type import Markup, Typesetter, lines, web_anchor


def bylines(citations: Sequence[Citation], episode: Episode, setter: Typesetter) -> Markup:
    """Return who said it and where, each once and on its own line, linked to the moment."""
    return lines(dict.fromkeys(_byline(citation, episode, setter) for citation in citations))


def quotes(citations: Sequence[Citation], setter: Typesetter) -> Markup:
    """Return the verbatim quotes in quotation marks, one below another."""
    return lines(
        setter.dressed(quoted(quote, setter.wording), "quote")
        for quote in dict.fromkeys(citation.quote for citation in citations)
    )


def is_extract(text: str, citations: Sequence[Citation]) -> bool:
    """Return whether all words of ``text`` stand in the quotes in the same order.

    Then showing the quotes as well would only say the same again; what words were left out is filler.
    """
    spoken = iter(words(fold(" ".join(citation.quote for citation in citations))))
    return all(word in spoken for word in words(fold(text)))


def _byline(citation: Citation, episode: Episode, setter: Typesetter) -> Markup:
    return web_anchor(
        moment_link(episode, citation.start_ms), setter.plain(byline(citation, setter.wording), "label")
    )
