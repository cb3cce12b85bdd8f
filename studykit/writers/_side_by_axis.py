"""Places blocks of text beside an axis, each as near as possible to the point that it belongs to."""

from collections.abc import Sequence


def placed(wanted: Sequence[float], heights: Sequence[float], room: float) -> tuple[float, ...]:
    """Return where blocks of ``heights`` begin that are ``wanted`` at rising places from 0 to ``room``.

    They keep their order, do not overlap and stay within ``room`` where they fit at all; the squares of their
    distances to where they are wanted are as small as can be. What is left when the heights before it are
    taken off must not fall, so it is an isotonic regression, solved by pooling adjacent violators (Ayer and
    others, 1955).
    """
    before = [sum(heights[:place]) for place in range(len(heights))]
    free = max(room - sum(heights), 0.0)
    pools: list[tuple[float, int]] = []
    for want, taken in zip(wanted, before, strict=True):
        total, count = want - taken, 1
        while pools and pools[-1][0] / pools[-1][1] >= total / count:
            other_total, other_count = pools.pop()
            total, count = total + other_total, count + other_count
        pools.append((total, count))
    levels = [min(max(total / count, 0.0), free) for total, count in pools for _ in range(count)]
    return tuple(level + taken for level, taken in zip(levels, before, strict=True))
