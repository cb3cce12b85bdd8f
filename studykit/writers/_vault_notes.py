"""The notes of a vault in Markdown: one on the episode, one on each chapter, one on each term."""

import json
from collections.abc import Iterator

from studykit.contracts import WriteSettings
from studykit.links import moment_link, web_link
from studykit.markdown import escape, escape_lines, link
from studykit.model import Card, Episode, Passage, StudyDocument, Term
from studykit.page_wording import PageWording
from studykit.text import filled, slug, squeeze
from studykit.writers._anki_text import deck_name
from studykit.writers._captions import glossary_parts, summary_title
from studykit.writers._markdown_cards import cloze, front, quotes, source
from studykit.writers._sheets import Sheet, facts, reading_note
from studykit.writers._vault import Vault

TAG = "flashcards"
"""What the plug-in looks for, by its own default."""


def notes(document: StudyDocument, wording: PageWording, settings: WriteSettings) -> dict[str, str]:
    """Return the notes in Markdown by their paths, which begin with the folder of show and episode."""
    vault = Vault(document, wording)
    made = {f"{vault.folder}/{vault.name}.md": _joined(_episode(vault))}
    for place, name in enumerate(vault.chapter_names):
        made[f"{vault.folder}/Chapters/{name}.md"] = _joined(_chapter(vault, place, settings))
    for term, name in zip(document.glossary, vault.term_names, strict=True):
        made[f"{vault.folder}/Terms/{name}.md"] = _joined(_term(vault, term))
    return made


def _joined(blocks: Iterator[str]) -> str:
    return "\n\n".join(filter(None, blocks))


def _properties(**values: object) -> str:
    """Return properties in YAML, of which JSON is a part (YAML 1.2, section 1.3), without the empty ones."""
    lines = (f"{name}: {_value(value)}" for name, value in values.items() if value)
    return "\n".join(("---", *lines, "---"))


def _value(value: object) -> str:
    """Return ``value`` as JSON in which the plug-in, whose elder versions look here too, finds no card."""
    text = json.dumps(value, ensure_ascii=False)
    return text.replace("::", r":\u003a").replace("==", r"=\u003d")


def _episode(vault: Vault) -> Iterator[str]:
    document, wording = vault.document, vault.wording
    episode = document.episode
    yield _properties(
        aliases=[squeeze(episode.title)],
        show=squeeze(episode.show),
        published=str(episode.published or ""),
        source=web_link(episode.url),
    )
    yield f"# {escape(episode.title) or escape(wording.guide)}"
    yield "\\\n".join(escape(line) for line in facts(document, wording))
    if web_link(episode.url):
        yield link(wording.open_episode, web_link(episode.url))
    yield _remark(reading_note(document, wording))
    if vault.sheets:
        yield f"## {escape(wording.contents)}"
        yield "\n".join(_entry(vault, place) for place in range(len(vault.sheets)))
    yield from _glossary(vault)


def _remark(text: str) -> str:
    return f"> {escape(text)}" if text else ""


def _entry(vault: Vault, place: int) -> str:
    span = vault.sheets[place].span
    return f"- {vault.chapter_link(place)}" + (f" · {escape(span)}" if span else "")


def _glossary(vault: Vault) -> Iterator[str]:
    if vault.document.glossary:
        yield f"## {escape(vault.wording.glossary)}"
    for title, terms in glossary_parts(vault.document, vault.wording):
        yield f"### {escape(title)}"
        yield "\n".join(f"- {vault.term_links[term.key]}" for term in terms)


def _chapter(vault: Vault, place: int, settings: WriteSettings) -> Iterator[str]:
    sheet, wording = vault.sheets[place], vault.wording
    yield _chapter_properties(vault, sheet, settings)
    yield f"# {sheet.number}. {escape(sheet.title)}" if sheet.number else f"# {escape(sheet.title)}"
    yield f"{vault.episode_link}" + (f" · {escape(sheet.span)}" if sheet.span else "")
    if sheet.passages:
        yield f"## {escape(summary_title(vault.document, wording))}"
        yield "\n".join(_passage(vault, passage) for passage in sheet.passages)
    if sheet.terms:
        yield f"## {escape(wording.terms)}"
        yield "\n".join(_meaning(vault, term) for term in sheet.terms)
    if sheet.cards:
        yield f"## {escape(wording.questions)}"
    for numbered in sheet.cards:
        yield from _card(vault.document.episode, numbered.card, wording, settings)
    if sheet.is_empty:
        yield f"*{escape(wording.nothing_chosen)}*"


def _chapter_properties(vault: Vault, sheet: Sheet, settings: WriteSettings) -> str:
    episode = vault.document.episode
    levels = map(slug, deck_name(settings.deck, episode).split("::"))
    start_ms = vault.document.chapters[sheet.number - 1].start_ms if sheet.number else None
    return _properties(
        aliases=[sheet.title],
        tags=["/".join(filter(None, (TAG, *levels)))] if sheet.cards else [],
        episode=vault.episode_link,
        show=squeeze(episode.show),
        source=moment_link(episode, start_ms),
    )


def _passage(vault: Vault, passage: Passage) -> str:
    episode = vault.document.episode
    places = dict.fromkeys(source(episode, citation, vault.wording) for citation in passage.citations)
    return f"- {escape_lines(passage.text, '  ')} ({'; '.join(places)})"


def _meaning(vault: Vault, term: Term) -> str:
    meaning = escape(term.definition or "")
    return f"- {vault.term_links[term.key]}" + (f": {meaning}" if meaning else "")


def _card(episode: Episode, card: Card, wording: PageWording, settings: WriteSettings) -> Iterator[str]:
    """Yield the card as the plug-in reads it: it ends at a blank line.

    The words behind a cloze stand after it, for they would show what is hidden.
    """
    said = quotes(episode, card.citations[:1], wording)
    card = card.model_copy(update={"context": ""})  # the plug-in shows the note's own title
    if card.has_blank:
        yield cloze(card, "==", "==", wording)
        yield said
    else:
        yield "\n".join(filter(None, (front(card, wording), "?", escape_lines(card.back), said)))
    if settings.reverse and card.reverse.strip():
        yield f"{escape(card.back)}::{escape(card.reverse)}"


def _term(vault: Vault, term: Term) -> Iterator[str]:
    episode, wording = vault.document.episode, vault.wording
    yield _properties(
        aliases=list(dict.fromkeys(map(squeeze, (term.term, *term.aliases)))),
        episode=vault.episode_link,
        show=squeeze(episode.show),
        source=moment_link(episode, term.citations[0].start_ms),
    )
    yield f"# {escape(term.term)}"
    if term.aliases:
        yield f"*{escape(filled(wording.also, aliases=', '.join(term.aliases)))}*"
    if not (term.definition or "").strip():
        yield f"*{escape(wording.unexplained)}*"
    elif term.definition not in {citation.quote for citation in term.citations}:
        yield escape_lines(term.definition or "")
    yield quotes(episode, term.citations, wording)
    yield "\n".join(f"- {chapter}" for chapter in vault.chapter_links(term))
    related = [f"- {other}" for other in vault.related(term)]
    if related:
        yield f"## {escape(wording.terms)}"
        yield "\n".join(related)
