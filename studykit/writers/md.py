"""The whole guide as Markdown, for GitHub, Obsidian and every text editor."""

from collections.abc import Iterable, Iterator

from studykit import page_wording
from studykit.contracts import Rendering, Writer, WriteSettings
from studykit.markdown import anchor, escape, escape_lines, link
from studykit.model import Citation, Episode, Passage, StudyDocument, Term
from studykit.page_wording import PageWording
from studykit.templates import Templates
from studykit.text import filled
from studykit.writers._captions import glossary_parts, quoted, summary_title
from studykit.writers._markdown_cards import hint
from studykit.writers._markdown_head import head
from studykit.writers._sheets import NumberedCard, Sheet, reading_note, sheets, sources


def render(document: StudyDocument, templates: Templates, settings: WriteSettings) -> Rendering:  # noqa: ARG001  # every writer takes the same three
    """Return the guide as Markdown in UTF-8: chapters with questions, then the answers and the glossary."""
    wording = page_wording.load(document.episode.spoken, templates)
    bound = sheets(document, wording)
    blocks = [
        *_opening(document, wording),
        *_in_short(document, wording),
        *_contents(document, bound, wording),
        *(block for sheet in bound for block in _chapter(document, sheet, wording)),
        *_answers(document, bound, wording),
        *_glossary(document, wording),
    ]
    return Rendering(("\n\n".join(blocks) + "\n").encode("utf-8"))


def _opening(document: StudyDocument, wording: PageWording) -> Iterator[str]:
    yield from head(document, wording.guide, wording)
    if note := reading_note(document, wording):
        yield f"> {escape(note)}"


def _in_short(document: StudyDocument, wording: PageWording) -> Iterator[str]:
    if document.overview:
        yield f"## {escape(wording.in_short)}"
        yield _passages(document.episode, document.overview, wording)


def _passages(episode: Episode, passages: Iterable[Passage], wording: PageWording) -> str:
    return "\n".join(
        _item("- ", passage.text, _bylines(episode, passage.citations, wording)) for passage in passages
    )


def _contents(document: StudyDocument, bound: tuple[Sheet, ...], wording: PageWording) -> Iterator[str]:
    entries = [_entry_of(sheet) for sheet in bound]
    entries += [_entry(wording.answers)] if document.cards else []
    entries += [_entry(wording.glossary)] if document.glossary else []
    if entries:
        yield f"## {escape(wording.contents)}"
        yield "\n".join(entries)


def _entry(title: str) -> str:
    return f"- [{escape(title)}]({anchor(title)})"


def _entry_of(sheet: Sheet) -> str:
    span = f" · {escape(sheet.span)}" if sheet.span else ""
    return f"- [{_heading(sheet)}]({anchor(sheet.heading)}){span}"


def _heading(sheet: Sheet) -> str:
    return f"{sheet.number}. {escape(sheet.title)}" if sheet.number else escape(sheet.title)


def _chapter(document: StudyDocument, sheet: Sheet, wording: PageWording) -> Iterator[str]:
    yield f"## {_heading(sheet)}"
    if sheet.span:
        yield f"*{escape(sheet.span)}*"
    if sheet.passages:
        yield f"### {escape(summary_title(document, wording))}"
        yield _passages(document.episode, sheet.passages, wording)
    if sheet.terms:
        yield f"### {escape(wording.terms)}"
        yield "\n".join(f"- **{escape(term.term)}**" + _meaning(term, wording) for term in sheet.terms)
    if sheet.cards:
        yield f"### {escape(wording.questions)}"
        yield "\n".join(_question(numbered, wording) for numbered in sheet.cards)
    if sheet.is_empty:
        yield f"*{escape(wording.nothing_chosen)}*"


def _question(numbered: NumberedCard, wording: PageWording) -> str:
    return _item(f"{numbered.number}. ", numbered.card.front, hint(numbered.card, wording))


def _answers(document: StudyDocument, bound: tuple[Sheet, ...], wording: PageWording) -> Iterator[str]:
    if document.cards:
        yield f"## {escape(wording.answers)}"
    for sheet in bound:
        if sheet.cards:
            yield f"### {_heading(sheet)}"
            yield "\n".join(_answer(document.episode, numbered, wording) for numbered in sheet.cards)


def _answer(episode: Episode, numbered: NumberedCard, wording: PageWording) -> str:
    marker = f"{numbered.number}. "
    quotes = [_quote(episode, citation, " " * len(marker), wording) for citation in numbered.card.citations]
    return _item(marker, numbered.card.back, "") + "".join(quotes)


def _glossary(document: StudyDocument, wording: PageWording) -> Iterator[str]:
    if document.glossary:
        yield f"## {escape(wording.glossary)}"
    for title, terms in glossary_parts(document, wording):
        yield f"### {escape(title)}"
        yield "\n".join(_explained(document.episode, term, wording) for term in terms)


def _explained(episode: Episode, term: Term, wording: PageWording) -> str:
    also = escape(filled(wording.also, aliases=", ".join(term.aliases)))
    aliases = f" ({also})" if term.aliases else ""
    said = [citation for citation in term.citations if citation.quote == term.definition]
    quotes = [_quote(episode, citation, "  ", wording) for citation in term.citations if citation not in said]
    where = _bylines(episode, said, wording)
    entry = f"- **{escape(term.term)}**{aliases}{_meaning(term, wording)} {where}".rstrip()
    return entry + "".join(quotes)


def _meaning(term: Term, wording: PageWording) -> str:
    meaning = (term.definition or "").strip()
    return f": {escape(meaning)}" if meaning else f" · *{escape(wording.unexplained)}*"


def _quote(episode: Episode, citation: Citation, indent: str, wording: PageWording) -> str:
    """Return the speaker's words as a block quote inside a list item."""
    words = escape_lines(quoted(citation.quote.strip(), wording), f"{indent}> ")
    return f"\n{indent}> {words} {_bylines(episode, (citation,), wording)}"


def _item(marker: str, text: str, tail: str) -> str:
    """Return a list item; ``tail`` is Markdown already and stands behind the text."""
    return f"{marker}{escape_lines(text, ' ' * len(marker))} {tail}".rstrip()


def _bylines(episode: Episode, citations: Iterable[Citation], wording: PageWording) -> str:
    found = sources(episode, citations, wording)
    return f"({'; '.join(link(source.caption, source.link) for source in found)})" if found else ""


WRITER = Writer("guide.md", render)
