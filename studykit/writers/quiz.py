"""A quiz for a class: multiple choice, gaps to fill in and short answers, in up to four versions."""

from studykit.contracts import Rendering, Writer, WriteSettings
from studykit.model import StudyDocument
from studykit.templates import Templates
from studykit.writers import _pdf_quiz

FILENAME = "quiz.pdf"


def render(document: StudyDocument, templates: Templates, settings: WriteSettings) -> Rendering:
    """Return the quiz as PDF; raises NothingToStudyError where there is nothing to ask."""
    return _pdf_quiz.sheets(document, templates, settings, FILENAME)


WRITER = Writer(FILENAME, render, is_book=True)
