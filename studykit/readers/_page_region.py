"""Finds the block of a page that holds the talk: the smallest with nearly all of its turns, times or prose.

Menus, other episodes, signatures and comments stand in other blocks, whatever their words are.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from studykit.readers._labels import bare_leading_stamp, leading_stamp, stamp
from studykit.readers._lines import Line, ends_sentence
from studykit.readers._page_talk import FEWEST_LABELS, longest_run
from studykit.readers._shown import Block, Shown
from studykit.text import fold

_MOST = 0.8
_FEWEST_STAMPS = 5
_LONG = 60
_TALK_BESIDE = 2
_PROSE_BESIDE = 5
_FARTHEST = 50


def region(shown: Shown) -> tuple[int, int]:
    """Return the indices of the first line of the talk and of that after its last."""
    labelled = label_places(shown.lines)
    if labelled:
        return _around(labelled, shown, _TALK_BESIDE)
    for begins_with_time in (_is_stamped, _may_be_stamped):
        stamped = [index for index, line in enumerate(shown.lines) if begins_with_time(line)]
        if len(stamped) >= _FEWEST_STAMPS:
            return _around(stamped, shown, _TALK_BESIDE)
    prose = [index for index, line in enumerate(shown.lines) if _is_prose(line)]
    return _around(prose, shown, _PROSE_BESIDE) if prose else (0, len(shown.lines))


def label_places(lines: Sequence[Line]) -> list[int]:
    """Return the indices of the lines where a speaker is named who speaks again, in order; none of a few."""
    labels = longest_run(lines)
    counts = Counter(fold(label.name) for label in labels)
    places = [label.first for label in labels if counts[fold(label.name)] > 1]
    return places if len(places) >= FEWEST_LABELS else []


def _is_stamped(line: Line) -> bool:
    return stamp(line.text) is not None or leading_stamp(line.text) is not None


def _may_be_stamped(line: Line) -> bool:
    return bare_leading_stamp(line.text) is not None


def _is_prose(line: Line) -> bool:
    return len(line.text) >= _LONG and ends_sentence(line.text)


def _around(places: Sequence[int], shown: Shown, beside: int) -> tuple[int, int]:
    """Return the lines of the smallest block with most of ``places``, and of those around it that hold at
    least ``beside`` more, or one in a block like its own: talk may be parted into blocks."""
    holding = [block for block in shown.blocks if _count(places, block) >= _MOST * len(places)]
    if not holding:
        return 0, len(shown.lines)
    found = inner = min(holding, key=lambda block: (block.end - block.begin, -block.begin))
    for outer in _wider(inner, shown.blocks):
        more = _count(places, outer) - _count(places, found)
        if more >= beside or (more and _has_like(inner, shown.blocks, places)):
            found = outer
        inner = outer
    return found.begin, found.end


def _count(places: Sequence[int], block: Block) -> int:
    return bisect_left(places, block.end) - bisect_left(places, block.begin)


def _wider(block: Block, blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks around ``block`` that hold more lines than the one before, the nearest first."""
    for _ in range(_FARTHEST):
        wider = block
        while wider.around >= 0 and (wider.begin, wider.end) == (block.begin, block.end):
            wider = blocks[wider.around]
        if (wider.begin, wider.end) == (block.begin, block.end):
            return
        yield wider
        block = wider


def _has_like(inner: Block, blocks: Sequence[Block], places: Sequence[int]) -> bool:
    """Whether one of ``places`` stands in a block beside ``inner`` that is of its kind."""
    alike = (block for block in blocks if block.kind == inner.kind and block.around == inner.around)
    return any(_count(places, block) for block in alike if block.begin != inner.begin)
