"""The chapters of the printed guide: key passages, terms and questions."""

from collections.abc import Iterator

from reportlab.platypus import Flowable

from studykit.model import Chapter, Passage, StudyDocument
from studykit.page_wording import PageWording
from studykit.text import clock, filled
from studykit.writers._captions import moment, summary_title
from studykit.writers._pdf_canvas import Landmark
from studykit.writers._pdf_evidence import bylines, is_extract, quotes
from studykit.writers._pdf_glossary import Entry
from studykit.writers._pdf_questions import QuestionGroup, questions
from studykit.writers._pdf_type import NEW_LINE, NO_BREAK, Markup, Typesetter, anchor, join


def landmark(number: int, chapter: Chapter, wording: PageWording) -> Landmark:
    """Return the place of a chapter in contents and outline."""
    return Landmark(f"chapter-{number}", chapter.title.strip() or wording.untitled, number=str(number))


def chapter_pages(
    document: StudyDocument, group: QuestionGroup, entries: tuple[Entry, ...], setter: Typesetter
) -> Iterator[Flowable]:
    """Yield the chapter that ``group`` holds the questions of."""
    chapter = document.chapters[group.number - 1]
    span = setter.plain(_span(chapter, setter.wording), "label")
    yield setter.room("chapter")
    yield setter.heading("chapter", landmark(group.number, chapter, setter.wording), side=span)
    terms = [entry for entry in entries if chapter.id in entry.term.chapter_ids]
    if chapter.summary:
        yield setter.label(summary_title(document, setter.wording))
        for passage in chapter.summary:
            yield _passage(passage, document, setter)
    if terms:
        yield setter.label(setter.wording.terms)
        yield setter.paragraph("passage", _linked(terms, setter))
    yield from questions(group, document.episode, setter)
    if not (chapter.summary or terms or group.cards):
        yield setter.paragraph("note", setter.plain(setter.wording.nothing_chosen, "label"))


def _span(chapter: Chapter, wording: PageWording) -> str:
    start = moment(chapter.start_ms, chapter.position, wording)
    if chapter.start_ms is None:
        return start
    if chapter.end_ms is None:
        return filled(wording.from_time, start=start)
    return f"{start} – {clock(chapter.end_ms)}"


def _passage(passage: Passage, document: StudyDocument, setter: Typesetter) -> Flowable:
    markup = setter.plain(passage.text)
    if not is_extract(passage.text, passage.citations):
        markup = join(markup, NEW_LINE, quotes(passage.citations, setter))
    return setter.row("passage", markup, side=bylines(passage.citations, document.episode, setter))


def _linked(terms: list[Entry], setter: Typesetter) -> Markup:
    dot = f"{NO_BREAK}· "
    return Markup(dot.join(anchor(entry.key, setter.plain(entry.term.term)) for entry in terms))
