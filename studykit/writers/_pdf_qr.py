"""QR codes (ISO/IEC 18004) that open an episode, at a moment where its page or its sound can do so."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

import segno
from reportlab.lib.colors import Color

from studykit.links import moment_link, web_link
from studykit.model import Chapter, Episode
from studykit.notices import Notice
from studykit.writers._pdf_figures import Picture
from studykit.writers._pdf_tags import TaggedCanvas

MILLIMETRE = 72 / 25.4
MODULE, LARGE_MODULE = 0.42 * MILLIMETRE, 0.7 * MILLIMETRE
"""The side of one square; telephones read 0.4 mm from a hand's breadth off."""
QUIET = 4
"""Empty modules around the code (section 6.3.8)."""
LONGEST_ADDRESS = 300
"""Characters; more would make a code wider than the column beside the text."""
_ROW = 1.02
"""Modules; rows that only touch would be parted by hairlines where a screen smooths edges."""


@dataclass(frozen=True)
class QrCode:
    """A code for ``url``: the dark runs of its rows from the top as (first module, modules)."""

    url: str
    rows: tuple[tuple[tuple[int, int], ...], ...]
    module: float

    @property
    def quiet(self) -> float:
        """The width of the empty border, in points."""
        return QUIET * self.module

    @property
    def side(self) -> float:
        """The side of the whole, its empty border included, in points."""
        return (len(self.rows) + 2 * QUIET) * self.module

    def picture(self, colour: Color, alt: str) -> Picture:
        """Return it in ``colour`` as a picture that is a link too."""

        def paint(canvas: TaggedCanvas) -> None:
            canvas.linkURL(self.url, (0, 0, self.side, self.side), relative=1)
            canvas.translate(self.quiet, self.side - self.quiet)
            canvas.scale(self.module, -self.module)
            path = canvas.beginPath()
            for number, row in enumerate(self.rows):
                for first, count in row:
                    path.rect(first, number, count, _ROW)
            canvas.setFillColor(colour)
            canvas.drawPath(path, stroke=0, fill=1)

        return Picture(self.side, self.side, paint, alt, self.quiet)


def episode_code(episode: Episode) -> QrCode | None:
    """Return the code for the episode's page or sound; None where it has neither, or too long an address."""
    return _code(web_link(episode.url) or web_link(episode.audio_url), LARGE_MODULE)


def chapter_code(episode: Episode, chapter: Chapter) -> QrCode | None:
    """Return the code that opens the episode where ``chapter`` begins; None where nothing can do so."""
    url = moment_link(episode, chapter.start_ms)
    return _code(url, MODULE) if chapter.start_ms is not None and url != web_link(episode.url) else None


def unprinted(episode: Episode, where: str) -> tuple[Notice, ...]:
    """Return a notice where the episode has an address that is too long for a code in the file ``where``."""
    if all(len(moment_link(episode, moment)) <= LONGEST_ADDRESS for moment in (None, 0)):
        return ()
    text = (
        f"an address of more than {LONGEST_ADDRESS} characters is too long for a QR code, so none is printed"
    )
    return (Notice(code="qr-code", text=text, where=where),)


def _code(url: str, module: float) -> QrCode | None:
    if not url or len(url) > LONGEST_ADDRESS:
        return None
    matrix = segno.make(url, error="m", micro=False, boost_error=False).matrix
    return QrCode(url, tuple(tuple(_runs(bytes(row))) for row in matrix), module)


def _runs(row: bytes) -> Iterator[tuple[int, int]]:
    first = 0
    for dark, modules in groupby(row):
        count = len(list(modules))
        if dark:
            yield first, count
        first += count
