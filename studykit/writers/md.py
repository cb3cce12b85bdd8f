"""The whole guide as Markdown, for GitHub, Obsidian and every text editor."""

from collections.abc import Iterable, Iterator

from studykit.contracts import Rendering, Writer, WriteSettings
from studykit.links import web_link
from studykit.markdown import anchor, escape, escape_lines, link
from studykit.model import Citation, Episode, StudyDocument, Term
from studykit.templates import Templates
from studykit.text import squeeze
from studykit.writers._captions import KIND_TITLES, summary_title
from studykit.writers._sheets import UNEXPLAINED, NumberedCard, Sheet, facts, reading_note, sheets, sources


def render(document: StudyDocument, templates: Templates, settings: WriteSettings) -> Rendering:  # noqa: ARG001  # every writer takes the same three
    """Return the guide as Markdown in UTF-8: chapters with questions, then the answers and the glossary."""
    bound = sheets(document)
    blocks = [
        *_opening(document),
        *_contents(document, bound),
        *(block for sheet in bound for block in _chapter(document, sheet)),
        *_answers(document, bound),
        *_glossary(document),
    ]
    return Rendering(("\n\n".join(blocks) + "\n").encode("utf-8"))


def _opening(document: StudyDocument) -> Iterator[str]:
    episode = document.episode
    yield f"# {escape(squeeze(episode.title)) or 'Study guide'}"
    about = [f"**{escape(episode.show)}**"] if episode.show.strip() else []
    about += [escape(line) for line in facts(document)]
    if web_link(episode.url):
        about.append(link("Open the episode", web_link(episode.url)))
    if about:
        yield "\\\n".join(about)
    if note := reading_note(document):
        yield f"> {escape(note)}"


def _contents(document: StudyDocument, bound: tuple[Sheet, ...]) -> Iterator[str]:
    entries = [_entry_of(sheet) for sheet in bound]
    entries += ["- [Answers](#answers)"] if document.cards else []
    entries += ["- [Glossary](#glossary)"] if document.glossary else []
    if entries:
        yield "## Contents"
        yield "\n".join(entries)


def _entry_of(sheet: Sheet) -> str:
    span = f" · {escape(sheet.span)}" if sheet.span else ""
    return f"- [{_heading(sheet)}]({anchor(sheet.heading)}){span}"


def _heading(sheet: Sheet) -> str:
    return f"{sheet.number}. {escape(sheet.title)}" if sheet.number else escape(sheet.title)


def _chapter(document: StudyDocument, sheet: Sheet) -> Iterator[str]:
    yield f"## {_heading(sheet)}"
    if sheet.span:
        yield f"*{escape(sheet.span)}*"
    if sheet.passages:
        yield f"### {summary_title(document)}"
        yield "\n".join(
            _item("- ", passage.text, _bylines(document.episode, passage.citations))
            for passage in sheet.passages
        )
    if sheet.terms:
        yield "### Terms"
        yield "\n".join(f"- **{escape(term.term)}**" + _meaning(term) for term in sheet.terms)
    if sheet.cards:
        yield "### Questions"
        yield "\n".join(_question(numbered) for numbered in sheet.cards)


def _question(numbered: NumberedCard) -> str:
    hint = f"*(hint: {escape(numbered.card.hint)})*" if numbered.card.hint.strip() else ""
    return _item(f"{numbered.number}. ", numbered.card.front, hint)


def _answers(document: StudyDocument, bound: tuple[Sheet, ...]) -> Iterator[str]:
    if document.cards:
        yield "## Answers"
    for sheet in bound:
        if sheet.cards:
            yield f"### {_heading(sheet)}"
            yield "\n".join(_answer(document.episode, numbered) for numbered in sheet.cards)


def _answer(episode: Episode, numbered: NumberedCard) -> str:
    marker = f"{numbered.number}. "
    quotes = [_quote(episode, citation, " " * len(marker)) for citation in numbered.card.citations]
    return _item(marker, numbered.card.back, "") + "".join(quotes)


def _glossary(document: StudyDocument) -> Iterator[str]:
    if document.glossary:
        yield "## Glossary"
    for title in dict.fromkeys(KIND_TITLES.values()):
        terms = [term for term in document.glossary if KIND_TITLES[term.kind] == title]
        if terms:
            yield f"### {title}"
            terms.sort(key=lambda term: term.term.casefold())
            yield "\n".join(_entry(document.episode, term) for term in terms)


def _entry(episode: Episode, term: Term) -> str:
    aliases = f" (also: {', '.join(map(escape, term.aliases))})" if term.aliases else ""
    said = [citation for citation in term.citations if citation.quote == term.definition]
    quotes = [_quote(episode, citation, "  ") for citation in term.citations if citation not in said]
    return f"- **{escape(term.term)}**{aliases}{_meaning(term)} {_bylines(episode, said)}".rstrip() + "".join(
        quotes
    )


def _meaning(term: Term) -> str:
    meaning = (term.definition or "").strip()
    return f": {escape(meaning)}" if meaning else f" · *{UNEXPLAINED}*"


def _quote(episode: Episode, citation: Citation, indent: str) -> str:
    """Return the speaker's words as a block quote inside a list item."""
    words = escape_lines(f"“{citation.quote.strip()}”", f"{indent}> ")
    return f"\n{indent}> {words} {_bylines(episode, (citation,))}"


def _item(marker: str, text: str, tail: str) -> str:
    """Return a list item; ``tail`` is Markdown already and stands behind the text."""
    return f"{marker}{escape_lines(text, ' ' * len(marker))} {tail}".rstrip()


def _bylines(episode: Episode, citations: Iterable[Citation]) -> str:
    found = sources(episode, citations)
    return f"({'; '.join(link(source.caption, source.link) for source in found)})" if found else ""


WRITER = Writer("guide.md", render)
