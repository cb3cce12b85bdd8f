"""A poster of the episode on A3: its chapters to scale, who speaks in them, and what is said."""

from studykit.contracts import Rendering, Writer, WriteSettings
from studykit.model import StudyDocument
from studykit.templates import Templates
from studykit.writers import _pdf_poster

FILENAME = "timeline.pdf"


def render(document: StudyDocument, templates: Templates, settings: WriteSettings) -> Rendering:
    """Return the poster as PDF; raises NothingToStudyError where there are no chapters."""
    return _pdf_poster.poster(document, templates, settings, FILENAME)


WRITER = Writer(FILENAME, render)
