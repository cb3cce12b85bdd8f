"""Which terms belong together, and where their names stand on a map.

Names are placed so that their distances come near to their distances in the graph (stress majorization:
Gansner, Koren and North, Graph Drawing 2004), spread over the frame, and pushed apart until no two touch.
All of it is arithmetic in a fixed order: the same document gives the same map.
"""

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from math import cos, hypot, pi, sin, sqrt
from typing import TypeAlias

from studykit.model import StudyDocument
from studykit.writers._mentions import used_together

MOST_NODES = 16
EDGES_PER_NODE = 1.5
CANDIDATES = 40
"""Terms, by importance, among which those are looked for that are used with others."""
LONGEST_NAME = 40
CLEARANCE = 9
"""Points between any two names."""
_ROUNDS, _PUSHES = 50, 300
Edge: TypeAlias = tuple[int, int]
"""The places of two terms, the lower first."""


@dataclass(frozen=True)
class Graph:
    """Names of terms, the most important first, and how strongly pairs of them belong together."""

    names: tuple[str, ...]
    edges: Mapping[Edge, float]

    def without_last(self) -> "Graph":
        """Return the graph without its least important term, and those that only it was joined to."""
        last = len(self.names) - 1
        return _joined(self.names[:last], {edge: s for edge, s in self.edges.items() if last not in edge})


@dataclass(frozen=True)
class Half:
    """Half of the width and of the height of a name's frame."""

    width: float
    height: float


@dataclass
class Spot:
    """Where the middle of a name stands, from the lower left corner of the map."""

    x: float
    y: float


def connected(document: StudyDocument) -> Graph:
    """Return the main terms that are used together with others, and the strongest of what joins them.

    A pair is as strong as it is often used together, beside how often each is used with any other.
    """
    ranked = sorted(document.glossary, key=lambda term: (-term.importance, term.key))
    candidates = tuple(term for term in ranked if len(term.term) <= LONGEST_NAME)[:CANDIDATES]
    pairs = used_together(document, candidates)
    degrees: Counter[str] = Counter()
    for (one, other), count in pairs.items():
        degrees[one] += count
        degrees[other] += count
    chosen = [term for term in candidates if degrees[term.key]][:MOST_NODES]
    places = {term.key: place for place, term in enumerate(chosen)}
    strength = {
        _edge(places[one], places[other]): count / sqrt(degrees[one] * degrees[other])
        for (one, other), count in pairs.items()
        if one in places and other in places
    }
    return _joined(tuple(term.term for term in chosen), _strongest(strength, len(chosen)))


def placed(graph: Graph, halves: tuple[Half, ...], width: float, height: float) -> tuple[Spot, ...]:
    """Return where each name stands within ``width`` and ``height``; nothing where not all have room."""
    if any(2 * half.width > width or 2 * half.height > height for half in halves):
        return ()
    spots = _spread(_relaxed(graph), halves, width, height)
    for _ in range(_PUSHES):
        if not _pushed_apart(spots, halves, width, height):
            return tuple(spots)
    return ()


def touching(one: Spot, other: Spot, half: Half, other_half: Half) -> tuple[float, float]:
    """Return how far two names reach into each other's clearance, across and down: one below 0 if apart."""
    across = half.width + other_half.width + CLEARANCE - abs(one.x - other.x)
    down = half.height + other_half.height + CLEARANCE - abs(one.y - other.y)
    return across, down


def _edge(one: int, other: int) -> Edge:
    return (one, other) if one < other else (other, one)


def _strongest(strength: Mapping[Edge, float], nodes: int) -> dict[Edge, float]:
    """Return the edges that hold the graph together most strongly (Kruskal), and the strongest besides."""
    ordered = sorted(strength, key=lambda edge: (-strength[edge], edge))
    group = list(range(nodes))
    spanning = []
    for one, other in ordered:
        if group[one] != group[other]:
            spanning.append((one, other))
            old, new = group[other], group[one]
            group = [new if member == old else member for member in group]
    rest = [edge for edge in ordered if edge not in set(spanning)]
    kept = [*spanning, *rest[: max(round(nodes * EDGES_PER_NODE) - len(spanning), 0)]]
    return {edge: strength[edge] for edge in kept}


def _joined(names: tuple[str, ...], edges: Mapping[Edge, float]) -> Graph:
    """Return the graph without the names that nothing is joined to."""
    kept = sorted({place for edge in edges for place in edge})
    new = {place: number for number, place in enumerate(kept)}
    moved = {(new[one], new[other]): strength for (one, other), strength in edges.items()}
    return Graph(tuple(names[place] for place in kept), moved)


def _relaxed(graph: Graph) -> list[Spot]:
    """Return spots whose distances come near to those in the graph."""
    count = len(graph.names)
    far = _distances(graph)
    spots = [Spot(cos(2 * pi * n / count), sin(2 * pi * n / count)) for n in range(count)]
    for _ in range(_ROUNDS):
        for place, spot in enumerate(spots):
            _relax(place, spot, spots, far[place])
    return spots


def _relax(place: int, spot: Spot, spots: list[Spot], far: list[float]) -> None:
    """Move ``spot`` to where the stress between it and the others is least."""
    x = y = total = 0.0
    for other_place, other in enumerate(spots):
        if other_place == place:
            continue
        wanted = far[other_place]
        ratio = wanted / (hypot(spot.x - other.x, spot.y - other.y) or 1e-6)
        weight = wanted**-2
        x += weight * (other.x + (spot.x - other.x) * ratio)
        y += weight * (other.y + (spot.y - other.y) * ratio)
        total += weight
    if total:
        spot.x, spot.y = x / total, y / total


def _distances(graph: Graph) -> list[list[float]]:
    """Return how many edges lie between any two names; what nothing joins is farther than all else."""
    count = len(graph.names)
    beside: list[list[int]] = [[] for _ in range(count)]
    for one, other in graph.edges:
        beside[one].append(other)
        beside[other].append(one)
    found = [_from(start, beside) for start in range(count)]
    farthest = max((steps for row in found for steps in row.values()), default=1)
    return [[float(row.get(other, farthest + 1)) for other in range(count)] for row in found]


def _from(start: int, beside: list[list[int]]) -> dict[int, int]:
    steps, waiting = {start: 0}, deque([start])
    while waiting:
        here = waiting.popleft()
        for other in beside[here]:
            if other not in steps:
                steps[other] = steps[here] + 1
                waiting.append(other)
    return steps


def _spread(spots: list[Spot], halves: Iterable[Half], width: float, height: float) -> list[Spot]:
    """Return ``spots`` stretched over the frame, each name within it."""
    left, right = min(spot.x for spot in spots), max(spot.x for spot in spots)
    low, high = min(spot.y for spot in spots), max(spot.y for spot in spots)
    return [
        Spot(
            half.width + (width - 2 * half.width) * (spot.x - left) / ((right - left) or 1),
            half.height + (height - 2 * half.height) * (spot.y - low) / ((high - low) or 1),
        )
        for spot, half in zip(spots, halves, strict=True)
    ]


def _pushed_apart(spots: list[Spot], halves: tuple[Half, ...], width: float, height: float) -> bool:
    """Push names that touch a little apart, within the frame; return whether any did."""
    touched = False
    for one, other in combinations(range(len(spots)), 2):
        across, down = touching(spots[one], spots[other], halves[one], halves[other])
        if min(across, down) <= 0:
            continue
        touched = True
        for place, way in _ways(one, other, spots, sideways=across < down):
            spot, half, step = spots[place], halves[place], min(across, down) * 0.5 + 0.1
            if across < down:
                spot.x = min(max(spot.x + way * step, half.width), width - half.width)
            else:
                spot.y = min(max(spot.y + way * step, half.height), height - half.height)
    return touched


def _ways(one: int, other: int, spots: list[Spot], *, sideways: bool) -> Iterator[tuple[int, int]]:
    """Yield the two places, each with the direction away from the other."""
    ahead = spots[one].x >= spots[other].x if sideways else spots[one].y >= spots[other].y
    yield one, 1 if ahead else -1
    yield other, -1 if ahead else 1
