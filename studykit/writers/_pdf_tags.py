"""A canvas that knows what is drawn on it, and marks the code of its pages so (ISO 32000-1, section 14.6).

What is drawn outside of any tag is an artifact: a rule, a running head.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cached_property
from itertools import groupby
from typing import Any, Literal, TypeAlias

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFName, PDFObject, PDFString
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from studykit.writers._pdf_glyphs import GlyphText
from studykit.writers._pdf_structure import Annotated, Box, Drawn, Marked, Structure, Tag

Way: TypeAlias = Literal["LTR", "RTL"]

_PAINTING = frozenset(["S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "EI", "ET", "Tj", "TJ"])
_AFTER = (" T*", " EMC", " Ts", " Tc")
_AFTER_TEXT = re.compile(r"(?: T\*| EMC| -?[\d.]+ T[sc])+$")
_END = "EMC"


class Linked(str):
    """Text that leads to ``destination``: a web address, or ``#`` and the key of a bookmark."""

    destination: str

    @classmethod
    def to(cls, destination: str, text: str) -> "Linked":
        """Return ``text`` as a link to ``destination``."""
        linked = cls(text)
        linked.destination = destination
        return linked


class _InLink(str):
    """Code of a link's text."""

    destination: str


class _Marked(str):
    """Code that is marked already."""


class TaggedText(GlyphText):
    """Lines of text, some of them with links."""

    _code: list[str]

    @property
    def has_links(self) -> bool:
        """Whether some of it is a link."""
        return any(isinstance(piece, _InLink) for piece in self._code)

    def marked(self, canvas: "TaggedCanvas", tag: Tag) -> str:
        """Return the code of all of it: links are marked as elements of their own within ``tag``."""
        begin, *pieces = self._code
        runs = groupby(pieces, key=lambda piece: getattr(piece, "destination", ""))
        code = [_marked(list(run), canvas, canvas.link_tag(to) if to else tag) for to, run in runs]
        return " ".join([begin, *code, "ET"])

    def _textOut(self, text: str, TStar: int = 0) -> None:  # noqa: N802, N803  # reportlab's names
        """Show ``text``; reportlab's paragraphs call this for each run of characters in one dress."""
        before = len(self._code)
        super()._textOut(text, TStar)  # type: ignore[misc]  # reportlab's own, untyped
        if isinstance(text, Linked):
            code = _InLink(" ".join(self._code[before:]))
            code.destination = text.destination
            self._code[before:] = [code]


class TaggedCanvas(Canvas):
    """A canvas for pages of which all content belongs to an element or is an artifact."""

    _code: list[str]
    _doc: Drawn
    _annotationrefs: list[PDFObject]

    @cached_property
    def structure(self) -> Structure:
        """What was drawn so far."""
        return Structure()

    @cached_property
    def _open_tags(self) -> list[Tag]:
        return []

    @cached_property
    def _tags_of_page(self) -> list[Tag]:
        return []

    @cached_property
    def _spots(self) -> list[tuple[Tag, Annotated, str]]:
        """Spots to click on that come after the words they lie on, and were made before."""
        return []

    @cached_property
    def _links(self) -> dict[tuple[Tag | None, str], Tag]:
        return {}

    _marked_to = 0
    _destination = ""

    @contextmanager
    def tagged(self, tag: Tag) -> Iterator[None]:
        """Make what is drawn meanwhile, on one page, content of ``tag``, and not of the tag around it."""
        self._mark()
        self._open_tags.append(tag)
        try:
            yield
        finally:
            self._mark()
            self._add_spots()
            self._open_tags.pop()

    def link_tag(self, destination: str) -> Tag:
        """Return the element of the link to ``destination`` within the present one."""
        around = self._open_tags[-1] if self._open_tags else None
        if around and around.kind == "Link":
            return around
        return self._links.setdefault((around, destination), Tag("Link", around))

    def begin_mark(self, tag: Tag) -> str:
        """Return the operator that begins content of ``tag``; EMC ends it."""
        number = len(self._tags_of_page)
        self._tags_of_page.append(tag)
        self.structure.add(tag, Marked(self.getPageNumber() - 1, number))
        return f"/{tag.kind} <</MCID {number}>> BDC"

    def box_of(self, figure: Tag, box: Box) -> None:
        """Say what rectangle of the page ``figure`` takes, in the present coordinates."""
        left, bottom = self.absolutePosition(box[0], box[1])
        right, top = self.absolutePosition(box[2], box[3])
        self.structure.boxes[figure] = (left, bottom, right, top)

    def beginText(self, x: float = 0, y: float = 0, direction: Way | None = None) -> PDFTextObject:  # noqa: N802  # reportlab's
        """Return an empty text that may get links."""
        return TaggedText(self, x, y, direction=direction)

    def drawText(self, aTextObject: PDFTextObject) -> None:  # noqa: N802, N803  # reportlab's names
        """Draw a text."""
        if self._open_tags and isinstance(aTextObject, TaggedText) and aTextObject.has_links:
            self._mark()
            self._code.append(_Marked(aTextObject.marked(self, self._open_tags[-1])))
            self._marked_to = len(self._code)
        else:
            super().drawText(aTextObject)

    def linkURL(self, url: str, *args: Any, **kwargs: Any) -> None:  # noqa: N802  # reportlab's name
        """Make a rectangle of the page lead to ``url``."""
        self._destination = url
        super().linkURL(url, *args, **{"Contents": PDFString(url), **kwargs})

    def linkRect(self, contents: str, destinationname: str, *args: Any, **kwargs: Any) -> None:  # noqa: N802  # reportlab's names
        """Make a rectangle of the page lead to a place of the document, which ``contents`` names."""
        self._destination = f"#{destinationname}"
        super().linkRect(contents or destinationname, destinationname, *args, **kwargs)

    def showPage(self) -> None:  # noqa: N802  # reportlab's name
        """End the page."""
        self._mark()
        self._add_spots()
        self._code[:] = _with_artifacts(self._code)
        super().showPage()
        page: Any = self._doc.Pages.pages[-1]
        page.__NoDefault__ = (*page.__NoDefault__, "StructParents", "Tabs")
        page.StructParents = self.structure.adopt(self._tags_of_page[:])
        page.Tabs = PDFName("S")
        self._tags_of_page.clear()
        self._marked_to = 0

    def save(self) -> None:
        """Write the structure and the file."""
        if self._code:
            self.showPage()
        self.structure.write(self._doc)
        super().save()

    def _mark(self) -> None:
        """Mark what was drawn since the last mark as content of the present tag, where there is one."""
        drawn = [place for place in range(self._marked_to, len(self._code)) if _paints(self._code[place])]
        if drawn and self._open_tags:
            self._code.insert(drawn[-1] + 1, _END)
            self._code.insert(drawn[0], self.begin_mark(self._open_tags[-1]))
        self._marked_to = len(self._code)

    def _add_spots(self) -> None:
        for tag, spot, destination in self._spots:
            if tag not in self.structure.kids:  # nothing else says where it leads
                self.structure.described[tag] = destination
            self.structure.add(tag, spot)
        self._spots.clear()

    def _addAnnotation(self, annotation: Any, name: str | None = None, addtopage: int = 1) -> None:  # noqa: N802  # reportlab's name
        tag = self.link_tag(self._destination)
        number = self.structure.adopt(tag)
        if isinstance(annotation, PDFDictionary):
            annotation["StructParent"] = number
        else:
            annotation.permitted = (*annotation.permitted, "StructParent")
            annotation.otherkw["StructParent"] = number
        super()._addAnnotation(annotation, name, addtopage)  # type: ignore[misc]  # reportlab's own, untyped
        spot = Annotated(self.getPageNumber() - 1, self._annotationrefs[-1])
        self._spots.append((tag, spot, self._destination))


def _marked(pieces: list[str], canvas: TaggedCanvas, tag: Tag) -> str:
    code = " ".join(pieces)
    return f"{canvas.begin_mark(tag)} {code} {_END}" if any(map(_paints, pieces)) else code


def _paints(code: str) -> bool:
    """Return whether ``code``, one or more whole operations, ends with one that leaves a mark on the page."""
    end = code[-3:].split()
    if code.endswith(_AFTER):
        end = _AFTER_TEXT.sub("", code[-40:]).split()
    return bool(end) and end[-1] in _PAINTING


def _with_artifacts(code: Iterable[str]) -> list[str]:
    """Return the code of a page with what paints outside of any mark marked as an artifact."""
    marked: list[str] = []
    depth = 0
    for piece in code:
        is_artifact = not depth and _paints(piece) and not isinstance(piece, _Marked)
        depth += piece.endswith(" BDC") - (piece == _END)
        marked += ("/Artifact BMC", piece, _END) if is_artifact else (piece,)
    return marked
