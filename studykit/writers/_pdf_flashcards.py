"""Flashcards to cut out: a page of fronts, then one of their backs, so that each lies behind its front."""

from collections.abc import Callable, Iterable, Sequence
from io import BytesIO

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.styles import ParagraphStyle

from studykit.contracts import Duplex, Rendering, WriteSettings
from studykit.model import Card, StudyDocument
from studykit.notices import Notice
from studykit.templates import Templates
from studykit.text import filled
from studykit.writers._card_sheets import MM, Box, CardSheet, card_sheet
from studykit.writers._learnable import learnable, no_deck
from studykit.writers._pdf_canvas import GuideCanvas, Landmark
from studykit.writers._pdf_cards import GAP, SMALLEST, Fitted, back, fitted, front
from studykit.writers._pdf_file import described, finished, new_canvas, typesetter
from studykit.writers._pdf_theme import PAPERS
from studykit.writers._pdf_type import Typesetter

INSET = 5 * MM
NUMBER_ROOM = 11
"""Points at the foot of a card for its number, by which its two sides find each other."""
CROSS = 1.5 * MM
MARK, CROSSING = HexColor("#6b6762"), HexColor("#b5b0aa")
TURNING: dict[Duplex, str] = {
    "long": "DuplexFlipLongEdge",
    "short": "DuplexFlipShortEdge",
    "none": "Simplex",
}


def flashcards(
    document: StudyDocument, templates: Templates, settings: WriteSettings, name: str
) -> Rendering:
    """Return the cards of ``document`` as PDF; ``name`` is the file's.

    The file asks to be turned on the right edge and not to be scaled (ISO 32000-1, table 150). A card whose
    text had to be cut is a notice. Raises NothingToStudyError where there is no card.
    """
    cards, dropped = learnable(document, name)
    if not cards:
        raise no_deck(document, "flashcards", dropped)
    setter = typesetter(document, templates, settings)
    sheet = card_sheet(settings.card_sheet, PAPERS[settings.paper])
    file, about = BytesIO(), described(document, setter.wording.flashcards)
    wishes = {"PrintScaling": "None", "Duplex": TURNING[settings.duplex]}
    size = sheet.width, sheet.height
    canvas = new_canvas(file, setter, about, size=size, now=settings.now, wishes=wishes)
    press = _Press(canvas, sheet, setter)
    for first in range(0, len(cards), sheet.count):
        press.draw_sheet(list(enumerate(cards, 1))[first : first + sheet.count], settings.duplex)
    canvas.save()
    done = finished(file, setter, name)
    return Rendering(done.content, (*dropped, *press.told, *done.notices))


class _Press:
    """Draws sheet after sheet; ``told`` are the notices of it."""

    def __init__(self, canvas: GuideCanvas, sheet: CardSheet, setter: Typesetter) -> None:
        self._canvas = canvas
        self._sheet = sheet
        self._setter = setter
        self._sheets = 0
        self.told: list[Notice] = []

    def draw_sheet(self, cards: Sequence[tuple[int, Card]], duplex: Duplex) -> None:
        """Draw the fronts of ``cards``, each with its number, and on the next page their backs."""
        self._sheets += 1
        wording, sheet, setter = self._setter.wording, self._sheet, self._setter
        places = range(len(cards))
        fronts = [(sheet.front(place), *cards[place]) for place in places]
        self._draw_page(wording.fronts, fronts, lambda card: fitted(front(card, setter), *self._room, setter))
        backs = [(sheet.back(place, duplex), *cards[place]) for place in places]
        ordered = sorted(backs, key=lambda each: (-each[0][1], each[0][0]))
        self._draw_page(wording.backs, ordered, lambda card: fitted(back(card, setter), *self._room, setter))

    @property
    def _room(self) -> tuple[float, float]:
        """The width and height that the text of a card has."""
        sheet = self._sheet
        return sheet.card_width - 2 * INSET, sheet.card_height - 2 * INSET - NUMBER_ROOM

    def _draw_page(
        self, pattern: str, cards: Iterable[tuple[Box, int, Card]], side: Callable[[Card], Fitted]
    ) -> None:
        canvas, title = self._canvas, filled(pattern, number=str(self._sheets))
        canvas.space_letters(self._setter.theme.type.tracking)
        canvas.land(Landmark(f"page-{canvas.getPageNumber()}", title), self._sheet.height)
        self._draw_marks()
        for box, number, card in cards:
            shown = side(card)
            if shown.was_cut:
                text = f"card {number} is too long for its size, and was cut"
                self.told.append(Notice(code="flashcard-cut", text=text, where=card.id))
            self._draw_text(box, shown)
            self._draw_number(box, number)
        canvas.showPage()

    def _draw_text(self, box: Box, shown: Fitted) -> None:
        left, bottom, _, height = box
        width, room = self._room
        y = bottom + height - INSET - (room - shown.height) / 2
        for paragraph in shown.paragraphs:
            paragraph.wrapOn(self._canvas, width, room)
            paragraph.drawOn(self._canvas, left + INSET, y - paragraph.height)
            y -= paragraph.height + GAP

    def _draw_number(self, box: Box, number: int) -> None:
        left, bottom, *_ = box
        style = ParagraphStyle(
            "card-number", parent=self._setter.styles["running"], fontSize=SMALLEST, alignment=TA_CENTER
        )
        markup = self._setter.plain(str(number), "label")
        line = self._setter.paragraph("running", markup, style=style)
        line.wrapOn(self._canvas, self._room[0], NUMBER_ROOM)
        line.drawOn(self._canvas, left + INSET, bottom + INSET - 2)

    def _draw_marks(self) -> None:
        canvas, sheet = self._canvas, self._sheet
        canvas.setLineWidth(0.4)
        canvas.setStrokeColor(MARK)
        for mark in sheet.marks():
            canvas.line(*mark)
        canvas.setStrokeColor(CROSSING)
        for x, y in sheet.crossings():
            canvas.line(x - CROSS, y, x + CROSS, y)
            canvas.line(x, y - CROSS, x, y + CROSS)
