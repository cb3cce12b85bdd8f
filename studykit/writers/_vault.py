"""What is called what in a vault, and which notes lead to which."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from studykit.model import StudyDocument, Term
from studykit.page_wording import PageWording
from studykit.text import bare
from studykit.writers._sheets import Sheet, sheets
from studykit.writers._vault_names import note_name, unique, wiki_link


@dataclass(frozen=True)
class Vault:
    """The notes of one episode: their names, and the links to them."""

    document: StudyDocument
    wording: PageWording

    @cached_property
    def folder(self) -> str:
        """Where the notes lie: in a folder for the episode, in one for its show where it has a name."""
        show = note_name(self.document.episode.show)
        return f"{show}/{self.name}" if show else self.name

    @cached_property
    def name(self) -> str:
        """What the note on the episode is called, and its folder."""
        return note_name(self.document.episode.title) or note_name(self.wording.guide) or "Episode"

    @cached_property
    def sheets(self) -> tuple[Sheet, ...]:
        """The chapters, and what belongs to none."""
        return sheets(self.document, self.wording)

    @cached_property
    def chapter_names(self) -> tuple[str, ...]:
        """What the note on each sheet is called; the numbers keep them in order."""
        digits = max(2, len(str(len(self.sheets))))
        titles = enumerate((note_name(sheet.title) for sheet in self.sheets), start=1)
        numbered = (f"{place:0{digits}} {title}" for place, title in titles)
        return tuple(name.strip() for name in numbered)

    @cached_property
    def term_names(self) -> tuple[str, ...]:
        """What the note on each term of the glossary is called."""
        return unique((note_name(term.term) for term in self.document.glossary), "Term")

    @cached_property
    def term_links(self) -> dict[str, str]:
        """The link to each term, by its key."""
        keys = (term.key for term in self.document.glossary)
        links = (wiki_link(f"{self.folder}/Terms", name) for name in self.term_names)
        return dict(zip(keys, links, strict=True))

    @property
    def episode_link(self) -> str:
        """The link to the note on the episode."""
        return wiki_link(self.folder, self.name)

    def chapter_link(self, place: int) -> str:
        """Return the link to the note on the sheet at ``place``."""
        return wiki_link(f"{self.folder}/Chapters", self.chapter_names[place])

    def chapter_links(self, term: Term) -> Iterator[str]:
        """Yield the links to the chapters of ``term``."""
        places = {chapter.id: place for place, chapter in enumerate(self.document.chapters)}
        yield from (
            self.chapter_link(places[id_]) for id_ in dict.fromkeys(term.chapter_ids) if id_ in places
        )

    def related(self, term: Term) -> Iterator[str]:
        """Yield the links to the terms that the explanation of ``term`` names."""
        said = bare(
            " ".join([term.definition or "", *(citation.quote for citation in term.citations)])
        ).split()
        lengths = {name.count(" ") + 1 for name in self._links_by_name}
        named = {" ".join(said[at : at + length]) for length in lengths for at in range(len(said))}
        for name in sorted(named & self._links_by_name.keys()):
            if name != bare(term.term):
                yield self._links_by_name[name]

    @cached_property
    def _links_by_name(self) -> dict[str, str]:
        return {bare(term.term): self.term_links[term.key] for term in self.document.glossary}
