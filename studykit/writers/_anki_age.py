"""Tells when Anki would not take a package, because it has one that is as new."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from studykit.notices import Notice
from studykit.writers._anki_opened import BROKEN, opened


def told_of_age(package: bytes, path: Path, now: datetime) -> Iterator[Notice]:
    """Yield a notice where the package at ``path`` holds something else than ``package`` and is not older.

    ``now`` is the time of the notes in ``package``. Anki updates a note only where the new one is newer, in
    whole seconds, and says nothing of it. A file that cannot be read is no last build.
    """
    try:
        before = path.read_bytes()
        is_newer = before == package or newest(before) < int(now.timestamp())
    except BROKEN:
        return
    if not is_newer:
        text = (
            "the build before this one was made at the same time or later: Anki keeps the old text of the "
            "cards that it has; build again, with a later SOURCE_DATE_EPOCH where that is set"
        )
        yield Notice(code="not-newer", text=text, where=str(path))


def newest(package: bytes) -> int:
    """Return when the newest note in ``package`` changed, in seconds since 1970; 0 where there is none.

    Raises one of BROKEN where it is no package.
    """
    with opened(package) as deck:
        (changed,) = deck.collection.execute("select coalesce(max(mod), 0) from notes").fetchone()
        return int(changed)
