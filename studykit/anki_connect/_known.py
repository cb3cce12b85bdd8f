"""What a collection holds of ours: note types by their ids, notes by their field Id."""

import re
from collections.abc import Iterator, Mapping, Sequence

from pydantic import BaseModel, Field, TypeAdapter

from studykit.anki_connect._connection import AnkiConnect, Call
from studykit.errors import AnkiError
from studykit.progress import Report
from studykit.writers import ANKI_FIELDS, AnkiDeck, NoteType

IDS_A_SEARCH = 100

_NAMES = TypeAdapter(list[str])
_NUMBERS = TypeAdapter(list[int])
_NUMBERS_BY_NAME = TypeAdapter(dict[str, int])
_SPECIAL = re.compile(r'([\\"*_:])')


class _Value(BaseModel):
    value: str


class KnownNote(BaseModel):
    """A note as Anki tells it, with the numbers by which Anki knows it and its cards."""

    number: int = Field(alias="noteId")
    type_name: str = Field(alias="modelName")
    tags: tuple[str, ...]
    values: Mapping[str, _Value] = Field(alias="fields")
    cards: tuple[int, ...]

    @property
    def fields(self) -> dict[str, str]:
        """Its fields, HTML, by their names."""
        return {name: field.value for name, field in self.values.items()}


class _Gone(BaseModel, extra="forbid"):
    """Stands for a note that was deleted a moment ago."""


_NOTES = TypeAdapter(list[KnownNote | _Gone])


def known_types(deck: AnkiDeck, anki: AnkiConnect) -> dict[NoteType, str]:
    """Return the note types of ``deck`` that the collection has, each with the name it has there.

    Raises AnkiError where one has other fields: Anki would not update its notes.
    """
    by_number = {
        number: name for name, number in anki.ask(Call("modelNamesAndIds"), _NUMBERS_BY_NAME).items()
    }
    there = {each: by_number[each.id] for each in deck.layouts if each.id in by_number}
    for name in there.values():
        fields = anki.ask(Call("modelFieldNames", {"modelName": name}), _NAMES)
        if fields != list(ANKI_FIELDS):
            raise _changed(name, fields)
    return there


def known_notes(ids: Sequence[str], anki: AnkiConnect, report: Report) -> dict[str, tuple[KnownNote, ...]]:
    """Return the notes of any type by their field Id, where that is one of ``ids``; the oldest first.

    There may be several: a learner can copy a note, and have a note type of their own with a field Id.
    """
    found: dict[str, tuple[KnownNote, ...]] = {}
    wanted = set(ids)
    for start in range(0, len(ids), IDS_A_SEARCH):
        report("asking Anki", start, len(ids))
        for note in sorted(_notes(ids[start : start + IDS_A_SEARCH], anki), key=lambda note: note.number):
            key = note.fields.get("Id", "")
            if key in wanted:
                found[key] = (*found.get(key, ()), note)
    return found


def awake(cards: Sequence[int], anki: AnkiConnect) -> tuple[int, ...]:
    """Return those of ``cards``, Anki's numbers, that are not suspended."""
    if not cards:
        return ()
    query = f"cid:{','.join(map(str, cards))} -is:suspended"
    found = anki.ask(Call("findCards", {"query": query}), _NUMBERS)
    return tuple(found)


def _notes(ids: Sequence[str], anki: AnkiConnect) -> Iterator[KnownNote]:
    query = " or ".join(f'"Id:{_escaped(each)}"' for each in ids)
    numbers = anki.ask(Call("findNotes", {"query": query}), _NUMBERS)
    if numbers:
        notes = anki.ask(Call("notesInfo", {"notes": numbers}), _NOTES)
        yield from (note for note in notes if isinstance(note, KnownNote))


def _escaped(text: str) -> str:
    """Return ``text`` as Anki's search takes it literally (Anki manual, "Searching")."""
    return _SPECIAL.sub(r"\\\1", text)


def _changed(name: str, fields: Sequence[str]) -> AnkiError:
    lacking = ", ".join(field for field in ANKI_FIELDS if field not in fields)
    strange = ", ".join(field for field in fields if field not in ANKI_FIELDS)
    faults = [f"{lacking} missing"] * bool(lacking) + [f"{strange} added"] * bool(strange)
    return AnkiError(
        f"the fields of the note type {name!r} were changed: {' and '.join(faults) or 'their order'}",
        hint=f"in Anki, Tools → Manage Note Types → Fields, make them: {', '.join(ANKI_FIELDS)}",
    )
