"""The DOCX template: the styles that a designer or teacher changes in Word."""

from collections.abc import Iterator
from pathlib import Path
from zipfile import BadZipFile

import docx
from docx.document import Document
from docx.enum.text import WD_LINE_SPACING
from docx.opc.exceptions import OpcError
from docx.shared import Length
from docx.styles.style import BaseStyle, CharacterStyle, ParagraphStyle
from docx.text.parfmt import ParagraphFormat

from studykit.errors import TemplateError
from studykit.templates import Templates
from studykit.writers._docx_markup import STYLES
from studykit.writers._docx_pages import Look

_NAME = "docx/template.docx"
_FALLBACK_PT = 11.0
_LINE_EM = 1.15  # ascender, descender and gap of Times New Roman, and of Arial
_SERIF_FONTS = frozenset({"Times New Roman", "Liberation Serif", "Georgia", "Cambria", "Garamond"})


def open_template(templates: Templates) -> Document:
    """Return the template as a document without content; any handout of ours can be one.

    Raises TemplateError where it is no DOCX file or lacks a style.
    """
    path = templates.path(_NAME)
    try:
        document = docx.Document(str(path))
        document.element.body.clear_content()
    except (OpcError, BadZipFile, KeyError, ValueError, SyntaxError, OSError) as error:
        raise TemplateError(
            f"this is no Word document: {error}", where=str(path), hint="save it in Word as .docx"
        ) from error
    _check(document, path)
    return document


def style_ids(document: Document) -> dict[str, str]:
    """Return the id of each style in STYLES by its name; Word's own ids differ between its languages."""
    named = _named(document)
    return {name: named[name.lower()].style_id for name in STYLES}


def looks(document: Document) -> dict[str, Look]:
    """Return the look of each paragraph and character style in STYLES."""
    named, default = _named(document), _default_size(document)
    styles = ((name, named[name.lower()]) for name in STYLES)
    return {name: _look(style, default) for name, style in styles if isinstance(style, CharacterStyle)}


def _named(document: Document) -> dict[str, BaseStyle]:
    return {(style.name or "").lower(): style for style in document.styles}


def _check(document: Document, path: Path) -> None:
    missing = [name for name in STYLES if name.lower() not in _named(document)]
    if missing:
        raise TemplateError(
            f"the template has no style {', '.join(map(repr, missing))}",
            where=str(path),
            hint="start from a handout that studykit made, and change its styles",
        )


def _default_size(document: Document) -> float:
    sizes = document.styles.element.xpath("w:docDefaults/w:rPrDefault/w:rPr/w:sz/@w:val")
    return int(sizes[0]) / 2 if sizes and str(sizes[0]).isdigit() else _FALLBACK_PT


def _look(style: CharacterStyle, default_pt: float) -> Look:
    chain = list(_lineage(style))
    size = next((s.font.size.pt for s in chain if s.font.size), 0.0)
    font = next((s.font.name for s in chain if s.font.name), None)
    sans = None if font is None else font not in _SERIF_FONTS
    bold = next((s.font.bold for s in chain if s.font.bold is not None), None)
    if not isinstance(style, ParagraphStyle):
        return Look(size, sans, bold)
    size = size or default_pt
    formats = [s.paragraph_format for s in chain if isinstance(s, ParagraphStyle)]
    return Look(
        size_pt=size,
        sans=sans,
        bold=bold,
        line_pt=_line_pt(formats, size * _LINE_EM),
        before_pt=_first_pt(f.space_before for f in formats),
        after_pt=_first_pt(f.space_after for f in formats),
        indent_pt=_first_pt(f.left_indent for f in formats) + _first_pt(f.right_indent for f in formats),
        keep_next=next((f.keep_with_next for f in formats if f.keep_with_next is not None), False),
        keep_lines=next((f.keep_together for f in formats if f.keep_together is not None), False),
    )


def _line_pt(formats: list[ParagraphFormat], own_pt: float) -> float:
    """Return a line's height where the font's own line is ``own_pt`` high."""
    chosen = next((f for f in formats if f.line_spacing is not None), None)
    if chosen is None or chosen.line_spacing is None:
        return own_pt
    if not isinstance(chosen.line_spacing, Length):
        return float(chosen.line_spacing * own_pt)
    height = float(chosen.line_spacing.pt)
    return height if chosen.line_spacing_rule == WD_LINE_SPACING.EXACTLY else max(height, own_pt)


def _lineage(style: CharacterStyle) -> Iterator[CharacterStyle]:
    """Yield a style and those it is based on; a circle, which Word refuses to make, ends."""
    seen: set[str] = set()
    step: BaseStyle | None = style
    while isinstance(step, CharacterStyle) and step.style_id not in seen:
        seen.add(step.style_id)
        yield step
        step = step.base_style


def _first_pt(lengths: Iterator[Length | None]) -> float:
    return next((length.pt for length in lengths if length is not None), 0.0)
