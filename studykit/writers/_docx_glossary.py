"""The glossary of a guide in Word: tables of terms, people, organisations and works, with their pages."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from studykit.model import StudyDocument, Term
from studykit.page_wording import PageWording
from studykit.writers._captions import PARTS, alphabetical, part_title, quoted, see
from studykit.writers._docx_blocks import Block, Cell, Paragraph, Run, Table
from studykit.writers._docx_runs import TERM_COLUMNS, meaning, name, prose, where
from studykit.writers._evidence import is_extract, told_elsewhere
from studykit.writers._mentions import Mentions

_SENTENCES = frozenset({"Passage", "Question"})
"""The styles of paragraphs in which terms are looked for."""


def entry_bookmark(place: int) -> str:
    """Return the bookmark of the entry at ``place`` in the order of the alphabet, counted from 0."""
    return f"_Term{place + 1:08}"


@dataclass(frozen=True)
class Marked:
    """Blocks with a bookmark wherever a chapter first uses a term, and these bookmarks by the term's key."""

    blocks: tuple[Block, ...]
    uses: Mapping[str, tuple[str, ...]]

    def pages(self, page_of: Mapping[str, int]) -> dict[str, dict[int, str]]:
        """Return the pages on which each term is used, with a bookmark on each."""
        return {key: {page_of[mark]: mark for mark in reversed(marks)} for key, marks in self.uses.items()}


def marked(blocks: tuple[Block, ...], terms: tuple[Term, ...]) -> Marked:
    """Return ``blocks`` with bookmarks on the sentences that use ``terms``."""
    find = Mentions(terms)
    found: list[Block] = []
    uses: dict[str, list[str]] = {}
    seen: set[str] = set()
    for place, block in enumerate(blocks):
        new = _used_in(block, find) - seen
        if isinstance(block, Paragraph) and block.style == "heading 1":
            seen = set()
        seen |= new
        bookmark = f"_Use{place:08}"
        found.append(replace(block, bookmark=bookmark) if new and isinstance(block, Paragraph) else block)
        for key in new:
            uses.setdefault(key, []).append(bookmark)
    return Marked(tuple(found), {key: tuple(marks) for key, marks in uses.items()})


def _used_in(block: Block, find: Mentions) -> set[str]:
    """Return the keys of the terms in a sentence; who said it and where is not looked at."""
    if not isinstance(block, Paragraph) or block.style not in _SENTENCES:
        return set()
    return {key for run in block.runs if not run.style for _, key in find(run.text)}


def glossary(
    document: StudyDocument, wording: PageWording, pages_of: Mapping[str, Mapping[int, str]], bookmark: str
) -> Iterator[Block]:
    """Yield the glossary under a heading with ``bookmark``, beginning a page; nothing where it is empty.

    ``pages_of`` gives the pages that use a term, by its key, with a bookmark on each.
    """
    listed = tuple(enumerate(alphabetical(document.glossary)))
    parts = {part: [(n, term) for n, term in listed if term.kind in kinds] for part, kinds in PARTS.items()}
    filled_parts = {part: terms for part, terms in parts.items() if terms}
    if filled_parts:
        yield Paragraph("heading 1", (Run(wording.glossary),), bookmark=bookmark, new_page=True)
    places = {term.key: n for n, term in listed}
    leads = {
        key: Run(see(other, document.episode), to=entry_bookmark(places[other.key]))
        for key, other in told_elsewhere(document.glossary).items()
    }

    def row(place: int, term: Term) -> tuple[Cell, ...]:
        lead = leads.get(term.key)
        told = (lead,) if lead else (*meaning(term, wording), *_proof(term, wording))
        found = (*where(document.episode, term, wording), *_used_on(pages_of.get(term.key, {}), wording))
        first, *others = ((Paragraph("Table Text", runs),) for runs in (name(term, wording), told, found))
        return ((replace(first[0], bookmark=entry_bookmark(place)),), *others)

    for part, terms in filled_parts.items():
        title = part_title(part, wording)
        if len(filled_parts) > 1:
            yield Paragraph("heading 2", (Run(title),))
        rows = tuple(row(number, term) for number, term in terms)
        yield Table(title, TERM_COLUMNS, (wording.term, wording.meaning, wording.where), rows)


def _proof(term: Term, wording: PageWording) -> Iterator[Run]:
    """Yield the speaker's own words on a line of their own, where the definition has others.

    Footnotes would make LibreOffice leave half of a page empty, for it fills pages with tables row by row.
    """
    said = term.citations[:1]  # further ones are for looking up, not for print
    definition = term.definition or ""
    if definition.strip() and not is_extract(definition, said):
        yield from (Run(f"\n{quoted(prose(citation.quote), wording)}", "Quoted Words") for citation in said)


def _used_on(pages: Mapping[int, str], wording: PageWording) -> Iterator[Run]:
    """Yield on a line of their own the pages that use a term, each as a field that leads there."""
    if not pages:
        return
    before, _, after = wording.found_on[len(pages) != 1].partition("{numbers}")
    yield Run(f"\n{before}", "Byline")
    for place, page in enumerate(sorted(pages)):
        yield Run(", " if place else "", "Byline")
        yield Run(str(page), "Byline", to=pages[page], code=rf"PAGEREF {pages[page]} \h")
    yield Run(after, "Byline")
