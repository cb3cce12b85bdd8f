"""Opens a package for Anki that an earlier build left, to see how old it is and what sound it holds."""

import io
import json
import sqlite3
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass

LARGEST_BYTES = 2**30
"""No deck of ours comes near it; what unpacks to more is left alone."""
BROKEN = (
    *(OSError, EOFError, zipfile.BadZipFile, zlib.error, sqlite3.Error),
    *(LookupError, TypeError, ValueError, RuntimeError, RecursionError),
)
"""What opening and reading a file raises that is no package, or a damaged one."""


@dataclass(frozen=True)
class Opened:
    """The collection of a package, and its archive with the media files, which have numbers there."""

    collection: sqlite3.Connection
    archive: zipfile.ZipFile

    @property
    def media(self) -> Mapping[str, str]:
        """What each media file is called in the archive, by its name in Anki."""
        listed = json.loads(read(self.archive, "media"))
        return {str(name): str(number) for number, name in listed.items()}


@contextmanager
def opened(package: bytes) -> Iterator[Opened]:
    """Give what is in ``package``, of Anki's schema 11; raises one of BROKEN where it is something else."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive, closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(read(archive, "collection.anki2"))
        yield Opened(database, archive)


def read(archive: zipfile.ZipFile, name: str) -> bytes:
    """Return the file ``name`` of ``archive``; raises one of BROKEN where it is absent or too large."""
    entry = archive.getinfo(name)
    if entry.file_size > LARGEST_BYTES:
        raise ValueError(f"{name} is too large for a deck")
    return archive.read(entry)
