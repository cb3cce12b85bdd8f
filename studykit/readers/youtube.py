"""YouTube's captions: srv1, srv2, srv3 (XML), json3, and what its page and youtube-transcript-api give.

    <timedtext format="3"><body><p t="500" d="1500">The forgetting curve falls fast.</p></body></timedtext>

    {"wireMagic": "pb3", "events": [
      {"tStartMs": 500, "dDurationMs": 1500, "segs": [{"utf8": "The forgetting curve falls fast."}]}]}

These formats are nowhere specified; they are read as YouTube sends them. A caption that stays on the screen
while the next is shown ends where that begins.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from studykit.contracts import Confidence, Reader, Source
from studykit.errors import ReadError
from studykit.model import ChapterMark, Transcript
from studykit.readers._cues import Cue, plain_text, utterances
from studykit.readers._episode import episode
from studykit.readers._records import Record, certain_if, dig, pick, record, records, string
from studykit.readers._times import time_ms
from studykit.readers._turns import Findings, assemble
from studykit.xml import attributes, local, root

_XML = re.compile(r"\s*(?:<\?xml[^>]{0,300}\?>\s*)?<(?:transcript>\s*<text\s|timedtext[\s>])")
_DEEPEST = 40
_LONGEST_LIST = 20


def sniff(source: Source) -> Confidence:
    """Judge by the root and its first text, or by the names that YouTube's JSON has."""
    if _XML.match(source.head):
        return Confidence.CERTAIN
    return certain_if(source, _is_ours)


def parse(source: Source) -> Transcript:
    """Return the transcript; raises ReadError where a caption is broken, or where there are none in it."""
    chapters: tuple[ChapterMark, ...] = ()
    if source.head.lstrip().startswith("<"):
        cues = list(_xml_cues(source))
    elif (segments := _find(source.json, "initialSegments")) is not None:
        items = records(segments, source.name, "segment")
        cues, chapters = list(_page_cues(items, source.name)), tuple(_chapters(items, source.name))
    else:
        cues = list(_json_cues(source))
    said = utterances(list(_until_next(cues)))
    return assemble(Findings(episode(source.name), said, chapters=chapters), source.name)


def _is_ours(value: object) -> bool:
    if isinstance(value, list):
        return isinstance(dig(value, 0, "text"), str) and "duration" in record(dig(value, 0))
    events = dig(value, "events")
    has_events = isinstance(events, list) and any("tStartMs" in record(event) for event in events[:50])
    return has_events or _is_track_list(value) or _find(value, "initialSegments") is not None


def _is_track_list(value: object) -> bool:
    return dig(value, "captions", "playerCaptionsTracklistRenderer") is not None


def _xml_cues(source: Source) -> Iterator[Cue]:
    """Yield the captions: version 1 has seconds in ``start`` and ``dur``, others ms in ``t`` and ``d``."""
    captions = (element for element in root(source).iter() if local(element.tag) in ("text", "p"))
    for number, element in enumerate(captions, 1):
        said, where = attributes(element), f"{source.name}, caption {number}"
        start, lasts, unit_ms = ("t", "d", 1) if "t" in said else ("start", "dur", 1000)
        start_ms = time_ms(said.get(start), where, unit_ms=unit_ms)
        lasts_ms = time_ms(said.get(lasts), where, unit_ms=unit_ms)
        yield _cue("".join(element.itertext()), start_ms, lasts_ms)


def _json_cues(source: Source) -> Iterator[Cue]:
    if _is_track_list(source.json):
        raise ReadError(
            "this lists the captions of a video and holds none of their words",
            where=source.name,
            hint="open the baseUrl of one of its captionTracks with &fmt=json3 added, and save that",
        )
    if isinstance(source.json, list):
        for number, line in enumerate(records(source.json, source.name, "line"), 1):
            where = f"{source.name}, line {number}"
            start_ms, lasts_ms = (time_ms(line.get(name), where) for name in ("start", "duration"))
            yield _cue(_text(line.get("text"), where), start_ms, lasts_ms)
        return
    for number, event in enumerate(records(dig(source.json, "events"), source.name, "event"), 1):
        where = f"{source.name}, event {number}"
        pieces = records(event.get("segs"), where, "segment")
        start_ms = time_ms(event.get("tStartMs"), where, unit_ms=1)
        lasts_ms = time_ms(event.get("dDurationMs"), where, unit_ms=1)
        yield _cue("".join(_text(piece.get("utf8", ""), where) for piece in pieces), start_ms, lasts_ms)


def _page_cues(items: Sequence[Record], source_name: str) -> Iterator[Cue]:
    for number, item in enumerate(items, 1):
        said = record(item.get("transcriptSegmentRenderer"))
        where = f"{source_name}, segment {number}"
        runs = records(dig(said, "snippet", "runs"), where, "run")
        start_ms, end_ms = (time_ms(said.get(name), where, unit_ms=1) for name in ("startMs", "endMs"))
        yield Cue(start_ms, end_ms, plain_text("".join(_text(run.get("text"), where) for run in runs)))


def _chapters(items: Sequence[Record], source_name: str) -> Iterator[ChapterMark]:
    for number, item in enumerate(items, 1):
        header = record(item.get("transcriptSectionHeaderRenderer"))
        headline = dig(header, "sectionHeader", "sectionHeaderViewModel", "headline", "content")
        title = string(headline) or string(dig(header, "snippet", "simpleText"))
        start_ms = time_ms(pick(header, ("startMs",)), f"{source_name}, segment {number}", unit_ms=1)
        if title and start_ms is not None:
            yield ChapterMark(title=title, start_ms=start_ms)


def _text(value: object, where: str) -> str:
    if not isinstance(value, str):
        raise ReadError("the caption has no text", where=where)
    return value


def _cue(text: str, start_ms: int | None, lasts_ms: int | None) -> Cue:
    end_ms = None if start_ms is None or lasts_ms is None else start_ms + lasts_ms
    return Cue(start_ms, end_ms, plain_text(text))


def _until_next(cues: Sequence[Cue]) -> Iterator[Cue]:
    shown = [cue for cue in cues if cue.text]
    for cue, following in zip_longest(shown, shown[1:]):
        begins_ms = following.start_ms if following else None
        if begins_ms is None or cue.start_ms is None or cue.end_ms is None:
            yield cue
        else:
            yield replace(cue, end_ms=begins_ms) if cue.start_ms < begins_ms < cue.end_ms else cue


def _find(value: object, key: str) -> object:
    """Return the first value called ``key`` in ``value``, not deeper than a bound; None where it is not."""
    level = [value]
    for _ in range(_DEEPEST):
        for item in level:
            if isinstance(item, dict) and key in item:
                return item[key]
        level = [child for item in level for child in _inner(item)]
    return None


def _inner(value: object) -> list[object]:
    """Return what stands in an object, or in a short list: the path to the captions has no long ones."""
    if isinstance(value, list):
        return value if len(value) <= _LONGEST_LIST else []
    return list(value.values()) if isinstance(value, dict) else []


READER = Reader(extensions=("xml", "json", "srv1", "srv2", "srv3", "json3", "ytt"), sniff=sniff, parse=parse)
