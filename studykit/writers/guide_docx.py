"""The study guide as a Word document, to be changed in Word: chapters, glossary, answers, footnotes."""

from studykit import page_wording
from studykit.contracts import Rendering, Writer, WriteSettings
from studykit.model import StudyDocument
from studykit.templates import Templates
from studykit.writers._docx_document import blank, finished
from studykit.writers._docx_glossary import marked
from studykit.writers._docx_guide import Guide, closing, opening
from studykit.writers._pdf_pictures import drawings

FILENAME = "guide.docx"


def render(document: StudyDocument, templates: Templates, settings: WriteSettings) -> Rendering:
    """Return the guide as DOCX; the same document, templates and settings give the same bytes.

    A character of a picture that the fonts lack is a ``missing-glyph`` notice. Raises TemplateError where
    ``docx/template.docx`` is broken or lacks a style, or the theme or a font of the pictures is.
    """
    wording = page_wording.load(document.episode.spoken, templates)
    paper = blank(document, templates, settings)
    room = (paper.room.width_pt, paper.room.height_pt)
    drawn = drawings(document, wording, templates, settings, room_pt=room, where=FILENAME)
    guide = Guide(document, wording, drawn, settings.now)
    first = marked(opening(guide), document.glossary)
    begun = paper.laid_out(first.blocks)
    blocks = (*begun, *closing(guide, first.pages(paper.pages(begun))))
    content = finished(
        paper, blocks, document, wording, kind=wording.guide, now=settings.now, has_title_page=True
    )
    return Rendering(content, drawn.notices)


WRITER = Writer(FILENAME, render)
