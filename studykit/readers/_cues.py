"""Turns timed cues, as captions have them, into utterances.

One cue is one segment with its own times. Who speaks comes from the format (a voice), from ``Name: text``
where names recur, or from ``>>``, which only says that another speaks.
"""

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from studykit.readers._dialogue import find_labels
from studykit.readers._lines import Line, ends_sentence
from studykit.readers._markers import is_marker
from studykit.readers._names import is_name, is_titled, tidy_name
from studykit.readers._turns import LONGEST_RUN_WORDS, Utterance
from studykit.text import clean, squeeze

PAUSE_MS = 2000
LONGEST_TURN_WORDS = 120
"""A turn of nobody in particular ends at the first sentence end after so many words."""
_TAG = re.compile(
    r"</?(?:c|i|b|u|s|v|ruby|rt|lang|font|span|em|strong)(?:[.\s][^<>]{0,300})?/?>"
    r"|<br ?/?>|<\d[\d:.,]{3,16}>|\{\\an?\d\}",
    re.IGNORECASE,
)
_CHANGE = re.compile(r"(?:^|(?<=[.!?…\])\"”-]))\s*(?:>>+|»)\s*(?=[^\s=>])", re.MULTILINE)
_DASHES = ("- ", "– ", "— ", "-")
_ROLL_UP_SHARE = 1 / 3
_FLASH_MS = 20
_NEARLY_ALL = 0.9


@dataclass(frozen=True)
class Cue:
    """A stretch of time and the lines shown in it.

    ``speaker`` is a name, empty where the cue does not tell. ``changes`` says that another speaks now.
    """

    start_ms: int | None
    end_ms: int | None
    text: str
    speaker: str = ""
    changes: bool = False


def plain_text(text: str) -> str:
    """Return a cue's text without its markup: tags and inner times go, entities become characters."""
    return clean(html.unescape(_TAG.sub("", text))).strip()


def utterances(cues: Sequence[Cue], *, on_change: bool = True) -> tuple[Utterance, ...]:
    """Return what was said in ``cues``, one utterance for each, or more where several speak in one.

    ``on_change`` says that a speaker may be named, also as ``Name: text``, only where another begins, as
    captions do. A recogniser names one for each piece of speech, or says with none that it cannot tell.
    """
    pieces = [
        piece
        for cue in _with_names_above(_without_roll_up(cues))
        for piece in _split_at_changes(cue)
        if piece.text
    ]
    named = _with_speakers_carried(_with_labels(pieces)) if on_change else pieces
    return tuple(_with_turns(named))


def _with_names_above(cues: Iterable[Cue]) -> list[Cue]:
    """Take the name off that stands on a line of its own in nearly every cue, as Teams writes it."""
    found = list(cues)
    parted = [cue.text.partition("\n") for cue in found]
    named = [name for name, _, said in parted if said and is_name(name) and is_titled(tidy_name(name))]
    if len(named) < _NEARLY_ALL * len(found) or len(named) < 2 * len(set(named)) or len(set(named)) < 2:
        return found
    known = set(named)
    return [
        replace(cue, text=said, speaker=tidy_name(name))
        if said and name in known and not cue.speaker
        else cue
        for cue, (name, _, said) in zip(found, parted, strict=True)
    ]


def _without_roll_up(cues: Sequence[Cue]) -> Iterator[Cue]:
    """Drop the lines that a cue repeats from the one before, where captions roll up as live ones do."""
    shown = [[squeeze(line) for line in cue.text.split("\n") if line.strip()] for cue in cues]
    # A cue that only repeats may be somebody who says it twice; one that repeats and goes on is rolling.
    repeats = sum(0 < _overlap(a, b) < len(b) for a, b in pairwise(shown))
    rolls = _flashes(cues, shown) or (repeats >= 3 and repeats >= _ROLL_UP_SHARE * len(cues))
    before: list[str] = []
    for cue, now in zip(cues, shown, strict=True):
        fresh = now[_overlap(before, now) :] if rolls else now
        before = now or before
        if fresh:
            yield replace(cue, text="\n".join(fresh))


def _flashes(cues: Sequence[Cue], shown: Sequence[Sequence[str]]) -> bool:
    """Tell YouTube's own captions: between two lines, the first stands alone for a hundredth of a second."""
    return any(
        cue.start_ms is not None
        and cue.end_ms is not None
        and cue.end_ms - cue.start_ms <= _FLASH_MS
        and 0 < _overlap(before, now) == len(now)
        for cue, (before, now) in zip(cues[1:], pairwise(shown), strict=False)
    )


def _overlap(before: Sequence[str], now: Sequence[str]) -> int:
    """Return how many lines at the end of ``before`` ``now`` begins with."""
    most = min(len(before), len(now), 4)
    return next((n for n in range(most, 0, -1) if before[-n:] == now[:n]), 0)


def _split_at_changes(cue: Cue) -> Iterator[Cue]:
    rows = cue.text.split("\n")
    if len(rows) > 1 and all(row.startswith(_DASHES) for row in rows):
        yield from (replace(cue, text=squeeze(row.lstrip("-–— ")), changes=True) for row in rows)
        return
    first, *others = _CHANGE.split(cue.text)
    if first.strip():
        yield replace(cue, text=squeeze(first))
    yield from (replace(cue, text=squeeze(other), changes=True) for other in others)


def _with_labels(cues: Sequence[Cue]) -> list[Cue]:
    """Take ``Name: text`` apart where the whole file says that these are names."""
    lines = [Line(index, cue.text, after_blank=False) for index, cue in enumerate(cues)]
    known = {cue.speaker for cue in cues if cue.speaker}
    named = list(cues)
    for label in find_labels(lines, known=known, on_change=True):
        if not label.stamped and not cues[label.first].speaker:
            said = replace(cues[label.first], text=label.rest, speaker=label.name, changes=True)
            named[label.first] = said
    return named


def _with_speakers_carried(cues: Sequence[Cue]) -> list[Cue]:
    """Give a cue without a speaker the one before it, where the file names speakers only on change.

    A file that names the same speaker twice in a row names one in each cue; there, one without has none.
    """
    if not _names_on_change(cues):
        return [cue for cue in cues if cue.text]
    speaker, carried = "", []
    for cue in cues:
        speaker = cue.speaker or ("" if cue.changes else speaker)
        carried.append(replace(cue, speaker=speaker))
    return [cue for cue in carried if cue.text]


def _names_on_change(cues: Sequence[Cue]) -> bool:
    in_text = any(cue.speaker and cue.changes for cue in cues)
    voices = {cue.speaker for cue in cues if cue.speaker}
    in_each = any(a.speaker and a.speaker == b.speaker for a, b in pairwise(cues))
    return not in_each and (in_text or len(voices) > 1)


def _with_turns(cues: Sequence[Cue]) -> Iterator[Utterance]:
    count = 0
    before: Cue | None = None
    for cue in cues:
        marker = is_marker(cue.text)
        opens = not cue.speaker and (cue.changes or _turn_is_over(before, cue, count))
        count = 0 if opens else count
        count += len(cue.text.split())
        yield Utterance(
            text=cue.text,
            speaker=cue.speaker,
            start_ms=cue.start_ms,
            end_ms=cue.end_ms,
            aside="marker" if marker else None,
            opens_turn=opens,
        )
        before = cue


def _turn_is_over(before: Cue | None, cue: Cue, count: int) -> bool:
    """Tell where a turn of nobody in particular ends; ``count`` are its words so far."""
    if before is None:
        return False
    if count >= LONGEST_RUN_WORDS:
        return True
    if not ends_sentence(before.text):
        return False
    return count >= LONGEST_TURN_WORDS or _pause(before, cue) >= PAUSE_MS


def _pause(before: Cue, cue: Cue) -> int:
    if before.end_ms is None or cue.start_ms is None:
        return 0
    return cue.start_ms - before.end_ms
