"""The pictures of the printed guide as PNG, for Word, which cannot draw them.

Each is drawn on a PDF page of its own size, with the fonts and the look of the printed guide, and that page
is rendered by PDFium. So a picture has every script that the guide has, and is drawn in one place only.
"""

from dataclasses import dataclass
from io import BytesIO

import pypdfium2

from studykit.contracts import WriteSettings
from studykit.model import StudyDocument
from studykit.notices import Notice
from studykit.page_wording import PageWording
from studykit.templates import Templates
from studykit.writers import _docx_blocks as word
from studykit.writers import _pdf_theme as theme
from studykit.writers._pdf_canvas import GuideCanvas
from studykit.writers._pdf_figures import Picture
from studykit.writers._pdf_fonts import register
from studykit.writers._pdf_lenders import lender
from studykit.writers._pdf_map import SHAPE, concept_map
from studykit.writers._pdf_missing import font_notices
from studykit.writers._pdf_qr import LARGE_MODULE, episode_code, unprinted
from studykit.writers._pdf_timeline import timeline
from studykit.writers._pdf_type import Typesetter

_DOTS_PER_POINT = 3.0
"""216 dots an inch: a hairline is one dot, and a picture as wide as the page about 50 kB."""
_DOTS_PER_MODULE = 8
_BORDER_PT = 1.0
"""Room around a picture: half of a line that runs along its edge lies outside."""
_COLOURS = 64
_MAP_SHARE = 0.45
"""How high a map may be at most, beside the page's height."""


@dataclass(frozen=True)
class Drawings:
    """The pictures of one episode, None where there is nothing to draw, and what went less well."""

    code: word.Picture | None
    timeline: word.Picture | None
    map: word.Picture | None
    notices: tuple[Notice, ...]


def drawings(
    document: StudyDocument,
    wording: PageWording,
    templates: Templates,
    settings: WriteSettings,
    *,
    room_pt: tuple[float, float],
    where: str,
) -> Drawings:
    """Return the pictures for pages with room for ``room_pt`` (width and height) in the file ``where``.

    Raises what the printed guide raises over its theme and its fonts.
    """
    look = theme.load(templates, settings.theme)
    fonts = register(look.fonts, templates, look.type.tracking, lender(settings, look.type.tracking))
    setter = Typesetter(look, fonts, settings.paper, wording)
    width_pt, height_pt = room_pt[0] - 2 * _BORDER_PT, room_pt[1]
    across = timeline(document, setter, width_pt)
    joined = concept_map(document, setter, width_pt, min(width_pt * SHAPE, height_pt * _MAP_SHARE))
    return Drawings(
        code=_code(document, setter),
        timeline=_drawing(across) if across else None,
        map=_drawing(joined) if joined else None,
        notices=(*font_notices(setter.missing, fonts, where), *unprinted(document.episode, where)),
    )


def _code(document: StudyDocument, setter: Typesetter) -> word.Picture | None:
    code = episode_code(document.episode)
    if code is None:
        return None
    picture = setter.code(code)
    content = _png(_page(picture, 0), _DOTS_PER_MODULE / LARGE_MODULE)  # it has a border of its own
    return word.Picture(content, picture.width, picture.height, picture.alt, code.url)


def _drawing(picture: Picture) -> word.Picture:
    content = _png(_page(picture, _BORDER_PT), _DOTS_PER_POINT)
    width_pt, height_pt = picture.width + 2 * _BORDER_PT, picture.height + 2 * _BORDER_PT
    return word.Picture(content, width_pt, height_pt, picture.alt)


def _page(picture: Picture, border_pt: float) -> bytes:
    """Return ``picture`` with a border as a PDF of one page."""
    size = (picture.width + 2 * border_pt, picture.height + 2 * border_pt)
    file = BytesIO()
    canvas = GuideCanvas(file, pagesize=size, invariant=1)
    picture.draw(canvas, border_pt, border_pt)
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def _png(page: bytes, dots_per_point: float) -> bytes:
    """Return the only page of a PDF as PNG in few colours, which take a third of the bytes of all."""
    document = pypdfium2.PdfDocument(page)
    try:
        image = document[0].render(scale=dots_per_point, may_draw_forms=False).to_pil()
    finally:
        document.close()
    file = BytesIO()
    image.quantize(_COLOURS).save(file, "PNG", optimize=True)
    return file.getvalue()
