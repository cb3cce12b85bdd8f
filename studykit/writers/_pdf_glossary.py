"""The glossary of the printed guide: terms, people, organisations and works, each in the speaker's words."""

from collections.abc import Iterator
from dataclasses import dataclass

from reportlab.platypus import Flowable, PageBreak

from studykit.model import Citation, Episode, StudyDocument, Term
from studykit.page_wording import PageWording
from studykit.text import filled
from studykit.writers._captions import PARTS, alphabetical, part_title, see
from studykit.writers._evidence import is_extract, told_elsewhere
from studykit.writers._pages import runs, shown
from studykit.writers._pdf_canvas import Landmark, Places
from studykit.writers._pdf_deferred import Deferred
from studykit.writers._pdf_evidence import bylines, quotes
from studykit.writers._pdf_flowables import GuideParagraph
from studykit.writers._pdf_markup import NEW_LINE, Markup, anchor, join, lines, page_key, target
from studykit.writers._pdf_structure import Tag
from studykit.writers._pdf_type import Typesetter

GLOSSARY = "glossary"
"""The landmark of the whole."""


@dataclass(frozen=True)
class Entry:
    """A term and the key that links to it."""

    key: str
    term: Term


def entries(document: StudyDocument) -> tuple[Entry, ...]:
    """Return the glossary in the order of the alphabet."""
    ordered = enumerate(alphabetical(document.glossary), 1)
    return tuple(Entry(f"term-{number}", term) for number, term in ordered)


def entries_by_chapter(listed: tuple[Entry, ...]) -> dict[str, tuple[Entry, ...]]:
    """Return the entries that each chapter uses, by its id, in their order."""
    found: dict[str, list[Entry]] = {}
    for entry in listed:
        for chapter_id in dict.fromkeys(entry.term.chapter_ids):
            found.setdefault(chapter_id, []).append(entry)
    return {chapter_id: tuple(members) for chapter_id, members in found.items()}


def sections(listed: tuple[Entry, ...], wording: PageWording) -> dict[Landmark, list[Entry]]:
    """Return the entries by section, in the order of PARTS, empty sections left out."""
    found = {part: [entry for entry in listed if entry.term.kind in kinds] for part, kinds in PARTS.items()}
    return {
        Landmark(f"{GLOSSARY}-{part}", part_title(part, wording), level=1): members
        for part, members in found.items()
        if members
    }


def glossary_landmarks(listed: tuple[Entry, ...], wording: PageWording) -> tuple[Landmark, ...]:
    """Return what the contents list of the glossary; a single section is the glossary itself."""
    parts = tuple(sections(listed, wording))
    whole = Landmark(GLOSSARY, wording.glossary)
    return (whole, *(parts if len(parts) > 1 else ())) if parts else ()


def glossary(listed: tuple[Entry, ...], episode: Episode, setter: Typesetter) -> Iterator[Flowable]:
    """Yield the glossary, beginning a page of its own; nothing where there is no entry."""
    if not listed:
        return
    yield PageBreak()
    whole, *headed = glossary_landmarks(listed, setter.wording)
    yield setter.heading("section", whole)
    if any(entry.term.definition is None for entry in listed):
        yield setter.paragraph("note", setter.plain(setter.wording.unexplained_note, "label"))
    elsewhere = _elsewhere(listed)
    for number, (landmark, members) in enumerate(sections(listed, setter.wording).items()):
        if number:  # a break between the first two headings could leave one alone on its page
            yield setter.room("group")
        if landmark in headed:
            yield setter.heading("group", landmark)
        listing = Tag("L")
        for entry in members:
            yield _row(entry, elsewhere.get(entry.key), listing, episode, setter)


def _elsewhere(listed: tuple[Entry, ...]) -> dict[str, Entry]:
    """Return for each entry whose quote stands with another one that one, by the entry's key."""
    other = told_elsewhere(entry.term for entry in listed)
    by_term = {entry.term.key: entry for entry in listed}
    return {by_term[key].key: by_term[term.key] for key, term in other.items()}


def _row(entry: Entry, other: Entry | None, listing: Tag, episode: Episode, setter: Typesetter) -> Flowable:
    """Return an entry with who explains it where, and on what pages before it is used.

    One whose quote stands with the ``other`` leads there.
    """
    body, said = _entry(entry, other, episode, setter), bylines(_shown(entry.term), episode, setter)

    def made(places: Places) -> GuideParagraph:
        used = places.mentioned.get(entry.term.key, [])
        side = lines([said, _used_on(used, setter)]) if used else said
        return setter.row("term", body, side=side, within=listing, explains=entry.term.key)

    return Deferred(made, setter.styles["term"])


def _used_on(pages: list[int], setter: Typesetter) -> Markup:
    before, _, after = setter.wording.found_on[len(pages) != 1].partition("{numbers}")
    numbers = ", ".join(anchor(page_key(run[0]), Markup(shown(run))) for run in runs(pages))
    return join(setter.plain(before, "label"), Markup(f" {numbers}"), setter.plain(after, "label"))


def _entry(entry: Entry, other: Entry | None, episode: Episode, setter: Typesetter) -> Markup:
    term = entry.term
    # The target comes after the term: reportlab does not split a long word that begins with one.
    head = join(setter.run(term.term, "text_bold"), target(entry.key))
    if term.aliases:
        also = filled(setter.wording.also, aliases=", ".join(term.aliases))
        head = join(head, Markup(" "), setter.dressed(also, "note"))
    if other:
        return join(head, NEW_LINE, anchor(other.key, setter.plain(see(other.term, episode))))
    if term.definition is None:
        return join(head, NEW_LINE, quotes(_shown(term), setter))
    body = join(head, NEW_LINE, setter.plain(term.definition))
    if is_extract(term.definition, _shown(term)):
        return body
    return join(body, NEW_LINE, quotes(_shown(term), setter))


def _shown(term: Term) -> tuple[Citation, ...]:
    """Return the quote that the entry rests on; further ones are for looking up, not for print."""
    return term.citations[:1]
