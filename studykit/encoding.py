"""Makes text of bytes whose encoding nobody states, and loses no letter in silence.

UTF-8 may be damaged: whisper.cpp writes a character that its model spells with two tokens in two halves, and
a file may be cut off. Such bytes are kept as lone surrogates (PEP 383) until it is known whether halves meet.
"""

import codecs
import re
from collections import defaultdict
from contextlib import suppress

UNREADABLE = "\N{REPLACEMENT CHARACTER}"
"""Stands in a text for what could not be decoded."""

_SNIFFED = 4096
_ZERO_SHARE = 0.7
_BROKEN = re.compile("[\udc80-\udcff]+")
_NO_BYTES = re.compile("[\ud800-\udc7f\udd00-\udfff]")  # what JSON may spell with \\u
_FOREIGN = re.compile("[^\x00-\x7f\udc80-\udcff]")
_BROKEN_PER_CHARACTER = 4  # as many halves as a character of UTF-8 has bytes
_STATED = re.compile(rb"""(?:encoding|charset)\s*=\s*["']?([\w.:-]{1,40})""")
_OLD_ENCODING = re.compile(
    r"windows-125[013-8]|iso-8859-(?:[2-9]|1[0-6])|koi8-[ru]|shift_jis|euc-(?:jp|kr)|gb(?:2312|k|18030)|big5",
    re.IGNORECASE,
)
_LETTER = re.compile(r"[^\W\d_]")
_ACCENTED = re.compile(r"[^\W\d_a-zA-Z]")
_MOST_ACCENTED = 0.5


def utf_16(content: bytes) -> str | None:
    """Return which UTF-16 ``content`` is in, by its mark or by where its zero bytes stand; None for none.

    Text in Latin letters has them in every second place, and nowhere else.
    """
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    head = content[:_SNIFFED]
    first, second = head[::2].count(0), head[1::2].count(0)
    if max(first, second) < _ZERO_SHARE * len(head) / 2 or min(first, second):
        return None
    return "utf-16-be" if first else "utf-16-le"


def utf_8(content: bytes) -> str | None:
    """Return ``content`` as UTF-8, broken bytes as lone surrogates; None where it is rather something else.

    In other encodings, hardly any letters happen to be characters of UTF-8.
    """
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("utf-8-sig", "surrogateescape")
    broken = sum(1 for _ in _BROKEN.finditer(text))
    whole = sum(1 for _ in _FOREIGN.finditer(text))
    return text if broken <= _BROKEN_PER_CHARACTER * whole else None


def stated(content: bytes, charset: str) -> str | None:
    """Return ``content`` in the encoding that its server states (``charset``), or its first tag.

    None where it is UTF-8, or neither states one that was used before UTF-8 and fits. Western ones do not
    count: servers state them for whatever they have.
    """
    with suppress(UnicodeDecodeError):
        content.decode("utf-8")
        return None
    inside = _STATED.search(content[:1024]) if content.lstrip().startswith(b"<") else None
    for name in (charset, inside[1].decode("ascii") if inside else ""):
        if _OLD_ENCODING.fullmatch(name):
            with suppress(UnicodeDecodeError, LookupError):
                return content.decode(name)
    return None


def is_western(text: str) -> bool:
    """Return whether ``text`` may be of a language that Windows-1252 is for: most letters have no accent.

    The bytes of a Cyrillic or Greek file make hardly any other letters.
    """
    accented = sum(1 for _ in _ACCENTED.finditer(text))
    return accented <= _MOST_ACCENTED * sum(1 for _ in _LETTER.finditer(text))


def is_damaged(text: str) -> bool:
    """Return whether ``text`` has bytes that are no characters."""
    return _BROKEN.search(text) is not None


def readable(text: str) -> str:
    """Return ``text`` with UNREADABLE in place of each run of bytes that are no characters."""
    return _BROKEN.sub(UNREADABLE, text)


def mended(value: object) -> object:
    """Return a value of JSON in which the halves of characters have met, and no broken bytes are left.

    A half at the end of a string meets the other at the beginning of the string that stands in the same field
    of the list's next item. Raises RecursionError where the value is nested too deeply.
    """
    if isinstance(value, str):
        return readable(value)
    if isinstance(value, dict):
        return {readable(key): mended(inner) for key, inner in value.items()}
    return _joined(value) if isinstance(value, list) else value


def _joined(items: list[object]) -> list[object]:
    rows = [dict(item) if isinstance(item, dict) else item for item in items]
    columns: defaultdict[object, list[dict[object, object]]] = defaultdict(list)
    for row in (row for row in rows if isinstance(row, dict)):
        for key in (key for key, inner in row.items() if isinstance(inner, str)):
            columns[key].append(row)
    for key, column in columns.items():
        for row, text in zip(column, _met([str(row[key]) for row in column]), strict=True):
            row[key] = text
    return [mended(row) for row in rows]


def _met(texts: list[str]) -> list[str]:
    """Return ``texts`` with each character whole in the one that has its last byte."""
    decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
    whole = [decoder.decode(_NO_BYTES.sub("", text).encode("utf-8", "surrogateescape")) for text in texts]
    return [*whole[:-1], whole[-1] + decoder.decode(b"", final=True)]
