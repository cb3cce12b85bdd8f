"""Lays each chapter out on one or two well filled pages: how many lines to write on, where a page begins."""

from collections.abc import Iterator
from dataclasses import replace

from studykit.writers._docx_blocks import Block, Paragraph
from studykit.writers._docx_pages import Piece, Ruler, filled, pages

FEWEST_LINES = 2
"""An answer of two lines is still given two; one that needs a single line always has it."""
_WELL_FILLED = 1 / 3
"""From this share on, a page is no mere remainder."""
# Word and LibreOffice may differ from our measure, and from each other, by about one line a page.
_SCARCE, _AMPLE = 0.98, 1.015


def fitted(blocks: tuple[Block, ...], ruler: Ruler, height_pt: float) -> tuple[Block, ...]:
    """Return ``blocks`` with lines to write on and page breaks chosen for pages of ``height_pt`` points.

    What begins on a new page and reaches to the next such block is laid out for itself. Of all layouts the
    best needs the fewest pages, then needs as many where lines come out a little higher or lower than
    measured, has no page that is nearly empty, has no break of its own, and gives the most room to write.
    Then a sheet that may follow another does so where all of it fits on the other's last page.
    """
    done: list[Block] = []
    together: tuple[Block, ...] = ()
    for sheet in _sheets(blocks):
        best = _best(sheet, ruler, height_pt)
        joined = (*together, *_following(best))
        if together and _may_follow(best) and _adds_no_page(together, joined, ruler, height_pt):
            together = joined
        else:
            done += together
            together = best
    return (*done, *together)


def _may_follow(sheet: tuple[Block, ...]) -> bool:
    return isinstance(sheet[0], Paragraph) and sheet[0].may_follow


def _following(sheet: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return ``sheet`` without the new page at its head."""
    head, *rest = sheet
    return (replace(head, new_page=False) if isinstance(head, Paragraph) else head, *rest)


def _adds_no_page(
    together: tuple[Block, ...], joined: tuple[Block, ...], ruler: Ruler, height_pt: float
) -> bool:
    """Return whether what was joined needs no page more, and stands on one page however lines come out."""
    pieces = _measured(joined, ruler)
    needed = len(filled(_measured(together, ruler), _SCARCE * height_pt))
    sure = pages(pieces, _SCARCE * height_pt) == pages(pieces, _AMPLE * height_pt)
    return sure and len(filled(pieces, _SCARCE * height_pt)) == needed


def _measured(blocks: tuple[Block, ...], ruler: Ruler) -> list[Piece]:
    return [piece for block in blocks for piece in ruler.pieces(block)]


def _sheets(blocks: tuple[Block, ...]) -> Iterator[tuple[Block, ...]]:
    sheet: list[Block] = []
    for block in blocks:
        if sheet and isinstance(block, Paragraph) and block.new_page:
            yield tuple(sheet)
            sheet = []
        sheet.append(block)
    if sheet:
        yield tuple(sheet)


def _best(sheet: tuple[Block, ...], ruler: Ruler, height_pt: float) -> tuple[Block, ...]:
    layouts = tuple(_layouts(sheet))
    if len(layouts) == 1:
        return sheet
    return min(layouts, key=lambda layout: _faults(layout, ruler, height_pt))


def _layouts(sheet: tuple[Block, ...]) -> Iterator[tuple[Block, ...]]:
    """Yield the layouts there are, the roomiest first, those with a break of their own last."""
    lines = max((block.line for block in sheet if isinstance(block, Paragraph)), default=0)
    flowing = [sheet, *(_ruled(sheet, most) for most in range(lines - 1, FEWEST_LINES - 1, -1))]
    yield from flowing
    places = [place for place, block in enumerate(sheet) if isinstance(block, Paragraph) and block.may_break]
    for place in reversed(places):
        yield from (_broken(layout, place) for layout in flowing)


def _ruled(sheet: tuple[Block, ...], most: int) -> tuple[Block, ...]:
    """Return ``sheet`` with at most ``most`` lines below each question."""
    kept = (block for block in sheet if not isinstance(block, Paragraph) or block.line <= most)
    return tuple(
        replace(block, keep_next=False) if isinstance(block, Paragraph) and block.line == most else block
        for block in kept
    )


def _broken(sheet: tuple[Block, ...], place: int) -> tuple[Block, ...]:
    """Return ``sheet`` with a new page at ``place``."""
    return tuple(
        replace(block, new_page=True, runs=block.runs + block.at_top)
        if at == place and isinstance(block, Paragraph)
        else block
        for at, block in enumerate(sheet)
    )


def _faults(layout: tuple[Block, ...], ruler: Ruler, height_pt: float) -> tuple[int, bool, float]:
    """Return what speaks against a layout, the weightiest first; among equals the first layout wins."""
    pieces = _measured(layout, ruler)
    used = filled(pieces, _SCARCE * height_pt)
    unsure = len(filled(pieces, _AMPLE * height_pt)) != len(used)
    return len(used), unsure, -min(_WELL_FILLED, min(used) / height_pt)
