"""Parts a copied page's transcript from what stands between and below its turns."""

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from studykit.chapter_lines import chapter_line
from studykit.model import ChapterMark
from studykit.notices import Notice
from studykit.readers._furniture import is_button, is_furniture, is_heading_like, is_structure
from studykit.readers._labels import Label
from studykit.readers._lines import Line, ends_sentence
from studykit.readers._turns import Heading, Utterance, chapter_marks
from studykit.text import bare

_ECHO = re.compile(r".{0,40}?[\"“„«](.{1,300})[\"”“»]")
_FEWEST_HEADINGS = 3
_NEAR = 6
_ENOUGH = 20
_NEARLY_ALL = 0.9
_LONGEST_TITLE = 300


@dataclass(frozen=True)
class Body:
    """What in the run of turns is not talk.

    ``skipped`` are the indices of lines above the talk, of headings and of furniture; ``furniture`` of the
    last alone. ``headings`` are by the index of the line they stand on; ``listed`` is the page's own list.
    """

    skipped: frozenset[int]
    furniture: frozenset[int]
    headings: Mapping[int, Sequence[str]]
    listed: tuple[ChapterMark, ...]


def talk_end(rows: Sequence[Line], labels: Sequence[Label]) -> int:
    """Return the index after the last line of the last turn: where the page goes on with something else."""
    last = labels[-1]
    opening = _opening(last)
    punctuated = _is_punctuated(rows[labels[0].first : last.first], labels)
    for index in range(last.last + 1, len(rows)):
        text = rows[index].text
        if index == opening:
            ends = _is_mark(text) and is_structure(text)
        else:
            ends = (_is_mark(text) and is_furniture(text)) or (
                (_is_caption(text) or (punctuated and is_heading_like(text)))
                and _is_near_furniture(rows, index)
            )
        if ends:
            return index
    return len(rows)


def _is_mark(text: str) -> bool:
    """Tell the page's marks from a line of dots or dashes, which may be a pause in the talk."""
    return any(c.isalnum() or c == "[" for c in text)


def _is_near_furniture(rows: Sequence[Line], index: int) -> bool:
    return any(is_furniture(row.text) for row in rows[index + 1 : index + 1 + _NEAR])


def _is_punctuated(rows: Sequence[Line], labels: Sequence[Label]) -> bool:
    """Return whether nearly every paragraph of the talk ends like a sentence, so that one that does not is
    hardly talk."""
    label_lines = {
        index - labels[0].first for label in labels for index in range(label.first, label.last + 1)
    }
    talk = [row.text for index, row in enumerate(rows) if index not in label_lines]
    return len(talk) >= _ENOUGH and sum(map(ends_sentence, talk)) >= _NEARLY_ALL * len(talk)


def _is_caption(text: str) -> bool:
    """Return whether a line has the looks of a name or title: short, capitals, no end of a sentence."""
    long_words = [word for word in text.split() if len(word) > 3]
    return is_heading_like(text) and bool(long_words) and not any(word[0].islower() for word in long_words)


def body(
    rows: Sequence[Line], labels: Sequence[Label], end: int, listed: tuple[ChapterMark, ...] = ()
) -> Body:
    """Return what is not talk between the first label and ``end``; ``listed`` are the page's own chapters.

    The line right below a label is always talk, unless it is markup.
    """
    begin = labels[0].first
    label_lines = {index for label in labels for index in range(label.first, label.last + 1)}
    openings = {_opening(label) for label in labels}
    known = label_lines | openings
    inner = [index for index in range(begin, end) if index not in known]
    found = _headings(rows, inner, {label.first for label in labels}, listed)
    headings = {index: (title,) for index, title in found.items()}
    if headings and _has_heading_over(rows, begin):
        headings[begin - 1] = (rows[begin - 1].text,)
    furniture = {index for index in inner if is_button(rows[index].text) or index - 1 in headings}
    furniture = {index for index in furniture if is_button(rows[index].text) or _echoes(rows, index)}
    furniture |= {index for index in openings if index and index < end and is_structure(rows[index].text)}
    furniture = (furniture | {index for index in inner if is_structure(rows[index].text)}) - headings.keys()
    return Body(frozenset(range(begin)) | furniture | headings.keys(), frozenset(furniture), headings, listed)


def _has_heading_over(rows: Sequence[Line], begin: int) -> bool:
    """Whether the talk begins under a heading of its own, below that of the page."""
    return begin > 0 and rows[begin - 1].heading and any(row.heading for row in rows[: begin - 1])


def chapters(
    found: Body, headings: Sequence[Heading], said: Sequence[Utterance]
) -> tuple[tuple[ChapterMark, ...], tuple[Notice, ...]]:
    """Return the chapters of the page's list, or else of its headings."""
    return (found.listed, ()) if found.listed else chapter_marks(headings, said)


def _opening(label: Label) -> int | None:
    """Return the index of the line that a label stands over, None where the talk begins on its own line."""
    return None if label.rest else label.last + 1


def _headings(
    rows: Sequence[Line], inner: Sequence[int], label_firsts: Set[int], listed: Sequence[ChapterMark]
) -> dict[int, str]:
    """Return the headings among the turns: listed chapters, lines the page repeats, timed lines, and titles
    above a label where no list is given and there are several such."""
    titles: dict[str | int | None, str] = {mark.start_ms: mark.title for mark in listed}
    titles |= {bare(mark.title): mark.title for mark in listed}
    found = {index: _sure_heading(rows, index, label_firsts, titles) for index in inner}
    sure = {index: title for index, title in found.items() if title}
    if listed or sure:
        return sure
    captions = {index: rows[index].text for index in inner if _stands_as_heading(rows, index, label_firsts)}
    return captions if len(captions) >= _FEWEST_HEADINGS else {}


def _sure_heading(
    rows: Sequence[Line], index: int, label_firsts: Set[int], titles: Mapping[str | int | None, str]
) -> str:
    """Return the title where the line is a heading without doubt, else ""; ``titles`` are the listed ones,
    by their words and by their times."""
    text = rows[index].text
    mark = chapter_line(text)
    if title := (titles.get(mark.start_ms) if mark else None) or _listed(text, titles):
        return title
    if _echoes(rows, index + 1) or rows[index].heading:
        return mark.title if mark else text
    return mark.title if mark and index + 1 in label_firsts and is_heading_like(text) else ""


def _listed(text: str, titles: Mapping[str | int | None, str]) -> str:
    return titles.get(bare(text), "") if len(text) <= _LONGEST_TITLE else ""


def _stands_as_heading(rows: Sequence[Line], index: int, label_firsts: Set[int]) -> bool:
    text, before = rows[index].text, rows[index - 1].text
    return (
        index + 1 in label_firsts
        and is_heading_like(text)
        and not text[0].islower()
        and ends_sentence(before)
    )


def _echoes(rows: Sequence[Line], index: int) -> bool:
    """Return whether the line is the one above in quotation marks, as link texts of headings are:
    ``Section titled “…”``."""
    match = _ECHO.fullmatch(rows[index].text) if 0 < index < len(rows) else None
    return match is not None and bare(match[1]) == bare(rows[index - 1].text)
