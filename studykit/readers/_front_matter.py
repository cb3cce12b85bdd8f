"""Reads the YAML block at the top of a Markdown file."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

import yaml

from studykit.model import Episode, Role
from studykit.notices import Notice
from studykit.readers._dates import written_date
from studykit.readers._episode import episode
from studykit.text import clean, squeeze

OPENING = re.compile(r"\s*---[ \t]*\n")
"""How a text with front matter begins, and one with a rule above the talk."""
_CLOSING = re.compile(r"(?m)^---[ \t-]*$\n?")
_LARGEST = 64 * 1024
_AUDIO = (".mp3", ".m4a", ".ogg", ".opus", ".wav", ".aac")
_MOST_NAMES = 50

Fields = Mapping[str, object]


@dataclass(frozen=True)
class FrontMatter:
    """The fields of the block, the text below it, how many lines it takes, and what could not be read."""

    fields: Fields
    body: str
    height: int = 0
    notices: tuple[Notice, ...] = ()


def split(text: str, source_name: str) -> FrontMatter:
    """Part ``text`` into its front matter and what is below; there may be none.

    A block that is larger than 64 kB or no YAML mapping is left out with a notice.
    """
    opening = OPENING.match(text)
    closing = _CLOSING.search(text, opening.end()) if opening else None
    if opening is None or closing is None:
        return FrontMatter({}, text)
    block, body = text[opening.end() : closing.start()], text[closing.end() :]
    fields = _fields(block)
    if block[:1] == "\n" and "title" not in (fields or {}):
        return FrontMatter({}, text)  # a rule has a blank line below
    notices = () if fields is not None else (_unreadable(source_name),)
    return FrontMatter(fields or {}, body, text.count("\n", 0, len(text) - len(body)), notices)


def described(fields: Fields, source_name: str, title: str = "") -> Episode:
    """Return the episode that ``fields`` tell of; ``title`` serves where they have none."""
    url = _link(fields, "url", "link", "source", "source_file")
    media = _link(fields, "audio_url", "audio", "media")
    is_audio = media.casefold().split("?")[0].endswith(_AUDIO)
    return episode(
        source_name,
        title=_plain(fields, "title") or title,
        show=_plain(fields, "show", "podcast", "series"),
        published=_date(fields),
        url=(url or media) if is_audio else (media or url),
        audio_url=media if is_audio else "",
        language=_plain(fields, "language", "lang").casefold(),
    )


def speakers(fields: Fields) -> tuple[str, ...]:
    """Return the names the block lists as speakers, hosts and guests."""
    found = [name for field in ("speakers", "speaker") for name in _names(fields, field)]
    return tuple(dict.fromkeys([*found, *roles(fields)]))


def roles(fields: Fields) -> dict[str, Role]:
    """Return the role of each name that the block lists as host or guest."""
    guests: dict[str, Role] = {n: "guest" for field in ("guest", "guests") for n in _names(fields, field)}
    hosts: dict[str, Role] = {n: "host" for field in ("host", "hosts") for n in _names(fields, field)}
    return guests | hosts


def _fields(block: str) -> Fields | None:
    if len(block) > _LARGEST:
        return None
    try:
        loaded: object = yaml.safe_load(block)
    except (yaml.YAMLError, ValueError, RecursionError, OverflowError):
        return None
    if not isinstance(loaded, dict):
        return None
    return {str(name).casefold(): value for name, value in loaded.items() if isinstance(name, str)}


def _unreadable(source_name: str) -> Notice:
    text = "the block of YAML at the top cannot be read, so that title and date are not known"
    return Notice(code="front-matter-unreadable", text=text, where=f"{source_name}:1")


def _plain(fields: Fields, *names: str) -> str:
    values = (fields.get(name) for name in names)
    return next((_words(value) for value in values if _words(value)), "")


def _words(value: object) -> str:
    """Return a plain value as words; lists and mappings have none."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    try:
        return squeeze(clean(str(value)))
    except ValueError:  # an int of more digits than Python prints
        return ""


def _names(fields: Fields, field: str) -> list[str]:
    value = fields.get(field)
    listed = value[:_MOST_NAMES] if isinstance(value, list) else [value]
    return [name for name in map(_words, listed) if name]


def _link(fields: Fields, *names: str) -> str:
    values = (_words(fields.get(name)) for name in names)
    return next((value for value in values if value.startswith(("http://", "https://"))), "")


def _date(fields: Fields) -> date | None:
    for name in ("date", "published", "pubdate"):
        value = fields.get(name)
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        if isinstance(value, str) and (day := written_date(value)):
            return day
    return None
