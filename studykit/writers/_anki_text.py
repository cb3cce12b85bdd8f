"""Plain words as Anki takes them: fields are HTML, and a few signs are commands to it."""

import re
import unicodedata
from collections.abc import Mapping

from studykit.model import BLANK, Episode
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
NAMELESS = "Podcasts"
"""The deck of an episode that names no show."""
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


def deck_name(pattern: str, episode: Episode) -> str:
    """Return the deck's name: ``pattern`` with the names of show and episode in it.

    Anki makes a deck in a deck at ``::``: those of the pattern stay, those of a name do not.
    """
    names = {"{show}": episode.show, "{episode}": episode.title}
    levels = (_filled(level, names) for level in pattern.split("::"))
    return "::".join(filter(None, levels)) or NAMELESS


def _filled(level: str, names: Mapping[str, str]) -> str:
    parts = re.split(r"(\{show\}|\{episode\})", level)
    text = "".join(names.get(part, part) for part in parts)
    return re.sub(r"\s*:(?:\s*:)+\s*", ": ", squeeze(text)).strip(" :")
