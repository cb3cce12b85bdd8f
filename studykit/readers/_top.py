"""Reads what stands above the talk in a text: ``Title: …``, ``Date: …``, or the title alone."""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import date
from itertools import chain, takewhile

from studykit.readers._dates import written_date
from studykit.readers._furniture import is_furniture, is_heading_like
from studykit.readers._labels import stamp
from studykit.readers._lines import Line
from studykit.readers._names import is_name

_FIELD = re.compile(r"([A-Za-zéíè]{3,12})\s*:\s+(\S.{0,300})")
_TITLE = frozenset({"title", "episode", "titel", "título", "titre", "titolo"})
_SHOW = frozenset({"show", "podcast", "series"})
_DATE = frozenset({"date", "published", "datum", "fecha", "data"})
_SPEAKERS = frozenset({"speakers", "participants", "hosts", "guests"})
_ABOVE_NAMES = _SPEAKERS | {"attendees"}
_ABOVE_ANYTHING = frozenset({"summary keywords", "keywords"})
_BETWEEN_NAMES = re.compile(r"\s*[,;&]\s*|\s+and\s+")
_FEWEST_WORDS = 2


@dataclass(frozen=True)
class Top:
    """What the lines above the talk tell, and the indices of those that are not talk."""

    title: str = ""
    show: str = ""
    published: date | None = None
    lines: frozenset[int] = frozenset()


def read_top(rows: Sequence[Line], taken: Set[int] = frozenset()) -> Top:
    """Return what ``rows``, the lines above the first label, tell of the episode.

    ``taken`` are indices of lines already understood. Lines in sentences are left to the talk.
    """
    fields: dict[int, tuple[str, str]] = {}
    for index, row in enumerate(rows):
        field = _field(row.text)
        if field and index not in taken:
            fields[index] = field
        elif _is_field_above(rows, index):
            fields |= {index: ("", ""), index + 1: ("", "")}
    title = _first(fields, _TITLE)
    lone = next((index for index in range(len(rows)) if index not in taken and index not in fields), None)
    lone_title = not title and lone is not None and _is_lone_title(rows[lone].text)
    published = _first(fields, _DATE) or next((row.text for row in rows if written_date(row.text)), "")
    furniture = {i for i, row in enumerate(rows) if is_furniture(row.text) and stamp(row.text) is None}
    return Top(
        title=rows[lone].text if lone_title and lone is not None else title,
        show=_first(fields, _SHOW),
        published=written_date(published),
        lines=frozenset(
            (fields.keys() | furniture | ({lone} if lone_title and lone is not None else set())) - taken
        ),
    )


def _is_field_above(rows: Sequence[Line], index: int) -> bool:
    """Return whether a field's name stands over its value, as in what Otter and Google Meet save."""
    name = rows[index].text.casefold().rstrip(":")
    if index + 1 == len(rows) or name not in _ABOVE_NAMES | _ABOVE_ANYTHING:
        return False
    return name in _ABOVE_ANYTHING or bool(_names(rows[index + 1].text))


def _is_lone_title(text: str) -> bool:
    return is_heading_like(text) and len(text.split()) >= _FEWEST_WORDS and not is_furniture(text)


def field_count(rows: Sequence[Line]) -> int:
    """Return how many lines at the top are fields; a label (``Show: …``) looks the same."""
    return sum(1 for _ in takewhile(lambda row: _field(row.text), rows))


def listed_speakers(rows: Sequence[Line]) -> tuple[str, ...]:
    """Return the names that fields such as ``Speakers: Ana Ruiz, Ben Okri`` list in ``rows``."""
    fields = filter(None, (_field(row.text) for row in rows))
    return tuple(chain.from_iterable(_names(value) for name, value in fields if name in _SPEAKERS))


def _field(text: str) -> tuple[str, str] | None:
    """Return the name and the value of a field of the episode, or None."""
    match = _FIELD.fullmatch(text)
    if match is None:
        return None
    name, value = match[1].casefold(), match[2].strip()
    known = name in _TITLE | _SHOW | _DATE or (name in _SPEAKERS and bool(_names(value)))
    return (name, value) if known else None


def _names(value: str) -> tuple[str, ...]:
    """Return the names in ``value``, none where one of its parts is no name."""
    names = tuple(_BETWEEN_NAMES.split(value))
    return names if all(is_name(name, loose=True) for name in names) else ()


def _first(fields: dict[int, tuple[str, str]], names: frozenset[str]) -> str:
    return next((value for name, value in fields.values() if name in names), "")
