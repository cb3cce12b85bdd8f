"""The metadata file of FFmpeg, with its chapters.

    ;FFMETADATA1
    title=On bread
    [CHAPTER]
    TIMEBASE=1/1000
    START=116397
    END=428279
    title=Feedback

After "ffmpeg -f ffmetadata" (FFmpeg formats documentation, "Metadata"). Without a time base a time counts
nanoseconds; ``=``, ``;``, ``#``, ``\\`` and line ends are escaped by ``\\``.
"""

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction

from studykit.chapter_lists._times import play_time
from studykit.contracts import ChapterList, Confidence, Source
from studykit.errors import ReadError
from studykit.model import ChapterMark
from studykit.text import squeeze

_SIGNATURE = ";FFMETADATA"
_LINE = re.compile(r"((?:[^\\\n]|\\(?:.|\Z))*)(?:\n|\Z)", re.DOTALL)
_KEY = re.compile(r"((?:[^\\=]|\\.)*)=(.*)", re.DOTALL)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_TIME_BASE = re.compile(r"(\d{1,12})/([1-9]\d{0,12})")
_TIME = re.compile(r"-?\d{1,19}")
_NANOSECONDS = "1/1000000000"

_Fields = dict[str, str]


def sniff(source: Source) -> Confidence:
    """Judge by the signature that the format demands."""
    return Confidence.CERTAIN if source.head.lstrip().startswith(_SIGNATURE) else Confidence.NO


def parse(source: Source) -> tuple[ChapterMark, ...]:
    """Return the chapters that have a title; raises ReadError where a time or its base is broken."""
    found = enumerate(_chapters(source.text), 1)
    return tuple(
        ChapterMark(
            title=squeeze(fields["title"]), start_ms=_start_ms(fields, f"{source.name}, chapter {number}")
        )
        for number, fields in found
        if squeeze(fields.get("title", ""))
    )


def _chapters(text: str) -> Iterator[Mapping[str, str]]:
    """Yield the fields of each section ``[CHAPTER]``, by their names in lower case."""
    chapter: _Fields | None = None
    for line in _lines(text):
        if line.startswith("["):
            yield from [chapter] if chapter else []
            chapter = {} if line.strip() == "[CHAPTER]" else None
        elif chapter is not None and (match := _KEY.fullmatch(line)):
            chapter[_plain(match[1]).strip().casefold()] = _plain(match[2])
    yield from [chapter] if chapter else []


def _lines(text: str) -> Iterator[str]:
    """Yield the lines that are no comments; a line end that is escaped does not end one."""
    lines = (match[1] for match in _LINE.finditer(text))
    return (line for line in lines if not line.startswith((";", "#")))


def _plain(text: str) -> str:
    return _ESCAPE.sub(r"\1", text)


def _start_ms(fields: Mapping[str, str], where: str) -> int:
    base = _TIME_BASE.fullmatch(fields.get("timebase", _NANOSECONDS).strip())
    if base is None:
        raise ReadError("the chapter's time base is broken", where=where, hint="expected TIMEBASE=1/1000")
    start = fields.get("start", "").strip()
    if not _TIME.fullmatch(start):
        raise ReadError(f"the chapter's START is broken: {start[:40]}", where=where, hint="expected START=0")
    return play_time(float(int(start) * Fraction(int(base[1]), int(base[2]))), where)


CHAPTER_LIST = ChapterList(extensions=("ffmetadata", "ffmeta", "txt"), sniff=sniff, parse=parse)
