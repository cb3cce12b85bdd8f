"""The file of what is printed: what sets its type, what it says of itself, and what went less well."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from studykit import page_wording
from studykit.contracts import Rendering, WriteSettings
from studykit.model import StudyDocument
from studykit.templates import Templates
from studykit.text import squeeze
from studykit.writers import _pdf_theme
from studykit.writers._bidi import language_direction
from studykit.writers._pdf_canvas import GuideCanvas
from studykit.writers._pdf_fonts import register
from studykit.writers._pdf_lenders import lender
from studykit.writers._pdf_missing import font_notices
from studykit.writers._pdf_type import Typesetter


def typesetter(document: StudyDocument, templates: Templates, settings: WriteSettings) -> Typesetter:
    """Return what sets type in the theme and language of ``document``.

    Raises TemplateError where the theme or a font is missing or broken.
    """
    look = _pdf_theme.load(templates, settings.theme)
    wording = page_wording.load(document.episode.spoken, templates)
    tracking = look.type.tracking
    fonts = register(look.fonts, templates, tracking, lender(settings, tracking))
    direction = language_direction(document.episode.spoken)
    return Typesetter(look, fonts, settings.paper, wording, direction)


def finished(file: BytesIO, setter: Typesetter, filename: str) -> Rendering:
    """Return what was written into ``file`` with a notice for the characters that no font could draw."""
    return Rendering(file.getvalue(), font_notices(setter.missing, setter.fonts, filename))


@dataclass(frozen=True)
class Description:
    """What a PDF says of itself."""

    title: str
    author: str
    subject: str
    language: str


def described(document: StudyDocument, kind: str) -> Description:
    """Return what a PDF of ``document`` says of itself, ``kind`` being what it is."""
    episode = document.episode
    voices = ", ".join(speaker.name for speaker in document.speakers)
    return Description(
        title=squeeze(": ".join(filter(None, (kind, episode.title or episode.show)))),
        author=squeeze(voices or episode.show or "studykit"),
        subject=squeeze(episode.show or kind),
        language=episode.language or "und",
    )


def dated_canvas(now: datetime, wishes: Mapping[str, str]) -> Callable[..., GuideCanvas]:
    """Return what makes the canvas of a file that is dated ``now``; ``wishes`` are viewer preferences."""

    def make(*arguments: Any, **options: Any) -> GuideCanvas:
        canvas = GuideCanvas(*arguments, **options)
        canvas.setDateFormatter(lambda *_: f"D:{now.astimezone(UTC):%Y%m%d%H%M%S}+00'00'")
        for name, value in {"DisplayDocTitle": "true", **wishes}.items():
            canvas.setViewerPreference(name, value)
        canvas.showOutline()
        return canvas

    return make


def new_canvas(
    file: BytesIO,
    setter: Typesetter,
    about: Description,
    *,
    size: tuple[float, float],
    now: datetime,
    wishes: Mapping[str, str],
) -> GuideCanvas:
    """Return a canvas of pages of ``size`` (points) to draw on freely; ``wishes`` are viewer preferences."""
    canvas = dated_canvas(now, wishes)(
        file,
        pagesize=size,
        invariant=1,
        pageCompression=1,
        initialFontName=setter.styles["item"].fontName,
        lang=about.language,
    )
    canvas.setTitle(about.title)
    canvas.setAuthor(about.author)
    canvas.setSubject(about.subject)
    canvas.setCreator("studykit")
    return canvas
