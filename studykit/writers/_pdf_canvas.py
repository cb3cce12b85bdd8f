"""A canvas that lets a page name numbers that are known only once all pages are laid out.

A number that is not known yet is drawn as an empty form (ISO 32000-1, section 8.10: a form may be used
before it is defined); all are filled in when the file is saved. That is why one layout pass is enough for
contents and ``page x of y``.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from math import ceil

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics

from studykit.writers._pdf_tags import TaggedCanvas

PAGE_COUNT = "page-count"


@dataclass(frozen=True)
class Landmark:
    """A place that contents and outline name.

    ``level`` is 0 for sections and 1 for parts of one; ``listed`` is False for what the contents leave out.
    """

    key: str
    title: str
    level: int = 0
    number: str = ""
    listed: bool = True

    @property
    def full_title(self) -> str:
        """The title with its number."""
        return f"{self.number} {self.title}" if self.number else self.title


@dataclass
class Places:
    """What the layout finds out.

    The page of each landmark, of the entry that explains a term, and those that mention it, by the term's
    key; the section that is being set, the one that the page's first lines go on with (empty where a heading
    is first), and the last page that has text.
    """

    page_of: dict[str, int] = field(default_factory=dict)
    explained: dict[str, int] = field(default_factory=dict)
    mentioned: dict[str, list[int]] = field(default_factory=dict)
    section: str = ""
    continued: str = ""
    begun_page: int = 0


@dataclass(frozen=True)
class _Late:
    place: str
    font: str
    size: float
    colour: str
    flush_right: bool


class GuideCanvas(TaggedCanvas):
    """See the module."""

    @cached_property
    def places(self) -> Places:
        """What the layout has found out so far."""
        return Places()

    @cached_property
    def _late(self) -> dict[_Late, str]:
        """The name of the form that shows a number in its dress."""
        return {}

    def land(self, landmark: Landmark, height: float) -> None:
        """Make the spot ``height`` points above the origin what links and outline call ``landmark``."""
        page, places = self.getPageNumber(), self.places
        places.page_of[landmark.key] = page
        if not landmark.level:
            places.section = landmark.full_title
            if places.begun_page != page:
                places.continued = ""
        self.bookmarkHorizontal(landmark.key, 0, height)
        if landmark.listed:
            self.addOutlineEntry(landmark.full_title, landmark.key, landmark.level)

    def space_letters(self, tracking: float) -> None:
        """Set all letters of the page ``tracking`` points apart, as its fonts expect."""
        if tracking:
            self._code.append(f"{tracking:g} Tc")

    def mention(self, keys: Iterable[str]) -> None:
        """Take note that the page has the terms of these keys."""
        page = self.getPageNumber()
        for key in dict.fromkeys(keys):
            pages = self.places.mentioned.setdefault(key, [])
            if page not in pages[-1:]:
                pages.append(page)

    def begin_text(self) -> None:
        """Take note that the page has text from here on."""
        self.places.begun_page = self.getPageNumber()

    def draw_late(self, place: str, x: float, y: float, style: ParagraphStyle, *, flush_right: bool) -> None:
        """Draw the page number of landmark ``place``, or PAGE_COUNT, from (or up to) ``x``, ``y``."""
        late = _Late(place, style.fontName, style.fontSize, style.textColor.hexval(), flush_right)
        form = self._late.setdefault(late, f"late-{len(self._late)}")
        self.saveState()
        self.translate(x, y)
        self.doForm(form)
        self.restoreState()

    def save(self) -> None:
        """Fill in the late numbers and write the file."""
        self.places.page_of[PAGE_COUNT] = self.getPageNumber() - 1
        for late, form in self._late.items():
            self._define(late, form)
        super().save()

    def _define(self, late: _Late, form: str) -> None:
        text = str(self.places.page_of[late.place])
        width = pdfmetrics.stringWidth(text, late.font, late.size)
        left = -width if late.flush_right else 0.0
        size = ceil(late.size)
        # The box clips what is drawn: a little room on both sides for what overhangs its width.
        self.beginForm(form, int(left) - 2, -size, ceil(left + width) + 2, size)
        self.setFont(late.font, late.size)
        self.setFillColor(late.colour)
        self.drawString(left, 0, text)
        self.endForm()
