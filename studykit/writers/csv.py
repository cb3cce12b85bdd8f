"""Cards as a table for Anki's text import, for spreadsheets and for other programs.

    #separator:Comma
    #html:true
    #guid column:1
    #notetype column:2
    #deck column:3
    #tags column:4
    #columns:GUID,Note type,Deck,Tags,Front,Back
    "jn3…","Basic","Memory Lane","kind::definition","What is …?","The rate at which …<blockquote>…"
    "q7c…","Cloze","Memory Lane","kind::cloze","You need about {{c1::40 %}} fewer of them.","<blockquote>…"

The lines with ``#`` are those of Anki's manual (Importing, Text Files, File Headers; Anki 2.1.54 and later).
The notes are of the types Basic and Cloze, which each new collection has; where Anki speaks another language
they have other names there, which belong in the second column. A second import updates by GUID and replaces
tags. A note that came with an apkg is of another type: Anki leaves it as it is, and adds none beside it.
"""

import csv
import io
from collections.abc import Iterator

from studykit.contracts import Rendering, Writer, WriteSettings
from studykit.identity import stable_id
from studykit.model import StudyDocument
from studykit.season import Season, alone
from studykit.templates import Templates
from studykit.writers._anki_deck import AnkiDeck, season_deck
from studykit.writers._anki_notes import AnkiNote
from studykit.writers._anki_text import NAMELESS
from studykit.writers._anki_types import FIELDS
from studykit.writers._learnable import no_deck

COLUMNS = ("GUID", "Note type", "Deck", "Tags", "Front", "Back")
HEADER = (
    "#separator:Comma",
    "#html:true",
    "#guid column:1",
    "#notetype column:2",
    "#deck column:3",
    "#tags column:4",
    f"#columns:{','.join(COLUMNS)}",
)
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t")
"""What makes a spreadsheet calculate a cell that begins with it (OWASP, CSV Injection)."""


def render(document: StudyDocument, templates: Templates, settings: WriteSettings) -> Rendering:
    """Return the notes as a table in UTF-8, and a notice for each card left out.

    It begins with a byte-order mark, without which Excel reads it as Windows-1252; Anki passes over it.
    Raises NothingToStudyError where no card is left, and TemplateError.
    """
    return render_season(alone(document), templates, settings)


def render_season(season: Season, templates: Templates, settings: WriteSettings) -> Rendering:
    """Return the notes of all episodes of ``season`` as one table; see ``render``."""
    deck = season_deck(season, templates, settings)
    if not deck.notes:
        raise no_deck(season.documents[0], "csv", deck.notices)
    table = io.StringIO()
    table.writelines(f"{line}\n" for line in HEADER)
    # In quotation marks a cell that begins with # is no comment.
    csv.writer(table, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(_rows(deck))
    return Rendering(table.getvalue().encode("utf-8-sig"), deck.notices)


def _rows(deck: AnkiDeck) -> Iterator[tuple[str, ...]]:
    """Yield a row for each card, in no cell of which a spreadsheet finds something to calculate."""
    for note in deck.notes:
        name = f"{NAMELESS}::{note.deck}" if note.deck.startswith(FORMULA) else note.deck
        tags = " ".join(filter(None, (tag.lstrip("".join(FORMULA)) for tag in note.tags)))
        for guid, note_type, front, back in _cards(note):
            plain_guid = stable_id(guid) if guid.startswith(FORMULA) else guid
            yield plain_guid, note_type, name, tags, _shown(front), _shown(back)


def _cards(note: AnkiNote) -> Iterator[tuple[str, str, str, str]]:
    """Yield GUID, note type and sides of the note's card, and of the one back where it asks both ways."""
    fields = dict(zip(FIELDS, note.fields, strict=True))
    source = _source(fields)
    front = f"{_context(fields)}{fields['Front']}{_folded('Hint', fields['Hint'])}"
    if note.type.is_cloze:
        yield note.guid, "Cloze", front, source
    else:
        yield note.guid, "Basic", front, fields["Back"] + source
    if fields["Reverse"]:
        yield stable_id(note.guid, "reverse"), "Basic", fields["Back"], fields["Reverse"] + source


def _shown(html: str) -> str:
    """Return ``html`` that no spreadsheet calculates and Anki shows alike: its first sign as an entity."""
    html = html.strip()
    return f"&#{ord(html[0])};{html[1:]}" if html.startswith(FORMULA) else html


def _context(fields: dict[str, str]) -> str:
    return f'<div dir="auto"><small>{fields["Context"]}</small></div>' if fields["Context"] else ""


def _source(fields: dict[str, str]) -> str:
    """Return the words behind the note, who said them and when, and further ones folded."""
    if not fields["Quote"]:
        return ""
    time = f'<a href="{fields["Link"]}">{fields["Time"]}</a>' if fields["Link"] else fields["Time"]
    byline = ", ".join(filter(None, (fields["Speaker"], time)))
    quote = f'<blockquote dir="auto">{fields["Quote"]}</blockquote><div dir="auto">{byline}</div>'
    return quote + _folded("More", fields["More"])


def _folded(title: str, html: str) -> str:
    return f"<details><summary>{title}</summary>{html}</details>" if html else ""


WRITER = Writer("deck.csv", render, needs_cards=True, render_season=render_season)
