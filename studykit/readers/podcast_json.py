"""Podcasting 2.0 transcript, JSON.

    {"version": "1.0.0", "segments": [
      {"speaker": "Ana", "startTime": 0.5, "endTime": 2.0, "body": "The forgetting curve falls fast."}]}

After the podcast namespace's transcript page. A segment may be one word; a segment without a speaker
has the one before it.
"""

import json
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

from studykit.contracts import Confidence, Reader, Source
from studykit.errors import ReadError
from studykit.model import Transcript
from studykit.readers._cues import Cue, utterances
from studykit.readers._episode import episode
from studykit.readers._lines import ends_sentence
from studykit.readers._turns import Findings, assemble
from studykit.text import clean, parse_clock, squeeze

_OURS = re.compile(r'"body"\s*:')
_SEGMENTS = re.compile(r'"segments"\s*:\s*\[')
_TIME = re.compile(r'"startTime"\s*:')
_WORDS_PER_WORD_SEGMENT = 2
_LONGEST_JOINED_WORDS = 40
_PAUSE_MS = 1500
_LATEST_S = 10_000_000
_HINT = 'expected {"segments": [{"startTime": 0.5, "endTime": 2.0, "body": "…"}]}'


@dataclass(frozen=True)
class _Part:
    """A segment as the file has it, its body unchanged."""

    start_ms: int | None
    end_ms: int | None
    body: str
    speaker: str


def sniff(source: Source) -> Confidence:
    """Judge by the names of the format's fields."""
    head = source.head
    if not head.lstrip().startswith("{") or not _SEGMENTS.search(head):
        return Confidence.NO
    return Confidence.CERTAIN if _OURS.search(head) and _TIME.search(head) else Confidence.NO


def parse(source: Source) -> Transcript:
    """Return the transcript; raises ReadError where it is no JSON or a segment is broken."""
    parts = list(_parts(_segments(source), source.name))
    cues = _joined(parts) if _is_word_by_word(parts) else [_cue(part) for part in parts]
    return assemble(Findings(episode(source.name), utterances(cues)), source.name)


def _segments(source: Source) -> list[object]:
    try:
        document: object = json.loads(source.text)
    except json.JSONDecodeError as error:
        raise ReadError(f"the JSON is broken: {error.msg}", where=f"{source.name}:{error.lineno}") from error
    except (RecursionError, ValueError) as error:
        raise ReadError(
            "the JSON is nested too deeply or has a number too long", where=source.name
        ) from error
    segments = document.get("segments") if isinstance(document, dict) else None
    if not isinstance(segments, list):
        raise ReadError("there is no list of segments in it", where=source.name, hint=_HINT)
    return segments


def _parts(segments: Sequence[object], source_name: str) -> Iterator[_Part]:
    speaker = ""
    for number, segment in enumerate(segments, 1):
        where = f"{source_name}, segment {number}"
        if not isinstance(segment, dict) or not isinstance(segment.get("body"), str):
            raise ReadError("the segment has no body", where=where, hint=_HINT)
        named = segment.get("speaker")
        speaker = squeeze(clean(str(named))) if isinstance(named, str | int) and str(named) else speaker
        start_ms = _milliseconds(segment.get("startTime"), where)
        end_ms = _milliseconds(segment.get("endTime"), where)
        yield _Part(start_ms, end_ms, clean(segment["body"]), speaker)


def _milliseconds(value: object, where: str) -> int | None:
    """Return seconds, as a number or as text, in milliseconds; None where there is no value."""
    if value is None:
        return None
    seconds = _seconds(value)
    if seconds is None or not 0 <= seconds <= _LATEST_S:
        raise ReadError(
            f"the segment's time is broken: {str(value)[:40]}",
            where=where,
            hint="expected seconds, such as 2.5",
        )
    return round(seconds * 1000)


def _seconds(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    if isinstance(value, str) and (clock_ms := parse_clock(value)) is not None:
        return clock_ms / 1000
    try:
        seconds = float(value)
    except (ValueError, OverflowError):
        return None
    return seconds if math.isfinite(seconds) else None


def _cue(part: _Part) -> Cue:
    return Cue(part.start_ms, part.end_ms, part.body.strip(), part.speaker)


def _is_word_by_word(parts: Sequence[_Part]) -> bool:
    counts = [len(part.body.split()) for part in parts if part.body.strip()]
    return bool(counts) and median(counts) <= _WORDS_PER_WORD_SEGMENT


def _joined(parts: Sequence[_Part]) -> list[Cue]:
    """Join words to sentences: until the speaker changes, a line or sentence ends, or there is a pause."""
    spaced = any(part.body[:1] == " " or part.body[-1:] == " " for part in parts)
    cues: list[Cue] = []
    open_words: list[_Part] = []
    for part in parts:
        if open_words and _breaks(open_words, part):
            cues.append(_sentence(open_words, spaced=spaced))
            open_words = []
        open_words.append(part)
    return [*cues, _sentence(open_words, spaced=spaced)] if open_words else cues


def _breaks(before: Sequence[_Part], part: _Part) -> bool:
    last = before[-1]
    if not any(c.isalnum() for c in part.body):
        return False
    if part.speaker != last.speaker or last.body.endswith("\n") or len(before) >= _LONGEST_JOINED_WORDS:
        return True
    paused = last.end_ms is not None and part.start_ms is not None and part.start_ms - last.end_ms > _PAUSE_MS
    return paused or ends_sentence(last.body.strip())


def _sentence(parts: Sequence[_Part], *, spaced: bool) -> Cue:
    first, last = parts[0], parts[-1]
    text = "".join(_glue(part.body, spaced=spaced) + part.body for part in parts)
    end_ms = last.end_ms if last.end_ms is not None else last.start_ms
    return replace(_cue(first), text=squeeze(text), end_ms=end_ms)


def _glue(body: str, *, spaced: bool) -> str:
    """Return what goes before a word: bodies that bring their own spaces need none, nor does punctuation."""
    return "" if spaced or not any(c.isalnum() for c in body) else " "


READER = Reader(extensions=("json",), sniff=sniff, parse=parse)
