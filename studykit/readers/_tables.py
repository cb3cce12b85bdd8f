"""Finds in any JSON the list of objects that holds the talk, and the fields that tell who speaks and when."""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from studykit.readers._records import speaker_name
from studykit.readers._times import clock_ms, time_ms
from studykit.readers._words import Word
from studykit.text import clean

Row = Mapping[str, object]

_TEXTS = (
    *("text", "content", "sentence", "transcript", "utterance", "body", "display", "displaytext", "caption"),
    *("line", "segment", "phrase", "speech", "message", "paragraph", "punctuatedword", "word"),
)
_SPEAKERS = ("speakername", "speakerlabel", "speaker", "speakerid", "participant", "author", "name", "role")
_STARTS = (
    *("start", "startms", "starttime", "starttimems", "startseconds", "begin", "begintime", "from"),
    *("offset", "offsetms", "offsetinticks", "timestamp", "time", "ts", "t"),
)
_ENDS = ("end", "endms", "endtime", "endtimems", "endseconds", "to")
_INHERITED = frozenset((*_SPEAKERS, *_STARTS, *_ENDS))
_KNOWN = frozenset((*_TEXTS, *_INHERITED))
_CHOICES = ("nbest", "alternatives")
_LONGEST_KEY = 40
_NEARLY_ALL = 0.8
_PARTS = (1, 1000, 1_000_000, 10_000_000)  # of a second: in AssemblyAI, Google and .NET
_WORDS_PER_SECOND = 2.5
FEWEST_WORDS = 8
"""Fewer words in a table are no talk."""


@dataclass(frozen=True)
class Table:
    """Objects of one place in JSON, and their fields for text, speaker and times; "" for none."""

    rows: Sequence[Row]
    text: str
    speaker: str = ""
    start: str = ""
    end: str = ""

    @property
    def size(self) -> int:
        """How many characters that are no spaces its texts have."""
        return _size(self.rows, self.text)

    @property
    def word_count(self) -> int:
        """How many words its texts have."""
        return sum(len(str(row[self.text]).split()) for row in self.rows)

    def words(self, source_name: str) -> list[Word]:
        """Return its texts with their times; raises ReadError, with the number of the row, for a wild one."""
        parts = _parts(self)
        return [
            Word(
                clean(str(row[self.text])),
                *_span(row, self, parts, f"{source_name}, {self.text} {count}"),
                speaker_name(row.get(self.speaker)),
            )
            for count, row in enumerate(self.rows, 1)
        ]


def talk(value: object) -> Table | None:
    """Return the table in ``value`` that holds the talk, or None where there is none.

    Of those with nearly the most text it is the one that tells times and speakers, and has fewest pieces:
    sentences rather than their words.
    """
    found = [table for rows in _places(value).values() if (table := _table(rows))]
    most = max((table.size for table in found), default=0)
    full = [table for table in found if table.size >= _NEARLY_ALL * most]
    return max(
        full, key=lambda t: (bool(t.start), bool(t.speaker), len(t.rows) > 1, -len(t.rows)), default=None
    )


def _places(value: object) -> dict[str, list[Row]]:
    """Return the objects in ``value`` by their place, indices left out, with what those around them tell.

    Of several readings of the same words only the likeliest, which comes first, is taken.
    """
    found: defaultdict[str, list[Row]] = defaultdict(list)
    waiting: list[tuple[str, object, Row]] = [("", value, {})]
    while waiting:
        place, inner, around = waiting.pop()
        if isinstance(inner, list):
            items = inner[:1] if place.endswith(_CHOICES) else inner
            waiting.extend((f"{place}[]", item, around) for item in reversed(items))
        elif isinstance(inner, dict):
            row = {**around, **dict(_fields(inner))}
            found[place].append(row)
            passed = {key: row[key] for key in row.keys() & _INHERITED} if "[]" in place else {}
            nested = ((f"{place}.{_key(key)}", child, passed) for key, child in reversed(inner.items()))
            waiting.extend(step for step in nested if isinstance(step[1], dict | list))
    return found


def _fields(item: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    for key, value in item.items():
        name = _key(key)
        if name in _KNOWN and value is not None:
            plain = value.get("name") if isinstance(value, dict) else value
            if isinstance(plain, str | int | float):
                yield name, plain


def _key(key: str) -> str:
    return key[:_LONGEST_KEY].replace("_", "").replace("-", "").replace(" ", "").lower()


def _table(rows: Sequence[Row]) -> Table | None:
    text = max(_TEXTS, key=lambda name: _size(rows, name))
    spoken = [row for row in rows if isinstance(row.get(text), str)]
    if not spoken:
        return None
    speaker, start, end = _voices(spoken), _times(spoken, _STARTS), _times(spoken, _ENDS)
    return Table(spoken, text, speaker, start, end if start else "")


def _size(rows: Sequence[Row], name: str) -> int:
    texts = (text for row in rows if isinstance(text := row.get(name), str))
    return sum(len(word) for text in texts for word in text.split())


def _voices(rows: Sequence[Row]) -> str:
    """Return the first field that names somebody in most rows, and the same again unless they are few."""
    for field in _SPEAKERS:
        names = [name for row in rows if (name := speaker_name(row.get(field)))]
        if len(names) * 2 >= len(rows) and (len(set(names)) < len(names) or len(names) < 4):
            return field
    return ""


def _times(rows: Sequence[Row], fields: Sequence[str]) -> str:
    """Return the first field that has a time in most rows, and nothing else in any."""
    for field in fields:
        values = [row[field] for row in rows if row.get(field) not in (None, "")]
        if len(values) * 2 >= len(rows) and all(_number(value) is not None for value in values):
            return field
    return ""


def _number(value: object) -> float | None:
    """Return a time as a number in its own unit; a clock or ``2.5s`` in seconds. None where it is none."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    if isinstance(value, str) and ":" in value:
        milliseconds = clock_ms(value)
        return None if milliseconds is None else milliseconds / 1000
    try:
        found = float(value.removesuffix("s") if isinstance(value, str) else value)
    except (ValueError, OverflowError):
        return None
    return found if math.isfinite(found) and found >= 0 else None


def _span(row: Row, table: Table, parts: int, where: str) -> tuple[int | None, int | None]:
    """Return start and end of a row in milliseconds, of whose units ``parts`` make a second."""
    start_ms, end_ms = (
        None if (value := _number(row.get(field))) is None else time_ms(value / parts, where)
        for field in (table.start, table.end)
    )
    return start_ms, end_ms if start_ms is None or end_ms is None else max(start_ms, end_ms)


def _parts(table: Table) -> int:
    """Return how many of the units of its times make a second: with which the words come as people speak."""
    times = [time for row in table.rows if (time := _number(row.get(table.start))) is not None]
    length = max(times, default=0) - min(times, default=0)
    pace = table.word_count / length if length else 0
    if not pace:
        return 1
    return min(_PARTS, key=lambda parts: abs(math.log(pace * parts / _WORDS_PER_SECOND)))
