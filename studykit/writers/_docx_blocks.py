"""What a handout is made of, before it is Word's XML: paragraphs, a table, the list of contents."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

Leader = Literal["none", "dot", "underscore"]


@dataclass(frozen=True)
class Run:
    """Words in one character style (its name; empty for the paragraph's own) that may lead to a web address.

    A tab goes to the next tab stop, a new line begins a line of the same paragraph.
    """

    text: str
    style: str = ""
    link: str = ""


@dataclass(frozen=True)
class Tab:
    """A tab stop at ``share`` of the text's width; from half of it on, text ends there."""

    share: float
    leader: Leader = "none"


@dataclass(frozen=True)
class Paragraph:
    """A paragraph in a named style; ``bookmark`` is the name by which the contents find it.

    ``may_break`` says that a page may begin here where the paragraphs come out better so; ``at_top`` is then
    added to its words. ``may_follow`` says that the new page is not needed where the one before has room.
    ``line`` is 0 for words; a line to write on is ruled and has its number below its question there.
    """

    style: str
    runs: tuple[Run, ...] = ()
    tabs: tuple[Tab, ...] = ()
    bookmark: str = ""
    new_page: bool = False
    may_break: bool = False
    may_follow: bool = False
    at_top: tuple[Run, ...] = ()
    keep_next: bool = False
    line: int = 0

    @property
    def text(self) -> str:
        """The paragraph's words."""
        return "".join(run.text for run in self.runs)


Cell: TypeAlias = tuple[Paragraph, ...]


@dataclass(frozen=True)
class Table:
    """A table whose first row is repeated on each page.

    ``shares`` are the widths of its columns and sum up to 1; ``title`` is read to those who cannot see it.
    """

    title: str
    shares: tuple[float, ...]
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Contents:
    """The list of headings with their pages: (heading, bookmark) pairs."""

    title: str
    entries: tuple[tuple[str, str], ...]


Block: TypeAlias = Paragraph | Table | Contents


def addresses(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield every web address that ``blocks`` lead to."""
    for block in blocks:
        match block:
            case Paragraph():
                yield from (run.link for run in block.runs if run.link)
            case Table():
                yield from addresses(paragraph for row in block.rows for cell in row for paragraph in cell)
