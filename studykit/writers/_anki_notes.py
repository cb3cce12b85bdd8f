"""Cards as Anki notes: what stands in which field."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from studykit.contracts import Clip, WriteSettings
from studykit.links import moment_link
from studykit.model import Card, Citation, Episode, StudyDocument
from studykit.notices import Notice
from studykit.page_wording import PageWording
from studykit.season import Said, Season, SeasonCard
from studykit.writers._anki_text import cloze, deck_name, markup, tag
from studykit.writers._anki_types import BASIC, CLOZE, FIELDS, NoteType
from studykit.writers._captions import byline, place, published
from studykit.writers._learnable import sound


@dataclass(frozen=True)
class AnkiNote:
    """A note of Anki: ``fields`` are HTML in the order of FIELDS, ``due`` its place among new ones.

    ``deck`` is the name of the deck it comes in, ``clip`` the sound that its field Audio names.
    """

    guid: str
    type: NoteType
    fields: tuple[str, ...]
    tags: tuple[str, ...]
    due: int
    deck: str
    clip: Clip | None = None

    @property
    def templates(self) -> tuple[int, ...]:
        """Which of the type's templates make a card of this note."""
        return tuple(at for at, field in enumerate(self.type.needs) if self.fields[field].strip())


def anki_notes(
    season: Season, settings: WriteSettings, wordings: Mapping[str, PageWording]
) -> tuple[tuple[AnkiNote, ...], tuple[Notice, ...]]:
    """Return the cards as notes, in the order of learning, and a notice for each that cannot be one.

    ``wordings`` has the words of each language that is spoken in the season.
    """
    cards, notices = sound((entry.card for entry in season.cards), "Anki deck")
    entries = {entry.card.id: entry for entry in reversed(season.cards)}
    decks = {doc.episode.key: deck_name(settings.deck, doc.episode) for doc in season.documents}
    notes = []
    for due, card in enumerate(cards, start=1):
        entry = entries[card.id]
        wording, deck = wordings[entry.said.document.episode.spoken], decks[entry.home.episode.key]
        notes.append(_note(entry, settings, wording, due, deck))
    return tuple(notes), notices


def _note(entry: SeasonCard, settings: WriteSettings, wording: PageWording, due: int, deck: str) -> AnkiNote:
    card = entry.card
    clip = settings.clips.get(entry.said.card.id)
    filled = {
        **_asked(card),
        **_switched_on(card, settings),
        **_source(entry.said.document, card, wording),
        "More": "".join(_more(entry, wording)),
        "Audio": f"[sound:{clip.name}]" if clip else "",
        "Id": markup(card.id),
    }
    return AnkiNote(
        guid=card.id,
        type=CLOZE if card.has_blank else BASIC,
        fields=tuple(filled.get(name, "") for name in FIELDS),
        tags=tuple(dict.fromkeys(filter(None, map(tag, card.tags)))),
        due=due,
        deck=deck,
        clip=clip,
    )


def _asked(card: Card) -> dict[str, str]:
    front = cloze(card.front, card.back) if card.has_blank else markup(card.front)
    return {
        "Front": front,
        "Back": markup(card.back),
        "Hint": markup(card.hint),
        "Context": markup(card.context),
    }


def _switched_on(card: Card, settings: WriteSettings) -> dict[str, str]:
    """Return the fields that make Anki ask in more ways than one."""
    return {
        "Reverse": markup(card.reverse) if settings.reverse else "",
        "TypeAnswer": "y" if settings.type_answer else "",
    }


def _source(document: StudyDocument, card: Card, wording: PageWording) -> dict[str, str]:
    """Return the fields that say where the card comes from."""
    episode = document.episode
    chapter = document.chapter_by_id.get(card.chapter_id)
    fields = {
        "Episode": episode.title,
        "Show": episode.show,
        "Published": published(episode, wording),
        "Chapter": chapter.title if chapter else "",
    }
    if card.citations:
        first = card.citations[0]
        fields |= {
            "Quote": first.quote,
            "Speaker": first.speaker or "",
            "Time": place(first, wording),
            "Link": moment_link(episode, first.start_ms),
        }
    return {name: markup(text) for name, text in fields.items()}


def _more(entry: SeasonCard, wording: PageWording) -> Iterator[str]:
    """Yield as HTML each further quote, then what other episodes answer."""
    for citation in entry.card.citations[1:]:
        yield _quote(citation, markup(byline(citation, wording)))
    for said in entry.elsewhere:
        yield from _elsewhere(said, wording)


def _elsewhere(said: Said, wording: PageWording) -> Iterator[str]:
    """Yield the answer of another episode, with its title, and the words it rests on with links to them."""
    episode = said.document.episode
    title, answer = markup(episode.title), markup(said.card.back)
    yield f'<div class="elsewhere" dir="auto"><b>{title}</b><br>{answer}</div>'
    for citation in said.card.citations:
        yield _quote(citation, _linked(episode, citation, wording))


def _quote(citation: Citation, source: str) -> str:
    return f'<div dir="auto">{markup(citation.quote)} <small>({source})</small></div>'


def _linked(episode: Episode, citation: Citation, wording: PageWording) -> str:
    told, link = markup(byline(citation, wording)), moment_link(episode, citation.start_ms)
    return f'<a href="{markup(link)}">{told}</a>' if link else told
