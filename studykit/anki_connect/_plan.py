"""Compares a deck with what Anki has of it."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

from pydantic import BaseModel, Field, TypeAdapter

from studykit.anki_connect._connection import AnkiConnect, Call
from studykit.anki_connect._known import KnownNote, awake, known_notes, known_types
from studykit.progress import Report
from studykit.writers import ANKI_FIELDS, AnkiDeck, AnkiNote, NoteType

_OURS = ("show::", "episode::", "chapter::", "kind::")
"""How our own tags begin; all others are the learner's."""
_ROOM = frozenset({"Audio", "Image"})
"""Fields that a learner may fill where the deck does not."""


@dataclass(frozen=True)
class Change:
    """What is new about a note that Anki has under ``number``.

    ``fields`` are HTML by their names, ``gone`` and ``come`` tags.
    """

    note: AnkiNote
    number: int
    fields: Mapping[str, str]
    gone: tuple[str, ...] = ()
    come: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.fields or self.gone or self.come)


@dataclass(frozen=True)
class Plan:
    """What is to be done so that Anki has all of ``deck``.

    ``added`` are the notes that Anki lacks, ``changes`` those that differ there, ``restyled`` the note types
    whose cards look otherwise, with their names in Anki. ``unchanged`` counts the notes that are alike,
    ``left`` those that differ and shall. ``retired`` gives Anki's numbers of the cards that are not made any
    more and not suspended, by their ids; ``copied`` the ids of notes that Anki has more than once,
    ``misplaced`` of those that it has as another note type: they are left alone.
    """

    deck: AnkiDeck
    added: tuple[AnkiNote, ...] = ()
    changes: tuple[Change, ...] = ()
    restyled: Mapping[NoteType, str] = field(default_factory=dict)
    unchanged: int = 0
    left: int = 0
    retired: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    copied: tuple[str, ...] = ()
    misplaced: tuple[str, ...] = ()

    def without_changes(self) -> "Plan":
        """Return the plan that leaves notes and note types as they are where Anki has them."""
        return replace(self, changes=(), restyled={}, left=len(self.changes))


class _Sides(BaseModel):
    front: str = Field(alias="Front")
    back: str = Field(alias="Back")


class _Style(BaseModel):
    css: str


_LAYOUTS = TypeAdapter(dict[str, _Sides])
_STYLE = TypeAdapter(_Style)


def compare(deck: AnkiDeck, anki: AnkiConnect, report: Report) -> Plan:
    """Return what is to be done so that Anki has all of ``deck``; changes nothing. Raises AnkiError."""
    types = known_types(deck, anki)
    known = known_notes([*map(_id, deck.notes), *deck.retired], anki, report)
    ours = {note: _of_type(known.get(_id(note), ()), types.get(note.type)) for note in deck.notes}
    changes = [_change(note, there[0]) for note, there in ours.items() if there]
    return Plan(
        deck=deck,
        added=tuple(note for note in deck.notes if _id(note) not in known),
        changes=tuple(filter(None, changes)),
        restyled={each: name for each, name in types.items() if _looks_otherwise(each, name, deck, anki)},
        unchanged=sum(not change for change in changes),
        retired=_retired(deck, known, set(types.values()), anki),
        copied=tuple(_id(note) for note, there in ours.items() if len(there) > 1),
        misplaced=tuple(_id(note) for note, there in ours.items() if not there and _id(note) in known),
    )


def _of_type(known: Sequence[KnownNote], name: str | None) -> list[KnownNote]:
    return [note for note in known if note.type_name == name]


def _id(note: AnkiNote) -> str:
    return note.fields[ANKI_FIELDS.index("Id")]


def _change(note: AnkiNote, known: KnownNote) -> Change:
    """Return how ``known`` is to change; tags are compared as Anki does it, without regard to case.

    Sound that it has stays where ``note`` has none: whoever pushes a correction may not have the recording.
    """
    wanted = dict(zip(ANKI_FIELDS, note.fields, strict=True))
    if note.clip is None:
        del wanted["Audio"]
    there = {tag.casefold() for tag in known.tags}
    kept = {tag.casefold() for tag in note.tags}
    return Change(
        note,
        known.number,
        fields={
            name: text
            for name, text in wanted.items()
            if known.fields.get(name) != text and (text or name not in _ROOM)
        },
        gone=tuple(t for t in known.tags if t.casefold().startswith(_OURS) and t.casefold() not in kept),
        come=tuple(tag for tag in note.tags if tag.casefold() not in there),
    )


def _looks_otherwise(note_type: NoteType, name: str, deck: AnkiDeck, anki: AnkiConnect) -> bool:
    """Whether the cards of ``note_type`` look otherwise in Anki; a template that it lacks does not count."""
    if anki.ask(Call("modelStyling", {"modelName": name}), _STYLE).css != deck.css:
        return True
    there = anki.ask(Call("modelTemplates", {"modelName": name}), _LAYOUTS)
    return any(
        there[card.name] != _Sides(Front=sides.front, Back=sides.back)
        for card, sides in zip(note_type.templates, deck.layouts[note_type], strict=True)
        if card.name in there
    )


def _retired(
    deck: AnkiDeck, known: Mapping[str, Sequence[KnownNote]], types: Set[str], anki: AnkiConnect
) -> dict[str, tuple[int, ...]]:
    cards = {
        each: [card for note in known.get(each, ()) if note.type_name in types for card in note.cards]
        for each in deck.retired
    }
    up = set(awake([card for some in cards.values() for card in some], anki))
    active = {each: tuple(card for card in some if card in up) for each, some in cards.items()}
    return {each: some for each, some in active.items() if some}
