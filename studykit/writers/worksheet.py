"""A worksheet for a class: passages with gaps and a bank of words, questions to answer in writing, a key."""

from studykit.contracts import Rendering, Writer, WriteSettings
from studykit.model import StudyDocument
from studykit.templates import Templates
from studykit.writers import _pdf_worksheet

FILENAME = "worksheet.pdf"


def render(document: StudyDocument, templates: Templates, settings: WriteSettings) -> Rendering:
    """Return the worksheet as PDF; raises NothingToStudyError where there is nothing to fill in or to ask."""
    return _pdf_worksheet.worksheet(document, templates, settings, FILENAME)


WRITER = Writer(FILENAME, render, is_book=True)
