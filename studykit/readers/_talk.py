"""Turns lines of text and the labels among them into utterances."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field

from studykit.model import Aside
from studykit.readers._labels import Label, leading_stamp
from studykit.readers._lines import Line, ends_sentence
from studykit.readers._markers import is_marker
from studykit.readers._names import is_interlude
from studykit.readers._turns import LONGEST_RUN_WORDS, Heading, Utterance
from studykit.text import squeeze

_BLOCK_SHARE = 0.05
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
class _Section:
    """A label, None for what comes before the first, and the lines of talk under it with their indices."""

    label: Label | None
    rows: tuple[tuple[int, str], ...]


def utterances(talk: Talk) -> tuple[tuple[Utterance, ...], tuple[Heading, ...]]:
    """Return what was said, one utterance a line, and the headings between.

    A label opens a turn. Talk without a label opens one where a line begins a new sentence, or a new
    paragraph where blank lines set paragraphs apart. A bracketed time before a line is when it begins.
    A label that names no voice (``Break:``) becomes a marker.
    """
    sections = list(_sections(talk))
    in_blocks = _stands_in_blocks(talk.lines)
    said: list[Utterance] = []
    places: list[int] = []
    for section in sections:
        for place, utterance in _spoken(section, talk.lines, in_blocks=in_blocks):
            places.append(place)
            said.append(utterance)
    return tuple(said), tuple(_headings(talk.headings, places))


def _sections(talk: Talk) -> Iterator[_Section]:
    first = talk.labels[0].first if talk.labels else len(talk.lines)
    yield _Section(None, _rows(talk, 0, first))
    ends = [label.first for label in talk.labels[1:]] + [len(talk.lines)]
    for label, end in zip(talk.labels, ends, strict=False):
        rest = () if _ONLY_TIMES.fullmatch(label.rest) or not label.rest else ((label.last, label.rest),)
        yield _Section(label, rest + _rows(talk, label.last + 1, end))


def _rows(talk: Talk, begin: int, end: int) -> tuple[tuple[int, str], ...]:
    kept = (index for index in range(begin, end) if index not in talk.skipped)
    return tuple((index, talk.lines[index].text) for index in kept)


def _spoken(section: _Section, lines: Sequence[Line], *, in_blocks: bool) -> Iterator[tuple[int, Utterance]]:
    """Return the section's utterances, each with the index of its line."""
    if section.label is None:
        yield from _unlabelled(section, lines, in_blocks=in_blocks)
        return
    label = section.label
    if is_interlude(label.name):
        yield label.first, Utterance(label.name, start_ms=label.start_ms, aside="marker", opens_turn=True)
        yield from _unlabelled(section, lines, in_blocks=in_blocks)
        return
    for order, (index, row) in enumerate(section.rows):
        start_ms, text = _time_and_text(row)
        if order == 0 and label.start_ms is not None:
            start_ms = label.start_ms
        yield (
            index,
            Utterance(
                text,
                speaker=label.name,
                start_ms=start_ms,
                paragraph=order > 0 and lines[index].after_blank,
                aside=_aside(text),
                opens_turn=order == 0,
            ),
        )


def _unlabelled(
    section: _Section, lines: Sequence[Line], *, in_blocks: bool
) -> Iterator[tuple[int, Utterance]]:
    before, count = "", 0
    for index, row in section.rows:
        start_ms, text = _time_and_text(row)
        at_edge = lines[index].after_blank or not in_blocks
        opens = not before or (at_edge and ends_sentence(before)) or count >= LONGEST_RUN_WORDS
        count = len(text.split()) + (0 if opens else count)
        paragraph = lines[index].after_blank and ends_sentence(before)
        yield (
            index,
            Utterance(text, start_ms=start_ms, paragraph=paragraph, aside=_aside(text), opens_turn=opens),
        )
        before = text


def _aside(text: str) -> Aside | None:
    return "marker" if is_marker(text) else None


def _time_and_text(row: str) -> tuple[int | None, str]:
    """Split ``[04:14] Right`` into time and words; a row that is a time alone keeps it as its text."""
    timed = leading_stamp(row)
    return timed if timed and timed[1] else (None, row)


def _stands_in_blocks(lines: Sequence[Line]) -> bool:
    """Return whether blank lines set paragraphs of several lines apart."""
    after_blank = sum(line.after_blank for line in lines[1:])
    return max(1, _BLOCK_SHARE * len(lines)) <= after_blank < len(lines) - 1


def _headings(titles: Mapping[int, Sequence[str]], places: Sequence[int]) -> Iterator[Heading]:
    """Return each heading with the number of utterances before it."""
    for index in sorted(titles):
        yield from (Heading(squeeze(title), bisect_left(places, index)) for title in titles[index])
