"""The handout's content: what stands on which sheet, in which style."""

import re
from collections.abc import Iterable, Iterator

from studykit.links import web_link
from studykit.model import BLANK, Card, Citation, Episode, StudyDocument, Term
from studykit.page_wording import PageWording
from studykit.text import filled, squeeze, words
from studykit.writers._captions import quoted, summary_title
from studykit.writers._docx_blocks import Block, Cell, Contents, Paragraph, Run, Tab, Table
from studykit.writers._sheets import (
    NumberedCard,
    Sheet,
    Source,
    facts,
    reading_note,
    sheets,
    sources,
)

WORDS_A_LINE = 9
"""How many words of handwriting fill a ruled line."""
MOST_LINES = 4
"""How many ruled lines an answer gets at most; the layout may take some away."""

_BLANKS = re.compile(r"[ \t]+")
_GAP = "_" * 14
_NO_BREAK = "\N{NO-BREAK SPACE}"
_TERM_COLUMNS = (0.25, 0.55, 0.20)
_BYLINE_CHARACTERS, _WHERE_CHARACTERS = 48, 18
"""How long a byline may be to stay on one line, below a passage and in the column Where."""


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
    entries = [(sheet.heading, _bookmark(place)) for place, sheet in enumerate(bound)]
    if any(sheet.cards for sheet in bound):
        entries.append((wording.answers, _bookmark(len(bound))))
    if entries:
        yield Contents(wording.contents, tuple(entries))
    if note := reading_note(document, wording):
        yield Paragraph("Note", (Run(note),))


def _bookmark(place: int) -> str:
    return f"_Toc{place + 1:08}"


def _bound(document: StudyDocument, bound: tuple[Sheet, ...], wording: PageWording) -> Iterator[Block]:
    """Yield the sheets, each to stand on one page if it can; one that holds nothing stays with the next."""
    new_page = True
    for place, sheet in enumerate(bound):
        heading, mark = (Run(sheet.heading),), _bookmark(place)
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
        runs = (Run(_prose(passage.text)), *_bylines(episode, passage.citations, wording))
        yield Paragraph("Passage", runs)
    if sheet.terms:
        yield _part(wording.terms, sheet, may_break=bool(sheet.passages))
        yield _term_table(episode, sheet, wording)
    if sheet.cards:
        yield _part(wording.questions, sheet, may_break=bool(sheet.passages or sheet.terms))
    for numbered in sheet.cards:
        yield from _question(numbered, wording)


def _part(title: str, sheet: Sheet, *, may_break: bool) -> Paragraph:
    """Return the heading of a part; at the top of a page it tells which chapter it belongs to."""
    chapter = (Run(f"  {sheet.heading}", "Byline"),)
    return Paragraph("heading 2", (Run(title),), may_break=may_break, at_top=chapter)


def _term_table(episode: Episode, sheet: Sheet, wording: PageWording) -> Table:
    return Table(
        title=filled(wording.terms_of, chapter=sheet.heading),
        shares=_TERM_COLUMNS,
        header=(wording.term, wording.meaning, wording.where),
        rows=tuple(_term_row(episode, term, wording) for term in sheet.terms),
    )


def _term_row(episode: Episode, term: Term, wording: PageWording) -> tuple[Cell, ...]:
    also = filled(wording.also, aliases=", ".join(map(squeeze, term.aliases)))
    name = (Run(squeeze(term.term), "Term Word"), Run(f"\n{also}" if term.aliases else "", "Alias"))
    return (
        (Paragraph("Table Text", name),),
        (Paragraph("Table Text", tuple(_meaning(term, wording))),),
        (Paragraph("Table Text", tuple(_place(episode, term, wording))),),
    )


def _meaning(term: Term, wording: PageWording) -> Iterator[Run]:
    """Yield the definition, or the words around the term where the episode only uses it."""
    if term.definition and term.definition.strip():
        yield Run(_prose(term.definition))
    else:
        yield Run(f"{wording.unexplained}: ", "Unexplained")
        yield Run(quoted(_prose(term.citations[0].quote), wording))


def _place(episode: Episode, term: Term, wording: PageWording) -> Iterator[Run]:
    for source in sources(episode, term.citations[:1], wording):
        yield _caption(source, _WHERE_CHARACTERS)


def _question(numbered: NumberedCard, wording: PageWording) -> Iterator[Block]:
    card = numbered.card
    lines = _lines_to_write(card)
    told = filled(wording.hint, hint=squeeze(card.hint))
    hint = (Run(f"  {told}", "Hint"),) if card.hint.strip() else ()
    yield Paragraph("Question", (Run(f"{numbered.number}.\t"), *_front(card), *hint), keep_next=lines > 0)
    for line in range(1, lines + 1):
        yield Paragraph("Answer Line", line=line, keep_next=line < lines)


def _front(card: Card) -> Iterator[Run]:
    """Yield the question with a gap to write in, in place of each blank."""
    for place, part in enumerate(card.front.split(BLANK)):
        if place:
            yield Run(_GAP, "Blank")
        if part:
            yield Run(_blanks_squeezed(part))


def _lines_to_write(card: Card) -> int:
    return 0 if BLANK in card.front else min(MOST_LINES, 1 + len(words(card.back)) // WORDS_A_LINE)


def _answers(episode: Episode, bound: tuple[Sheet, ...], wording: PageWording) -> Iterator[Block]:
    asked = [sheet for sheet in bound if sheet.cards]
    if asked:
        place = _bookmark(len(bound))
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
        "Answer", (Run(f"{numbered.number}.\t"), Run(_prose(card.back), "Term Word")), keep_next=said
    )
    for citation in card.citations[:1]:  # further ones are for looking up, not for print
        quote = Run(quoted(_prose(citation.quote), wording))
        yield Paragraph("Quote", (quote, *_bylines(episode, (citation,), wording)))


def _bylines(episode: Episode, citations: Iterable[Citation], wording: PageWording) -> Iterator[Run]:
    """Yield who said it and where, set off from the words before."""
    before = "  "
    for source in sources(episode, citations, wording):
        yield Run(before, "Byline")
        yield _caption(source, _BYLINE_CHARACTERS)
        before = "; "


def _caption(source: Source, longest: int) -> Run:
    style = "Byline Link" if source.link else "Byline"
    return Run(_unbroken(source.caption, longest), style, source.link)


def _unbroken(caption: str, longest: int) -> str:
    """Return ``caption`` with no-break spaces: throughout if it is short enough, else within its parts."""
    if len(caption) <= longest:
        return caption.replace(" ", _NO_BREAK)
    speaker, comma, place = caption.rpartition(", ")
    name = speaker.replace(" ", _NO_BREAK) if len(speaker) <= longest else speaker
    return f"{name}{comma}{place.replace(' ', _NO_BREAK)}"


def _prose(text: str) -> str:
    """Return ``text`` with single blanks and without empty lines; its other line breaks stay."""
    return _blanks_squeezed("\n".join(line.strip(" \t") for line in text.split("\n") if line.strip()))


def _blanks_squeezed(text: str) -> str:
    return _BLANKS.sub(" ", text)
