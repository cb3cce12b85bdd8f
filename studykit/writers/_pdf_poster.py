"""The episode on a wall: an axis to scale, who speaks how much along it, and what is said beside it."""

from collections.abc import Iterator
from io import BytesIO

from reportlab.lib.colors import HexColor

from studykit.contracts import PaperSize, Rendering, WriteSettings
from studykit.errors import NothingToStudyError
from studykit.model import Chapter, Passage, StudyDocument
from studykit.notices import Notice
from studykit.templates import Templates
from studykit.text import squeeze
from studykit.writers._captions import moment
from studykit.writers._main_points import Telling, main_terms
from studykit.writers._pdf_canvas import GuideCanvas, Landmark
from studykit.writers._pdf_file import described, finished, new_canvas, typesetter
from studykit.writers._pdf_flowables import GuideParagraph
from studykit.writers._pdf_markup import SPACE, join
from studykit.writers._pdf_qr import episode_code, unprinted
from studykit.writers._pdf_sheet_parts import Masthead, said_by
from studykit.writers._pdf_structure import Tag
from studykit.writers._pdf_timeline import length_ms, stretches, ticks, timeline
from studykit.writers._pdf_type import Typesetter
from studykit.writers._sheets import facts
from studykit.writers._side_by_axis import placed
from studykit.writers._speaking import lanes, overall, shares_by_chapter

POSTERS: dict[PaperSize, tuple[float, float]] = {"a4": (842, 1191), "a5": (842, 1191), "letter": (792, 1224)}
"""A3, or for those who print on Letter what is twice as large; width and height in points."""
MARGIN, FOOT = 40, 40
CLOCKS, BAND, LANE, GAP = 54, 26, 62, 10
"""Widths of the columns for the times, the chapters and each speaker."""
LEADERS = 44
"""The width in which lines lead from the axis to the text."""
MOST_LANES = 3
MOST_PASSAGES = 3
BETWEEN = 9
"""Points between two blocks."""
TINTS = (HexColor("#ffffff"), HexColor("#d9d6d2"))
MOST_TERMS = 6


Block = tuple[GuideParagraph, ...]
"""What stands beside the axis for one chapter."""


def poster(document: StudyDocument, templates: Templates, settings: WriteSettings, name: str) -> Rendering:
    """Return the poster as PDF, with a notice where not all chapters could be named; ``name`` is the file's.

    Raises NothingToStudyError where there are no chapters.
    """
    if not document.chapters:
        raise NothingToStudyError("a timeline needs chapters", where=document.episode.title)
    setter = typesetter(document, templates, settings)
    size = POSTERS[settings.paper]
    file, about = BytesIO(), described(document, setter.wording.timeline)
    canvas = new_canvas(file, setter, about, size=size, now=settings.now, wishes={})
    left_out = _Poster(canvas, document, setter, size).draw()
    told = (_crowded(left_out, len(document.chapters), name),) if left_out else ()
    canvas.showPage()
    canvas.save()
    done = finished(file, setter, name)
    return Rendering(done.content, (*told, *done.notices, *unprinted(document.episode, name)))


def _crowded(left_out: int, count: int, where: str) -> Notice:
    text = f"{left_out} of {count} chapters have no room for their names, the shortest ones"
    return Notice(code="timeline-crowded", text=text, where=where)


class _Poster:
    """Draws one poster on ``canvas``, whose page is ``size`` (width and height in points)."""

    def __init__(
        self, canvas: GuideCanvas, document: StudyDocument, setter: Typesetter, size: tuple[float, float]
    ) -> None:
        self._canvas = canvas
        self._document = document
        self._setter = setter
        self._width, self._height = size
        self._stretches = stretches(document)
        self._lanes = lanes(overall(document), shares_by_chapter(document))[:MOST_LANES]
        self._point = Telling(document)
        self._lanes_left = MARGIN + CLOCKS + BAND + GAP
        self._lanes_right = self._lanes_left + len(self._lanes) * (LANE + GAP)
        self._text_left = self._lanes_right + LEADERS
        self._text_width = self._width - MARGIN - self._text_left

    def draw(self) -> int:
        """Draw all of it; return how many chapters have no room."""
        self._canvas.space_letters(self._setter.theme.type.tracking)
        top = self._draw_head()
        top = self._draw_lane_names(top)
        drawn = timeline(self._document, self._setter, self._width)
        axis = Tag("Figure", alt=drawn.alt if drawn else self._setter.wording.timeline_alt)
        with self._canvas.tagged(axis):
            self._draw_axis(top)
        self._canvas.box_of(axis, (MARGIN, FOOT, self._lanes_right, top))
        return self._draw_blocks(top)

    def _draw_head(self) -> float:
        """Draw title and facts; return where they end."""
        document, setter, wording = self._document, self._setter, self._setter.wording
        code = episode_code(document.episode)
        above = " · ".join(filter(None, (wording.timeline, squeeze(document.episode.show))))
        paragraphs = [
            setter.paragraph("poster-fine", setter.run(above, "label_bold", colour="accent")),
            setter.paragraph(
                "poster-title", setter.plain(squeeze(document.episode.title) or wording.untitled)
            ),
            *(
                setter.paragraph("poster-fine", setter.plain(fact, "label"))
                for fact in facts(document, wording)
            ),
        ]
        picture = setter.captioned(setter.code(code), wording.scan) if code else None
        head = Masthead(paragraphs, picture, mirrored=setter.direction == "R")
        _, height = head.wrapOn(self._canvas, self._width - 2 * MARGIN, self._height)
        self._canvas.land(Landmark("poster", wording.timeline), self._height)
        head.drawOn(self._canvas, MARGIN, self._height - MARGIN - height)
        return self._height - MARGIN - height - 16

    def _draw_lane_names(self, top: float) -> float:
        """Draw who has which lane; return where the axis may begin."""
        setter = self._setter
        names = [
            setter.paragraph("poster-fine", setter.plain(lane.whole.speaker, "label")) for lane in self._lanes
        ]
        height = max((name.wrap(LANE, 0)[1] for name in names), default=0.0)
        for place, name in enumerate(names):
            name.wrapOn(self._canvas, LANE, height)
            name.drawOn(self._canvas, self._lanes_left + place * (LANE + GAP), top - height)
        return top - height - 8

    def _draw_axis(self, top: float) -> None:
        """Draw times, chapters and lanes from ``top`` down to the foot."""
        canvas, colours = self._canvas, self._setter.theme.colours
        canvas.setLineWidth(0.7)
        for share, time in ticks(length_ms(self._document)):
            y = self._at(share, top)
            line = self._setter.line("poster-fine", time, CLOCKS - 8, "right")
            _, height = line.wrapOn(canvas, CLOCKS - 8, 0)
            line.drawOn(canvas, MARGIN, y - height / 2)
        left = MARGIN + CLOCKS
        for number, stretch in enumerate(self._stretches):
            above, below = self._at(stretch.start, top), self._at(stretch.end, top)
            canvas.setStrokeColor(HexColor(colours.ink))
            canvas.setFillColor(TINTS[number % 2])
            canvas.rect(left, below, BAND, above - below, fill=int(self._setter.theme.pictures.fill))
            self._draw_shares(number, above, below)

    def _draw_shares(self, number: int, above: float, below: float) -> None:
        """Draw for each speaker a bar that is as wide as the share of the chapter is large."""
        canvas, muted = self._canvas, HexColor(self._setter.theme.colours.muted)
        canvas.setStrokeColor(muted)
        canvas.setFillColor(muted)
        gap, fill = min(1.0, (above - below) / 4), int(self._setter.theme.pictures.fill)
        for place, lane in enumerate(self._lanes):
            left = self._lanes_left + place * (LANE + GAP)
            canvas.line(left, above, left, below)
            canvas.rect(left, below + gap / 2, LANE * lane.parts[number], above - below - gap,
                        stroke=1 - fill, fill=fill)  # fmt: skip

    def _draw_blocks(self, top: float) -> int:
        """Draw what is said in each chapter as near to it as can be; return how many have no room."""
        blocks = self._filled(top - FOOT)
        named = sorted(blocks)
        wanted = [self._stretches[number].start * (top - FOOT) for number in named]
        heights = [self._height_of(blocks[number]) for number in named]
        for number, y in zip(named, placed(wanted, heights, top - FOOT), strict=True):
            self._draw_leader(self._at(self._stretches[number].start, top), top - y)
            self._draw_block(blocks[number], top - y)
        return len(self._stretches) - len(named)

    def _draw_leader(self, start: float, end: float) -> None:
        canvas, middle = self._canvas, self._setter.styles["poster-chapter"].leading / 2
        canvas.setStrokeColor(HexColor(self._setter.theme.colours.muted))
        canvas.setLineWidth(0.6)
        stub, right = 8, self._text_left - 6
        path = canvas.beginPath()
        path.moveTo(self._lanes_right, start)
        path.lineTo(self._lanes_right + stub, start)
        path.lineTo(right - stub, end - middle)
        path.lineTo(right, end - middle)
        canvas.drawPath(path)

    def _draw_block(self, block: Block, y: float) -> None:
        for paragraph in block:
            _, height = paragraph.wrapOn(self._canvas, self._text_width, 0)
            paragraph.drawOn(self._canvas, self._text_left, y - height)
            y -= height + paragraph.getSpaceAfter()

    def _filled(self, room: float) -> dict[int, Block]:
        """Return by chapter what is printed of it: titles first, then more, the longest chapters first."""
        order = sorted(
            range(len(self._stretches)), key=lambda n: self._stretches[n].start - self._stretches[n].end
        )
        stages = [list(self._stages(self._document.chapters[number], number)) for number in order]
        blocks: dict[int, Block] = {}
        for stage in range(max(map(len, stages))):
            for number, versions in zip(order, stages, strict=True):
                if stage < len(versions) and (not stage or number in blocks):
                    gained = self._height_of(versions[stage]) - self._height_of(blocks.get(number, ()))
                    if gained <= room:
                        blocks[number] = versions[stage]
                        room -= gained
        return blocks

    def _stages(self, chapter: Chapter, number: int) -> Iterator[Block]:
        """Yield the block of a chapter with ever more in it: title, terms, one passage after another."""
        setter, document = self._setter, self._document
        start = moment(chapter.start_ms, chapter.position, setter.wording)
        name = squeeze(chapter.title) or setter.wording.untitled
        title = setter.paragraph("poster-chapter", join(
            setter.plain(f"{number + 1} {name}", "text_bold"), SPACE,
            setter.dressed(start, "poster-fine")))  # fmt: skip
        yield (title,)
        terms = [term.term for term in main_terms(document.glossary) if chapter.id in term.chapter_ids]
        shown = setter.plain(" · ".join(terms[:MOST_TERMS]), "label")
        named = [setter.paragraph("poster-fine", shown)] if terms else []
        if named:
            yield (title, *named)
        for most in range(1, min(MOST_PASSAGES, len(chapter.summary)) + 1):
            passages = map(self._passage, self._point.best(chapter.summary, most))
            yield (title, *passages, *named)

    def _passage(self, passage: Passage) -> GuideParagraph:
        said = said_by(passage.citations[0], self._document.episode, self._setter, "poster-fine")
        return self._setter.paragraph("poster-text", join(self._setter.plain(passage.text), SPACE, said))

    def _height_of(self, block: Block) -> float:
        heights = (p.wrap(self._text_width, 0)[1] + p.getSpaceAfter() for p in block)
        return sum(heights) + BETWEEN * bool(block)

    def _at(self, share: float, top: float) -> float:
        return top - share * (top - FOOT)
