"""A handout on the two sides of a sheet, as PDF: chapters, key passages, main terms, questions."""

from studykit.contracts import Rendering, Writer, WriteSettings
from studykit.model import StudyDocument
from studykit.templates import Templates
from studykit.writers import _pdf_handout

FILENAME = "handout.pdf"


def render(document: StudyDocument, templates: Templates, settings: WriteSettings) -> Rendering:
    """Return the handout as PDF; raises NothingToStudyError where there is nothing to hand out."""
    return _pdf_handout.handout(document, templates, settings, FILENAME)


WRITER = Writer(FILENAME, render, is_book=True)
