"""Footnotes of a Word document, a part that python-docx does not know (ECMA-376 part 1, section 17.11)."""

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from studykit.writers._docx_blocks import Paragraph, Run, addresses
from studykit.writers._docx_markup import NAMESPACES, Markup, relationship_id

_SEPARATORS = (("-1", "separator"), ("0", "continuationSeparator"))
"""Ids and kinds of what stands between the text and its footnotes; Word gives them these ids."""
_LATER_SETTINGS = (
    *("w:endnotePr", "w:compat", "w:docVars", "w:rsids", "m:mathPr", "w:attachedSchema", "w:themeFontLang"),
    *("w:clrSchemeMapping", "w:doNotIncludeSubdocsInStats", "w:doNotAutoCompressPictures", "w:forceUpgrade"),
    *("w:captions", "w:readModeInkLockDown", "w:smartTagType", "sl:schemaLibrary", "w:shapeDefaults"),
    *("w:doNotEmbedSmartTags", "w:decimalSymbol", "w:listSeparator"),
)
"""What follows on the footnotes in the settings (section 17.15.1.78)."""


def add_footnotes(word: Document, notes: tuple[tuple[Run, ...], ...], markup: Markup) -> None:
    """Put ``notes`` into ``word``, in the place of those that its template may have."""
    relationships = word.part.rels
    for stale in [key for key, to in relationships.items() if to.reltype == RELATIONSHIP_TYPE.FOOTNOTES]:
        del relationships[stale]
    settings = word.settings.element
    for old in settings.findall(qn("w:footnotePr")):
        settings.remove(old)
    if not notes:
        return
    content, package = _footnotes(notes, markup), word.part.package
    part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, content, package)
    for url in dict.fromkeys(addresses(Paragraph("footnote text", note) for note in notes)):
        part.rels.add_relationship(RELATIONSHIP_TYPE.HYPERLINK, url, relationship_id(url), is_external=True)
    word.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    _name_separators(settings)


def _footnotes(notes: tuple[tuple[Run, ...], ...], markup: Markup) -> bytes:
    separators = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:pPr>'
        '<w:spacing w:before="0" w:after="0" w:line="120" w:lineRule="exact"/></w:pPr>'
        f"<w:r><w:{kind}/></w:r></w:p></w:footnote>"
        for number, kind in _SEPARATORS
    )
    written = "".join(markup.footnote(number, note) for number, note in enumerate(notes, start=1))
    declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f"{declaration}<w:footnotes {NAMESPACES}>{separators}{written}</w:footnotes>".encode()


def _name_separators(settings: BaseOxmlElement) -> None:
    named = "".join(f'<w:footnote w:id="{number}"/>' for number, _ in _SEPARATORS)
    element = parse_xml(f"<w:footnotePr {NAMESPACES}>{named}</w:footnotePr>")
    settings.insert_element_before(element, *_LATER_SETTINGS)
