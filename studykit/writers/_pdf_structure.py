"""The tree of elements of a tagged PDF: what the pages hold, and how they are read.

ISO 32000-1, section 14.7.
"""

from dataclasses import dataclass, field
from typing import Literal, Protocol, TypeAlias

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFObject, PDFString

StructureType = Literal[
    "H1",
    "H2",
    "H3",
    "H4",
    "P",
    "BlockQuote",
    "Note",
    "Caption",
    "Link",
    "Figure",
    "L",
    "LI",
    "Lbl",
    "LBody",
    "TOC",
    "TOCI",
    "Table",
    "TR",
    "TH",
    "TD",
    "Sect",
    "Index",
]
"""Standard structure types (section 14.8.4)."""
Box: TypeAlias = tuple[float, float, float, float]
"""Left, bottom, right and top, in points."""


class _Catalog(Protocol):
    MarkInfo: PDFObject
    StructTreeRoot: PDFObject


class _Pages(Protocol):
    pages: list[PDFObject]


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

    def Reference(self, obj: PDFObject) -> PDFObject:  # noqa: N802  # reportlab's name
        """Return what refers to ``obj``, which gets its own place in the file."""
        ...


@dataclass(frozen=True, eq=False)
class Tag:
    """One element of the structure: each value is another one, on however many pages it is drawn.

    ``within`` is the element around it, None for the document itself. ``alt`` says in words what a figure
    shows, ``scope`` of what a header cell is the header.
    """

    kind: StructureType
    within: "Tag | None" = None
    alt: str = ""
    scope: Literal["", "Row", "Column"] = ""


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
    number what each content of a page, or an annotation, belongs to; ``boxes`` where on its page a figure is.
    """

    kids: "dict[Tag | None, list[Tag | Marked | Annotated]]" = field(default_factory=lambda: {None: []})
    parents: dict[int, list[Tag] | Tag] = field(default_factory=dict)
    boxes: dict[Tag, Box] = field(default_factory=dict)

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


class _Tree:
    """Writes a structure into one document."""

    def __init__(self, document: Drawn, structure: Structure) -> None:
        self._document = document
        self._structure = structure
        self._elements = {tag: PDFDictionary() for tag in structure.kids}
        self._references = {tag: document.Reference(element) for tag, element in self._elements.items()}
        self._root = PDFDictionary()

    def write(self) -> None:
        catalog, root = self._document.Catalog, self._root
        catalog.MarkInfo = PDFDictionary({"Marked": "true"})
        catalog.StructTreeRoot = root
        root["Type"] = PDFName("StructTreeRoot")
        root["K"] = self._references[None]
        root["ParentTree"] = self._document.Reference(PDFDictionary({"Nums": self._numbered()}))
        root["ParentTreeNextKey"] = len(self._structure.parents)
        reference = self._document.Reference(root)
        for tag in self._structure.kids:
            self._fill(tag, reference)

    def _fill(self, tag: Tag | None, root: PDFObject) -> None:
        element = self._elements[tag]
        element["Type"] = PDFName("StructElem")
        element["S"] = PDFName(tag.kind if tag else "Document")
        element["P"] = self._references[tag.within] if tag else root
        element["K"] = PDFArray([self._kid(kid) for kid in self._structure.kids[tag]])
        if tag and tag.alt:
            element["Alt"] = PDFString(tag.alt)
        if tag and tag.scope:
            element["A"] = PDFDictionary({"O": PDFName("Table"), "Scope": PDFName(tag.scope)})
        if tag in self._structure.boxes:
            box = PDFArray(list(self._structure.boxes[tag]))
            element["A"] = PDFDictionary({"O": PDFName("Layout"), "BBox": box})

    def _kid(self, kid: Tag | Marked | Annotated) -> PDFObject:
        match kid:
            case Tag():
                return self._references[kid]
            case Marked():
                content = {"Type": PDFName("MCR"), "Pg": self._page(kid.page), "MCID": kid.number}
            case Annotated():
                content = {"Type": PDFName("OBJR"), "Pg": self._page(kid.page), "Obj": kid.reference}
        return PDFDictionary(content)

    def _page(self, number: int) -> PDFObject:
        return self._document.Reference(self._document.Pages.pages[number])

    def _numbered(self) -> PDFArray:
        pairs: list[object] = []
        for number, parent in self._structure.parents.items():
            pairs += (number, self._belonging(parent))
        return PDFArray(pairs)

    def _belonging(self, parent: list[Tag] | Tag) -> PDFObject:
        if isinstance(parent, Tag):
            return self._references[parent]
        return self._document.Reference(PDFArray([self._references[tag] for tag in parent]))
