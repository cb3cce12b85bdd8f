"""The handout's content: what stands on which sheet, in which style."""

from collections.abc import Iterator

from studykit.links import web_link
from studykit.model import BLANK, Episode, StudyDocument, Term
from studykit.page_wording import PageWording
from studykit.text import filled, squeeze
from studykit.writers._captions import quoted, summary_title
from studykit.writers._docx_blocks import Block, Cell, Contents, Paragraph, Run, Tab, Table
from studykit.writers._docx_runs import (
    TERM_COLUMNS,
    bylines,
    heading_bookmark,
    meaning,
    name,
    part_heading,
    prose,
    question,
    where,
)
from studykit.writers._handwriting import lines_to_write
from studykit.writers._sheets import NumberedCard, Sheet, facts, reading_note, sheets


def handout(document: StudyDocument, wording: PageWording) -> tuple[Block, ...]:
    """Return the whole handout: a first page with the contents, a sheet for each chapter, the answers."""
    bound = sheets(document, wording)
    return (
        *_opening(document, wording),
        *_contents(document, bound, wording),
        *_bound(document, bound, wording),
        *_answers(document.episode, bound, wording),
    )


def _opening(document: StudyDocument, wording: PageWording) -> Iterator[Block]:
    episode = document.episode
    if episode.show.strip():
        yield Paragraph("Subtitle", (Run(squeeze(episode.show)),))
    yield Paragraph("Title", (Run(squeeze(episode.title) or wording.handout),))
    for line in facts(document, wording):
        yield Paragraph("Facts", (Run(squeeze(line)),))
    if address := web_link(episode.url):
        yield Paragraph("Facts", (Run(address, "Hyperlink", address),))
    line = "".join(f"{word} \t " for word in (wording.name, wording.class_, wording.day)).rstrip(" ")
    stops = (Tab(0.58, "underscore"), Tab(0.78, "underscore"), Tab(1.0, "underscore"))
    yield Paragraph("Name Line", (Run(line),), tabs=stops)


def _contents(document: StudyDocument, bound: tuple[Sheet, ...], wording: PageWording) -> Iterator[Block]:
    entries = [(sheet.heading, heading_bookmark(place)) for place, sheet in enumerate(bound)]
    if any(sheet.cards for sheet in bound):
        entries.append((wording.answers, heading_bookmark(len(bound))))
    if entries:
        yield Contents(wording.contents, tuple(entries))
    if note := reading_note(document, wording):
        yield Paragraph("Note", (Run(note),))


def _bound(document: StudyDocument, bound: tuple[Sheet, ...], wording: PageWording) -> Iterator[Block]:
    """Yield the sheets, each to stand on one page if it can; one that holds nothing stays with the next."""
    new_page = True
    for place, sheet in enumerate(bound):
        heading, mark = (Run(sheet.heading),), heading_bookmark(place)
        yield Paragraph("heading 1", heading, bookmark=mark, new_page=new_page, may_follow=new_page)
        if sheet.span:
            yield Paragraph("Time Span", (Run(sheet.span),))
        yield from _sheet(document, sheet, wording)
        new_page = not sheet.is_empty


def _sheet(document: StudyDocument, sheet: Sheet, wording: PageWording) -> Iterator[Block]:
    episode = document.episode
    if sheet.passages:
        yield Paragraph("heading 2", (Run(summary_title(document, wording)),))
    for passage in sheet.passages:
        runs = (Run(prose(passage.text)), *bylines(episode, passage.citations, wording))
        yield Paragraph("Passage", runs)
    if sheet.terms:
        yield part_heading(wording.terms, sheet, may_break=bool(sheet.passages))
        yield _term_table(episode, sheet, wording)
    if sheet.cards:
        yield part_heading(wording.questions, sheet, may_break=bool(sheet.passages or sheet.terms))
    for numbered in sheet.cards:
        yield from _question(numbered, wording)
    if sheet.is_empty:
        yield Paragraph("Note", (Run(wording.nothing_chosen),))


def _term_table(episode: Episode, sheet: Sheet, wording: PageWording) -> Table:
    return Table(
        title=filled(wording.terms_of, chapter=sheet.heading),
        shares=TERM_COLUMNS,
        header=(wording.term, wording.meaning, wording.where),
        rows=tuple(_term_row(episode, term, wording) for term in sheet.terms),
    )


def _term_row(episode: Episode, term: Term, wording: PageWording) -> tuple[Cell, ...]:
    cells = (name(term, wording), meaning(term, wording), where(episode, term, wording))
    return tuple((Paragraph("Table Text", runs),) for runs in cells)


def _question(numbered: NumberedCard, wording: PageWording) -> Iterator[Block]:
    card = numbered.card
    lines = 0 if BLANK in card.front else lines_to_write(card.back)  # the layout may take some away
    yield Paragraph("Question", question(numbered, wording), keep_next=lines > 0)
    for line in range(1, lines + 1):
        yield Paragraph("Answer Line", line=line, keep_next=line < lines)


def _answers(episode: Episode, bound: tuple[Sheet, ...], wording: PageWording) -> Iterator[Block]:
    asked = [sheet for sheet in bound if sheet.cards]
    if asked:
        place = heading_bookmark(len(bound))
        yield Paragraph("heading 1", (Run(wording.answers),), bookmark=place, new_page=True)
        yield Paragraph("Note", (Run(wording.keep_back),))
    for sheet in asked:
        yield Paragraph("heading 2", (Run(sheet.heading),))
        for numbered in sheet.cards:
            yield from _answer(episode, numbered, wording)


def _answer(episode: Episode, numbered: NumberedCard, wording: PageWording) -> Iterator[Block]:
    card = numbered.card
    said = bool(card.citations)
    yield Paragraph(
        "Answer", (Run(f"{numbered.number}.\t"), Run(prose(card.back), "Term Word")), keep_next=said
    )
    for citation in card.citations[:1]:  # further ones are for looking up, not for print
        quote = Run(quoted(prose(citation.quote), wording))
        yield Paragraph("Quote", (quote, *bylines(episode, (citation,), wording)))
