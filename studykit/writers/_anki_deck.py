"""A deck for Anki as values: what a package is made of, and what is compared with a learner's collection."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from studykit import page_wording
from studykit.contracts import WriteSettings
from studykit.model import StudyDocument
from studykit.notices import Notice
from studykit.season import Season, alone
from studykit.templates import Templates
from studykit.writers._anki_notes import AnkiNote, anki_notes
from studykit.writers._anki_text import deck_name, markup
from studykit.writers._anki_types import BASIC, CLOZE, Layout, NoteType, layout, style


@dataclass(frozen=True)
class AnkiDeck:
    """Notes, the name of their deck, and how their cards look.

    Each note of a season names its deck; ``name`` is then that of the first. ``layouts`` holds for each note
    type those of its templates, in their order; ``css`` is that of all cards.
    ``retired`` gives the front, in plain text, of each card that is not made any more, by its field Id.
    """

    name: str
    notes: tuple[AnkiNote, ...]
    layouts: Mapping[NoteType, tuple[Layout, ...]]
    css: str
    retired: Mapping[str, str] = field(default_factory=dict)
    notices: tuple[Notice, ...] = ()


def anki_deck(document: StudyDocument, templates: Templates, settings: WriteSettings) -> AnkiDeck:
    """Return the cards of ``document`` as a deck, and a notice for each that cannot be in it.

    Raises TemplateError.
    """
    return season_deck(alone(document), templates, settings)


def season_deck(season: Season, templates: Templates, settings: WriteSettings) -> AnkiDeck:
    """Return the cards of ``season``, and a notice for each that no deck can hold; raises TemplateError."""
    spoken = {document.episode.spoken for document in season.documents}
    wordings = {language: page_wording.load(language, templates) for language in spoken}
    notes, notices = anki_notes(season, settings, wordings)
    gone = (*season.retired, *(merged.card for merged in season.merged))
    return AnkiDeck(
        name=deck_name(settings.deck, season.documents[0].episode),
        notes=notes,
        layouts={note_type: _layouts(note_type, templates) for note_type in (BASIC, CLOZE)},
        css=style(templates),
        retired={markup(card.id): card.front for card in gone},
        notices=notices,
    )


def _layouts(note_type: NoteType, templates: Templates) -> tuple[Layout, ...]:
    return tuple(layout(templates, card, is_cloze=note_type.is_cloze) for card in note_type.templates)
