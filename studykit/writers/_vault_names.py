"""Names of notes in a vault of Obsidian: files that every system takes, and that a wiki link can name."""

import unicodedata
from collections.abc import Iterable

from studykit.text import squeeze

LONGEST = 60
"""In characters; of four bytes each they are still fewer than the 255 that file systems take."""
_SIGNS = frozenset(" -_.,'’&()+\u200c\u200d")
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{place}" for port in ("com", "lpt") for place in range(10))}
)
"""What no file may be called on Windows, whatever its ending."""


def note_name(text: str) -> str:
    """Return ``text`` as a name of letters, digits and a few signs, none of which parts folders.

    What has a meaning in a wiki link (``#``, ``^``, ``[``, ``]``, ``|``) or in a path goes, and dots at the
    ends. A cut falls between words. May be empty.
    """
    kept = "".join(sign if _is_kept(sign) else " " for sign in text)
    name = squeeze(kept).strip(" .")
    if len(name) > LONGEST:
        name = (name[: LONGEST + 1].rpartition(" ")[0] or name[:LONGEST]).strip(" .")
    return f"{name}_" if name.partition(".")[0].strip().casefold() in _DEVICES else name


def unique(names: Iterable[str], otherwise: str) -> tuple[str, ...]:
    """Return ``names`` with a number behind each that came before, upper and lower case being one.

    An empty one becomes ``otherwise``.
    """
    used: dict[str, int] = {}
    made = []
    for name in names:
        wanted = chosen = name or otherwise
        while chosen.casefold() in used:
            used[wanted.casefold()] += 1
            chosen = f"{wanted} {used[wanted.casefold()]}"
        used[chosen.casefold()] = 1
        made.append(chosen)
    return tuple(made)


def wiki_link(folder: str, name: str) -> str:
    """Return a link to the note ``name`` in ``folder``, both from ``note_name``, shown as its name.

    With its folder the note of this episode is meant where another one has a note of the same name.
    """
    return f"[[{folder}/{name}|{name}]]"


def _is_kept(sign: str) -> bool:
    return sign.isalnum() or sign in _SIGNS or unicodedata.category(sign).startswith("M")
