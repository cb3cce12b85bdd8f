"""Plain words as Anki takes them: fields are HTML, and a few signs are commands to it."""

import re
import unicodedata

from studykit.model import BLANK
from studykit.text import squeeze

# A double quote could end a template's attribute; an apostrophe stays, so that Anki's search finds "don't".
_SIGNS = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "\n": "<br>",
    # {{c1:: begins a cloze, }} ends it, :: inside it begins its hint.
    "{": "&#123;",
    "}": "&#125;",
    ":": "&#58;",
    # [$], [latex], [sound:…], [anki:…] and [[type:…]] are commands.
    "[": "&#91;",
    # MathJax reads the page after entities are resolved, but looks for \( and \[ inside one run of text only
    # (mathjax-src, HTMLDomStrings: an element ends the run).
    "\\": "\\<span></span>",
}
_COMMAND = re.compile(r'[&<>"\n{}\[]|:(?=:)|(?<=:):|\\(?=[(\[])')
_AWKWARD_IN_TAG = re.compile(r'["*,;()<>&{}\\]')


def markup(text: str) -> str:
    """Return plain ``text`` as HTML that shows it letter by letter and commands Anki to do nothing."""
    return _COMMAND.sub(lambda sign: _SIGNS[sign[0]], text)


def cloze(front: str, hidden: str) -> str:
    """Return the field of a cloze note: ``front`` as HTML, ``hidden`` as its one deletion in place of BLANK.

    ``front`` must hold BLANK once.
    """
    before, _, after = front.partition(BLANK)
    return f"{markup(before)}{{{{c1::{markup(hidden)}}}}}{markup(after)}"


def tag(text: str) -> str:
    """Return ``text`` as one tag with its levels (``a::b``) kept; empty where nothing is left.

    Anki splits tags at white space and calls an empty level "blank"; quotes, brackets and stars have a
    meaning in its search.
    """
    levels = _AWKWARD_IN_TAG.sub("", unicodedata.normalize("NFC", text)).split("::")
    return "::".join(filter(None, ("_".join(level.split()).strip(":") for level in levels)))


def deck_name(show: str) -> str:
    """Return the name of a show's deck, on one line and never with sub-decks, which Anki makes at ``::``."""
    return re.sub(r"\s*:(?:\s*:)+\s*", ": ", squeeze(show)).strip(" :") or "Podcasts"
