"""Where chapters lie in the episode, drawn to scale: a strip above each, and the timeline of all."""

from collections.abc import Iterator
from dataclasses import dataclass

from reportlab.lib.colors import HexColor

from studykit.model import Chapter, StudyDocument
from studykit.page_wording import PageWording
from studykit.text import clock, filled
from studykit.writers._captions import moment
from studykit.writers._pdf_figures import Picture, in_words
from studykit.writers._pdf_tags import TaggedCanvas
from studykit.writers._pdf_type import Typesetter
from studykit.writers._speaking import Lane, Share, lanes, overall, shares_by_chapter, told

STRIP_HEIGHT = 9
MOST_LANES = 3
"""Speakers with a lane of their own; all others share one."""
LANE, LANE_GAP, ROW, BLOCK, AXIS = 24, 17, 22, 9, 18
STEPS_S = (60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 36000, 86400)
MOST_TICKS = 9


@dataclass(frozen=True)
class Stretch:
    """From where to where something reaches, as shares of the episode, 0 to 1."""

    start: float
    end: float


def stretches(document: StudyDocument) -> tuple[Stretch, ...]:
    """Return where each chapter lies: by time where all times are known, else by words."""
    whole = length_ms(document)
    starts = [_start(chapter, whole) for chapter in document.chapters]
    ends = [max(start, end) for start, end in zip(starts, [*starts[1:], 1.0], strict=True)] if starts else []
    return tuple(Stretch(start, end) for start, end in zip(starts, ends, strict=True))


def length_ms(document: StudyDocument) -> int | None:
    """Return how long the episode is as far as anything tells; None where chapters have no times."""
    if not document.chapters or any(chapter.start_ms is None for chapter in document.chapters):
        return None
    known = [document.episode.duration_ms, *(chapter.end_ms for chapter in document.chapters)]
    known += [chapter.start_ms for chapter in document.chapters]
    return max((time for time in known if time is not None), default=None) or None


def _start(chapter: Chapter, whole: int | None) -> float:
    if whole is None or chapter.start_ms is None:
        return chapter.position
    return min(max(chapter.start_ms / whole, 0.0), 1.0)


def strip(stretch: Stretch, setter: Typesetter) -> Picture:
    """Return a line as long as the text is wide, strong where the chapter lies in the episode."""
    width, colours = setter.theme.page.measure, setter.theme.colours

    def paint(canvas: TaggedCanvas) -> None:
        canvas.setFillColor(HexColor(colours.muted))
        canvas.rect(0, STRIP_HEIGHT - 2.25, width, 0.5, stroke=0, fill=1)
        canvas.setFillColor(HexColor(colours.accent))
        length = max((stretch.end - stretch.start) * width, 1.5)
        left = min(stretch.start * width, width - length)
        canvas.rect(left, STRIP_HEIGHT - 3.5, length, 3, stroke=0, fill=1)

    return Picture(width, STRIP_HEIGHT, paint)


def timeline(document: StudyDocument, setter: Typesetter, width: float) -> Picture | None:
    """Return the chapters to scale, and below them a lane for each speaker; None with less than two chapters.

    A lane's bars are as high as the speaker's share of each chapter is large, so that no shade has to be told
    from another.
    """
    if len(document.chapters) < 2:
        return None
    drawing = _Timeline(document, setter, width)
    return Picture(width, drawing.height, drawing.paint, drawing.alt)


class _Timeline:
    def __init__(self, document: StudyDocument, setter: Typesetter, width: float) -> None:
        self._document = document
        self._setter = setter
        self._width = width
        self._scale = setter.theme.type.size
        self._stretches = stretches(document)
        self._shares = shares_by_chapter(document)
        self._lanes = _few(lanes(overall(document), self._shares), setter.wording)

    @property
    def height(self) -> float:
        """How high it is, in points."""
        return (ROW + AXIS + len(self._lanes) * (LANE + LANE_GAP)) * self._scale

    @property
    def alt(self) -> str:
        """What it shows, in words."""
        return in_words(self._setter.wording.timeline_alt, self._told())

    def paint(self, canvas: TaggedCanvas) -> None:
        """Draw it from the top down."""
        scale, y = self._scale, self.height
        canvas.setLineWidth(0.4)
        y -= ROW * scale
        self._paint_chapters(canvas, y)
        for lane in self._lanes:
            y -= (LANE + LANE_GAP) * scale
            self._paint_lane(canvas, lane, y)
        self._paint_axis(canvas, y)

    def _told(self) -> Iterator[str]:
        wording = self._setter.wording
        for number, (chapter, spoken) in enumerate(
            zip(self._document.chapters, self._shares, strict=True), 1
        ):
            place = moment(chapter.start_ms, chapter.position, wording)
            yield ", ".join(filter(None, (f"{number} {chapter.title}", place, told(spoken, wording))))

    def _paint_chapters(self, canvas: TaggedCanvas, y: float) -> None:
        """Draw the blocks of the chapters, their numbers above them where there is room."""
        colours, height, free = self._setter.theme.colours, BLOCK * self._scale, 0.0
        canvas.setStrokeColor(HexColor(colours.ink))
        for number, stretch in enumerate(self._stretches, 1):
            left, right = stretch.start * self._width, stretch.end * self._width
            canvas.rect(left, y, right - left, height, stroke=1, fill=0)
            wide = self._setter.width("running", str(number)) + 3
            if left >= free and (right - left >= wide or number % 10 == 0):
                self._write(canvas, str(number), left, y + height + 3 * self._scale, wide)
                free = left + wide

    def _paint_lane(self, canvas: TaggedCanvas, lane: Lane, y: float) -> None:
        colours, height = self._setter.theme.colours, LANE * self._scale
        canvas.setStrokeColor(HexColor(colours.muted))
        canvas.setFillColor(HexColor(colours.muted))
        fill = int(self._setter.theme.pictures.fill)
        for stretch, part in zip(self._stretches, lane.parts, strict=True):
            left, right = stretch.start * self._width, stretch.end * self._width
            gap = min(1.0, (right - left) / 4)
            canvas.rect(left + gap / 2, y, right - left - gap, height * part, stroke=1 - fill, fill=fill)
        canvas.line(0, y, self._width, y)
        named = filled(self._setter.wording.speaks, speaker=lane.whole.speaker, share=lane.whole.percent)
        self._write(canvas, named, 0, y + height + 3 * self._scale, self._width)

    def _paint_axis(self, canvas: TaggedCanvas, y: float) -> None:
        """Draw the times below the last lane, as many as have room."""
        canvas.setStrokeColor(HexColor(self._setter.theme.colours.muted))
        for share, time in ticks(length_ms(self._document)):
            x, wide = share * self._width, self._setter.width("running", time) + 2
            canvas.line(x, y, x, y - 3)
            left = min(max(x - wide / 2, 0), self._width - wide)
            self._write(canvas, time, left, y - (AXIS - 6) * self._scale, wide)

    def _write(self, canvas: TaggedCanvas, text: str, x: float, baseline: float, width: float) -> None:
        line = self._setter.line("running", text, width)
        _, height = line.wrap(width, 0)
        line.drawOn(canvas, x, baseline - (height - line.style.fontSize))


def _few(every: tuple[Lane, ...], wording: PageWording) -> tuple[Lane, ...]:
    """Return the lanes of the main speakers, and one for all others where those are several."""
    if len(every) <= MOST_LANES + 1:
        return every
    main, others = every[:MOST_LANES], every[MOST_LANES:]
    whole = Share(wording.others, sum(lane.whole.share for lane in others))
    taken = (sum(shares) for shares in zip(*(lane.parts for lane in main), strict=True))
    return (*main, Lane(whole, tuple(max(1 - share, 0.0) for share in taken)))


def ticks(whole_ms: int | None) -> Iterator[tuple[float, str]]:
    """Yield where on the axis what stands: round times, or quarters where there are no times."""
    if whole_ms is None:
        yield from ((quarter / 4, f"{quarter * 25} %") for quarter in range(5))
        return
    step_ms = next((s * 1000 for s in STEPS_S if whole_ms / (s * 1000) <= MOST_TICKS), whole_ms)
    for time_ms in range(0, whole_ms + 1, step_ms):
        yield time_ms / whole_ms, clock(time_ms)
