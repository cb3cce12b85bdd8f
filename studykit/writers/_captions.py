"""The short words that every output uses: where a quote stands, who said it, what a list is called."""

import datetime
from collections.abc import Iterable, Iterator
from typing import Literal

from studykit.model import Citation, Episode, Speaker, StudyDocument, Term, TermKind
from studykit.page_wording import PageWording
from studykit.text import clock, filled, fold, nested, squeeze, straighten, without_accents
from studykit.writers._bidi import language_direction

Part = Literal["terms", "people", "organisations", "works"]
PARTS: dict[Part, tuple[TermKind, ...]] = {
    "terms": ("concept", "acronym"),
    "people": ("person",),
    "organisations": ("organisation",),
    "works": ("work",),
}
"""The parts of a glossary and what stands in each."""


def part_title(part: Part, wording: PageWording) -> str:
    """Return what a part of the glossary is called."""
    titles: dict[Part, str] = {
        "terms": wording.terms,
        "people": wording.people,
        "organisations": wording.organisations,
        "works": wording.works,
    }
    return titles[part]


def glossary_parts(document: StudyDocument, wording: PageWording) -> Iterator[tuple[str, tuple[Term, ...]]]:
    """Yield the title of each part of the glossary that has terms, and these in the order of the alphabet."""
    listed = alphabetical(document.glossary)
    for part, kinds in PARTS.items():
        if terms := tuple(term for term in listed if term.kind in kinds):
            yield part_title(part, wording), terms


def alphabetical(terms: Iterable[Term]) -> tuple[Term, ...]:
    """Return ``terms`` in the order of the alphabet, in which accents do not count but between equals."""
    return tuple(sorted(terms, key=lambda term: (*alphabet_key(term.term), term.key)))


def alphabet_key(name: str) -> tuple[str, str]:
    """Return what sorts names as ``alphabetical`` does."""
    folded = fold(name)
    return without_accents(folded), folded


def see(term: Term, episode: Episode) -> str:
    """Return what leads from one entry of a glossary to that of ``term``."""
    arrow = "←" if language_direction(episode.spoken) == "R" else "→"
    return f"{arrow}\N{NO-BREAK SPACE}{squeeze(term.term)}"


def place(citation: Citation, wording: PageWording) -> str:
    """Return where a quote is: ``12:34``, ``≈ 12:34`` if estimated, ``at 34 %`` if there are no times."""
    return moment(citation.start_ms, citation.position, wording, estimated=citation.estimated)


def moment(start_ms: int | None, position: float, wording: PageWording, *, estimated: bool = False) -> str:
    """Return a place in the episode in words; see ``place``."""
    if start_ms is None:
        return filled(wording.at_share, share=percent(position))
    return f"{'≈ ' * estimated}{clock(start_ms)}"


def percent(share: float) -> str:
    """Return a share as a whole number of hundredths, without its sign."""
    return f"{share:.0%}".removesuffix("%")


def quoted(text: str, wording: PageWording) -> str:
    """Return ``text`` in quotation marks, as it is where it is nothing but one quotation already.

    Where a mark of its own would stand beside ours, those within become single ones.
    """
    straight = straighten(text)
    inner = straight[1:-1]
    if straight == f'"{inner}"' and '"' not in inner:
        return text
    touches = straight.startswith('"') or straight.endswith('"')
    return filled(wording.quotation, quote=nested(text).replace('"', "'") if touches else text)


def byline(citation: Citation, wording: PageWording) -> str:
    """Return who said it and where: ``Ana Ruiz, 12:34``; the place alone where the speaker is not known."""
    where = place(citation, wording)
    return f"{citation.speaker}, {where}" if citation.speaker else where


def summary_title(document: StudyDocument, wording: PageWording) -> str:
    """Return what the chapters' sentences are: an extract is not a summary, and we do not call it one."""
    return wording.key_passages if document.engine == "offline" else wording.summary


def role(speaker: Speaker, wording: PageWording) -> str:
    """Return what part a speaker has in the episode; empty where it is not known."""
    return {"host": wording.host, "guest": wording.guest, "unknown": ""}[speaker.role]


def published(episode: Episode, wording: PageWording) -> str:
    """Return the date as ``25 November 2025``; empty where it is not known."""
    return day(episode.published, wording) if episode.published else ""


def day(date: datetime.date, wording: PageWording) -> str:
    """Return a date in words."""
    day = wording.first_of_month if date.day == 1 else str(date.day)
    return filled(wording.date, day=day, month=wording.months[date.month - 1], year=str(date.year))
