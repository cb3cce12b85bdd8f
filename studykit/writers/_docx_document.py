"""A Word document around its blocks: paper, language, properties, the foot of its pages, the package."""

import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO

from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Length, Mm

from studykit.contracts import PaperSize, WriteSettings
from studykit.model import StudyDocument
from studykit.page_wording import PageWording
from studykit.templates import Templates
from studykit.text import squeeze
from studykit.writers._docx_blocks import Block, Paragraph, Picture, Run, Tab, addresses, footnotes
from studykit.writers._docx_fit import fitted
from studykit.writers._docx_footnotes import add_footnotes
from studykit.writers._docx_markup import NAMESPACES, Markup, picture_id, relationship_id
from studykit.writers._docx_pages import Room, Ruler, pages
from studykit.writers._docx_scripts import language_kind
from studykit.writers._docx_template import looks, open_template, style_ids
from studykit.writers._zip import zipped

_PAPER: dict[PaperSize, tuple[Length, Length]] = {
    "a4": (Mm(210), Mm(297)),
    "letter": (Mm(215.9), Mm(279.4)),
    "a5": (Mm(148), Mm(210)),
}
_PAGE_NUMBERS_PT, _LETTER_EM = 90.0, 0.55
"""The room for ``page x of y`` at the foot of a page; how wide a letter is, with some to spare."""
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_TAB = Run("\t")
"""A run of its own: beside words LibreOffice forgets where it leads as soon as there are footnotes."""


@dataclass(frozen=True)
class BlankDocument:
    """The template without its content, on the paper and in the language that were asked for.

    ``room`` is what its pages have room for, ``ruler`` measures blocks in its styles.
    """

    word: Document
    room: Room
    ruler: Ruler

    def laid_out(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        """Return ``blocks`` with lines to write on and page breaks chosen for its pages."""
        return fitted(blocks, self.ruler, self.room.height_pt)

    def pages(self, blocks: Iterable[Block]) -> dict[str, int]:
        """Return the page, counted from 1, of each bookmark in ``blocks``, which begin the document."""
        return pages((piece for block in blocks for piece in self.ruler.pieces(block)), self.room.height_pt)


def blank(document: StudyDocument, templates: Templates, settings: WriteSettings) -> BlankDocument:
    """Return a document to write on; raises TemplateError where the template is broken or lacks a style."""
    word = open_template(templates)
    section = word.sections[-1]
    _set_paper(section, settings.paper)
    _set_language(word, document.episode.language)
    room = _room(section)
    return BlankDocument(word, room, Ruler(looks(word), room.width_pt))


def finished(
    paper: BlankDocument,
    blocks: tuple[Block, ...],
    document: StudyDocument,
    wording: PageWording,
    *,
    kind: str,
    now: datetime,
    has_title_page: bool = False,
) -> bytes:
    """Return ``blocks`` on ``paper`` as DOCX; the same ones, at the same time, give the same bytes.

    ``kind`` is the title of one whose episode has none. A title page has nothing at its foot.
    """
    word, section = paper.word, paper.word.sections[-1]
    _set_properties(word, document, now, kind)
    language = document.episode.language
    markup = Markup(style_ids(word), round(paper.room.width_pt * 20), paper.pages(blocks), language)
    _fill_body(word, blocks, markup)
    add_footnotes(word, footnotes(blocks), markup)
    _fill_footer(section, markup, _short_title(document, paper), wording)
    section.different_first_page_header_footer = has_title_page
    return _packed(word)


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
        for kind in ("val", language_kind(language)):
            lang.set(qn(f"w:{kind}"), language)


def _set_properties(word: Document, document: StudyDocument, now: datetime, kind: str) -> None:
    """Set the core properties; python-docx takes at most 255 characters and times in UTC without a zone."""
    episode, properties = document.episode, word.core_properties
    voices = ", ".join(speaker.name for speaker in document.speakers)
    properties.title = squeeze(episode.title)[:255] or kind
    properties.author = squeeze(voices or episode.show)[:255] or "studykit"
    properties.subject = squeeze(episode.show)[:255]
    properties.language = episode.language[:255]
    properties.keywords = properties.comments = properties.category = ""
    properties.last_modified_by = "studykit"
    properties.revision = 1
    properties.created = properties.modified = now.astimezone(UTC) if now.tzinfo else now


def _fill_body(word: Document, blocks: tuple[Block, ...], markup: Markup) -> None:
    """Put the blocks before the section's properties, which a body ends with."""
    _relate(word, blocks)
    body = word.element.body
    content = parse_xml(f"<w:body {NAMESPACES}>{''.join(map(markup.block, blocks))}</w:body>")
    end = body[-1]
    for element in list(content):
        end.addprevious(element)  # insert(place, element) would count the places before it each time


def _relate(word: Document, blocks: tuple[Block, ...]) -> None:
    """Make known what ``blocks`` lead to and show, and forget what the template's own text did."""
    relationships = word.part.rels
    of_text = (RELATIONSHIP_TYPE.HYPERLINK, RELATIONSHIP_TYPE.IMAGE)
    for stale in [key for key, to in relationships.items() if to.reltype in of_text]:
        del relationships[stale]
    for url in dict.fromkeys(addresses(blocks)):
        relationships.add_relationship(
            RELATIONSHIP_TYPE.HYPERLINK, url, relationship_id(url), is_external=True
        )
    for content in dict.fromkeys(block.content for block in blocks if isinstance(block, Picture)):
        image = word.part.package.get_or_add_image_part(BytesIO(content))
        relationships.add_relationship(RELATIONSHIP_TYPE.IMAGE, image, picture_id(content))


def _short_title(document: StudyDocument, paper: BlankDocument) -> str:
    """Return the episode's title, cut to what has room beside the page's number."""
    title, letter_pt = squeeze(document.episode.title), paper.ruler.looks["footer"].size_pt * _LETTER_EM
    most = max(int((paper.room.width_pt - _PAGE_NUMBERS_PT) / letter_pt), 1)
    return title if len(title) <= most else f"{title[:most].rstrip()}…"


def _fill_footer(section: Section, markup: Markup, title: str, wording: PageWording) -> None:
    """Put the title and ``page x of y`` at the foot of the pages."""
    section.footer.is_linked_to_previous = False
    foot = section.footer.part.element
    for old in list(foot):
        foot.remove(old)
    before, _, between = wording.page_of.removesuffix("{pages}").partition("{page}")
    numbers = (Run("1", code="PAGE"), Run(between), Run("1", code="NUMPAGES"))
    line = Paragraph("footer", (Run(title), _TAB, Run(before), *numbers), tabs=(Tab(1.0),))
    content = parse_xml(f"<w:ftr {NAMESPACES}>{markup.paragraph(line)}</w:ftr>")
    for element in list(content):
        foot.append(element)


def _packed(word: Document) -> bytes:
    """Return the package with fixed dates: python-docx stamps each part with the time of the build."""
    loose = BytesIO()
    word.save(loose)
    with zipfile.ZipFile(loose) as package:
        return zipped({name: package.read(name) for name in package.namelist()})
