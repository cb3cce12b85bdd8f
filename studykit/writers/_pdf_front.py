"""The first pages of the printed guide: what episode it is, how the guide was made, and the contents."""

from collections.abc import Iterator
from datetime import datetime
from math import ceil

from reportlab.platypus import Flowable, PageBreak, Spacer

from studykit.model import StudyDocument
from studykit.page_wording import PageWording
from studykit.text import clock, filled
from studykit.writers._captions import published
from studykit.writers._cover import colophon, counts, making, source, voice
from studykit.writers._pdf_canvas import Landmark
from studykit.writers._pdf_evidence import bylines
from studykit.writers._pdf_figures import Figure, Picture
from studykit.writers._pdf_flowables import GuideParagraph
from studykit.writers._pdf_fonts import STAND_IN
from studykit.writers._pdf_map import SHAPE, concept_map
from studykit.writers._pdf_markup import NOTHING, Markup, lines, unbroken, web_anchor
from studykit.writers._pdf_qr import episode_code
from studykit.writers._pdf_structure import Tag
from studykit.writers._pdf_timeline import timeline
from studykit.writers._pdf_type import Typesetter
from studykit.writers._speaking import introduced

SPARE_LINES = 2
"""What stays free at the foot of the title page: a last line alone on a page of its own is worst of all."""
LONG_TITLE = 90
"""Characters; a longer title is set smaller, and begins at the top of the page."""


def title_page(document: StudyDocument, setter: Typesetter, now: datetime) -> Iterator[Flowable]:
    """Yield the title page; ``setter`` has set all else, so that it knows whether a character was missing.

    The title stands as low as the theme says where all of the page still has room below it.
    """
    page, held = setter.theme.page, list(_title_page(document, setter, now))
    height = sum(_height(one, page.measure, setter.paper[1]) for one in held)
    spare = setter.paper[1] - page.top - page.bottom - height - SPARE_LINES * setter.styles["note"].leading
    sink = min(page.sink, spare)
    if len(document.episode.title) <= LONG_TITLE and sink > 0:
        yield Spacer(0, sink)
    yield from held


def _title_page(document: StudyDocument, setter: Typesetter, now: datetime) -> Iterator[Flowable]:
    episode, wording = document.episode, setter.wording
    long = len(episode.title) > LONG_TITLE
    yield setter.paragraph("show", setter.plain(episode.show or wording.guide, "label_bold"))
    yield setter.paragraph("section" if long else "title", setter.plain(episode.title), tag=Tag("H1"))
    facts = {
        wording.published: setter.plain(published(episode, wording)),
        wording.length: setter.plain(clock(episode.duration_ms) if episode.duration_ms else ""),
        wording.speakers: lines(map(setter.plain, introduced(document, wording, voice))),
        wording.source: _source(document, setter),
        wording.inside: _inside(document, setter),
    }
    code = episode_code(episode)
    scan = setter.captioned(setter.code(code), wording.scan) if code else None
    beside = scan if setter.side_width else None
    for name, fact in facts.items():
        if fact:
            yield setter.fact(name, fact, beside)
            beside = None
    if scan and not setter.side_width:
        yield Figure(scan, setter.direction, indent=setter.theme.styles["fact"].indent - scan.inset)
    yield setter.label(wording.how_made, tag=Tag("H2"))
    for sentence in _making(document, setter):
        yield setter.paragraph("note", setter.plain(sentence, "label"))
    made = colophon(document, wording, now)
    yield setter.paragraph("note", setter.plain(made, "label"))


def contents(landmarks: tuple[Landmark, ...], setter: Typesetter) -> Iterator[Flowable]:
    """Yield the table of contents, beginning a page of its own; nothing where there is nothing to list."""
    if not landmarks:
        return
    yield PageBreak()
    yield setter.heading("section", Landmark("contents", setter.wording.contents, listed=False))
    listing = Tag("TOC")
    yield from _balanced([setter.contents_line(landmark, listing) for landmark in landmarks], setter)


def _balanced(entries: list[GuideParagraph], setter: Typesetter) -> Iterator[Flowable]:
    """Yield the entries on as few pages as they need, all about as full.

    Where they would run over by some lines they are set closer, if that is enough.
    """
    page, section = setter.theme.page, setter.styles["section"]
    leading = setter.styles["passage"].leading
    free = (setter.paper[1] - page.top - page.bottom) // leading * leading
    heading = section.leading + section.spaceAfter
    heights = [entry.wrap(page.measure, free)[1] for entry in entries]
    gaps = [float(entry.getSpaceAfter()) for entry in entries]
    if heading + sum(heights) <= free < heading + sum(heights) + sum(gaps[:-1]):
        for entry in entries:
            entry.spaceAfter = 0
        gaps = [0.0] * len(entries)
    pages = ceil((heading + sum(heights) + sum(gaps)) / free)
    full, filled_to = (heading + sum(heights) + sum(gaps)) / pages, heading
    for entry, height, gap in zip(entries, heights, gaps, strict=True):
        if pages > 1 and filled_to + height > min(full + height / 2, free):
            yield PageBreak()
            filled_to = 0.0
        yield entry
        filled_to += height + gap


def glance_landmark(wording: PageWording) -> Landmark:
    """Return the place of what shows and tells the whole episode."""
    return Landmark("at-a-glance", wording.at_a_glance)


def at_a_glance(document: StudyDocument, setter: Typesetter) -> Iterator[Flowable]:
    """Yield the whole episode in short, and pictures of it; nothing where there is neither."""
    wording, page = setter.wording, setter.theme.page
    width = page.measure + page.gutter + setter.side_width
    told = list(_in_short(document, setter))
    across = timeline(document, setter, width)
    joined = concept_map(document, setter, width, _map_height(setter, width, across, told))
    pictures = ((wording.timeline, across, wording.timeline_note), (wording.map, joined, wording.map_note))
    drawn = [(title, picture, note) for title, picture, note in pictures if picture]
    if told or drawn:
        yield PageBreak()
        yield setter.heading("section", glance_landmark(wording))
    yield from told
    for title, picture, note in drawn:
        yield setter.label(title)
        yield Figure(picture, setter.direction, below=setter.styles["note"].leading / 2, stays=True)
        yield setter.paragraph("note", setter.plain(note, "label"))


def _in_short(document: StudyDocument, setter: Typesetter) -> Iterator[GuideParagraph]:
    """Yield what the whole episode says, with who says it when; the words stand with the chapters."""
    if document.overview:
        yield setter.label(setter.wording.in_short)
    for passage in document.overview:
        side = bylines(passage.citations, document.episode, setter)
        yield setter.row("passage", setter.plain(passage.text), side=side)


def _map_height(setter: Typesetter, width: float, above: Picture | None, told: list[GuideParagraph]) -> float:
    """Return how high the concept map may be: the rest of the page below all else, or of the next one."""
    page, styles = setter.theme.page, setter.styles
    around = styles["section"].leading + styles["section"].spaceAfter
    title, note = styles["label"], styles["note"]
    picture = title.spaceBefore + title.leading + title.spaceAfter + 3.5 * note.leading + note.spaceAfter
    free = setter.paper[1] - page.top - page.bottom - around - picture
    beside = free - sum(_height(paragraph, page.measure, free) for paragraph in told)
    beside -= picture + above.height if above else 0
    return min(width * SHAPE, beside if beside > free / 3 else free)


def _height(flowable: Flowable, width: float, free: float) -> float:
    """Return how high ``flowable`` is, with the space around it, in points."""
    return float(flowable.wrap(width, free)[1] + flowable.getSpaceBefore() + flowable.getSpaceAfter())


def _inside(document: StudyDocument, setter: Typesetter) -> Markup:
    told = (setter.plain(count) for count in counts(document, setter.wording))
    return Markup(", ".join(map(unbroken, told)))


def _source(document: StudyDocument, setter: Typesetter) -> Markup:
    url = source(document)
    return web_anchor(url, setter.plain(url)) if url else NOTHING


def _making(document: StudyDocument, setter: Typesetter) -> Iterator[str]:
    wording = setter.wording
    yield from making(document, wording)
    if setter.missing:
        yield filled(wording.stand_in, sign=STAND_IN)
    last = (
        wording.notes_column if setter.side_width else "",
        wording.answers_last if document.cards else "",
    )
    if any(last):
        yield " ".join(filter(None, last))
