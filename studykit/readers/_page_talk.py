"""Finds the talk on a page: the longest run of turns with speakers, and what the page says around it."""

from collections.abc import Sequence
from itertools import groupby

from studykit.errors import ReadError
from studykit.model import Transcript
from studykit.readers import _page_body as page_body
from studykit.readers import _page_head as page_head
from studykit.readers._chapters import chapter_list
from studykit.readers._dialogue import find_labels
from studykit.readers._furniture import furniture_notice
from studykit.readers._labels import Label
from studykit.readers._lines import Line
from studykit.readers._plain_talk import NOTHING, Around, read_plain
from studykit.readers._talk import Talk, utterances
from studykit.readers._turns import Findings, assemble
from studykit.text import fold

FEWEST_LABELS = 3
_BEGINNING_MS = 10_000


def read_shown(shown: Sequence[Line], source_name: str, begin: int = 0, end: int | None = None) -> Transcript:
    """Return the talk in the lines that a document shows, with speakers or without; raises ReadError.

    Only what stands from index ``begin`` to before ``end`` may be talk; the rest may tell of the episode.
    """
    around = Around(shown[:begin], shown[end:] if end is not None else ())
    rows = shown[begin:end]
    has_turns = len(longest_run(rows)) >= FEWEST_LABELS
    return read_page(rows, source_name, around) if has_turns else read_plain(rows, source_name, around)


def read_page(rows: Sequence[Line], source_name: str, around: Around = NOTHING) -> Transcript:
    """Return the talk in ``rows``; raises ReadError where the page has no run of turns with speakers."""
    labels = longest_run(rows)
    if not labels:
        raise ReadError(
            "there is no run of turns with speakers on this page",
            where=source_name,
            hint="--from plain reads text without speakers",
        )
    begin, end = labels[0].first, page_body.talk_end(rows, labels)
    above, below = (*around.above, *rows[:begin]), (*rows[end:], *around.below)
    listed = chapter_list(above)[0] or chapter_list(below)[0]
    body = page_body.body(rows, labels, end, listed)
    said, headings = utterances(Talk(rows[:end], labels, body.skipped, body.headings))
    chapters, empty = page_body.chapters(body, headings, said)
    about = page_head.read_head(above, below, labels)
    left_out = [*above, *(rows[index] for index in sorted(body.furniture)), *below]
    return assemble(
        Findings(
            page_head.described(about, source_name),
            said,
            chapters=chapters,
            roles=about.roles,
            notices=(*empty, *furniture_notice(left_out, source_name)),
        ),
        source_name,
    )


def longest_run(rows: Sequence[Line]) -> list[Label]:
    """Return the labels of the transcript: the longest run of one form, with those between of known names."""
    labels = find_labels(rows)
    runs = [run for form in _forms(labels) for run in _runs(form)]
    if not runs:
        return []
    main = max(runs, key=len)
    names = {fold(label.name) for label in main}
    firsts = {label.first for label in main}
    return [
        label
        for label in labels
        if label.first in firsts or (label.first > main[0].first and fold(label.name) in names)
    ]


def _forms(labels: Sequence[Label]) -> list[list[Label]]:
    by_form = sorted(labels, key=lambda label: label.form)
    return [list(group) for _, group in groupby(by_form, key=lambda label: label.form)]


def _runs(labels: Sequence[Label]) -> list[list[Label]]:
    """Part labels of one form where the clock starts again, as it does between a preview and the transcript.

    A later run of some length is another part of the same transcript and stays with the one before.
    """
    runs: list[list[Label]] = []
    for label in labels:
        if not runs or _starts_again(runs[-1], label):
            runs.append([])
        runs[-1].append(label)
    longest = max(map(len, runs))
    kept = [run for run in runs if len(run) * 4 >= longest]
    return [[label for run in kept for label in run], *runs]


def _starts_again(run: Sequence[Label], label: Label) -> bool:
    """Return whether ``label`` goes back to where ``run`` began; a single wrong time does not."""
    first, last = run[0].start_ms, run[-1].start_ms
    if first is None or last is None or label.start_ms is None:
        return False
    near_beginning = label.start_ms <= first + _BEGINNING_MS and len(run) >= FEWEST_LABELS
    return label.start_ms <= first or (near_beginning and label.start_ms < last)
