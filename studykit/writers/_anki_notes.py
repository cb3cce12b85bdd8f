"""Cards as Anki notes: what stands in which field."""

from collections.abc import Iterator
from dataclasses import dataclass

from studykit.contracts import Clip, WriteSettings
from studykit.links import moment_link
from studykit.model import Card, Citation, StudyDocument
from studykit.notices import Notice
from studykit.page_wording import PageWording
from studykit.writers._anki_text import cloze, markup, tag
from studykit.writers._anki_types import BASIC, CLOZE, FIELDS, NoteType
from studykit.writers._captions import byline, place, published
from studykit.writers._learnable import learnable


@dataclass(frozen=True)
class AnkiNote:
    """A note of Anki: ``fields`` are HTML in the order of FIELDS, ``due`` its place among new ones.

    ``clip`` is the sound that its field Audio names.
    """

    guid: str
    type: NoteType
    fields: tuple[str, ...]
    tags: tuple[str, ...]
    due: int
    clip: Clip | None = None

    @property
    def templates(self) -> tuple[int, ...]:
        """Which of the type's templates make a card of this note."""
        return tuple(at for at, field in enumerate(self.type.needs) if self.fields[field].strip())


def anki_notes(
    document: StudyDocument, settings: WriteSettings, wording: PageWording
) -> tuple[tuple[AnkiNote, ...], tuple[Notice, ...]]:
    """Return the cards as notes, in the order of the deck, and a notice for each that cannot be one."""
    cards, notices = learnable(document, "Anki deck")
    notes = (_note(document, card, settings, wording, due=due) for due, card in enumerate(cards, start=1))
    return tuple(notes), notices


def _note(
    document: StudyDocument, card: Card, settings: WriteSettings, wording: PageWording, *, due: int
) -> AnkiNote:
    clip = settings.clips.get(card.id)
    filled = {
        **_asked(card),
        **_switched_on(card, settings),
        **_source(document, card, wording),
        "Audio": f"[sound:{clip.name}]" if clip else "",
        "Id": markup(card.id),
    }
    return AnkiNote(
        guid=card.id,
        type=CLOZE if card.has_blank else BASIC,
        fields=tuple(filled.get(name, "") for name in FIELDS),
        tags=tuple(dict.fromkeys(filter(None, map(tag, card.tags)))),
        due=due,
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
    marked = {name: markup(text) for name, text in fields.items()}
    return marked | {"More": "".join(_further(card.citations[1:], wording))}


def _further(citations: tuple[Citation, ...], wording: PageWording) -> Iterator[str]:
    """Yield each further quote as HTML."""
    for citation in citations:
        said = markup(byline(citation, wording))
        yield f'<div dir="auto">{markup(citation.quote)} <small>({said})</small></div>'
