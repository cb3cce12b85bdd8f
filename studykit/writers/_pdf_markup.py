"""Marked-up text, as reportlab's paragraphs take it: how it is put together, and how it leads elsewhere."""

import re
from collections.abc import Iterable
from typing import NewType
from urllib.parse import quote
from xml.sax.saxutils import quoteattr

from studykit.writers._line_breaks import BREAK

Markup = NewType("Markup", str)
"""Escaped text with reportlab's tags; ``Typesetter`` makes it out of plain text."""

NOTHING = Markup("")
NEW_LINE = Markup("<br/>")
NO_BREAK = "\u00a0"
"""A space that no line ends at."""
SPACE = Markup(f"{NO_BREAK} ")
"""As wide as two; a line may end at it."""
BLANK_RULE = Markup('<u offset="-2.5" width="0.6">' + NO_BREAK * 18 + "</u>")
_TAG_OR_SPACE = re.compile("(<[^>]*>)| ")
_URI = "%/:?#[]@!$&'()*+,;=-._~"


def join(*pieces: Markup) -> Markup:
    """Return the ``pieces`` one after another."""
    return Markup("".join(pieces))


def unbroken(markup: Markup) -> Markup:
    """Return ``markup`` with no place for a line to end."""
    return Markup(_TAG_OR_SPACE.sub(lambda found: found[1] or NO_BREAK, markup).replace(BREAK, ""))


def lines(pieces: Iterable[Markup]) -> Markup:
    """Return the ``pieces`` one below another."""
    return Markup(NEW_LINE.join(pieces))


def page_key(number: int) -> str:
    """Return the key of the target that each page is."""
    return f"page-{number}"


def web_anchor(url: str, markup: Markup) -> Markup:
    """Return ``markup`` as a link to ``url``, or as it is where ``url`` is empty.

    What a PDF's URI may not hold is percent-encoded (ISO 32000-1, section 12.6.4.7: 7-bit ASCII).
    """
    if not url:
        return markup
    return Markup(f"<a href={quoteattr(quote(url, safe=_URI))}>{markup}</a>")


def anchor(key: str, markup: Markup) -> Markup:
    """Return ``markup`` as a link to the landmark or target ``key``."""
    return Markup(f'<a href="#{key}">{markup}</a>')


def target(key: str) -> Markup:
    """Return the invisible target that ``anchor`` leads to; ``key`` is letters, digits and hyphens."""
    return Markup(f'<a name="{key}"/>')
