"""Reads lines of text as talk, with names and times or without."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from studykit.model import ChapterMark, Transcript
from studykit.readers._chapters import chapter_list
from studykit.readers._dialogue import find_labels
from studykit.readers._episode import episode
from studykit.readers._furniture import furniture_notice, is_furniture, is_structure, is_title_like
from studykit.readers._labels import Label, leading_stamp, stamp
from studykit.readers._lines import Line, ends_sentence
from studykit.readers._talk import Talk, utterances
from studykit.readers._top import field_count, listed_speakers, read_top
from studykit.readers._turns import Findings, assemble, chapter_marks


@dataclass(frozen=True)
class Around:
    """The lines of a document above and below those that may be talk."""

    above: Sequence[Line] = ()
    below: Sequence[Line] = ()


NOTHING = Around()
_CUT_OFF = ("...", "…")
_FEWEST_LINES = 3
_FEWEST_STAMPS = 5


def read_plain(rows: Sequence[Line], source_name: str, around: Around = NOTHING) -> Transcript:
    """Return the talk in ``rows``; raises ReadError where nothing was said."""
    begin, end = _head_end(rows), _tail_start(rows)
    below = _title_below(rows, begin, end)
    inside = rows[begin : max(begin, end - bool(below))]
    fields = field_count(inside)
    known = listed_speakers(inside[:fields])
    labels = tuple(label for label in find_labels(inside, known=known) if label.first >= fields)
    chapters, listed = _chapters(inside, labels)
    top = read_top(inside[: _talk_start(inside, labels)], listed | _over_talk(inside))
    titles = {index: [inside[index].text] for index in _titles(inside) if index not in top.lines}
    skipped = listed | top.lines
    said, headings = utterances(Talk(inside, labels, skipped | titles.keys(), titles))
    marks, empty = chapter_marks(headings, said) if len(titles) > 1 else ((), ())
    skipped |= titles.keys() if len(titles) == 1 else set()
    left_out = [*rows[:begin], *(inside[index] for index in sorted(skipped)), *rows[end:]]
    left_out = [*around.above, *left_out, *around.below]
    about = episode(source_name, title=top.title or below, show=top.show, published=top.published)
    notices = (*empty, *furniture_notice(left_out, source_name))
    return assemble(Findings(about, said, chapters=chapters or marks, notices=notices), source_name)


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


def _titles(rows: Sequence[Line]) -> Iterator[int]:
    """Yield the indices of headings; one that is a sentence is what an interviewer asked."""
    return (index for index, row in enumerate(rows) if row.heading and not ends_sentence(row.text))


def _over_talk(rows: Sequence[Line]) -> frozenset[int]:
    """Return the indices of the headings that stand over talk and not over another; none of a single one."""
    headings = list(_titles(rows))
    over = (index for index in headings if not rows[min(index + 1, len(rows) - 1)].heading)
    return frozenset(over) if len(headings) > 1 else frozenset()


def _talk_start(rows: Sequence[Line], labels: Sequence[Label]) -> int:
    """Return the index of the line where the talk begins for certain: the first label, or the first time."""
    if labels:
        return labels[0].first
    stamped = [i for i, row in enumerate(rows) if leading_stamp(row.text) or stamp(row.text) is not None]
    return stamped[0] if len(stamped) >= _FEWEST_STAMPS else 0


def _chapters(
    rows: Sequence[Line], labels: Sequence[Label]
) -> tuple[tuple[ChapterMark, ...], frozenset[int]]:
    """Return the chapters listed above talk that has times, and the indices of their lines."""
    if not any(label.start_ms is not None for label in labels):
        return (), frozenset()
    marks, first = chapter_list(rows[: labels[0].first])
    return marks, frozenset(range(first, first + len(marks)))
