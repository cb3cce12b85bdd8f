"""Fonts of the printed guide: embeds them, knows what each can draw, and finds a stand-in where it cannot."""

import unicodedata
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import cast, get_args

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from studykit.errors import TemplateError
from studykit.identity import stable_id
from studykit.notices import Notice
from studykit.templates import Templates
from studykit.writers._pdf_theme import THEME, Face, FontFiles

STAND_IN = "□"
"""Drawn for a character that no font of the theme has; the guide says so on its first page."""


@dataclass(frozen=True)
class Font:
    """A font that reportlab knows by ``name``, and the code points it can draw."""

    name: str
    characters: frozenset[int]


@dataclass(frozen=True)
class Fonts:
    """The faces of the theme, and the fonts that lend characters to them."""

    faces: dict[Face, Font]
    fallback: tuple[Font, ...]

    def runs(self, text: str, face: Face) -> list[tuple[str, str]]:
        """Return ``text`` as (font name, piece) pairs, each piece drawable in its font.

        A character that no font has comes back as STAND_IN, an invisible one (a joiner, a variation
        selector) not at all.
        """
        own = self.faces[face]
        if own.characters.issuperset(map(ord, text)):
            return [(own.name, text)]
        drawn = [pair for character in text if (pair := self._drawn(character, own))]
        return [(name, "".join(c for _, c in run)) for name, run in groupby(drawn, key=lambda pair: pair[0])]

    def lacks(self, character: str) -> bool:
        """Return whether ``character`` is visible and no font has it."""
        everywhere = (*self.faces.values(), *self.fallback)
        return not (_invisible(character) or any(ord(character) in font.characters for font in everywhere))

    def _drawn(self, character: str, own: Font) -> tuple[str, str] | None:
        if font := self._with(character, own):
            return font.name, character
        if _invisible(character):
            return None
        for stand_in in (STAND_IN, "?"):
            if font := self._with(stand_in, own):
                return font.name, stand_in
        raise TemplateError("the theme's fonts have not even a question mark", where=THEME)

    def _with(self, character: str, own: Font) -> Font | None:
        candidates = (own, self.faces["text"], self.faces["label"], *self.fallback)
        return next((font for font in candidates if ord(character) in font.characters), None)


class _Tracked(TTFont):
    """A font whose letters stand ``tracking`` points apart, besides what is between them anyway.

    The page has to say so too, by its character spacing (ISO 32000-1, section 9.3.2).
    """

    def __init__(self, name: str, filename: str, tracking: float) -> None:
        super().__init__(name, filename)
        self._tracking = tracking

    def stringWidth(self, text: str, size: float, encoding: str = "utf8") -> float:  # noqa: N802  # reportlab's name
        """Return the width of ``text`` in points."""
        return float(super().stringWidth(text, size, encoding)) + self._tracking * len(text)


def register(files: FontFiles, templates: Templates, tracking: float = 0) -> Fonts:
    """Return the theme's fonts, ready to be drawn with letters ``tracking`` points apart.

    Raises TemplateError where a file is broken.
    """
    faces: dict[Face, Font] = {
        face: _font(getattr(files, face), templates, tracking) for face in get_args(Face)
    }
    return Fonts(faces, tuple(_font(name, templates, tracking) for name in files.fallback))


def missing_glyphs(characters: frozenset[str]) -> tuple[Notice, ...]:
    """Return one notice for each script that some of the undrawable ``characters`` are of."""
    ordered = sorted(characters, key=lambda c: (_script(c), c))
    notices = []
    for script, group in groupby(ordered, key=_script):
        found = list(group)
        shown = " ".join(found[:20]) + " …" * (len(found) > 20)
        text = (
            f"{len(found)} {script} character{'s' * (len(found) > 1)} that the guide's fonts lack, "
            f"drawn as {STAND_IN}: {shown}"
        )
        notices.append(Notice(code="missing-glyph", text=text, where="guide.pdf"))
    return tuple(notices)


def _font(file: str, templates: Templates, tracking: float) -> Font:
    path = templates.path(file)
    which = stable_id(str(path.resolve()), str(path.stat().st_mtime_ns), str(tracking))
    name = f"{Path(file).stem}-{which}"
    if name not in pdfmetrics.getRegisteredFontNames():
        try:
            _register(_Tracked(name, str(path), tracking) if tracking else TTFont(name, str(path)))
        except Exception as error:  # a broken file fails reportlab's parser in many ways
            raise TemplateError(
                f"the font cannot be used: {error}", where=str(path), hint="take a TrueType file (.ttf)"
            ) from error
        # A run within a paragraph is named by its font alone: each is its own bold and italic.
        pdfmetrics.registerFontFamily(name, name, name, name, name)
    glyphs: dict[int, int] = cast(TTFont, pdfmetrics.getFont(name)).face.charToGlyph
    return Font(name, frozenset(code for code, glyph in glyphs.items() if glyph))


def _register(font: TTFont) -> None:
    """Make ``font`` known to reportlab, which would take another one whose face has the same name for it."""
    face = font.face.name
    font.face.name = font.fontName
    pdfmetrics.registerFont(font)
    font.face.name = face


def _invisible(character: str) -> bool:
    return unicodedata.category(character) == "Cf" or "VARIATION SELECTOR" in unicodedata.name(character, "")


def _script(character: str) -> str:
    """Return the word that Unicode's name of a letter begins with; "symbol" for all that are no letters."""
    if unicodedata.category(character)[0] not in "LM":
        return "symbol"
    first = unicodedata.name(character, "unnamed").split()[0]
    return first if first == "CJK" else first.title()
