"""Blocks as WordprocessingML (ECMA-376 part 1, section 17), as text that is parsed once."""

from collections.abc import Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from studykit.identity import stable_id
from studykit.writers._docx_blocks import Block, Contents, Paragraph, Run, Tab, Table
from studykit.writers._docx_scripts import Stretch, runs_from_the_right, stretches

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
STYLES = (
    *("Title", "Subtitle", "Facts", "Name Line", "Note", "TOC Heading", "toc 1", "heading 1", "heading 2"),
    *("Time Span", "Passage", "Question", "Answer Line", "Answer", "Quote", "Table Header", "Table Text"),
    *("footer", "Hyperlink", "Byline", "Byline Link", "Term Word", "Alias", "Hint", "Blank", "Unexplained"),
    "Study Table",
)
"""The styles a template must have, by name."""

# Level 2 is left out: "Terms" and "Questions" once more for every chapter would bury the chapters.
_CHAPTERS = r'TOC \o "1-1" \h \z \u'
_LINE = '<w:{} w:val="single" w:sz="4" w:space="0" w:color="8C8C8C"/>'
_RULE = f"<w:pBdr>{_LINE.format('bottom')}{_LINE.format('between')}</w:pBdr>"


def relationship_id(url: str) -> str:
    """Return the id under which a document knows the web address ``url``."""
    return f"link-{stable_id(url)}"


def field(code: str, shown: str) -> str:
    """Return a field that shows ``shown`` until Word works it out (section 17.16.18, complex fields)."""
    return f"{_mark('begin')}{_code(code)}{_mark('separate')}<w:r>{_text(shown)}</w:r>{_mark('end')}"


@dataclass(frozen=True)
class Markup:
    """Turns blocks into XML for one document.

    ``style_ids`` gives the id of each style in STYLES, ``width`` the text's width in twentieths of a point,
    ``pages`` the page of each bookmark; ``language`` is the document's.
    """

    style_ids: Mapping[str, str]
    width: int
    pages: Mapping[str, int]
    language: str

    def block(self, block: Block) -> str:
        """Return the XML of any block."""
        match block:
            case Paragraph():
                return self.paragraph(block)
            case Table():
                return self._table(block)
            case Contents():
                return self._contents(block)

    def paragraph(self, paragraph: Paragraph, before: str = "", after: str = "") -> str:
        """Return a paragraph; ``before`` and ``after`` are XML that stands around its words."""
        content = before + "".join(self._run(run) for run in paragraph.runs) + after
        if paragraph.bookmark:
            number = int(paragraph.bookmark.removeprefix("_Toc"))
            name = f'<w:bookmarkStart w:id="{number}" w:name={quoteattr(paragraph.bookmark)}/>'
            content = f'{name}{content}<w:bookmarkEnd w:id="{number}"/>'
        return f"<w:p>{self._properties(paragraph)}{content}</w:p>"

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
        if not run.text:
            return ""
        style = f"<w:rStyle w:val={quoteattr(self.style_ids[run.style])}/>" if run.style else ""
        text = "".join(_run_of(style, piece) for piece in stretches(run.text, self.language))
        if not run.link:
            return text
        return f'<w:hyperlink r:id="{relationship_id(run.link)}" w:history="1">{text}</w:hyperlink>'

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
        title = self.paragraph(Paragraph("TOC Heading", (Run(contents.title),)))
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
        page = field(f"PAGEREF {bookmark} \\h", str(self.pages[bookmark]))
        words = f"{self._run(Run(heading))}<w:r><w:tab/></w:r>"
        return f'<w:hyperlink w:anchor="{bookmark}" w:history="1">{words}{page}</w:hyperlink>'


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
