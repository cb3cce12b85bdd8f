"""Turns lines of text and the labels among them into utterances."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

from studykit.model import Aside
from studykit.readers._labels import Label, bare_leading_stamp, leading_stamp, stamp
from studykit.readers._lines import CELL, Line, ends_sentence
from studykit.readers._markers import is_marker
from studykit.readers._names import is_interlude
from studykit.readers._turns import LONGEST_RUN_WORDS, Heading, Utterance
from studykit.text import squeeze

_BLOCK_SHARE = 0.05
_FEWEST_TIMES, _NEARLY_ALL = 5, 0.8
_CHANGE = re.compile(r"(?:^|(?<=[.!?…]))\s*>>\s*(?=[^\s=>])")
"""Says, as in captions, that another speaks now, and nothing of who."""
_ANY_CHANGE = re.compile(r"(?:^|\s)>>\s*(?=[^\s=>])")
_FEWEST_CHANGES = 3
_ONLY_TIMES = re.compile(r"(?:(?:to|bis|[-–—])?\s*[\[(]\\?[\d:.,]{3,15}[\])]\s*){1,2}")


@dataclass(frozen=True)
class Talk:
    """The part of a text that holds the talk.

    ``skipped`` are the indices of lines that are not talk, ``headings`` the titles that stand before a line,
    by its index.
    """

    lines: Sequence[Line]
    labels: Sequence[Label]
    skipped: Set[int] = frozenset()
    headings: Mapping[int, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class _Row:
    """A line of talk: its index, the time it is stamped with, its words."""

    index: int
    start_ms: int | None
    text: str


@dataclass(frozen=True)
class _Section:
    """A label, None for what comes before the first, and the talk under it."""

    label: Label | None
    rows: tuple[_Row, ...]


def utterances(talk: Talk) -> tuple[tuple[Utterance, ...], tuple[Heading, ...]]:
    """Return what was said, one utterance a line, and the headings between.

    A label opens a turn. Talk without a label opens one where a line begins a new sentence, or a new
    paragraph where blank lines set paragraphs apart. A time in brackets before a line, or alone above it,
    is when it begins.
    A label that names no voice (``Break:``) becomes a marker.
    """
    talk = replace(talk, labels=[_with_time_above(each, talk) for each in talk.labels])
    sections = list(_sections(talk))
    in_blocks = _stands_in_blocks(talk.lines)
    said: list[Utterance] = []
    places: list[int] = []
    for section in sections:
        for place, utterance in _spoken(section, talk.lines, in_blocks=in_blocks):
            places.append(place)
            said.append(utterance)
    return tuple(said), tuple(_headings(talk.headings, places))


def _with_time_above(label: Label, talk: Talk) -> Label:
    """Return ``label`` with the time that stands alone on the line above, as in Google Meet's transcripts."""
    if label.start_ms is not None or label.first == 0:
        return label
    return replace(label, start_ms=stamp(talk.lines[label.first - 1].text))


def _sections(talk: Talk) -> Iterator[_Section]:
    first = talk.labels[0].first if talk.labels else len(talk.lines)
    leading = leading_stamp if talk.labels or not _lines_lead_with_times(talk.lines) else bare_leading_stamp
    yield _Section(None, tuple(_rows(_kept(talk, 0, first), leading)))
    ends = [label.first for label in talk.labels[1:]] + [len(talk.lines)]
    for label, end in zip(talk.labels, ends, strict=False):
        rest = [] if not label.rest or _ONLY_TIMES.fullmatch(label.rest) else [(label.last, label.rest)]
        yield _Section(label, tuple(_rows([*rest, *_kept(talk, label.last + 1, end)])))


def _kept(talk: Talk, begin: int, end: int) -> Iterator[tuple[int, str]]:
    return ((index, talk.lines[index].text) for index in range(begin, end) if index not in talk.skipped)


def _lines_lead_with_times(lines: Sequence[Line]) -> bool:
    """Return whether nearly all lines begin with a time, none earlier than those before it."""
    found = [bare_leading_stamp(line.text) for line in lines]
    times = [each[0] for each in found if each]
    return len(times) >= max(_FEWEST_TIMES, _NEARLY_ALL * len(lines)) and times == sorted(times)


def _rows(
    texts: Iterable[tuple[int, str]],
    leading: Callable[[str], tuple[int, str] | None] = leading_stamp,
) -> Iterator[_Row]:
    """Take the times off the lines, which ``leading`` finds; one alone belongs to the line below it."""
    waiting: int | None = None
    for index, text in texts:
        alone = stamp(text)
        if alone is not None:
            waiting = alone
            continue
        start_ms, rest = leading(text) or (waiting, text)
        yield _Row(index, start_ms, squeeze(rest) if CELL in rest else rest or text)
        waiting = None


def _spoken(section: _Section, lines: Sequence[Line], *, in_blocks: bool) -> Iterator[tuple[int, Utterance]]:
    """Return the section's utterances, each with the index of its line."""
    label = section.label
    if label is None:
        yield from _unlabelled(section.rows, lines, in_blocks=in_blocks)
        return
    if is_interlude(label.name):
        yield label.first, Utterance(label.name, start_ms=label.start_ms, aside="marker", opens_turn=True)
        yield from _unlabelled(section.rows, lines, in_blocks=in_blocks)
        return
    for order, row in enumerate(section.rows):
        stamped_here = order == 0 and label.start_ms is not None
        said = Utterance(
            row.text,
            speaker=label.name,
            start_ms=label.start_ms if stamped_here else row.start_ms,
            paragraph=order > 0 and lines[row.index].after_blank,
            aside=_aside(row.text),
            opens_turn=order == 0,
        )
        yield row.index, said


def _unlabelled(
    rows: Iterable[_Row], lines: Sequence[Line], *, in_blocks: bool
) -> Iterator[tuple[int, Utterance]]:
    before, count = "", 0
    for row, changes in _by_voice(rows):
        after_blank = lines[row.index].after_blank
        at_edge = after_blank or not in_blocks
        is_full = count >= LONGEST_RUN_WORDS
        opens = changes or not before or (at_edge and ends_sentence(before)) or is_full
        count = len(row.text.split()) + (0 if opens else count)
        said = Utterance(
            row.text,
            start_ms=row.start_ms,
            paragraph=after_blank and ends_sentence(before),
            aside=_aside(row.text),
            opens_turn=opens,
        )
        yield row.index, said
        before = row.text


def _by_voice(rows: Iterable[_Row]) -> Iterator[tuple[_Row, bool]]:
    """Yield the rows, parted where ``>>`` says that another speaks, and whether one does from there on.

    In texts that often have it between sentences it may stand within one too ("to the >> right").
    """
    held = list(rows)
    if sum(len(_CHANGE.findall(row.text)) for row in held) < _FEWEST_CHANGES:
        yield from ((row, False) for row in held)
        return
    for row in held:
        first, *others = _ANY_CHANGE.split(row.text)
        if first.strip():
            yield replace(row, text=first.strip()), False
        for order, other in enumerate(others):
            start_ms = row.start_ms if order == 0 and not first.strip() else None
            yield replace(row, text=other.strip(), start_ms=start_ms), True


def _aside(text: str) -> Aside | None:
    return "marker" if is_marker(text) else None


def _stands_in_blocks(lines: Sequence[Line]) -> bool:
    """Return whether blank lines set paragraphs of several lines apart."""
    after_blank = sum(line.after_blank for line in lines[1:])
    return max(1, _BLOCK_SHARE * len(lines)) <= after_blank < len(lines) - 1


def _headings(titles: Mapping[int, Sequence[str]], places: Sequence[int]) -> Iterator[Heading]:
    """Return each heading with the number of utterances before it."""
    for index in sorted(titles):
        yield from (Heading(squeeze(title), bisect_left(places, index)) for title in titles[index])
