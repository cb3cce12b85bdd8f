"""Blocks as WordprocessingML (ECMA-376 part 1, section 17), as text that is parsed once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import count
from xml.sax.saxutils import escape, quoteattr

from studykit.identity import stable_id
from studykit.writers._docx_blocks import Block, Contents, Paragraph, Picture, Run, Tab, Table
from studykit.writers._docx_scripts import Stretch, runs_from_the_right, stretches

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
STYLES = (
    *("Title", "Subtitle", "Facts", "Name Line", "Note", "TOC Heading", "toc 1", "heading 1", "heading 2"),
    *("Time Span", "Passage", "Question", "Answer Line", "Answer", "Quote", "Table Header", "Table Text"),
    *("footer", "Hyperlink", "Byline", "Byline Link", "Term Word", "Alias", "Hint", "Blank", "Unexplained"),
    *("Cover Line", "Cover Fact", "Fact Name", "Figure", "Caption", "Term List"),
    *("Quoted Words", "footnote text", "footnote reference"),
    "Study Table",
)
"""The styles a template must have, by name."""

# Level 2 is left out: "Terms" and "Questions" once more for every chapter would bury the chapters.
_CHAPTERS = r'TOC \o "1-1" \h \z \u'
_LINE = '<w:{} w:val="single" w:sz="4" w:space="0" w:color="8C8C8C"/>'
_RULE = f"<w:pBdr>{_LINE.format('bottom')}{_LINE.format('between')}</w:pBdr>"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_EMU = 12700
"""English metric units, in which pictures are measured, in a point."""
_FOOTNOTE_MARK = "<w:footnoteRef/>"


def relationship_id(url: str) -> str:
    """Return the id under which a document knows the web address ``url``."""
    return f"link-{stable_id(url)}"


def picture_id(content: bytes) -> str:
    """Return the id under which a document knows the picture ``content``."""
    return f"picture-{sha256(content).hexdigest()[:16]}"


@dataclass(frozen=True)
class Markup:
    """Turns blocks into XML for one document: each of them once, in their order, for it counts as it goes.

    ``style_ids`` gives the id of each style in STYLES, ``width`` the text's width in twentieths of a point,
    ``pages`` the page of each bookmark; ``language`` is the document's.
    """

    style_ids: Mapping[str, str]
    width: int
    pages: Mapping[str, int]
    language: str
    _bookmarks: Iterator[int] = field(default_factory=lambda: count(1), repr=False)
    _pictures: Iterator[int] = field(default_factory=lambda: count(1), repr=False)
    _footnotes: Iterator[int] = field(default_factory=lambda: count(1), repr=False)

    def block(self, block: Block) -> str:
        """Return the XML of any block."""
        match block:
            case Paragraph():
                return self.paragraph(block)
            case Picture():
                return self._picture(block)
            case Table():
                return self._table(block)
            case Contents():
                return self._contents(block)

    def paragraph(self, paragraph: Paragraph, before: str = "", after: str = "") -> str:
        """Return a paragraph; ``before`` and ``after`` are XML that stands around its words."""
        content = before + "".join(self._run(run) for run in paragraph.runs) + after
        if paragraph.bookmark:
            number = next(self._bookmarks)
            name = f'<w:bookmarkStart w:id="{number}" w:name={quoteattr(paragraph.bookmark)}/>'
            content = f'{name}{content}<w:bookmarkEnd w:id="{number}"/>'
        return f"<w:p>{self._properties(paragraph)}{content}</w:p>"

    def footnote(self, number: int, runs: tuple[Run, ...]) -> str:
        """Return what stands at the foot of the page for reference ``number`` (section 17.11.10)."""
        mark = self._footnote_mark(_FOOTNOTE_MARK)
        paragraph = self.paragraph(Paragraph("footnote text", (Run(" "), *runs)), before=mark)
        return f'<w:footnote w:id="{number}">{paragraph}</w:footnote>'

    def _properties(self, paragraph: Paragraph) -> str:
        parts = (
            f"<w:pStyle w:val={quoteattr(self.style_ids[paragraph.style])}/>",
            "<w:keepNext/>" if paragraph.keep_next else "",
            "<w:pageBreakBefore/>" if paragraph.new_page else "",
            _RULE if paragraph.line else "",
            self._tabs(paragraph.tabs),
            "<w:bidi/>" if runs_from_the_right(paragraph.text, self.language) else "",
            # Word keeps the space above a paragraph that was told to begin a page.
            '<w:spacing w:before="0"/>' if paragraph.new_page else "",
        )
        return f"<w:pPr>{''.join(parts)}</w:pPr>"

    def _tabs(self, tabs: tuple[Tab, ...]) -> str:
        stops = "".join(
            f'<w:tab w:val="{"right" if tab.share >= 0.5 else "left"}" w:leader="{tab.leader}"'
            f' w:pos="{round(tab.share * self.width)}"/>'
            for tab in tabs
        )
        return f"<w:tabs>{stops}</w:tabs>" if stops else ""

    def _run(self, run: Run) -> str:
        return self._linked(run) + (self._reference() if run.footnote else "")

    def _linked(self, run: Run) -> str:
        words = self._words(run)
        if run.link and words:
            return f'<w:hyperlink r:id="{relationship_id(run.link)}" w:history="1">{words}</w:hyperlink>'
        if run.to and words:
            return f'<w:hyperlink w:anchor="{run.to}" w:history="1">{words}</w:hyperlink>'
        return words

    def _words(self, run: Run) -> str:
        """Return the words; those of a field are what it shows until Word works it out (section 17.16.18)."""
        if not run.text:
            return ""
        style = f"<w:rStyle w:val={quoteattr(self.style_ids[run.style])}/>" if run.style else ""
        words = "".join(_run_of(style, piece) for piece in stretches(run.text, self.language))
        if not run.code:
            return words
        return f"{_mark('begin')}{_code(run.code)}{_mark('separate')}{words}{_mark('end')}"

    def _reference(self) -> str:
        return self._footnote_mark(f'<w:footnoteReference w:id="{next(self._footnotes)}"/>')

    def _footnote_mark(self, element: str) -> str:
        style = quoteattr(self.style_ids["footnote reference"])
        return f"<w:r><w:rPr><w:rStyle w:val={style}/></w:rPr>{element}</w:r>"

    def _picture(self, picture: Picture) -> str:
        """Return a picture within a line (ECMA-376 part 1, section 20.4.2.8)."""
        number = next(self._pictures)
        size = f'cx="{round(picture.width_pt * _EMU)}" cy="{round(picture.height_pt * _EMU)}"'
        named = f'id="{number}" name="Picture {number}" descr={quoteattr(picture.alt)}'
        link = f'<a:hlinkClick r:id="{relationship_id(picture.link)}"/>' if picture.link else ""
        drawn = (
            f'<pic:pic xmlns:pic="{_DRAWING}/picture"><pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/>'
            f'</pic:nvPicPr><pic:blipFill><a:blip r:embed="{picture_id(picture.content)}"/>'
            f"<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>"
            f'<a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
            "</pic:spPr></pic:pic>"
        )
        inline = (
            f'<wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing" xmlns:a="{_DRAWING}/main"'
            f' distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/><wp:docPr {named}>{link}</wp:docPr>'
            '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
            f'<a:graphic><a:graphicData uri="{_DRAWING}/picture">{drawn}</a:graphicData></a:graphic>'
            "</wp:inline>"
        )
        return self.paragraph(Paragraph("Figure"), after=f"<w:r><w:drawing>{inline}</w:drawing></w:r>")

    def _table(self, table: Table) -> str:
        widths = [round(share * self.width) for share in table.shares]
        header = tuple((Paragraph("Table Header", (Run(label),)),) for label in table.header)
        properties = (
            f"<w:tblStyle w:val={quoteattr(self.style_ids['Study Table'])}/>"
            f"{'<w:bidiVisual/>' if runs_from_the_right('', self.language) else ''}"
            f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
            '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0"'
            ' w:noHBand="1" w:noVBand="1"/>'
            f"<w:tblCaption w:val={quoteattr(table.title)}/>"
        )
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        rows = self._row(header, widths, "<w:tblHeader/>")
        rows += "".join(self._row(row, widths) for row in table.rows)
        return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"

    def _row(self, row: tuple[tuple[Paragraph, ...], ...], widths: list[int], kind: str = "") -> str:
        cells = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
            f"{''.join(map(self.paragraph, cell))}</w:tc>"
            for width, cell in zip(widths, row, strict=True)
        )
        return f"<w:tr><w:trPr><w:cantSplit/>{kind}</w:trPr>{cells}</w:tr>"

    def _contents(self, contents: Contents) -> str:
        """Return a table of contents whose entries stand already in its field, linked to their headings."""
        title = self.paragraph(Paragraph("TOC Heading", (Run(contents.title),), new_page=contents.new_page))
        begin = f"{_mark('begin')}{_code(_CHAPTERS)}{_mark('separate')}"
        last = len(contents.entries) - 1
        entries = "".join(
            self.paragraph(
                Paragraph("toc 1", tabs=(Tab(1.0, "dot"),)),
                before=begin if place == 0 else "",
                after=self._entry(heading, bookmark) + (_mark("end") if place == last else ""),
            )
            for place, (heading, bookmark) in enumerate(contents.entries)
        )
        kind = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj>'
        return f"<w:sdt><w:sdtPr>{kind}</w:sdtPr><w:sdtContent>{title}{entries}</w:sdtContent></w:sdt>"

    def _entry(self, heading: str, bookmark: str) -> str:
        page = Run(str(self.pages[bookmark]), code=f"PAGEREF {bookmark} \\h")
        words = f"{self._run(Run(heading))}<w:r><w:tab/></w:r>{self._run(page)}"
        return f'<w:hyperlink w:anchor="{bookmark}" w:history="1">{words}</w:hyperlink>'


def _code(code: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve"> {escape(code)} </w:instrText></w:r>'


def _mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def _text(text: str) -> str:
    """Return words as ``w:t``, tabs and new lines as the elements that stand for them."""
    marked = escape(text).replace("\t", _between("<w:tab/>")).replace("\n", _between("<w:br/>"))
    whole = f'<w:t xml:space="preserve">{marked}</w:t>'
    return whole.replace('<w:t xml:space="preserve"></w:t>', "")


def _between(element: str) -> str:
    return f'</w:t>{element}<w:t xml:space="preserve">'


def _run_of(style: str, words: Stretch) -> str:
    properties = style + words.properties
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{_text(words.text)}</w:r>"
