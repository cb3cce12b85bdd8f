"""Fonts of what is printed: embeds them, knows what each can draw, and finds one for every character."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import Protocol, cast, get_args

from reportlab.pdfbase import pdfmetrics

from studykit.errors import TemplateError
from studykit.identity import stable_id
from studykit.templates import Templates
from studykit.writers._line_breaks import BREAK
from studykit.writers._pdf_glyphs import CAN_SHAPE, DIRECTION_MARKS, GuideFont, TrackedFont
from studykit.writers._pdf_theme import THEME, Face, FontFiles

STAND_IN = "□"
"""Drawn for a character that no font has; the guide says so on its first page."""
SYMBOL = "symbol"
"""What ``script`` calls all that are no letters."""
_BOLD: frozenset[Face] = frozenset({"text_bold", "label_bold"})
_JOINERS = "\u200c\u200d"
_NO_JOINERS = dict.fromkeys(map(ord, _JOINERS))
_SHAPED = re.compile(
    "[\u0590-\u109f\u1100-\u11ff\u1700-\u18af\u1900-\u1cff\ua800-\uabff\ufb1d-\ufdff\ufe70-\ufeff"
    f"\U00010800-\U00011fff\U0001e800-\U0001efff{_JOINERS}]"
)
"""Scripts whose letters join, stack or move: from Hebrew to Burmese, and those that came to Unicode later."""


@dataclass(frozen=True)
class Font:
    """A font that reportlab knows by ``name``, and the code points it can draw."""

    name: str
    characters: frozenset[int]

    def has(self, text: str) -> bool:
        """Return whether it can draw all of ``text``."""
        return self.characters.issuperset(map(ord, text))


class Fonts:
    """The faces of the theme, the fonts that lend characters to them, and those that may if asked.

    ``fallback`` are of the theme, ``lender`` finds a font for some letters elsewhere. ``unshaped`` gathers
    the scripts whose letters were drawn one by one, for nothing here can join them.
    """

    def __init__(
        self, faces: dict[Face, Font], fallback: tuple[Font, ...], lender: "Lender | None" = None
    ) -> None:
        self.faces = faces
        self.fallback = fallback
        self.unshaped: set[str] = set()
        self._lender = lender
        self._found: dict[tuple[str, Face], Font | None] = {}

    def runs(self, text: str, face: Face) -> list[tuple[str, str]]:
        """Return ``text`` as (font name, piece) pairs, each piece drawable in its font, letters shaped.

        A character that no font has comes back as STAND_IN, an invisible one (a joiner, a variation
        selector) not at all.
        """
        own = self.faces[face]
        if own.has(text) and not _SHAPED.search(text):
            return [(own.name, text)]
        drawn: list[tuple[str, str]] = []
        for is_shaped, run in groupby(text, key=_is_shaped):
            letters = "".join(run)
            drawn += self._shaped(letters, face) if is_shaped else self._plain(letters, face)
        return _joined(drawn, own.name)

    def lacks(self, character: str) -> bool:
        """Return whether ``character`` is visible and no font has it."""
        return not _invisible(character) and self._with(character, "text") is None

    def unusable(self, letters: str) -> Path | None:
        """Return a font file that has ``letters`` and cannot be embedded, if one is known."""
        return self._lender.unusable(letters) if self._lender else None

    def _shaped(self, letters: str, face: Face) -> Iterator[tuple[str, str]]:
        """Yield letters of a script that is shaped: all in one font where one has them all."""
        font = self._with(letters.translate(_NO_JOINERS), face)
        if font is None:
            yield from self._plain(letters, face)
            return
        if not CAN_SHAPE:
            self.unshaped.update(map(script, letters))
        yield font.name, cast(GuideFont, pdfmetrics.getFont(font.name)).shape(letters)

    def _plain(self, characters: Iterable[str], face: Face) -> Iterator[tuple[str, str]]:
        for character in characters:
            if character in BREAK + DIRECTION_MARKS:
                yield "", character
            elif font := self._with(character, face):
                yield font.name, character
            elif not _invisible(character):
                yield self._stand_in(face)

    def _stand_in(self, face: Face) -> tuple[str, str]:
        for stand_in in (STAND_IN, "?"):
            if font := self._with(stand_in, face):
                return font.name, stand_in
        raise TemplateError("the theme's fonts have not even a question mark", where=THEME)

    def _with(self, letters: str, face: Face) -> Font | None:
        """Return the first font that has all of ``letters``."""
        key = (letters, face)
        if key not in self._found:
            own = (self.faces[face], self.faces["text"], self.faces["label"], *self.fallback)
            found = next((font for font in own if font.has(letters)), None)
            if not found and self._lender and not all(map(_invisible, letters)):
                found = self._lender.lend(letters, bold=face in _BOLD)
            self._found[key] = found
        return self._found[key]


class Lender(Protocol):
    """Finds fonts beyond those of the theme."""

    def lend(self, letters: str, *, bold: bool) -> Font | None:
        """Return a font that has all of ``letters``, ready to be drawn with; None where there is none."""
        ...

    def unusable(self, letters: str) -> Path | None:
        """Return a font file that has ``letters`` and cannot be embedded; None where there is none."""
        ...


def register(
    files: FontFiles, templates: Templates, tracking: float = 0, lender: Lender | None = None
) -> Fonts:
    """Return the theme's fonts, ready to be drawn with letters ``tracking`` points apart.

    Raises TemplateError where a file is broken.
    """

    def of_theme(name: str) -> Font:
        return _of_theme(templates.path(name), tracking)

    faces: dict[Face, Font] = {face: of_theme(getattr(files, face)) for face in get_args(Face)}
    return Fonts(faces, tuple(map(of_theme, files.fallback)), lender)


def of_file(path: Path, index: int = 0, tracking: float = 0) -> Font:
    """Return the font at ``index`` of the file ``path``, see ``embedded``."""
    known = stable_id(str(path.resolve()), str(path.stat().st_mtime_ns), str(index), str(tracking))
    return embedded(f"{path.stem}-{known}", str(path), index, tracking)


def embedded(name: str, file: str | BytesIO, index: int = 0, tracking: float = 0) -> Font:
    """Return the font at ``index`` of a TrueType ``file``, known to reportlab by ``name`` from now on.

    Its letters stand ``tracking`` points apart. What is no such font raises whatever reportlab's parser
    stumbles over.
    """
    if name not in pdfmetrics.getRegisteredFontNames():
        _register(TrackedFont(name, file, index, tracking) if tracking else GuideFont(name, file, index))
        # A run within a paragraph is named by its font alone: each is its own bold and italic.
        pdfmetrics.registerFontFamily(name, name, name, name, name)
    return Font(name, cast(GuideFont, pdfmetrics.getFont(name)).characters)


def _of_theme(path: Path, tracking: float) -> Font:
    try:
        return of_file(path, tracking=tracking)
    except Exception as error:  # a broken file fails reportlab's parser in many ways
        raise TemplateError(
            f"the font cannot be used: {error}", where=str(path), hint="take a TrueType file (.ttf)"
        ) from error


def _register(font: GuideFont) -> None:
    """Make ``font`` known to reportlab, which would take another one whose face has the same name for it."""
    face = font.face.name
    font.face.name = font.fontName
    pdfmetrics.registerFont(font)
    font.face.name = face


def _is_shaped(character: str) -> bool:
    """Return whether ``character`` is a letter or mark of a script that is shaped, or joins two of them."""
    return bool(_SHAPED.match(character)) and (
        character in _JOINERS or unicodedata.category(character)[0] in "LM"
    )


def _joined(pieces: Sequence[tuple[str, str]], own: str) -> list[tuple[str, str]]:
    """Return ``pieces`` with those of one font put together; what needs none goes with what is before it."""
    joined: list[tuple[str, str]] = []
    for name, piece in pieces:
        font = name or (joined[-1][0] if joined else own)
        if joined and joined[-1][0] == font:
            joined[-1] = (font, joined[-1][1] + piece)
        else:
            joined.append((font, piece))
    return joined


def _invisible(character: str) -> bool:
    """Return whether nothing is lost where ``character`` is not drawn: it only says how others look."""
    name = unicodedata.name(character, "")
    return unicodedata.category(character) == "Cf" or "VARIATION SELECTOR" in name or "EMOJI MODIFIER" in name


def script(character: str) -> str:
    """Return the word that Unicode's name of a letter begins with, SYMBOL for all that are no letters."""
    if unicodedata.category(character)[0] not in "LM":
        return SYMBOL
    first = unicodedata.name(character, "unnamed").split()[0]
    return first if first == "CJK" else first.title()
