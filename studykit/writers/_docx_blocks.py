"""What a document is made of, before it is Word's XML: paragraphs, tables, pictures, the list of contents."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

Leader = Literal["none", "dot", "underscore"]


@dataclass(frozen=True)
class Run:
    """Words in one character style (its name; empty for the paragraph's own) that may lead to a web address.

    ``to`` is a bookmark that they lead to instead, ``code`` a field that Word works out, of which they are
    the result until then. ``footnote`` stands at the foot of the page, referred to at their end. A tab goes
    to the next tab stop, a new line begins a line of the same paragraph.
    """

    text: str
    style: str = ""
    link: str = ""
    to: str = ""
    code: str = ""
    footnote: tuple["Run", ...] = ()


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
class Picture:
    """A picture on a line of its own, as PNG; it stays on the page of what follows.

    ``alt`` says what it shows, ``link`` is a web address that it leads to.
    """

    content: bytes
    width_pt: float
    height_pt: float
    alt: str
    link: str = ""


@dataclass(frozen=True)
class Table:
    """A table whose first row is repeated on each page.

    ``shares`` are the widths of its columns and sum up to 1; ``title`` is read to those who cannot see it.
    A row is found by the bookmark of its first paragraph.
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
    new_page: bool = False


Block: TypeAlias = Paragraph | Picture | Table | Contents


def addresses(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield every web address that ``blocks`` lead to, but for those in footnotes, which are another part."""
    for block in blocks:
        if isinstance(block, Picture) and block.link:
            yield block.link
        yield from (run.link for run in _runs(block) if run.link)


def footnotes(blocks: Iterable[Block]) -> tuple[tuple[Run, ...], ...]:
    """Return the footnotes of ``blocks`` in their order."""
    return tuple(run.footnote for block in blocks for run in _runs(block) if run.footnote)


def _runs(block: Block) -> Iterator[Run]:
    match block:
        case Paragraph():
            yield from block.runs
        case Table():
            paragraphs = (paragraph for row in block.rows for cell in row for paragraph in cell)
            yield from (run for paragraph in paragraphs for run in paragraph.runs)
