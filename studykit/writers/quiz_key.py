"""The key to the quiz: each right answer with the words that prove it, who said them and when."""

from studykit.contracts import Rendering, Writer, WriteSettings
from studykit.model import StudyDocument
from studykit.templates import Templates
from studykit.writers import _pdf_quiz

FILENAME = "quiz-key.pdf"


def render(document: StudyDocument, templates: Templates, settings: WriteSettings) -> Rendering:
    """Return the key as PDF; raises NothingToStudyError where there is nothing to ask."""
    return _pdf_quiz.key(document, templates, settings, FILENAME)


WRITER = Writer(FILENAME, render, is_book=True)
