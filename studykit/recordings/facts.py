"""What a recording tells of its episode: tags and chapters."""

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from studykit.contracts import Source
from studykit.identity import episode_key
from studykit.links import web_link
from studykit.model import ChapterMark
from studykit.recordings._opening import opened
from studykit.text import clean, squeeze

if TYPE_CHECKING:
    from av.audio.stream import AudioStream
    from av.container import InputContainer
    from av.container.core import Chapter

_SHOW = ("album", "show", "podcast", "artist", "album_artist")
_DATE = ("date", "date_released", "originaldate", "year")
_URL = ("url", "website", "comment")
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?!\d)")

# FFmpeg gives an ID3v2 chapter that has no title the id of its frame.
_ELEMENT_ID = re.compile(r"ch(?:p|ap)?[_-]?\d{1,5}", re.IGNORECASE)


@dataclass(frozen=True)
class Recording:
    """What a recording tells: ``episode`` by the names that ``model.Episode`` has for it, and its chapters.

    ``duration_ms`` is how long it says it is, None where it does not.
    """

    episode: Mapping[str, object]
    chapters: tuple[ChapterMark, ...] = ()
    duration_ms: int | None = None


def examine(source: Source) -> Recording:
    """Return what the recording in ``source`` tells, without decoding its sound.

    Chapters are those of ID3v2 (CHAP), MP4 (a chapter track or ``chpl``), Matroska, and Vorbis comments
    (CHAPTER001) in Ogg and FLAC; one without a title is left out. The language that a file states is not
    taken: programs write "eng" by themselves. Raises ReadError where the recording is broken or without
    sound, EngineError where PyAV is missing.
    """
    with opened(source) as (container, stream):
        marks = tuple(_mark(chapter) for chapter in container.chapters())
        duration_ms = container.duration // 1000 if container.duration else None  # microseconds
        episode = _episode(_tags(container, stream), source.name)
        return Recording(episode, tuple(mark for mark in marks if mark.title), duration_ms)


def _mark(chapter: "Chapter") -> ChapterMark:
    title = {name.casefold(): _plain(text) for name, text in chapter["metadata"].items()}.get("title", "")
    start_ms = round(chapter["start"] * (chapter["time_base"] or 0) * 1000)
    return ChapterMark(title="" if _ELEMENT_ID.fullmatch(title) else title, start_ms=max(0, start_ms))


def _tags(container: "InputContainer", stream: "AudioStream") -> dict[str, str]:
    """Return the tags of the file by their names in lower case; in Ogg they belong to the stream."""
    given = container.metadata or stream.metadata
    return {name.casefold(): _plain(text) for name, text in given.items()}


def _plain(text: str) -> str:
    """Return a tag on one line; what is not UTF-8 is Windows-1252, as old tags of WAV and MP3 are."""
    content = text.encode("utf-8", "surrogateescape")
    with suppress(UnicodeDecodeError):
        return squeeze(clean(content.decode("utf-8")))
    return squeeze(clean(content.decode("cp1252", "replace")))


def _episode(tags: Mapping[str, str], source_name: str) -> dict[str, object]:
    title, show = tags.get("title", ""), _first(tags, _SHOW)
    days = (_day(tags[name]) for name in _DATE if name in tags)
    links = (web_link(tags[name]) for name in _URL if name in tags and " " not in tags[name])
    told = {
        "title": title,
        "show": show,
        "published": next(filter(None, days), None),
        "url": next(filter(None, links), ""),
        "key": episode_key(show, title, source_name),
    }
    return {name: value for name, value in told.items() if value}


def _first(tags: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next((tags[name] for name in names if tags.get(name)), "")


def _day(text: str) -> date | None:
    """Return the day that ``text`` begins with; a year alone is none."""
    match = _DAY.match(text)
    with suppress(ValueError):
        return date.fromisoformat(match[1]) if match else None
    return None
