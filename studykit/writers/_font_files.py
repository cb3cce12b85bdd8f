"""The fonts that are installed on this computer: which files, and which characters each can draw.

Reads only what it needs of a file (OpenType specification: table directory, ``cmap`` formats 4 and 12, OS/2),
for there may be hundreds of them, some of 20 MB.
"""

import os
import struct
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import BinaryIO

_ENDINGS = frozenset({".ttf", ".ttc", ".otf", ".otc"})
_MOST_FILES = 5_000
_MOST_FACES = 64
_MOST_TABLES = 128
_LONGEST_CMAP = 4_000_000
_NO_EMBEDDING, _ONLY_BITMAPS_OR_WHOLE = 0x0002, 0x0300
_REGULAR, _MEDIUM = 300, 500
_ITALIC = 0x0001
_SERIFS = ("Serif", "Naskh")
_SPECIAL = (
    "Mono",
    "Condensed",
    "Display",
    "Slanted",
    "Kufi",
    "Rashi",
    "Looped",
    "Unjoined",
    "Nastaliq",
    "UI",
)
_BEST_CMAPS = ((3, 10), (0, 6), (0, 4), (3, 1), (0, 3), (0, 2), (0, 1), (0, 0))
"""Platform and encoding of the character maps that are of Unicode, those of all planes first."""


@dataclass(frozen=True)
class Range:
    """Characters ``first`` to ``last`` that a font has glyphs for."""

    first: int
    last: int


@dataclass(frozen=True)
class FontFile:
    """One upright face of regular weight: a file, and which of its faces.

    ``is_truetype`` says that its outlines can be embedded here; those of others are PostScript's.
    """

    path: Path
    index: int
    is_truetype: bool
    ranges: tuple[Range, ...]

    def has(self, characters: Iterable[str]) -> bool:
        """Return whether it can draw all of ``characters``."""
        return all(map(self._has, map(ord, characters)))

    def _has(self, code: int) -> bool:
        place = bisect_right(self._firsts, code) - 1
        return place >= 0 and code <= self.ranges[place].last

    @cached_property
    def count(self) -> int:
        """How many characters it can draw, about."""
        return sum(one.last - one.first + 1 for one in self.ranges)

    @cached_property
    def _firsts(self) -> list[int]:
        return [one.first for one in self.ranges]


def usual_folders() -> tuple[Path, ...]:
    """Return where Linux, macOS and Windows keep fonts; not all of them need exist."""
    home = Path.home()
    return (
        *(
            home / ".fonts",
            home / ".local/share/fonts",
            Path("/usr/local/share/fonts"),
            Path("/usr/share/fonts"),
        ),
        *(home / "Library/Fonts", Path("/Library/Fonts"), Path("/System/Library/Fonts")),
        *(home / "AppData/Local/Microsoft/Windows/Fonts", Path("C:/Windows/Fonts")),
    )


def installed(folders: Iterable[Path]) -> tuple[FontFile, ...]:
    """Return the faces in ``folders``, the likeliest for running text first; broken files are left out."""
    files = islice(_font_files(folders), _MOST_FILES)
    return tuple(face for path in sorted(files, key=_preference) for face in faces(path))


def faces(path: Path) -> tuple[FontFile, ...]:
    """Return the upright regular faces of a font file that may be embedded; none of a broken one."""
    try:
        with path.open("rb") as file:
            return tuple(_faces(file, path))
    except (OSError, struct.error, ValueError, OverflowError):
        return ()


def _preference(path: Path) -> tuple[object, ...]:
    """Return what files are ordered by: no special design first, then Noto, then those with serifs."""
    name = path.stem
    is_special = any(word in name for word in _SPECIAL)
    return is_special, not name.startswith("Noto"), not any(word in name for word in _SERIFS), len(name), name


def _font_files(folders: Iterable[Path]) -> Iterator[Path]:
    for folder in folders:
        for root, inner, names in os.walk(folder):
            inner.sort()
            yield from (Path(root, name) for name in sorted(names) if Path(name).suffix.lower() in _ENDINGS)


def _faces(file: BinaryIO, path: Path) -> Iterator[FontFile]:
    for index, start in enumerate(_starts(file)):
        tables = _tables(file, start)
        if "cmap" in tables and _is_regular(file, tables):
            is_truetype = "glyf" in tables
            if is_truetype or "CFF " in tables or "CFF2" in tables:
                yield FontFile(path, index, is_truetype, tuple(_ranges(file, *tables["cmap"])))


def _starts(file: BinaryIO) -> tuple[int, ...]:
    """Return where each face of the file begins; a collection (``ttcf``) has several."""
    if file.read(4) != b"ttcf":
        return (0,)
    file.seek(8)
    (count,) = struct.unpack(">L", file.read(4))
    count = min(count, _MOST_FACES)
    return struct.unpack(f">{count}L", file.read(4 * count))


def _tables(file: BinaryIO, start: int) -> dict[str, tuple[int, int]]:
    """Return offset and length of each table of the face that begins at ``start``."""
    file.seek(start + 4)
    (count,) = struct.unpack(">H", file.read(2))
    file.seek(start + 12)
    entries = file.read(16 * min(count, _MOST_TABLES))
    found = struct.iter_unpack(">4sLLL", entries[: len(entries) // 16 * 16])
    return {tag.decode("latin-1"): (offset, length) for tag, _, offset, length in found}


def _is_regular(file: BinaryIO, tables: dict[str, tuple[int, int]]) -> bool:
    """Return whether the face is upright, neither light nor bold, and may be embedded in part (OS/2)."""
    if "OS/2" not in tables:
        return True
    file.seek(tables["OS/2"][0])
    weight, _, rights = struct.unpack_from(">HHH", os2 := file.read(64), 4)
    (selection,) = struct.unpack_from(">H", os2, 62)
    may_embed = rights & 0x000F != _NO_EMBEDDING and not rights & _ONLY_BITMAPS_OR_WHOLE
    return bool(may_embed and _REGULAR <= weight <= _MEDIUM and not selection & _ITALIC)


def _ranges(file: BinaryIO, offset: int, length: int) -> Iterator[Range]:
    """Yield what the best character map of a face has, in order."""
    if length > _LONGEST_CMAP:
        raise ValueError("the character map is too long")
    file.seek(offset)
    cmap = file.read(length)
    (count,) = struct.unpack_from(">H", cmap, 2)
    maps = {
        (platform, encoding): start
        for platform, encoding, start in (struct.unpack_from(">HHL", cmap, 4 + 8 * n) for n in range(count))
    }
    start = next((maps[kind] for kind in _BEST_CMAPS if kind in maps), None)
    if start is None:
        return
    (form,) = struct.unpack_from(">H", cmap, start)
    if form == 12:
        yield from _groups(cmap, start)
    elif form == 4:
        yield from _segments(cmap, start)


def _groups(cmap: bytes, start: int) -> Iterator[Range]:
    """Yield the groups of format 12: first character, last one, glyph of the first."""
    (count,) = struct.unpack_from(">L", cmap, start + 12)
    end = start + 16 + 12 * min(count, (len(cmap) - start - 16) // 12)
    for first, last, _ in struct.iter_unpack(">LLL", cmap[start + 16 : end]):
        yield Range(first, last)


def _segments(cmap: bytes, start: int) -> Iterator[Range]:
    """Yield the segments of format 4; a character within one that has glyph 0 is told to be there."""
    (doubled,) = struct.unpack_from(">H", cmap, start + 6)
    count = doubled // 2
    lasts = struct.unpack_from(f">{count}H", cmap, start + 14)
    firsts = struct.unpack_from(f">{count}H", cmap, start + 16 + doubled)
    for first, last in zip(firsts, lasts, strict=True):
        if first <= last and first != 0xFFFF:
            yield Range(first, last)
