"""The study guide's content as a Word document: a title page, pictures, chapters, glossary and answers.

It comes in two parts, for which pages use a term is known only once the first part is laid out.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from studykit.links import moment_link
from studykit.model import Passage, StudyDocument
from studykit.page_wording import PageWording
from studykit.text import squeeze
from studykit.writers._captions import alphabetical, summary_title
from studykit.writers._cover import colophon, facts, making, source
from studykit.writers._docx_blocks import Block, Contents, Paragraph, Run
from studykit.writers._docx_glossary import entry_bookmark, glossary
from studykit.writers._docx_runs import (
    bylines,
    heading_bookmark,
    part_heading,
    prose,
    question,
    quotes,
)
from studykit.writers._evidence import answering, is_extract
from studykit.writers._pdf_pictures import Drawings
from studykit.writers._sheets import NumberedCard, Sheet, sheets
from studykit.writers._speaking import Share, shares_by_chapter, told

GLANCE, GLOSSARY, ANSWERS = "_TocGlance", "_TocGlossary", "_TocAnswers"
"""The bookmarks of the headings beside the chapters'."""
_DOT = "\N{NO-BREAK SPACE}· "


@dataclass(frozen=True)
class Guide:
    """What a guide is made of; ``now`` is when."""

    document: StudyDocument
    wording: PageWording
    drawings: Drawings
    now: datetime

    @cached_property
    def sheets(self) -> tuple[Sheet, ...]:
        """Its chapters, and what belongs to none."""
        return sheets(self.document, self.wording)


def opening(guide: Guide) -> tuple[Block, ...]:
    """Return the first part: title page, contents, pictures and chapters."""
    return (*_title_page(guide), *_contents(guide), *_glance(guide), *_chapters(guide))


def closing(guide: Guide, pages_of: Mapping[str, Mapping[int, str]]) -> tuple[Block, ...]:
    """Return the second part: glossary and answers.

    ``pages_of`` gives for the key of each term that the first part uses the pages, with a bookmark on each.
    """
    document, wording = guide.document, guide.wording
    return (*glossary(document, wording, pages_of, GLOSSARY), *_answers(guide))


def _title_page(guide: Guide) -> Iterator[Block]:
    document, wording = guide.document, guide.wording
    episode = document.episode
    yield Paragraph("Cover Line", (Run(squeeze(episode.show) or wording.guide),))
    yield Paragraph("Title", (Run(squeeze(episode.title) or wording.guide),))
    for name, lines in facts(document, wording).items():
        yield Paragraph("Cover Fact", (Run(f"{name}\t", "Fact Name"), Run("\n".join(map(squeeze, lines)))))
    if address := source(document):
        link = Run(address, "Hyperlink", address)
        yield Paragraph("Cover Fact", (Run(f"{wording.source}\t", "Fact Name"), link))
    if guide.drawings.code:
        yield guide.drawings.code
        yield Paragraph("Caption", (Run(wording.scan),))
    told = (*making(document, wording), *([wording.answers_last] if document.cards else []))
    for sentence in (*told, colophon(document, wording, guide.now)):
        yield Paragraph("Note", (Run(sentence),))


def _contents(guide: Guide) -> Iterator[Block]:
    wording = guide.wording
    asked = any(sheet.cards for sheet in guide.sheets)
    entries = (
        *([(wording.at_a_glance, GLANCE)] if _has_glance(guide) else []),
        *((sheet.heading, heading_bookmark(place)) for place, sheet in enumerate(guide.sheets)),
        *([(wording.glossary, GLOSSARY)] if guide.document.glossary else []),
        *([(wording.answers, ANSWERS)] if asked else []),
    )
    if entries:
        yield Contents(wording.contents, entries, new_page=True)


def _has_glance(guide: Guide) -> bool:
    return bool(guide.document.overview or guide.drawings.timeline or guide.drawings.map)


def _glance(guide: Guide) -> Iterator[Block]:
    wording, drawings = guide.wording, guide.drawings
    if _has_glance(guide):
        yield Paragraph("heading 1", (Run(wording.at_a_glance),), bookmark=GLANCE, new_page=True)
    yield from _in_short(guide)
    shown = (
        (drawings.timeline, wording.timeline, wording.timeline_note),
        (drawings.map, wording.map, wording.map_note),
    )
    drawn = [(drawing, title, note) for drawing, title, note in shown if drawing]
    for number, (drawing, title, note) in enumerate(drawn, start=1):
        yield drawing
        yield Paragraph("Caption", (*_figure(number, wording), Run(f" {title}. ", "Term Word"), Run(note)))


def _in_short(guide: Guide) -> Iterator[Block]:
    """Yield what the whole episode says, with who said it and where; the words stand with the chapters."""
    document, wording = guide.document, guide.wording
    if document.overview:
        yield Paragraph("heading 2", (Run(wording.in_short),))
    for passage in document.overview:
        said = bylines(document.episode, passage.citations, wording)
        yield Paragraph("Passage", (Run(prose(passage.text)), *said))


def _figure(number: int, wording: PageWording) -> Iterator[Run]:
    """Yield a figure's number; Word counts on where someone puts another one before it."""
    before, _, after = wording.figure.partition("{number}")
    yield Run(before)
    yield Run(str(number), code=r"SEQ Figure \* ARABIC")
    yield Run(f"{after}.")


def _chapters(guide: Guide) -> Iterator[Block]:
    """Yield the chapters, the first one on a page of its own; one that holds nothing stays with the next."""
    shares = shares_by_chapter(guide.document)
    listed = _terms_by_chapter(guide.document)
    new_page = True
    for place, sheet in enumerate(guide.sheets):
        mark = heading_bookmark(place)
        follows = new_page and place > 0
        heading = (Run(sheet.heading),)
        yield Paragraph("heading 1", heading, bookmark=mark, new_page=new_page, may_follow=follows)
        if sheet.span:
            yield Paragraph("Time Span", tuple(_span(guide, sheet, shares[sheet.number - 1])))
        terms = listed.get(sheet.number, {})
        yield from _chapter(guide, sheet, terms)
        new_page = bool(sheet.passages or terms or sheet.cards)


def _span(guide: Guide, sheet: Sheet, shares: tuple[Share, ...]) -> Iterator[Run]:
    """Yield from where to where a chapter reaches, linked to its first second, and who speaks in it."""
    chapter = guide.document.chapters[sheet.number - 1]
    link = moment_link(guide.document.episode, chapter.start_ms)
    yield Run(sheet.span, "Hyperlink" if link else "", link)
    if spoken := told(shares, guide.wording):
        yield Run(f"{_DOT}{spoken}")


def _chapter(guide: Guide, sheet: Sheet, terms: Mapping[str, str]) -> Iterator[Block]:
    wording = guide.wording
    if sheet.passages:
        yield Paragraph("heading 2", (Run(summary_title(guide.document, wording)),))
    for passage in sheet.passages:
        yield Paragraph("Passage", tuple(_passage(guide, passage)))
    if terms:
        yield part_heading(wording.terms, sheet, may_break=bool(sheet.passages))
        yield Paragraph("Term List", tuple(_linked(terms)))
    if sheet.cards:
        yield part_heading(wording.test_yourself, sheet, may_break=bool(sheet.passages or terms))
    for numbered in sheet.cards:
        yield Paragraph("Question", question(numbered, wording))
    if not (sheet.passages or terms or sheet.cards):
        yield Paragraph("Note", (Run(wording.nothing_chosen),))


def _passage(guide: Guide, passage: Passage) -> Iterator[Run]:
    """Yield a sentence, who said it and where, and their own words where the sentence has others."""
    episode, wording = guide.document.episode, guide.wording
    yield Run(prose(passage.text))
    yield from bylines(episode, passage.citations, wording)
    if not is_extract(passage.text, passage.citations):
        yield Run("", footnote=quotes(episode, passage.citations, wording))


def _linked(terms: Mapping[str, str]) -> Iterator[Run]:
    for place, (bookmark, name) in enumerate(terms.items()):
        yield Run(_DOT if place else "")
        yield Run(name, to=bookmark)


def _terms_by_chapter(document: StudyDocument) -> dict[int, dict[str, str]]:
    """Return the names of each chapter's terms by the bookmarks of their entries; 0 is for those of none."""
    numbers = {chapter.id: number for number, chapter in enumerate(document.chapters, start=1)}
    found: dict[int, dict[str, str]] = {}
    for place, term in enumerate(alphabetical(document.glossary)):
        for number in {numbers[key] for key in term.chapter_ids if key in numbers} or {0}:
            found.setdefault(number, {})[entry_bookmark(place)] = squeeze(term.term)
    return found


def _answers(guide: Guide) -> Iterator[Block]:
    asked = [sheet for sheet in guide.sheets if sheet.cards]
    if asked:
        yield Paragraph("heading 1", (Run(guide.wording.answers),), bookmark=ANSWERS, new_page=True)
    for sheet in asked:
        yield Paragraph("heading 2", (Run(sheet.heading),))
        for numbered in sheet.cards:
            yield Paragraph("Answer", tuple(_answer(guide, numbered)))


def _answer(guide: Guide, numbered: NumberedCard) -> Iterator[Run]:
    cited = answering(numbered.card)
    yield Run(f"{numbered.number}.\t")
    yield Run(prose(numbered.card.back), "Term Word")
    if cited:
        yield Run("", footnote=quotes(guide.document.episode, cited, guide.wording))
