"""The transcript of the Podlove publisher and web player, JSON.

    [{"start": "00:00:00.500", "start_ms": 500, "end": "00:00:02.000", "end_ms": 2000,
      "speaker": "1", "voice": "Ana", "text": "The forgetting curve falls fast."}]

The list may stand alone, under ``transcripts``, or in the player's configuration, which also has the title,
chapters and contributors.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from studykit.contracts import Confidence, Reader, Source
from studykit.model import ChapterMark, Episode, Transcript
from studykit.readers._cues import utterances
from studykit.readers._episode import episode
from studykit.readers._records import Fields, Record, certain_if, dig, record, records, string
from studykit.readers._times import time_ms
from studykit.readers._turns import Findings, assemble
from studykit.readers._words import Word, cues

_LINE = Fields(start=("start",), end=("end",), speaker=("voice", "speaker"))


def sniff(source: Source) -> Confidence:
    """Judge by lines of text whose times are clocks, or given twice."""
    return certain_if(source, _is_ours)


def parse(source: Source) -> Transcript:
    """Return the transcript; raises ReadError where a line or a chapter is broken."""
    document = record(source.json)
    contributors = records(document.get("contributors"), source.name, "contributor")
    names = {str(person.get("id")): string(person.get("name")) for person in contributors}
    said = utterances(cues(list(_words(source, names))))
    chapters = tuple(_chapters(document, source.name))
    return assemble(Findings(_episode(document, source.name), said, chapters=chapters), source.name)


def _is_ours(value: object) -> bool:
    line = dig(_lines(value), 0)
    has_clock = isinstance(dig(line, "start"), str) or "start_ms" in record(line)
    return has_clock and isinstance(dig(line, "text"), str)


def _lines(value: object) -> object:
    return value if isinstance(value, list) else dig(value, "transcripts")


def _words(source: Source, names: Mapping[str, str]) -> Iterator[Word]:
    for number, line in enumerate(records(_lines(source.json), source.name, "line"), 1):
        where = f"{source.name}, line {number}"
        word = _LINE.read(line, where)
        name = string(line.get("voice")) or names.get(str(line.get("speaker")))
        exact_ms = time_ms(line.get("start_ms"), where, unit_ms=1)
        start_ms = word.start_ms if exact_ms is None else exact_ms
        end_ms = time_ms(line.get("end_ms"), where, unit_ms=1) if word.end_ms is None else word.end_ms
        yield replace(word, speaker=name or word.speaker, start_ms=start_ms, end_ms=end_ms)


def _chapters(document: Record, source_name: str) -> Iterator[ChapterMark]:
    listed = document.get("chapters")
    if not isinstance(listed, list):  # the configuration may name a file instead
        return
    for number, chapter in enumerate(records(listed, source_name, "chapter"), 1):
        title = string(chapter.get("title"))
        start_ms = time_ms(chapter.get("start"), f"{source_name}, chapter {number}")
        if title and start_ms is not None:
            yield ChapterMark(title=title, start_ms=start_ms)


def _episode(document: Record, source_name: str) -> Episode:
    return episode(
        source_name,
        title=string(document.get("title")),
        show=string(dig(document, "show", "title")),
        published=_day(string(document.get("publicationDate"))),
        url=string(document.get("link")),
        duration_ms=time_ms(document.get("duration"), f"{source_name}, duration"),
    )


def _day(stamp: str) -> date | None:
    try:
        return date.fromisoformat(stamp[:10])
    except ValueError:
        return None


READER = Reader(extensions=("json",), sniff=sniff, parse=parse)
