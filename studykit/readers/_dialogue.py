"""Finds the labels of a text that can be believed, judging over the whole of it.

A colon or a time in ordinary talk looks like a label on its own line. Labels recur, they have talk after
them, and where one paragraph is labelled most others are; a list of chapters and an aside with a colon differ
from them in that.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from studykit.readers._labels import Label, parse_label, stamp
from studykit.readers._lines import Line, ends_sentence
from studykit.readers._names import is_name, is_seat, is_titled, tidy_name
from studykit.text import fold

_LIST_LENGTH = 3
_LABELLED_SHARE = 0.25
_NEARLY_ALL = 0.8
_OPENING_LINES = 12
_FAR_MORE = 2


def find_labels(
    lines: Sequence[Line], *, known: Iterable[str] = (), on_change: bool = False
) -> tuple[Label, ...]:
    """Return the labels in ``lines`` that can be believed, in order.

    ``known`` are names that the source lists as speakers. ``on_change`` says that the format names a speaker
    only where another begins, as captions do, so that few lines are labelled.
    """
    single = [label for index, line in enumerate(lines) if (label := parse_label(line, index))]
    names = {fold(name) for name in known}
    stamped = _stamped([label for label in single if label.stamped], lines, names)
    names |= {fold(label.name) for label in stamped}
    colons = [label for label in single if label.form == "colon"]
    if stamped:
        believed = _colons_among_stamps(colons, names)
    else:
        believed = _colons_alone(colons, lines, names, on_change=on_change)
    leads = _set_apart([label for label in single if label.form == "lead"], names)
    written = [*stamped, *believed]
    found = written if len(leads) <= _FAR_MORE * len(written) else leads
    return tuple(_without_overlap(sorted(found, key=lambda label: (label.first, -label.last))))


def _set_apart(labels: list[Label], known: set[str]) -> list[Label]:
    """Return the labels that nothing but their dress tells from the talk: those of names that come again or
    are known, where they are most of all that is dressed so, and full names beside them."""
    counts = _counts(labels)
    sure = [label for label in labels if counts[fold(label.name)] > 1 or fold(label.name) in known]
    if len(_counts(sure)) < 2 or len(sure) * 2 < len(labels):
        return []
    believed = {fold(label.name) for label in sure}
    return [label for label in labels if fold(label.name) in believed or _is_full_name(label.name)]


def _stamped(labels: list[Label], lines: Sequence[Line], known: set[str]) -> list[Label]:
    """Return the labels with times: of names that come again, of full names, and of other names with a
    capital where they have the form of those."""
    found = [*_without_lists(labels), *_on_two_lines(lines)]
    counts = _counts(found)
    if not found:
        return []
    # Names that never come again are the sections of a text, unless the text is very short.
    trusts_full = len(found) <= _LIST_LENGTH or max(counts.values()) > 1
    often = {name for name, count in counts.items() if count > 1}
    sure = [
        label
        for label in found
        if fold(label.name) in known
        or (fold(label.name) in often and (not _is_phrase(label) or _recurs(label, counts)))
    ]
    sure += [label for label in found if trusts_full and _is_full_name(label.name)]
    forms = {label.form for label in sure}
    firsts = {label.first for label in sure}
    believed = [
        label for label in found if label.first in firsts or (label.form in forms and is_titled(label.name))
    ]
    alone = len(believed) == 1 and believed[0].first == 0
    return believed if len(believed) > 1 or alone or known & counts.keys() else []


def _without_lists(labels: list[Label]) -> list[Label]:
    """Drop the lines of a chapter list, which look like labels but have no talk between them."""
    runs: list[list[Label]] = []
    for label in labels:
        if not runs or runs[-1][-1].rest or runs[-1][-1].last + 1 != label.first:
            runs.append([])
        runs[-1].append(label)
    elsewhere = {fold(label.name) for run in runs if len(run) < _LIST_LENGTH for label in run}
    return [
        label for run in runs for label in run if len(run) < _LIST_LENGTH or fold(label.name) in elsewhere
    ]


def _on_two_lines(lines: Sequence[Line]) -> list[Label]:
    """Return labels whose time and name stand on two lines, in the order that makes names recur more."""
    times = [
        (index, start_ms) for index, line in enumerate(lines) if (start_ms := stamp(line.text)) is not None
    ]
    below = [_two_line(lines, index, index + 1, start_ms) for index, start_ms in times]
    above = [_two_line(lines, index, index - 1, start_ms) for index, start_ms in times]
    return max(([label for label in side if label] for side in (below, above)), key=_recurrences)


def _two_line(lines: Sequence[Line], time: int, name: int, start_ms: int) -> Label | None:
    if not 0 <= name < len(lines) or not is_name(lines[name].text) or ends_sentence(lines[name].text):
        return None
    form = "stamp / name" if name > time else "name / stamp"
    return Label(min(time, name), max(time, name), tidy_name(lines[name].text), start_ms, "", form)


def _recurrences(labels: list[Label]) -> int:
    return sum(count - 1 for count in _counts(labels).values())


def _colons_among_stamps(colons: list[Label], names: set[str]) -> list[Label]:
    """Where labels have times, one without is believed if the name has had a time, or comes again in bold."""
    counts = _counts(colons)
    return [
        label
        for label in colons
        if fold(label.name) in names
        or is_seat(label.name)
        or (counts[fold(label.name)] > 1 and (label.strong or is_titled(label.name)))
    ]


def _colons_alone(
    colons: list[Label], lines: Sequence[Line], names: set[str], *, on_change: bool
) -> list[Label]:
    in_bold = [label for label in colons if label.strong]
    if _recurrences(in_bold) or any(fold(label.name) in names for label in in_bold):
        believed = names | {fold(label.name) for label in in_bold}
        return [label for label in colons if label.strong or fold(label.name) in believed]
    titled = [label for label in colons if is_titled(label.name) or fold(label.name) in names]
    for labels in (titled, colons if _recurrences(colons) else []):
        if len(labels) >= _NEARLY_ALL * len(lines) and len(_counts(labels)) > 1:
            return labels
    if on_change and titled and titled[0].first == 0:
        return titled
    counts = _counts(colons)
    recurring = [
        label
        for label in colons
        if (_recurs(label, counts) and not _is_phrase(label)) or fold(label.name) in names
    ]
    if not _is_dialogue(recurring, lines, on_change=on_change):
        return []
    believed = {fold(label.name) for label in recurring}
    in_capitals = sum(label.name.isupper() for label in recurring) >= _NEARLY_ALL * len(recurring)
    return [
        label
        for label in colons
        if fold(label.name) in believed or _speaks_once(label, lines, in_capitals=in_capitals)
    ]


def _recurs(label: Label, counts: Counter[str]) -> bool:
    """A handle in small letters (``kanzure:``) looks like any word before a colon, so it must come again."""
    return counts[fold(label.name)] >= (2 if label.strong or is_titled(label.name) else 3)


def _is_phrase(label: Label) -> bool:
    """Whether it is several words in small letters, as names are written only by those who write all so."""
    return " " in label.name and label.name.islower()


def _is_dialogue(labels: list[Label], lines: Sequence[Line], *, on_change: bool) -> bool:
    if len(labels) < 2:
        return False
    if on_change or len(labels) >= _LABELLED_SHARE * len(lines):
        return True
    opens_early = labels[0].first <= _OPENING_LINES + len(lines) // 20
    return opens_early and len(_counts(labels)) > 1


def _speaks_once(label: Label, lines: Sequence[Line], *, in_capitals: bool) -> bool:
    """``in_capitals`` says that the names are written so, which other words before a colon are not."""
    begins_paragraph = label.first == 0 or lines[label.first].after_blank
    after_sentence = begins_paragraph or ends_sentence(lines[label.first - 1].text)
    looks_so = is_seat(label.name) or _is_full_name(label.name) or (in_capitals and label.name.isupper())
    return after_sentence and looks_so


def _is_full_name(name: str) -> bool:
    return 2 <= len(name.split()) <= 4 and is_titled(name)


def _counts(labels: Iterable[Label]) -> Counter[str]:
    return Counter(fold(label.name) for label in labels)


def _without_overlap(labels: list[Label]) -> Iterator[Label]:
    taken = -1
    for label in labels:
        if label.first > taken:
            taken = label.last
            yield label
