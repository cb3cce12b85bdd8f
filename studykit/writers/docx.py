"""A handout for a class as a Word document: passages, terms, questions to answer in writing, answers."""

import re
import zipfile
from datetime import UTC, datetime
from io import BytesIO
from xml.sax.saxutils import escape

from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Length, Mm

from studykit import page_wording
from studykit.contracts import PaperSize, Rendering, Writer, WriteSettings
from studykit.model import StudyDocument
from studykit.page_wording import PageWording
from studykit.templates import Templates
from studykit.text import squeeze
from studykit.writers._docx_blocks import Block, Paragraph, Run, Tab, addresses
from studykit.writers._docx_fit import fitted
from studykit.writers._docx_handout import handout
from studykit.writers._docx_markup import NAMESPACES, Markup, field, relationship_id
from studykit.writers._docx_pages import Room, Ruler, pages
from studykit.writers._docx_template import looks, open_template, style_ids

_PAPER: dict[PaperSize, tuple[Length, Length]] = {
    "a4": (Mm(210), Mm(297)),
    "letter": (Mm(215.9), Mm(279.4)),
    "a5": (Mm(148), Mm(210)),
}
_LONGEST_FOOTER = 70
_FIRST_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_EAST_ASIAN = frozenset({"ja", "ko", "zh"})
_FROM_THE_RIGHT = frozenset({"ar", "fa", "he", "ur", "yi"})


def render(document: StudyDocument, templates: Templates, settings: WriteSettings) -> Rendering:
    """Return the handout as DOCX; the same document, template and settings give the same bytes.

    Raises TemplateError where ``docx/template.docx`` is broken or lacks a style.
    """
    word = open_template(templates)
    section = word.sections[-1]
    _set_paper(section, settings.paper)
    _set_language(word, document.episode.language)
    wording = page_wording.load(document.episode.spoken, templates)
    _set_properties(word, document, settings.now, wording)
    room = _room(section)
    ruler = Ruler(looks(word), room.width_pt)
    blocks = fitted(handout(document, wording), ruler, room.height_pt)
    numbers = pages((piece for block in blocks for piece in ruler.pieces(block)), room.height_pt)
    markup = Markup(style_ids(word), round(room.width_pt * 20), numbers, document.episode.language)
    _fill_body(word, blocks, markup)
    _fill_footer(section, markup, squeeze(document.episode.title), wording)
    return Rendering(_zipped(word))


def _set_paper(section: Section, paper: PaperSize) -> None:
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = _PAPER[paper]


def _room(section: Section) -> Room:
    width, height = section.page_width or Mm(210), section.page_height or Mm(297)
    aside = (section.left_margin or Length(0)) + (section.right_margin or Length(0))
    above = (section.top_margin or Length(0)) + (section.bottom_margin or Length(0))
    return Room(Length(width - aside).pt, Length(height - above).pt)


def _set_language(word: Document, language: str) -> None:
    """Say the language once for all styles, so that spelling and screen readers follow it."""
    if not _LANGUAGE.fullmatch(language):
        return
    for lang in word.styles.element.xpath("w:docDefaults/w:rPrDefault/w:rPr/w:lang"):
        primary = language.partition("-")[0].lower()
        lang.set(qn("w:val"), language)
        if primary in _EAST_ASIAN:
            lang.set(qn("w:eastAsia"), language)
        if primary in _FROM_THE_RIGHT:
            lang.set(qn("w:bidi"), language)


def _set_properties(word: Document, document: StudyDocument, now: datetime, wording: PageWording) -> None:
    """Set the core properties; python-docx takes at most 255 characters and times in UTC without a zone."""
    episode, properties = document.episode, word.core_properties
    voices = ", ".join(speaker.name for speaker in document.speakers)
    properties.title = squeeze(episode.title)[:255] or wording.handout
    properties.author = squeeze(voices or episode.show)[:255] or "studykit"
    properties.subject = squeeze(episode.show)[:255]
    properties.language = episode.language[:255]
    properties.keywords = properties.comments = properties.category = ""
    properties.last_modified_by = "studykit"
    properties.revision = 1
    properties.created = properties.modified = now.astimezone(UTC) if now.tzinfo else now


def _fill_body(word: Document, blocks: tuple[Block, ...], markup: Markup) -> None:
    """Put the blocks before the section's properties, which a body ends with."""
    relationships = word.part.rels
    for stale in [key for key, to in relationships.items() if to.reltype == RELATIONSHIP_TYPE.HYPERLINK]:
        del relationships[stale]
    for url in dict.fromkeys(addresses(blocks)):
        relationships.add_relationship(
            RELATIONSHIP_TYPE.HYPERLINK, url, relationship_id(url), is_external=True
        )
    body = word.element.body
    content = parse_xml(f"<w:body {NAMESPACES}>{''.join(map(markup.block, blocks))}</w:body>")
    end = body[-1]
    for element in list(content):
        end.addprevious(element)  # insert(place, element) would count the places before it each time


def _fill_footer(section: Section, markup: Markup, title: str, wording: PageWording) -> None:
    """Put the title and ``page x of y`` at the foot of every page, the first one too."""
    section.different_first_page_header_footer = False
    section.footer.is_linked_to_previous = False
    foot = section.footer.part.element
    for old in list(foot):
        foot.remove(old)
    left = title if len(title) <= _LONGEST_FOOTER else f"{title[:_LONGEST_FOOTER]}…"
    before, _, between = wording.page_of.removesuffix("{pages}").partition("{page}")
    line = Paragraph("footer", (Run(f"{left}\t{before}"),), tabs=(Tab(1.0),))
    of = f'<w:r><w:t xml:space="preserve">{escape(between)}</w:t></w:r>'
    number = f"{field('PAGE', '1')}{of}{field('NUMPAGES', '1')}"
    content = parse_xml(f"<w:ftr {NAMESPACES}>{markup.paragraph(line, after=number)}</w:ftr>")
    for element in list(content):
        foot.append(element)


def _zipped(word: Document) -> bytes:
    """Return the package with fixed dates: python-docx stamps each part with the time of the build."""
    loose, fixed = BytesIO(), BytesIO()
    word.save(loose)
    with zipfile.ZipFile(loose) as package, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as result:
        for name in package.namelist():
            result.writestr(zipfile.ZipInfo(name, _FIRST_ZIP_DATE), package.read(name), zipfile.ZIP_DEFLATED)
    return fixed.getvalue()


WRITER = Writer("handout.docx", render)
