"""Our two note types: a promise to every learner who has studied a deck.

Anki takes a note's update only where its note type has the same fields and templates, in the same order,
as the one the learner has; else the note is a "conflict" and a second note type appears (tried with Anki
24.06 to 26.09). So neither list may change. What is new goes into a spare field, which the templates' text
may begin to use at any time, or is switched on by a field that is empty now. The ids let Anki know a field or
template again by another name (Anki manual, "Note to Deck Authors"). Should a list have to change after
all, the note type gets another id and the next number in its name.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from studykit.errors import TemplateError
from studykit.templates import Templates

FIELD_IDS = {
    "Front": 101,  # what the card asks; in a cloze note the sentence with its deletion
    "Back": 102,  # the answer; in a cloze note the hidden words
    "Hint": 103,  # shown on a tap
    "More": 104,  # further quotes, shown on a tap
    "Quote": 105,  # the speaker's own words
    "Speaker": 106,  # their name; empty where the transcript does not tell
    "Time": 107,  # where in the episode, in words
    "Link": 108,  # a URL that opens the episode there
    "Chapter": 109,
    "Episode": 110,
    "Show": 111,
    "Published": 112,
    "Audio": 113,  # [sound:…]
    "Image": 114,  # <img …>
    "Reverse": 115,  # the answer of a second card that asks by Back; empty: no second card
    "TypeAnswer": 116,  # anything: the answer is to be typed
    "Id": 117,  # the card's own id, the same as the note's GUID
    "Context": 118,  # what the front may tell of the card's place; empty where that would tell the answer
    "Spare2": 119,
    "Spare3": 120,
    "Spare4": 121,
}
FIELDS = tuple(FIELD_IDS)

_SPECIAL = frozenset({"FrontSide", "Tags", "Type", "Deck", "Subdeck", "Card", "CardFlag", "c1"})
_COMMENT = re.compile(r"<!--.*?-->\n?", re.DOTALL)
_PART = re.compile(r"\{\{>\s*([\w-]+)\s*\}\}")
_TAG = re.compile(r"\{\{([#^/]?)([^{}]*)\}\}")


@dataclass(frozen=True)
class CardTemplate:
    """One card of a note: its name and id in Anki, its files, and the field without which it is not made."""

    name: str
    id: int
    file: str
    needs: str


@dataclass(frozen=True)
class NoteType:
    """A kind of note in Anki."""

    id: int
    name: str
    templates: tuple[CardTemplate, ...]
    is_cloze: bool = False

    @cached_property
    def needs(self) -> tuple[int, ...]:
        """For each template the place in FIELDS of the field that it needs."""
        return tuple(FIELDS.index(template.needs) for template in self.templates)


@dataclass(frozen=True)
class Layout:
    """The HTML of a template's two sides, in Anki's template language."""

    front: str
    back: str


BASIC = NoteType(
    id=1_783_204_651,
    name="studykit Basic 1",
    templates=(
        CardTemplate("Card", 201, "basic", needs="Front"),
        CardTemplate("Reverse", 202, "reverse", needs="Reverse"),
    ),
)
CLOZE = NoteType(
    id=1_346_917_028,
    name="studykit Cloze 1",
    templates=(CardTemplate("Cloze", 301, "cloze", needs="Front"),),
    is_cloze=True,
)


def style(templates: Templates) -> str:
    """Return the CSS of all cards; raises TemplateError where it cannot be read."""
    return templates.text("anki/card.css")


def layout(templates: Templates, card: CardTemplate, *, is_cloze: bool = False) -> Layout:
    """Return the HTML of ``card``, its parts (``{{> name}}`` is the file ``anki/name.html``) put in.

    Raises TemplateError where a file is missing, names a field that there is not, leaves a section open, or
    where the front does not show what it must: Anki would show such faults on the learner's card only.
    """
    sides = (f"anki/{card.file}.front.html", f"anki/{card.file}.back.html")
    front, back = (_assembled(templates, name) for name in sides)
    for name, html in zip(sides, (front, back), strict=True):
        for fault in _faults(html):
            raise TemplateError(
                fault, where=str(templates.path(name)), hint=f"the fields: {', '.join(FIELDS)}"
            )
    if is_cloze and not re.search(r"\{\{[^{}]*cloze:Front\}\}", front):
        where = str(templates.path(sides[0]))
        raise TemplateError("the front has no cloze", where=where, hint="put {{cloze:Front}} in it")
    return Layout(front, back)


def _assembled(templates: Templates, name: str) -> str:
    def text(file: str) -> str:
        return _COMMENT.sub("", templates.text(file)).strip()

    return _PART.sub(lambda part: text(f"anki/{part[1]}.html"), text(name))


def _faults(html: str) -> Iterator[str]:
    """Yield what Anki would not understand in ``html``."""
    open_sections: list[str] = []
    for sign, content in _TAG.findall(html):
        name = content.strip().rpartition(":")[2]
        if name not in FIELD_IDS and name not in _SPECIAL:
            yield f"there is no field {name!r}"
        if sign in {"#", "^"}:
            open_sections.append(name)
        elif sign == "/" and (not open_sections or open_sections.pop() != name):
            yield f"{{{{/{name}}}}} closes what is not open"
    for name in open_sections:
        yield f"{{{{#{name}}}}} is not closed"
    if re.search(r"\{\{|\}\}", _TAG.sub("", html)):
        yield "a {{ or }} stands alone"
