"""Flashcards to print on both sides and cut out, 8 or 10 on a sheet, or on perforated cards (Avery 5371)."""

from studykit.contracts import Rendering, Writer, WriteSettings
from studykit.model import StudyDocument
from studykit.templates import Templates
from studykit.writers import _pdf_flashcards

FILENAME = "flashcards.pdf"


def render(document: StudyDocument, templates: Templates, settings: WriteSettings) -> Rendering:
    """Return the cards as PDF; raises NothingToStudyError where there is none."""
    return _pdf_flashcards.flashcards(document, templates, settings, FILENAME)


WRITER = Writer(FILENAME, render, needs_cards=True)
