"""The tree of elements of a tagged PDF: what the pages hold, and how they are read.

ISO 32000-1, section 14.7.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, Protocol, TypeAlias

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFObject, PDFString

StructureType = Literal[
    "H1", "H2", "H3", "P", "Link", "Figure", "L", "LI", "Lbl", "LBody", "TOC", "TOCI", "Index"
]
"""Standard structure types (section 14.8.4)."""
Box: TypeAlias = tuple[float, float, float, float]
"""Left, bottom, right and top, in points."""


class _Catalog(Protocol):
    MarkInfo: PDFObject
    StructTreeRoot: PDFObject


class _Pages(Protocol):
    pages: list[PDFObject]


class _Reference(Protocol):
    def format(self, document: "Drawn") -> bytes: ...


class Drawn(Protocol):
    """What the tree needs of reportlab's document, which is untyped."""

    @property
    def Catalog(self) -> _Catalog:  # noqa: N802  # reportlab's name
        """The root of the file."""
        ...

    @property
    def Pages(self) -> _Pages:  # noqa: N802  # reportlab's name
        """The pages, all of them drawn."""
        ...

    def Reference(self, obj: PDFObject) -> _Reference:  # noqa: N802  # reportlab's name
        """Return what refers to ``obj``, which gets its own place in the file."""
        ...


@dataclass(frozen=True, eq=False)
class Tag:
    """One element of the structure: each value is another one, on however many pages it is drawn.

    ``within`` is the element around it, None for the document itself. ``alt`` says in words what a figure
    shows.
    """

    kind: StructureType
    within: "Tag | None" = None
    alt: str = ""


@dataclass(frozen=True)
class Marked:
    """Content of a page, counted from 0, by its number there (its marked-content identifier)."""

    page: int
    number: int


@dataclass(frozen=True)
class Annotated:
    """A spot of a page, counted from 0, such as one to click on."""

    page: int
    reference: PDFObject


@dataclass
class Structure:
    """What the pages were found to hold.

    ``kids`` are each element's in the order of reading, those of None the document's. ``parents`` tell by
    number what each content of a page, or an annotation, belongs to; ``boxes`` where on its page a figure is,
    ``described`` what a link says that has no words, and ``spoken`` what is read of an element whose letters
    stand in another order than they are read.
    """

    kids: "dict[Tag | None, list[Tag | Marked | Annotated]]" = field(default_factory=lambda: {None: []})
    parents: dict[int, list[Tag] | Tag] = field(default_factory=dict)
    boxes: dict[Tag, Box] = field(default_factory=dict)
    described: dict[Tag, str] = field(default_factory=dict)
    spoken: dict[Tag, str] = field(default_factory=dict)

    def say(self, tag: Tag, text: str) -> None:
        """Let ``text`` be read for the content of ``tag``, after what is read of it already."""
        self.spoken[tag] = f"{self.spoken[tag]} {text}" if tag in self.spoken else text

    def add(self, tag: Tag, kid: Marked | Annotated) -> None:
        """Put ``kid`` at the end of ``tag``, which has its place from the first of its kids on."""
        self._place(tag)
        self.kids[tag].append(kid)

    def adopt(self, parent: list[Tag] | Tag) -> int:
        """Return the number by which a page, or an annotation, finds what it belongs to."""
        self.parents[len(self.parents)] = parent
        return len(self.parents) - 1

    def write(self, document: Drawn) -> None:
        """Put the tree into ``document``, whose pages are drawn."""
        _Tree(document, self).write()

    def _place(self, tag: Tag) -> None:
        if tag not in self.kids:
            self.kids[tag] = []
            if tag.within:
                self._place(tag.within)
            self.kids[tag.within].append(tag)


class _Element(PDFObject):
    """A dictionary that is text already: reportlab's own take as long to write as the rest of the page."""

    def __init__(self) -> None:
        self.code = ""

    def format(self, document: object) -> bytes:  # noqa: ARG002  # reportlab's signature
        """Return the code; reportlab calls this when it writes the file."""
        return self.code.encode("latin-1")


class _Tree:
    """Writes a structure into one document."""

    def __init__(self, document: Drawn, structure: Structure) -> None:
        self._document = document
        self._structure = structure
        self._elements = {tag: _Element() for tag in structure.kids}
        self._references = {tag: self._refer(element) for tag, element in self._elements.items()}

    def write(self) -> None:
        catalog, root, parents = self._document.Catalog, _Element(), _Element()
        parents.code = f"<</Nums[{' '.join(self._numbered())}]>>"
        root.code = (
            f"<</Type/StructTreeRoot/K {self._references[None]}/ParentTree {self._refer(parents)}"
            f"/ParentTreeNextKey {len(self._structure.parents)}>>"
        )
        catalog.MarkInfo = PDFDictionary({"Marked": "true"})
        catalog.StructTreeRoot = root
        whole = self._refer(root)
        for tag, element in self._elements.items():
            element.code = f"<<{''.join(self._entries(tag, whole))}>>"

    def _entries(self, tag: Tag | None, whole: str) -> Iterator[str]:
        """Yield the entries of an element; a page that all its content is on is told once for all."""
        kids = self._structure.kids[tag]
        pages = {kid.page for kid in kids if not isinstance(kid, Tag)}
        page = pages.pop() if len(pages) == 1 else None
        yield f"/S/{tag.kind if tag else 'Document'}"
        yield f"/P {self._references[tag.within] if tag else whole}"
        if page is not None:
            yield f"/Pg {self._page(page)}"
        inner = " ".join(self._kid(kid, page) for kid in kids)
        yield f"/K {inner}" if len(kids) == 1 else f"/K[{inner}]"
        if tag:
            yield from self._facts(tag)

    def _facts(self, tag: Tag) -> Iterator[str]:
        if alt := tag.alt or self._structure.described.get(tag):
            yield f"/Alt {self._string(alt)}"
        if spoken := self._structure.spoken.get(tag):
            yield f"/ActualText {self._string(spoken)}"
        if box := self._structure.boxes.get(tag):
            yield f"/A<</O/Layout/BBox[{' '.join(f'{side:.2f}' for side in box)}]>>"

    def _kid(self, kid: Tag | Marked | Annotated, page: int | None) -> str:
        match kid:
            case Tag():
                return self._references[kid]
            case Marked():
                told = f"<</Type/MCR/Pg {self._page(kid.page)}/MCID {kid.number}>>"
                return str(kid.number) if kid.page == page else told
            case Annotated():
                return f"<</Type/OBJR/Pg {self._page(kid.page)}/Obj {self._refer(kid.reference)}>>"

    def _numbered(self) -> Iterator[str]:
        for number, parent in self._structure.parents.items():
            if isinstance(parent, Tag):
                yield f"{number} {self._references[parent]}"
            else:
                listed = _Element()
                listed.code = f"[{' '.join(self._references[tag] for tag in parent)}]"
                yield f"{number} {self._refer(listed)}"

    def _page(self, number: int) -> str:
        return self._refer(self._document.Pages.pages[number])

    def _refer(self, thing: PDFObject) -> str:
        """Return what refers to ``thing``, such as ``12 0 R``."""
        return bytes(self._document.Reference(thing).format(self._document)).decode("latin-1")

    def _string(self, text: str) -> str:
        return bytes(PDFString(text).format(self._document)).decode("latin-1")
