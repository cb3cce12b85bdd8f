"""A handout for a class as a Word document: passages, terms, questions to answer in writing, answers."""

from studykit import page_wording
from studykit.contracts import Rendering, Writer, WriteSettings
from studykit.model import StudyDocument
from studykit.templates import Templates
from studykit.writers._docx_document import blank, finished
from studykit.writers._docx_handout import handout


def render(document: StudyDocument, templates: Templates, settings: WriteSettings) -> Rendering:
    """Return the handout as DOCX; the same document, template and settings give the same bytes.

    Raises TemplateError where ``docx/template.docx`` is broken or lacks a style.
    """
    wording = page_wording.load(document.episode.spoken, templates)
    paper = blank(document, templates, settings)
    blocks = paper.laid_out(handout(document, wording))
    return Rendering(finished(paper, blocks, document, wording, kind=wording.handout, now=settings.now))


WRITER = Writer("handout.docx", render)
