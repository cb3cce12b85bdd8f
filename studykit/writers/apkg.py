"""An Anki deck: one package that Anki imports, and updates later without losing what was learned.

Each card's GUID is its id, which comes from the episode and the words behind the card, so that a deck
built again finds the notes that the learner already studies. Anki takes the new text only where the
note is newer: a note's time is the time of the build.
"""

import io
import itertools
import json
import sqlite3
import tempfile
import zipfile
from contextlib import closing
from pathlib import Path

import genanki

from studykit.contracts import Rendering, Writer, WriteSettings
from studykit.errors import NothingToStudyError
from studykit.identity import stable_number
from studykit.model import StudyDocument
from studykit.templates import Templates
from studykit.writers._anki_notes import AnkiNote, anki_notes
from studykit.writers._anki_text import deck_name
from studykit.writers._anki_types import BASIC, CLOZE, FIELD_IDS, NoteType, layout, style

_EARLIEST_IN_A_ZIP = (1980, 1, 1, 0, 0, 0)


def render(document: StudyDocument, templates: Templates, settings: WriteSettings) -> Rendering:
    """Return the deck as a package (Anki's schema 11, tried with 26.09), and a notice for each card left out.

    The same document and ``settings.now`` give the same bytes. Raises NothingToStudyError where no card is
    left, because Anki imports an empty package without a word, and TemplateError.
    """
    notes, notices = anki_notes(document, settings)
    if not notes:
        why = f": {notices[0].text}" if notices else ""
        raise NothingToStudyError(
            f"there is no card for a deck{why}", where=document.episode.title, hint="leave apkg out of --to"
        )
    return Rendering(_zipped(_collection(_deck(document, notes, templates, settings), settings)), notices)


def _deck(
    document: StudyDocument, notes: tuple[AnkiNote, ...], templates: Templates, settings: WriteSettings
) -> genanki.Deck:
    name = deck_name(settings.deck, document.episode)
    deck = genanki.Deck(stable_number("deck", name), name)
    models = {note_type: _model(note_type, templates) for note_type in (BASIC, CLOZE)}
    for note in notes:
        deck.add_note(_genanki_note(note, models[note.type]))
    return deck


def _model(note_type: NoteType, templates: Templates) -> genanki.Model:
    """Return the note type; ids in fields and templates pass through genanki 0.13 into the package."""
    layouts = [layout(templates, card, is_cloze=note_type.is_cloze) for card in note_type.templates]
    model = genanki.Model(
        note_type.id,
        note_type.name,
        fields=[{"name": name, "id": number, "font": "Arial"} for name, number in FIELD_IDS.items()],
        templates=[
            {"name": card.name, "id": card.id, "qfmt": sides.front, "afmt": sides.back}
            for card, sides in zip(note_type.templates, layouts, strict=True)
        ],
        css=style(templates),
        model_type=genanki.Model.CLOZE if note_type.is_cloze else genanki.Model.FRONT_BACK,
    )
    # genanki would guess this by another template engine than Anki's, one without filters (cloze:, type:).
    model._req = [[at, "all", [field]] for at, field in enumerate(note_type.needs)]
    return model


def _genanki_note(note: AnkiNote, model: genanki.Model) -> genanki.Note:
    made = genanki.Note(model, fields=list(note.fields), tags=note.tags, guid=note.guid, due=note.due)
    made.cards = [genanki.Card(at) for at in note.templates]
    return made


def _collection(deck: genanki.Deck, settings: WriteSettings) -> bytes:
    """Return the SQLite file of the package.

    ``Package.write_to_file`` of genanki 0.13 leaves a temporary file behind and zips without compression.
    """
    seconds = settings.now.timestamp()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "collection.anki2")
        with closing(sqlite3.connect(path)) as database, database:
            # A file that is read once and thrown away need not reach the disk: 0.3 s of waiting less.
            database.executescript("pragma synchronous = off; pragma journal_mode = memory;")
            genanki.Package(deck).write_to_db(
                database.cursor(), seconds, itertools.count(int(seconds * 1000))
            )
        return path.read_bytes()


def _zipped(collection: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name, content in (("collection.anki2", collection), ("media", json.dumps({}).encode())):
            entry = zipfile.ZipInfo(name, _EARLIEST_IN_A_ZIP)
            entry.create_system = 3  # the zip would else tell Windows from other systems
            entry.external_attr = 0o644 << 16
            package.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


WRITER = Writer(filename="deck.apkg", render=render)
