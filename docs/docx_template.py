"""Makes ``templates/docx/template.docx``, the styles of handout and guide: ``python docs/docx_template.py``.

Run it after changing a style here. A teacher changes the styles in Word instead, in a copy of the file that
``--templates`` points to. The parts are those of ECMA-376 part 1; the same script gives the same bytes.
"""

import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

TEMPLATE = Path(__file__).resolve().parents[1] / "templates" / "docx" / "template.docx"

SERIF, SANS = "Times New Roman", "Arial"
INK, ACCENT, GREY, HAIR = "1A1A1A", "1F4E5F", "595959", "C4C4C4"
INDENT_PT = 22.0

MAIN = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml"
WORD = "http://schemas.microsoft.com/office/word"


@dataclass(frozen=True)
class Style:
    """A paragraph style, or a character style where ``sample`` is empty; lengths in points.

    ``lines`` is a multiple of the font's own line; ``at_least_pt`` and ``exact_pt`` are heights. ``sample``
    is what the template shows in the style, for those who open it.
    """

    name: str
    sample: str = ""
    builtin: bool = False
    size_pt: float = 0.0
    font: str = ""
    color: str = ""
    bold: bool | None = None
    tracking_pt: float = 0.0
    raised: bool = False
    before_pt: float | None = None
    after_pt: float | None = None
    lines: float = 0.0
    at_least_pt: float = 0.0
    exact_pt: float = 0.0
    left_pt: float = 0.0
    right_pt: float = 0.0
    hanging: bool = False
    keep_next: bool = False
    keep_lines: bool = False
    outline: int | None = None
    based_on: str = ""
    following: str = ""
    priority: int = 10

    @property
    def id(self) -> str:
        """The id by which paragraphs name the style: Word's own for built-in styles."""
        return {"toc 1": "TOC1"}.get(self.name, self.name.title().replace(" ", "").replace("Toc", "TOC"))


# A byline may stand alone on a paragraph's last line. Word makes that line as high as the paragraph's font
# asks, LibreOffice as the byline's; a height of at least so many points makes them agree.
# One style a row reads as the table that it is.
# fmt: off
PARAGRAPHS = (
    Style("Normal", " ", builtin=True, after_pt=6, lines=1.15),
    Style("Subtitle", "Subtitle: the show", builtin=True, font=SANS, size_pt=10, bold=True, color=ACCENT,
          tracking_pt=0.5, before_pt=0, after_pt=6, keep_next=True),
    Style("Title", "Title: the episode", builtin=True, size_pt=26, bold=True, color=INK, before_pt=0,
          after_pt=8, lines=1.05, keep_next=True, following="Facts"),
    Style("Cover Line", "Cover Line: the show, on a guide's title page", font=SANS, size_pt=10, bold=True,
          color=ACCENT, tracking_pt=0.5, before_pt=110, after_pt=6, keep_next=True, following="Title"),
    Style("Cover Fact", "Cover Fact: its name, and what is known", before_pt=0, after_pt=4, left_pt=96,
          hanging=True),
    Style("Facts", "Facts: date, length and speakers", font=SANS, size_pt=9.5, color=GREY, after_pt=2),
    Style("Name Line", "Name Line: where the learner writes a name", font=SANS, size_pt=9.5, color=GREY,
          before_pt=20, after_pt=8),
    Style("Note", "Note: how to read the places", font=SANS, size_pt=9, color=GREY, before_pt=4,
          after_pt=6),
    Style("TOC Heading", "TOC Heading", builtin=True, font=SANS, size_pt=10.5, bold=True, color=ACCENT,
          before_pt=24, after_pt=6, lines=1, keep_next=True, priority=39),
    # No right indent: LibreOffice does not show a page number that stands beyond it.
    Style("toc 1", "toc 1: an entry of the contents", builtin=True, before_pt=0, after_pt=4,
          following="Normal", priority=39),
    Style("heading 1", "Heading 1: a chapter", builtin=True, size_pt=18, bold=True, color=INK, before_pt=30,
          after_pt=2, lines=1.05, keep_next=True, keep_lines=True, outline=0, following="Normal",
          priority=9),
    Style("Time Span", "Time Span: from where to where it reaches", font=SANS, size_pt=9, color=GREY,
          before_pt=0, after_pt=6, keep_next=True),
    Style("heading 2", "Heading 2: a part of a chapter", builtin=True, font=SANS, size_pt=10.5, bold=True,
          color=ACCENT, before_pt=14, after_pt=5, lines=1, keep_next=True, keep_lines=True, outline=1,
          following="Normal", priority=9),
    Style("Passage", "Passage: a sentence of the summary. ", before_pt=0, after_pt=5, right_pt=24,
          at_least_pt=14.5),
    Style("Term List", "Term List: the terms of a chapter", before_pt=0, after_pt=5, right_pt=24,
          at_least_pt=14.5),
    Style("Question", "Question", before_pt=8, after_pt=0, at_least_pt=14.5, left_pt=INDENT_PT,
          hanging=True, keep_lines=True),
    Style("Answer Line", "Answer Line: its height is the height of the ruled lines", before_pt=0,
          after_pt=0, exact_pt=23, left_pt=INDENT_PT),
    Style("Answer", "Answer", size_pt=10, before_pt=6, after_pt=1, at_least_pt=13.2, left_pt=INDENT_PT,
          hanging=True, keep_next=True, keep_lines=True),
    Style("Quote", "Quote: the speaker's words behind an answer", builtin=True, size_pt=9, color=GREY,
          before_pt=0, after_pt=2, at_least_pt=11.2, left_pt=INDENT_PT, priority=29),
    # A multiple of the line would be one of the picture's height.
    Style("Figure", "Figure: a picture", before_pt=14, after_pt=4, lines=1, keep_next=True),
    Style("Caption", "Caption: what the picture above shows", builtin=True, font=SANS, size_pt=9, color=GREY,
          before_pt=0, after_pt=14, lines=1, keep_lines=True, following="Normal", priority=35),
    Style("footnote text", "footnote text: the words behind a sentence", builtin=True, size_pt=9, before_pt=0,
          after_pt=2, lines=1, priority=99),
    Style("Table Header", "Table Header", font=SANS, size_pt=8.5, bold=True, color=ACCENT, before_pt=2,
          after_pt=3, lines=1, keep_next=True),
    # Font and colour are said again: in cells LibreOffice puts the document's own over a character style's
    # where the paragraph's style says none.
    Style("Table Text", "Table Text", font=SERIF, size_pt=10, color=INK, before_pt=2, after_pt=3,
          at_least_pt=12.4),
    Style("footer", " ", builtin=True, font=SANS, size_pt=8.5, color=GREY, before_pt=0, after_pt=0, lines=1,
          priority=99),
)
# fmt: on
CHARACTERS = (
    Style("Default Paragraph Font", builtin=True, priority=11),
    Style("Byline", font=SANS, size_pt=8, bold=False, color=GREY),
    Style("Hyperlink", builtin=True, font=SANS, color=ACCENT),
    Style("Byline Link", color=ACCENT, based_on="Byline"),
    Style("Fact Name", font=SANS, size_pt=9, color=GREY),
    Style("Term Word", bold=True),
    Style("Alias", font=SANS, size_pt=8, color=GREY),
    Style("Hint", font=SANS, size_pt=8.5, color=GREY),
    Style("Blank", color=GREY),
    Style("Unexplained", font=SANS, size_pt=8, color=GREY),
    Style("Quoted Words", size_pt=9, color=GREY),
    Style("footnote reference", builtin=True, raised=True, priority=99),
)
RULES = (
    f'<w:top w:val="single" w:sz="6" w:space="0" w:color="{ACCENT}"/>'
    f'<w:bottom w:val="single" w:sz="6" w:space="0" w:color="{ACCENT}"/>'
    f'<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{HAIR}"/>'
)
TABLES = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
    '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
    '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    '<w:style w:type="table" w:customStyle="1" w:styleId="StudyTable"><w:name w:val="Study Table"/>'
    '<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="12"/><w:qFormat/><w:tblPr>'
    f"<w:tblBorders>{RULES}</w:tblBorders>"
    '<w:tblCellMar><w:top w:w="20" w:type="dxa"/><w:left w:w="0" w:type="dxa"/>'
    '<w:bottom w:w="20" w:type="dxa"/><w:right w:w="160" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    '<w:tblStylePr w:type="firstRow"><w:tblPr/><w:tcPr><w:tcBorders>'
    f'<w:bottom w:val="single" w:sz="6" w:space="0" w:color="{ACCENT}"/>'
    "</w:tcBorders></w:tcPr></w:tblStylePr></w:style>"
)


def twips(points: float) -> int:
    """Return ``points`` in twentieths of a point."""
    return round(points * 20)


def fonts(name: str) -> str:
    """Return the fonts element that takes ``name`` for every script."""
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"/>'


def run_properties(style: Style) -> str:
    """Return how the style's characters look."""
    off = "" if style.bold else ' w:val="0"'
    size = round(style.size_pt * 2)
    parts = (
        fonts(style.font) if style.font else "",
        "" if style.bold is None else f"<w:b{off}/><w:bCs{off}/>",
        f'<w:color w:val="{style.color}"/>' if style.color else "",
        f'<w:spacing w:val="{twips(style.tracking_pt)}"/>' if style.tracking_pt else "",
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>' if size else "",
        '<w:vertAlign w:val="superscript"/>' if style.raised else "",
    )
    return f"<w:rPr>{''.join(parts)}</w:rPr>" if any(parts) else ""


def paragraph_properties(style: Style) -> str:
    """Return how the style's paragraphs are set."""
    hanging = f' w:hanging="{twips(style.left_pt)}"' if style.hanging else ""
    left, right = twips(style.left_pt), twips(style.right_pt)
    parts = (
        "<w:keepNext/>" if style.keep_next else "",
        "<w:keepLines/>" if style.keep_lines else "",
        f'<w:tabs><w:tab w:val="left" w:pos="{left}"/></w:tabs>' if style.hanging else "",
        spacing(style),
        f'<w:ind w:left="{left}" w:right="{right}"{hanging}/>' if left or right else "",
        "" if style.outline is None else f'<w:outlineLvl w:val="{style.outline}"/>',
    )
    return f"<w:pPr>{''.join(parts)}</w:pPr>" if any(parts) else ""


def spacing(style: Style) -> str:
    """Return the space around the style's paragraphs and the height of their lines."""
    line = ""
    if style.lines:
        line = f' w:line="{round(style.lines * 240)}" w:lineRule="auto"'
    elif style.at_least_pt or style.exact_pt:
        rule = "exact" if style.exact_pt else "atLeast"
        line = f' w:line="{twips(style.exact_pt or style.at_least_pt)}" w:lineRule="{rule}"'
    before = "" if style.before_pt is None else f' w:before="{twips(style.before_pt)}"'
    after = "" if style.after_pt is None else f' w:after="{twips(style.after_pt)}"'
    return f"<w:spacing{before}{after}{line}/>" if before or after or line else ""


def style_xml(style: Style) -> str:
    """Return a style of ``styles.xml`` (ECMA-376 part 1, section 17.7.4.17)."""
    kind, normal = ("paragraph", "Normal") if style.sample else ("character", "DefaultParagraphFont")
    based_on = style.based_on or ("Normal" if style.sample else "")
    marks = (' w:default="1"' if style.id == normal else "") + ("" if style.builtin else ' w:customStyle="1"')
    parts = (
        f'<w:name w:val="{style.name}"/>',
        f'<w:basedOn w:val="{based_on}"/>' if based_on and style.id != normal else "",
        f'<w:next w:val="{style.following}"/>' if style.following else "",
        f'<w:uiPriority w:val="{style.priority}"/>',
        "" if style.priority > 30 or style.id == "DefaultParagraphFont" else "<w:qFormat/>",
        paragraph_properties(style) if style.sample else "",
        run_properties(style),
    )
    return f'<w:style w:type="{kind}"{marks} w:styleId="{style.id}">{"".join(parts)}</w:style>'


def styles_part() -> str:
    """Return ``styles.xml``."""
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts(SERIF)}"
        f'<w:color w:val="{INK}"/><w:sz w:val="22"/><w:szCs w:val="22"/>'
        '<w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault><w:pPr><w:widowControl/></w:pPr></w:pPrDefault></w:docDefaults>"
    )
    styles = "".join(style_xml(style) for style in (*PARAGRAPHS, *CHARACTERS))
    return f"<w:styles {MAIN}>{defaults}{styles}{TABLES}</w:styles>"


def document_part() -> str:
    """Return ``document.xml``: each style shown by a sample, on A4."""
    paragraphs = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style.id}"/></w:pPr>{run(style.sample)}'
        f"{''.join(map(character_sample, CHARACTERS[1:])) if style.name == 'Passage' else ''}</w:p>"
        for style in PARAGRAPHS
        if style.sample.strip()
    )
    section = (
        '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1247" w:right="1361" w:bottom="1247" '
        'w:left="1361" w:header="567" w:footer="624" w:gutter="0"/></w:sectPr>'
    )
    return f"<w:document {MAIN}><w:body>{paragraphs}{section}</w:body></w:document>"


def character_sample(style: Style) -> str:
    """Return the style's name in the style."""
    return run(f"{style.name} ", f'<w:rPr><w:rStyle w:val="{style.id}"/></w:rPr>')


def run(text: str, properties: str = "") -> str:
    """Return a run of text."""
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def settings_part() -> str:
    """Return ``settings.xml``: the layout of Word 2013 and later."""
    switches = (
        ("compatibilityMode", 15),
        ("overrideTableStyleFontSizeAndJustification", 1),
        ("enableOpenTypeFeatures", 1),
        ("doNotFlipMirrorIndents", 1),
    )
    compat = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="{WORD}" w:val="{value}"/>' for name, value in switches
    )
    return (
        f'<w:settings {MAIN}><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
        f'<w:characterSpacingControl w:val="doNotCompress"/><w:compat>{compat}</w:compat>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )


def font_table_part() -> str:
    """Return ``fontTable.xml``: what to take where a font is missing."""
    known = (
        (SERIF, "Liberation Serif", "02020603050405020304", "roman"),
        (SANS, "Liberation Sans", "020B0604020202020204", "swiss"),
    )
    table = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:panose1 w:val="{panose}"/>'
        f'<w:charset w:val="00"/><w:family w:val="{family}"/><w:pitch w:val="variable"/></w:font>'
        for name, other, panose, family in known
    )
    return f"<w:fonts {MAIN}>{table}</w:fonts>"


def types_part() -> str:
    """Return ``[Content_Types].xml``."""
    named = {
        "/word/document.xml": f"{CONTENT}.document.main+xml",
        "/word/styles.xml": f"{CONTENT}.styles+xml",
        "/word/settings.xml": f"{CONTENT}.settings+xml",
        "/word/fontTable.xml": f"{CONTENT}.fontTable+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    overrides = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in named.items())
    return (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def relationships_part(*targets: tuple[str, str]) -> str:
    """Return a ``.rels`` part that leads to ``targets``: pairs of a type and a part."""
    links = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{part}"/>'
        for number, (kind, part) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{links}</Relationships>'


def properties_part() -> str:
    """Return ``core.xml``."""
    return (
        f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>studykit template</dc:title>'
        "<dc:creator>The studykit authors</dc:creator></cp:coreProperties>"
    )


def parts() -> dict[str, str]:
    """Return the package's parts by name."""
    document = relationships_part(
        (f"{OFFICE}/styles", "styles.xml"),
        (f"{OFFICE}/settings", "settings.xml"),
        (f"{OFFICE}/fontTable", "fontTable.xml"),
    )
    package = relationships_part(
        (f"{OFFICE}/officeDocument", "word/document.xml"),
        (f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
    )
    bare = {
        "[Content_Types].xml": types_part(),
        "_rels/.rels": package,
        "docProps/core.xml": properties_part(),
        "word/_rels/document.xml.rels": document,
        "word/document.xml": document_part(),
        "word/styles.xml": styles_part(),
        "word/settings.xml": settings_part(),
        "word/fontTable.xml": font_table_part(),
    }
    declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return {name: declaration + part for name, part in bare.items()}


def write(path: Path) -> None:
    """Write the template to ``path``."""
    with zipfile.ZipFile(path, "w") as package:
        for name, part in parts().items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            package.writestr(entry, part, zipfile.ZIP_DEFLATED)


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else TEMPLATE)
