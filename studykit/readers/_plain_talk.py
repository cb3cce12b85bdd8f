"""Reads lines of text as talk, with names and times or without."""

from collections.abc import Sequence

from studykit.model import ChapterMark, Transcript
from studykit.readers._chapters import chapter_list
from studykit.readers._dialogue import find_labels
from studykit.readers._episode import episode
from studykit.readers._furniture import furniture_notice, is_furniture, is_structure, is_title_like
from studykit.readers._labels import Label, stamp
from studykit.readers._lines import Line, ends_sentence
from studykit.readers._talk import Talk, utterances
from studykit.readers._top import field_count, listed_speakers, read_top
from studykit.readers._turns import Findings, assemble

_CUT_OFF = ("...", "…")
_FEWEST_LINES = 3


def read_plain(rows: Sequence[Line], source_name: str) -> Transcript:
    """Return the talk in ``rows``; raises ReadError where nothing was said."""
    begin, end = _head_end(rows), _tail_start(rows)
    below = _title_below(rows, begin, end)
    inside = rows[begin : max(begin, end - bool(below))]
    fields = field_count(inside)
    known = listed_speakers(inside[:fields])
    labels = tuple(label for label in find_labels(inside, known=known) if label.first >= fields)
    chapters, listed = _chapters(inside, labels)
    top = read_top(inside[: labels[0].first if labels else 0], listed)
    said, _ = utterances(Talk(inside, labels, skipped=listed | top.lines))
    left_out = [*rows[:begin], *(inside[index] for index in sorted(listed | top.lines)), *rows[end:]]
    about = episode(source_name, title=top.title or below, show=top.show, published=top.published)
    notices = furniture_notice(left_out, source_name)
    return assemble(Findings(about, said, chapters=chapters, notices=notices), source_name)


def _head_end(rows: Sequence[Line]) -> int:
    """Return how many lines at the top belong to a page: tables, buttons, and the blurb it cuts off."""
    end = 0
    while end < len(rows) and (_is_of_page(rows[end]) or _is_cut_blurb(rows, end)):
        end += 1
    return end


def _is_of_page(row: Line) -> bool:
    return is_furniture(row.text) and stamp(row.text) is None


def _is_cut_blurb(rows: Sequence[Line], index: int) -> bool:
    below_markup = index > 0 and is_structure(rows[index - 1].text)
    return below_markup and rows[index].text.endswith(_CUT_OFF)


def _tail_start(rows: Sequence[Line]) -> int:
    """Return the index of the first of the page's lines at the bottom."""
    start = len(rows)
    while start > 0 and _is_of_page(rows[start - 1]):
        start -= 1
    return start


def _title_below(rows: Sequence[Line], begin: int, end: int) -> str:
    """Return the page's title where it stands between the talk and the page's bottom lines, else ""."""
    if end == len(rows) or end - begin < _FEWEST_LINES:
        return ""
    last, before = rows[end - 1].text, rows[end - 2].text
    return last if ends_sentence(before) and is_title_like(last) else ""


def _chapters(
    rows: Sequence[Line], labels: Sequence[Label]
) -> tuple[tuple[ChapterMark, ...], frozenset[int]]:
    """Return the chapters listed above talk that has times, and the indices of their lines."""
    if not any(label.start_ms is not None for label in labels):
        return (), frozenset()
    marks, first = chapter_list(rows[: labels[0].first])
    return marks, frozenset(range(first, first + len(marks)))
