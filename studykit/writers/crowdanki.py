"""A deck for Anki's add-on CrowdAnki, as a zip: a folder that several people can keep in git.

    memory-lane/deck.json
    memory-lane/media/…

Unpack it and choose the folder under *File, CrowdAnki: Import from disk*. The JSON is the add-on's own (an
object whose ``__type__`` is Deck, with ``note_models`` and ``notes``), sorted and indented as it writes it:
a later build changes only the lines of what changed. GUIDs, note types and fields are those of ``apkg``; but
the add-on knows note types by ids of its own, so that a learner keeps to one of the two ways.
"""

import json

from studykit.contracts import Rendering, Writer, WriteSettings
from studykit.identity import stable_id
from studykit.model import StudyDocument
from studykit.templates import Templates
from studykit.text import slug
from studykit.writers._anki_deck import AnkiDeck, anki_deck
from studykit.writers._anki_notes import AnkiNote
from studykit.writers._anki_types import FIELD_IDS, NoteType
from studykit.writers._learnable import no_deck
from studykit.writers._zip import zipped

OPTIONS = "studykit"
"""What the deck's group of options is called; its values are Anki's own."""


def render(document: StudyDocument, templates: Templates, settings: WriteSettings) -> Rendering:
    """Return the folder with its clips of sound, and a notice for each card left out.

    The same arguments give the same bytes. Raises NothingToStudyError where no card is left, and
    TemplateError.
    """
    deck = anki_deck(document, templates, settings)
    if not deck.notes:
        raise no_deck(document, "crowdanki", deck.notices)
    folder = slug(deck.name) or "deck"
    text = json.dumps(_deck(deck), ensure_ascii=False, indent=4, sort_keys=True)
    clips = {f"{folder}/media/{note.clip.name}": note.clip.content for note in deck.notes if note.clip}
    return Rendering(zipped({f"{folder}/deck.json": f"{text}\n".encode(), **clips}), deck.notices)


def _deck(deck: AnkiDeck) -> dict[str, object]:
    options = _uuid("options", OPTIONS)
    return {
        "__type__": "Deck",
        "children": [],
        "crowdanki_uuid": _uuid("deck", deck.name),
        "deck_config_uuid": options,
        "deck_configurations": [{"__type__": "DeckConfig", "crowdanki_uuid": options, "name": OPTIONS}],
        "media_files": sorted({note.clip.name for note in deck.notes if note.clip}),
        "name": deck.name,
        "note_models": [_note_model(note_type, deck) for note_type in deck.layouts],
        "notes": [_note(note) for note in deck.notes],
    }


def _note_model(note_type: NoteType, deck: AnkiDeck) -> dict[str, object]:
    """Return the note type; the add-on takes what is not said from a new one of Anki."""
    fields = [
        {"name": name, "id": number, "ord": place, "font": "Arial", "size": 20, "rtl": False, "sticky": False}
        for place, (name, number) in enumerate(FIELD_IDS.items())
    ]
    templates = [
        {
            "name": card.name,
            "id": card.id,
            "ord": place,
            "qfmt": sides.front,
            "afmt": sides.back,
            "bqfmt": "",
            "bafmt": "",
            "did": None,
        }
        for place, (card, sides) in enumerate(zip(note_type.templates, deck.layouts[note_type], strict=True))
    ]
    return {
        "__type__": "NoteModel",
        "crowdanki_uuid": _uuid("note type", note_type.name),
        "css": deck.css,
        "flds": fields,
        "name": note_type.name,
        "tmpls": templates,
        "type": int(note_type.is_cloze),
    }


def _note(note: AnkiNote) -> dict[str, object]:
    return {
        "__type__": "Note",
        "fields": list(note.fields),
        "guid": note.guid,
        "note_model_uuid": _uuid("note type", note.type.name),
        "tags": list(note.tags),
    }


def _uuid(kind: str, name: str) -> str:
    """Return what the add-on knows a thing by; any text that no other thing has will do."""
    return f"studykit-{stable_id('crowdanki', kind, name)}"


WRITER = Writer("crowdanki.zip", render, holds_clips=True, needs_cards=True)
