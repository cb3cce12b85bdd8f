"""The index of the printed guide: on what pages terms, people, organisations and works are."""

from collections.abc import Iterator
from itertools import pairwise

from reportlab.platypus import Flowable, NextPageTemplate, PageBreak

from studykit.page_wording import PageWording
from studykit.text import without_accents
from studykit.writers._pages import runs, shown
from studykit.writers._pdf_canvas import Landmark, Places
from studykit.writers._pdf_deferred import Deferred
from studykit.writers._pdf_flowables import GuideParagraph
from studykit.writers._pdf_glossary import Entry
from studykit.writers._pdf_markup import SPACE, Markup, anchor, join
from studykit.writers._pdf_structure import Tag
from studykit.writers._pdf_type import Typesetter

TEMPLATE = "index"
"""The pages that it stands on, in two columns."""
FEWEST_ENTRIES = 10
"""Fewer are found as fast in the glossary itself."""


def landmark(wording: PageWording) -> Landmark:
    """Return the place of the index in contents and outline."""
    return Landmark("index", wording.index)


def is_indexed(entries: tuple[Entry, ...]) -> bool:
    """Whether there is an index at all."""
    return len(entries) >= FEWEST_ENTRIES


def index(entries: tuple[Entry, ...], setter: Typesetter) -> Iterator[Flowable]:
    """Yield the index of ``entries``, beginning a page of its own; nothing where they are few."""
    if not is_indexed(entries):
        return
    yield NextPageTemplate(TEMPLATE)
    yield PageBreak()
    yield setter.heading("section", landmark(setter.wording))
    yield setter.paragraph("note", setter.plain(setter.wording.index_note, "label"))
    listing = Tag("Index")
    for before, entry in pairwise((None, *entries)):
        if entry:
            yield _entry(
                entry, setter, listing, begins_letter=bool(before) and _letter(before) != _letter(entry)
            )


def _entry(entry: Entry, setter: Typesetter, listing: Tag, *, begins_letter: bool) -> Flowable:
    name = anchor(entry.key, setter.plain(entry.term.term))

    def made(places: Places) -> GuideParagraph:
        used = ", ".join(map(shown, runs(places.mentioned.get(entry.term.key, ()))))
        explained = setter.run(str(places.explained[entry.term.key]), "text_bold")
        numbers = Markup(f"{used}, {explained}") if used else explained
        markup = join(name, SPACE, numbers)
        return setter.paragraph("index", markup, tag=Tag("P", listing))

    deferred = Deferred(made, setter.styles["index"])
    if begins_letter:
        deferred.spaceBefore = setter.styles["index"].leading
    return deferred


def _letter(entry: Entry | None) -> str:
    """Return what an entry is found under: its first letter, and one group for all that begin with none."""
    first = without_accents(entry.term.term[:1]).casefold() if entry else ""
    return first if first.isalpha() else ""
