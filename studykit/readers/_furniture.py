"""Tells what belongs to a page and not to the talk on it: images, buttons, counts, dates, legal lines.

Only short lines without the end of a sentence are judged by their words, so that talk is kept when unsure.
"""

import re
from collections.abc import Sequence

from studykit.notices import Notice
from studykit.readers._dates import written_date
from studykit.readers._lines import Line, ends_sentence
from studykit.readers._word_lists import BUTTONS
from studykit.text import squeeze, straighten

_LONGEST_PHRASE = 80
_STRUCTURE = re.compile(
    r"!?\["  # an image link broken over lines: [ / name of the image / ](address)
    r"|\]\(.*\)?\[?"
    r"|\[?!\[[^\]]*\]\([^)]*\)(?:\]\([^)]*\))?"
    r"|[0-9a-f]{32}(?:_md5)?"
    r"|[\w.-]{1,100}\.(?:png|jpe?g|gif|webp|svg)"
    r"|<?https?://\S+>?"
    r"|\|.*\|",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(r"(?i)(?:©|\(c\)|copyright\b).{0,120}")
_CREDIT = re.compile(
    r"(?i)(?:transcribed by\s|this (?:editable )?transcript was (?:computer|auto)|"
    r"transcripts? (?:is|are|was|were) (?:auto-?generated|created on|generated automatically)|"
    r"npr transcripts are|(?:meeting|transcription) ended after\s|copyright ©).{0,500}"
    r"|.{1,60}\s(?:started|stopped) transcription"
)
_EDGES = re.compile(r"^[\d\W_]+|[\d\W_]+$")
_OPENINGS = (
    "ask me anything about",
    "try asking",
    "start your substack",
    "substack is the home",
    "discussion about this",
    "continue reading",
    "upgrade to paid",
    "share this ",
    "listen on ",
    "watch on ",
    "subscribe to ",
    "leave a comment",
    "this site requires javascript",
    "sign up for ",
    "enjoyed this ",
    "thanks for reading",
    "type your email",
)
_RIGHTS = ("all rights reserved", "alle rechte vorbehalten", "tous droits réservés", "todos los derechos")


def is_structure(text: str) -> bool:
    """Return whether a line is page markup that nobody can say: an image link, an address, a table row."""
    return not any(c.isalnum() for c in text) or _STRUCTURE.fullmatch(text) is not None


def is_button(text: str) -> bool:
    """Return whether a line is the wording of a page's button, count or menu: ``Share``, ``346 Likes``."""
    if len(text) > _LONGEST_PHRASE:
        return False
    line = straighten(text).casefold()
    if line.endswith((".", "!", "?")) and not line.endswith("..."):
        return False
    return _EDGES.sub("", line) in BUTTONS or line.startswith(_OPENINGS)


def is_furniture(text: str) -> bool:
    """Return whether a line outside of the talk belongs to the page: markup, button, date, count, rights."""
    if is_structure(text) or is_button(text) or _COPYRIGHT.fullmatch(text) or is_credit(text):
        return True
    short = len(text) <= _LONGEST_PHRASE
    bare_number = not any(c.isalpha() for c in text)
    return short and (
        bare_number or written_date(text) is not None or any(right in text.casefold() for right in _RIGHTS)
    )


def is_credit(text: str) -> bool:
    """Return whether a line is what a program or publisher of transcripts adds: ``Transcribed by …``."""
    return _CREDIT.fullmatch(text) is not None


def is_heading_like(text: str) -> bool:
    """Return whether a line is worded like a heading: short, and no end of a sentence."""
    return len(text) <= 150 and len(text.split()) <= 16 and not ends_sentence(text)


def is_title_like(text: str) -> bool:
    """Return whether a line is worded and capitalised like the title of an episode."""
    long_words = [word for word in text.split() if len(word) > 3 and word[0].isalpha()]
    capitals = sum(not word[0].islower() for word in long_words)
    return is_heading_like(text) and len(text.split()) > 2 and capitals * 4 >= len(long_words) * 3 > 0


def furniture_notice(lines: Sequence[Line], source_name: str) -> tuple[Notice, ...]:
    """Return a notice of the ``lines`` that were left out, or none where there are none."""
    if not lines:
        return ()
    count = len(lines)
    shown = squeeze(lines[0].text[:60])
    text = f"{count} line{'s' * (count > 1)} of the page around the talk left out, the first “{shown}”"
    return (Notice(code="furniture", text=text, where=f"{source_name}:{lines[0].number}"),)
