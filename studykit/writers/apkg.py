"""An Anki deck: one package that Anki imports, and updates later without losing what was learned.

Each card's GUID is its id, which comes from the episode and the words behind the card, so that a deck
built again finds the notes that the learner already studies. Anki takes the new text only where the
note is newer: a note's time is the time of the build.
"""

from studykit.contracts import Rendering, Writer, WriteSettings
from studykit.model import StudyDocument
from studykit.season import Season, alone
from studykit.templates import Templates
from studykit.writers._anki_deck import season_deck
from studykit.writers._anki_package import package
from studykit.writers._learnable import no_deck


def render(document: StudyDocument, templates: Templates, settings: WriteSettings) -> Rendering:
    """Return the deck as a package with its clips of sound, and a notice for each card left out.

    The same document and ``settings.now`` give the same bytes. Raises NothingToStudyError where no card is
    left, because Anki imports an empty package without a word, and TemplateError.
    """
    return render_season(alone(document), templates, settings)


def render_season(season: Season, templates: Templates, settings: WriteSettings) -> Rendering:
    """Return the decks of all episodes of ``season`` as one package; see ``render``."""
    deck = season_deck(season, templates, settings)
    if not deck.notes:
        raise no_deck(season.documents[0], "apkg", deck.notices)
    return Rendering(package(deck, settings.now), deck.notices)


WRITER = Writer(
    filename="deck.apkg",
    render=render,
    holds_clips=True,
    needs_cards=True,
    render_season=render_season,
)
