"""The chapters of the printed guide: key passages, terms and questions."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from reportlab.platypus import Flowable

from studykit.model import Chapter, Passage, StudyDocument
from studykit.page_wording import PageWording
from studykit.text import clock, filled, words
from studykit.writers._captions import moment, summary_title
from studykit.writers._evidence import is_extract
from studykit.writers._mentions import Mentions
from studykit.writers._pdf_canvas import Landmark
from studykit.writers._pdf_evidence import bylines, quotes
from studykit.writers._pdf_figures import Figure
from studykit.writers._pdf_flowables import GuideParagraph, Mention
from studykit.writers._pdf_glossary import GLOSSARY, Entry
from studykit.writers._pdf_markup import NEW_LINE, NO_BREAK, Markup, anchor, join
from studykit.writers._pdf_qr import chapter_code
from studykit.writers._pdf_questions import QuestionGroup, questions
from studykit.writers._pdf_timeline import STRIP_HEIGHT, Stretch, stretches, strip
from studykit.writers._pdf_type import Typesetter
from studykit.writers._speaking import Share, shares_by_chapter, told


@dataclass(frozen=True)
class Opening:
    """Where in the episode a chapter lies, and who speaks in it."""

    stretch: Stretch
    shares: tuple[Share, ...]


def openings(document: StudyDocument) -> tuple[Opening, ...]:
    """Return how each chapter opens."""
    found = zip(stretches(document), shares_by_chapter(document), strict=True)
    return tuple(Opening(stretch, shares) for stretch, shares in found)


def landmark(number: int, chapter: Chapter, wording: PageWording) -> Landmark:
    """Return the place of a chapter in contents and outline."""
    return Landmark(f"chapter-{number}", chapter.title.strip() or wording.untitled, number=str(number))


def chapter_pages(
    document: StudyDocument,
    group: QuestionGroup,
    setter: Typesetter,
    *,
    opening: Opening,
    terms: tuple[Entry, ...],
    find: Mentions,
) -> Iterator[Flowable]:
    """Yield the chapter that ``group`` holds the questions of."""
    chapter = document.chapters[group.number - 1]
    yield setter.room("chapter")
    yield from opening_of(document, group.number, opening, setter)
    if chapter.summary:
        yield setter.label(summary_title(document, setter.wording))
        for passage in chapter.summary:
            yield passage_row(passage, document, find, setter)
    yield from listed_terms(terms, setter)
    yield from questions(group, document.episode, find, setter)
    if not (chapter.summary or terms or group.cards):
        yield nothing_chosen(setter)


def listed_terms(terms: tuple[Entry, ...], setter: Typesetter) -> Iterator[Flowable]:
    """Yield the chapter's terms on one line, with the page of the glossary; nothing where there are none."""
    if terms:
        where = setter.plain(setter.wording.glossary_page.removesuffix("{page}"), "label")
        yield setter.label(setter.wording.terms, side=where, side_page=GLOSSARY)
        yield setter.row("passage", _linked(terms, setter), mentions=_listed(terms))


def nothing_chosen(setter: Typesetter) -> Flowable:
    """Return what stands in place of a chapter's content where it has none."""
    return setter.paragraph("note", setter.plain(setter.wording.nothing_chosen, "label"))


def opening_of(
    document: StudyDocument, number: int, opening: Opening, setter: Typesetter
) -> Iterator[Flowable]:
    """Yield the chapter's title, where it lies in the episode, who speaks in it, and a code to scan."""
    chapter, styles = document.chapters[number - 1], setter.styles
    span = setter.plain(_span(chapter, setter.wording), "label")
    yield setter.heading("chapter", landmark(number, chapter, setter.wording), side=span)
    yield Figure(strip(opening.stretch, setter), setter.direction, below=3, stays=True)
    speakers = setter.plain(told(opening.shares, setter.wording), "label")
    code = chapter_code(document.episode, chapter)
    if code:
        above = styles["chapter"].spaceAfter + styles["chapter"].leading - styles["side"].leading
        free = styles["label"].spaceBefore + styles["label"].leading if chapter.summary else 0
        picture = setter.code(code)
        line = setter.with_picture("note", speakers, picture, rise=above + STRIP_HEIGHT, drop=free)
        line.keepWithNext = True
        yield line
    elif speakers:
        line = setter.paragraph("note", speakers)
        line.keepWithNext = True
        yield line


def _span(chapter: Chapter, wording: PageWording) -> str:
    start = moment(chapter.start_ms, chapter.position, wording)
    if chapter.start_ms is None:
        return start
    if chapter.end_ms is None:
        return filled(wording.from_time, start=start)
    return f"{start} – {clock(chapter.end_ms)}"


def _listed(terms: tuple[Entry, ...]) -> tuple[Mention, ...]:
    """Return each term with its place in the line that lists them."""
    places = accumulate((len(words(entry.term.term)) for entry in terms), initial=0)
    return tuple((place, entry.term.key) for place, entry in zip(places, terms, strict=False))


def passage_row(
    passage: Passage, document: StudyDocument, find: Mentions, setter: Typesetter
) -> GuideParagraph:
    """Return a key passage with who says it when."""
    markup = setter.plain(passage.text)
    if not is_extract(passage.text, passage.citations):
        markup = join(markup, NEW_LINE, quotes(passage.citations, setter))
    side = bylines(passage.citations, document.episode, setter)
    return setter.row("passage", markup, side=side, mentions=tuple(find(passage.text)))


def _linked(terms: tuple[Entry, ...], setter: Typesetter) -> Markup:
    dot = f"{NO_BREAK}· "
    return Markup(dot.join(anchor(entry.key, setter.plain(entry.term.term)) for entry in terms))
