"""A printed study guide: chapters with key passages, questions with an answer key, and a glossary."""

from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from typing import cast

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
)

from studykit.contracts import Rendering, Writer, WriteSettings
from studykit.model import StudyDocument
from studykit.page_wording import PageWording
from studykit.templates import Templates
from studykit.text import filled, squeeze
from studykit.writers import _pdf_theme as theme
from studykit.writers._mentions import Mentions
from studykit.writers._pdf_canvas import PAGE_COUNT, GuideCanvas, Landmark
from studykit.writers._pdf_chapters import chapter_pages, openings
from studykit.writers._pdf_chapters import landmark as chapter_landmark
from studykit.writers._pdf_cornell import TEMPLATE as CORNELL
from studykit.writers._pdf_cornell import Sheet, cornell_pages
from studykit.writers._pdf_file import dated_canvas, finished, typesetter
from studykit.writers._pdf_front import at_a_glance, contents, glance_landmark, title_page
from studykit.writers._pdf_glossary import entries, entries_by_chapter, glossary, glossary_landmarks
from studykit.writers._pdf_index import TEMPLATE as INDEX
from studykit.writers._pdf_index import index, is_indexed
from studykit.writers._pdf_index import landmark as index_landmark
from studykit.writers._pdf_markup import page_key
from studykit.writers._pdf_qr import unprinted
from studykit.writers._pdf_questions import (
    answers,
    answers_landmark,
    loose_landmark,
    loose_questions,
    question_groups,
)
from studykit.writers._pdf_type import Typesetter

FILENAME = "guide.pdf"


def render(document: StudyDocument, templates: Templates, settings: WriteSettings) -> Rendering:
    """Return the guide as a PDF of ``settings.paper`` size, the same bytes for the same document and time.

    A character that the fonts lack is a ``missing-glyph`` notice. Raises TemplateError where the theme or
    a font is missing or broken.
    """
    setter = typesetter(document, templates, settings)
    sheet = Sheet.of(setter.theme.page, settings.paper) if settings.layout == "cornell" else None
    notes = _for_notes(setter, sheet, templates, settings) if sheet else setter
    file = BytesIO()
    template = _GuideTemplate(file, document, setter)
    if sheet:
        template.add_sheet(sheet, notes)
    story = _story(document, setter, notes, sheet, now=settings.now)
    template.build(story, canvasmaker=dated_canvas(settings.now, {}))
    done = finished(file, setter, FILENAME)
    return Rendering(done.content, (*done.notices, *unprinted(document.episode, FILENAME)))


INNER = "inner"
"""The pages of a book but its first."""
COLUMN_GAP = 24
NARROWEST_COLUMN = 16
"""Times the size of the type."""

WRITER = Writer(FILENAME, render, is_book=True)


def _for_notes(setter: Typesetter, sheet: Sheet, templates: Templates, settings: WriteSettings) -> Typesetter:
    """Return what sets the column for notes of ``sheet``; what it cannot draw is told with all else."""
    themed = sheet.themed(theme.load(templates, settings.theme), settings.paper)
    notes = Typesetter(themed, setter.fonts, settings.paper, setter.wording, setter.direction)
    notes.missing, notes.hangs_numbers = setter.missing, False
    return notes


def _story(
    document: StudyDocument, setter: Typesetter, notes: Typesetter, sheet: Sheet | None, *, now: datetime
) -> list[Flowable]:
    """Return the whole guide; nothing else holds its parts, so that each is let go when it is laid out."""
    # The title page comes last: it tells whether any character was missing.
    body = list(_body(document, setter, notes, sheet))
    glance = list(at_a_glance(document, setter))
    listed = (*([glance_landmark(setter.wording)] if glance else []), *_landmarks(document, setter.wording))
    return [*title_page(document, setter, now), *contents(listed, setter), *glance, *body]


def _body(
    document: StudyDocument, setter: Typesetter, notes: Typesetter, sheet: Sheet | None
) -> Iterator[Flowable]:
    groups = question_groups(document, setter.wording)
    listed, find = entries(document), Mentions(document.glossary)
    by_chapter = entries_by_chapter(listed)
    if not sheet:
        yield PageBreak()
    # The last group is of no chapter.
    for group, chapter, opening in zip(groups, document.chapters, openings(document), strict=False):
        terms = by_chapter.get(chapter.id, ())
        if sheet:
            yield from cornell_pages(
                document, group, notes, opening=opening, terms=terms, find=find, sheet=sheet
            )
        else:
            yield from chapter_pages(document, group, setter, opening=opening, terms=terms, find=find)
    if sheet:
        yield NextPageTemplate(INNER)
        if groups[-1].cards:
            yield PageBreak()
    yield from loose_questions(groups, document.episode, find, setter)
    yield from glossary(listed, document.episode, setter)
    yield from answers(groups, document.episode, setter)
    yield from index(listed, setter)


def _landmarks(document: StudyDocument, wording: PageWording) -> tuple[Landmark, ...]:
    """Return what the contents list, in the order of the guide."""
    chapters = [
        chapter_landmark(number, chapter, wording) for number, chapter in enumerate(document.chapters, 1)
    ]
    return (
        *chapters,
        *([loose_landmark(wording)] if question_groups(document, wording)[-1].cards else []),
        *glossary_landmarks(entries(document), wording),
        *([answers_landmark(wording)] if document.cards else []),
        *([index_landmark(wording)] if is_indexed(entries(document)) else []),
    )


class _GuideTemplate(BaseDocTemplate):
    """Pages with a running head and a foot, all but the first."""

    def __init__(self, file: BytesIO, document: StudyDocument, setter: Typesetter) -> None:
        episode, wording = document.episode, setter.wording
        speakers = ", ".join(speaker.name for speaker in document.speakers)
        super().__init__(
            file,
            pagesize=setter.paper,
            title=squeeze(episode.title or episode.show) or wording.guide,
            author=squeeze(speakers or episode.show or "studykit"),
            subject=squeeze(filled(wording.guide_to, show=episode.show) if episode.show else wording.guide),
            creator="studykit",
            lang=episode.language or "und",
            # reportlab would name Helvetica on each page, which is not embedded, and draw nothing with it.
            initialFontName=setter.styles["passage"].fontName,
            invariant=1,
            pageCompression=1,
        )
        self._setter = setter
        self._episode_title = episode.title
        frame = _frame(setter)
        self.addPageTemplates(
            [
                PageTemplate("title", [frame], onPage=self._begin, autoNextPageTemplate=INNER),
                PageTemplate(INNER, [frame], onPage=self._begin, onPageEnd=self._furnish),
                PageTemplate(INDEX, _columns(setter), onPage=self._begin, onPageEnd=self._furnish),
            ]
        )

    def add_sheet(self, sheet: Sheet, notes: Typesetter) -> None:
        """Let there be pages laid out as ``sheet``, whose column for notes is set by ``notes``."""

        def furnish(canvas: Canvas, _: object) -> None:
            sheet.draw(cast(GuideCanvas, canvas), notes)
            self._furnish(canvas, _)

        self.addPageTemplates(PageTemplate(CORNELL, [_frame(notes)], onPage=self._begin, onPageEnd=furnish))

    def _begin(self, page_canvas: Canvas, _: object) -> None:
        canvas = cast(GuideCanvas, page_canvas)
        canvas.places.continued = canvas.places.section
        canvas.bookmarkPage(page_key(canvas.getPageNumber()))
        canvas.space_letters(self._setter.theme.type.tracking)

    def _furnish(self, page_canvas: Canvas, _: object) -> None:
        """Draw the running head and the foot of a finished page."""
        canvas = cast(GuideCanvas, page_canvas)
        page, style = self._setter.theme.page, self._setter.styles["running"]
        below_edge = max(page.top * 0.55, theme.EDGE + style.leading)
        self._draw_head(canvas, self._setter.paper[1] - below_edge)
        pattern = self._setter.wording.page_of.removesuffix("{pages}")
        text = filled(pattern, page=str(canvas.getPageNumber()))
        width = canvas.stringWidth(text, style.fontName, style.fontSize)
        left = self._setter.from_left(page.left, width)
        canvas.setFont(style.fontName, style.fontSize)
        canvas.setFillColor(style.textColor)
        canvas.drawString(left, page.bottom / 2, text)
        canvas.draw_late(PAGE_COUNT, left + width, page.bottom / 2, style, flush_right=False)

    def _draw_head(self, canvas: GuideCanvas, y: float) -> None:
        page = self._setter.theme.page
        room = page.measure + page.gutter + self._setter.side_width
        begin, end = self._setter.ends
        section = self._setter.line("running", canvas.places.continued, room * 0.55, begin)
        episode = self._setter.line("running", self._episode_title, room * 0.4, end)
        for paragraph, share, x in ((section, 0.55, page.left), (episode, 0.4, page.left + room * 0.6)):
            paragraph.wrapOn(canvas, room * share, 0)
            paragraph.drawOn(canvas, self._setter.from_left(x, room * share), y)


def _frame(setter: Typesetter) -> Frame:
    """Return the text column, a whole number of lines high."""
    page = setter.theme.page
    return _column(setter, page.left, page.measure)


def _columns(setter: Typesetter) -> list[Frame]:
    """Return two columns over the whole width of text and side column, or one where they would be narrow."""
    page = setter.theme.page
    width = page.measure + page.gutter + setter.side_width
    each = (width - COLUMN_GAP) / 2
    if each < NARROWEST_COLUMN * setter.styles["index"].fontSize:
        return [_column(setter, page.left, width)]
    return [_column(setter, page.left, each), _column(setter, page.left + each + COLUMN_GAP, each)]


def _column(setter: Typesetter, left: float, width: float) -> Frame:
    page, leading = setter.theme.page, setter.styles["passage"].leading
    room = setter.paper[1] - page.top - page.bottom
    height = room // leading * leading
    bottom = page.bottom + room - height
    left = setter.from_left(left, width)
    return Frame(left, bottom, width, height, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)
