"""SubRip captions, speakers as ``Name: text`` where they change.

    1
    00:00:01,000 --> 00:00:04,000
    Ana Ruiz: The forgetting curve falls fast.

After the Podcasting 2.0 transcript page. A dot may stand for the comma; hours may be missing.
"""

import re
from collections.abc import Iterator, Sequence

from studykit.contracts import Confidence, Reader, Source
from studykit.errors import ReadError
from studykit.model import Transcript
from studykit.notices import Notice
from studykit.readers._cues import Cue, plain_text, utterances
from studykit.readers._episode import episode
from studykit.readers._times import cue_times
from studykit.readers._turns import Findings, assemble

_OPENING = re.compile(r"\s*(?:\d+[ \t]*\n\s*)?(?=\d).{0,40}-->")
_SOMEWHERE = re.compile(r"(?m)^\d{1,3}:\d\d:\d\d[.,]\d{1,3} --> \d")


def sniff(source: Source) -> Confidence:
    """Judge by the first cue's number and times."""
    head = source.head
    if _OPENING.match(head) or re.match(r"\s*\d+[ \t]*\n.{0,60}-->", head):
        return Confidence.CERTAIN
    is_vtt = head.lstrip().startswith("WEBVTT")
    return Confidence.LIKELY if not is_vtt and _SOMEWHERE.search(head) else Confidence.NO


def parse(source: Source) -> Transcript:
    """Return the transcript; raises ReadError where a cue's times are broken, with the line."""
    rows = source.text.split("\n")
    timings = [index for index in range(len(rows)) if _is_timing(rows, index)]
    if not timings:
        raise ReadError(
            "there is no cue in it",
            where=source.name,
            hint="expected a line 00:00:01,000 --> 00:00:04,000 above the text",
        )
    cues = list(_cues(rows, timings, source.name, numbered=_number_above(rows, timings[0])))
    before = [row for row in rows[: timings[0]] if row.strip() and not row.strip().isdecimal()]
    notices = _before_notice(before, source.name)
    return assemble(Findings(episode(source.name), utterances(cues), notices=notices), source.name)


def _is_timing(rows: Sequence[str], index: int) -> bool:
    """Tell a line of times, broken or not, from talk that has an arrow in it."""
    row = rows[index].lstrip()
    if "-->" not in row:
        return False
    return row[:1].isdecimal() or (index > 0 and rows[index - 1].strip().isdecimal())


def _number_above(rows: Sequence[str], index: int) -> bool:
    """Whether the next row above that is not blank is a number."""
    return next((row.strip().isdecimal() for row in reversed(rows[:index]) if row.strip()), False)


def _cues(rows: Sequence[str], timings: Sequence[int], source_name: str, *, numbered: bool) -> Iterator[Cue]:
    for at, following in zip(timings, [*timings[1:], len(rows)], strict=True):
        start_ms, end_ms = cue_times(rows[at], f"{source_name}:{at + 1}")
        shown = [row.strip() for row in rows[at + 1 : following] if row.strip()]
        if numbered and following < len(rows) and shown and shown[-1].isdecimal():
            shown.pop()  # the number of the cue that follows
        yield Cue(start_ms, end_ms, plain_text("\n".join(shown)))


def _before_notice(before: Sequence[str], source_name: str) -> tuple[Notice, ...]:
    if not before:
        return ()
    text = f"{len(before)} line{'s' * (len(before) > 1)} before the first cue left out"
    return (Notice(code="text-outside-cues", text=text, where=f"{source_name}:1"),)


READER = Reader(extensions=("srt",), sniff=sniff, parse=parse)
