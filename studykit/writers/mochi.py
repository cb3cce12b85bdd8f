"""A deck for Mochi: one file that it imports, with cards in Markdown.

A ``.mochi`` file is a zip with ``data.json``, in which keywords are written as Transit writes them (Mochi's
format reference, version 2):

    {"~:version": 2, "~:decks": [{"~:id": "~:…", "~:name": "Memory Lane", "~:cards": [
      {"~:id": "~:…", "~:content": "What is the forgetting curve?\\n\\n---\\n\\nThe rate at which …"}]}]}

A line of three dashes parts the sides of a card, and double braces hide words. Cards keep their ids from
build to build; what Mochi does with one that it has already is not documented.
"""

import json
import re
from collections.abc import Iterator

from studykit import page_wording
from studykit.contracts import Rendering, Writer, WriteSettings
from studykit.identity import stable_id
from studykit.markdown import escape_lines
from studykit.model import Card, Episode, StudyDocument
from studykit.page_wording import PageWording
from studykit.templates import Templates
from studykit.writers._anki_text import deck_name, tag
from studykit.writers._learnable import learnable, no_deck
from studykit.writers._markdown_cards import cloze, front, quotes
from studykit.writers._zip import zipped

SIDES = "\n\n---\n\n"
_ID = re.compile(r"[0-9A-Za-z]{8,}")

Deck = dict[str, object]
"""A map of Transit in its verbose form: keys are keywords."""


def render(document: StudyDocument, templates: Templates, settings: WriteSettings) -> Rendering:
    """Return the deck, and a notice for each card left out; the same arguments give the same bytes.

    Raises NothingToStudyError where no card is left, and TemplateError.
    """
    cards, notices = learnable(document, "Mochi deck")
    if not cards:
        raise no_deck(document, "mochi", notices)
    wording = page_wording.load(document.episode.spoken, templates)
    made = [pair for card in cards for pair in _contents(document.episode, card, settings, wording)]
    entries = [_entry(card, id_, content, place) for place, (card, id_, content) in enumerate(made)]
    *outer, inner = _decks(deck_name(settings.deck, document.episode))
    known = {"~:version": 2, "~:decks": [*outer, {**inner, "~:cards": entries}]}
    content = json.dumps(known, ensure_ascii=False, indent=1)
    return Rendering(zipped({"data.json": content.encode("utf-8")}), notices)


def _decks(name: str) -> Iterator[Deck]:
    """Yield a deck for each level of ``name``, from the outermost to the one that holds the cards."""
    parent: Deck = {}
    levels = name.split("::")
    for depth, level in enumerate(levels, start=1):
        id_ = _keyword(stable_id("mochi", *levels[:depth]))
        yield {"~:id": id_, "~:name": _text(level), **parent}
        parent = {"~:parent-id": id_}


def _contents(
    episode: Episode, card: Card, settings: WriteSettings, wording: PageWording
) -> Iterator[tuple[Card, str, str]]:
    """Yield the card with its id and its Markdown, and the one back where it is asked both ways."""
    source = quotes(episode, card.citations[:1], wording)
    if card.has_blank:
        sides = [cloze(card, "{{", "}}", wording), source]
    else:
        sides = [front(card, wording), f"{escape_lines(card.back)}\n\n{source}".strip()]
    yield card, card.id, SIDES.join(filter(None, sides))
    if settings.reverse and card.reverse.strip():
        back = f"{escape_lines(card.reverse)}\n\n{source}".strip()
        yield card, stable_id(card.id, "reverse"), SIDES.join((escape_lines(card.back), back))


def _entry(card: Card, id_: str, content: str, place: int) -> Deck:
    tags = filter(None, dict.fromkeys(map(tag, card.tags)))
    return {
        "~:id": _keyword(id_ if _ID.fullmatch(id_) else stable_id("mochi", id_)),
        "~:content": _text(content),
        "~:pos": f"{place:06}",  # cards stand in the order of this text
        "~:tags": {"~#set": [_text(name.replace("::", "/")) for name in tags]},
    }


def _keyword(name: str) -> str:
    return f"~:{name}"


def _text(text: str) -> str:
    """Return ``text`` as a string of Transit, in which these signs begin something else (format, Strings)."""
    return f"~{text}" if text.startswith(("~", "^", "`")) else text


WRITER = Writer("deck.mochi", render, needs_cards=True)
