"""Fonts for what a theme's fonts lack: those that the user gives, of the extra i18n, installed ones."""

from collections.abc import Iterable
from functools import cached_property
from io import BytesIO
from pathlib import Path

from studykit.contracts import WriteSettings
from studykit.errors import UsageError
from studykit.writers._font_files import FontFile, installed, usual_folders
from studykit.writers._pdf_fonts import SYMBOL, Font, embedded, of_file, script

try:
    import pymupdf_fonts
except ImportError:  # of the extra i18n
    pymupdf_fonts = None

HAS_EXTRA = pymupdf_fonts is not None
SCRIPTS_OF_EXTRA = frozenset({"Arabic", "Hebrew", "Devanagari", "Thai", "Georgian"})
"""Scripts that the fonts of the extra i18n have."""
_REGULAR, _BOLD = "figo", "figbo"
"""What the extra calls the faces of FiraGO."""


class FontLender:
    """Looks in the fonts that the user gives, then in those of the extra i18n, then in installed ones.

    An installed font is looked for only where a character needs it, so that a guide in Latin letters never
    waits for it.
    """

    def __init__(self, given: Iterable[Path], folders: Iterable[Path], tracking: float = 0) -> None:
        """Take font files and folders of fonts; their letters stand ``tracking`` points apart.

        Raises UsageError where a given file is no TrueType font.
        """
        self._given = tuple(_given(path, tracking) for path in given)
        self._tracking = tracking
        self._folders = tuple(folders)
        self._broken: set[FontFile] = set()

    def lend(self, letters: str, *, bold: bool) -> Font | None:
        """Return a font that has all of ``letters``, ready to be drawn with; None where there is none."""
        near = (*self._given, *(self._of_extra_bold if bold else self._of_extra))
        return next((font for font in near if font.has(letters)), None) or self._installed(letters)

    def unusable(self, letters: str) -> Path | None:
        """Return an installed font that has ``letters`` but whose outlines cannot be embedded, if any."""
        files = (file.path for file in self._files if not file.is_truetype and file.has(letters))
        return next(files, None)

    @cached_property
    def _of_extra(self) -> tuple[Font, ...]:
        return _extra(_REGULAR, self._tracking)

    @cached_property
    def _of_extra_bold(self) -> tuple[Font, ...]:
        return _extra(_BOLD, self._tracking)

    @cached_property
    def _files(self) -> tuple[FontFile, ...]:
        return installed(self._folders)

    @cached_property
    def _widest_first(self) -> tuple[FontFile, ...]:
        return tuple(sorted(self._files, key=lambda file: -file.count))

    def _installed(self, letters: str) -> Font | None:
        """Return an installed font; signs, which many fonts have, are taken from one that has much else."""
        files = self._files if script(letters[0]) != SYMBOL else self._widest_first
        for file in files:
            if file.is_truetype and file.has(letters) and (font := self._opened(file)) and font.has(letters):
                return font
        return None

    def _opened(self, file: FontFile) -> Font | None:
        """Return an installed font, None where it is broken: then the next one may do."""
        if file in self._broken:
            return None
        try:
            return of_file(file.path, file.index, self._tracking)
        except Exception:  # a broken file fails reportlab's parser in many ways
            self._broken.add(file)
            return None


def lender(settings: WriteSettings, tracking: float = 0) -> FontLender:
    """Return what finds fonts as ``settings`` say, their letters ``tracking`` points apart.

    Raises UsageError where a given font cannot be used.
    """
    return FontLender(settings.fonts, usual_folders() if settings.installed_fonts else (), tracking)


def _given(path: Path, tracking: float) -> Font:
    try:
        return of_file(path, tracking=tracking)
    except Exception as error:  # a broken file fails reportlab's parser in many ways
        raise UsageError(
            f"the font cannot be used: {error}",
            where=str(path),
            hint="give a TrueType font (.ttf or .ttc); one with PostScript outlines cannot be embedded",
        ) from error


def _extra(name: str, tracking: float) -> tuple[Font, ...]:
    if pymupdf_fonts is None:
        return ()
    return (embedded(f"{name}-{tracking:g}", BytesIO(pymupdf_fonts.fontbuffers[name]()), tracking=tracking),)
