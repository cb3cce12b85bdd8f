"""Finds windows by their words: SQLite's full-text search in memory, by BM25 (Robertson et al. 1994)."""

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing

from studykit.asking._windows import Window, stem
from studykit.errors import EngineError
from studykit.text import without_accents

MOST_FOUND = 60
_MAKE = """
CREATE VIRTUAL TABLE windows
USING fts5(said, asked, around, heading, explained, tokenize = 'unicode61 remove_diacritics 0')
"""
_PUT = "INSERT INTO windows(rowid, said, asked, around, heading, explained) VALUES (?, ?, ?, ?, ?, ?)"
# How much a word counts by where it stands was chosen on labelled episodes (evals/ask.py).
_FIND = """
SELECT rowid, -bm25(windows, 1.0, 0.8, 0.3, 0.3, 0.5) AS score
FROM windows WHERE windows MATCH ? ORDER BY score DESC, rowid LIMIT ?
"""


def found(windows: Sequence[Window], phrases: Iterable[Sequence[str]]) -> list[tuple[int, float]]:
    """Return the numbers and scores of the ``windows`` with one of ``phrases``.

    A phrase is lemmas that follow each other. The best come first, MOST_FOUND at most. Raises EngineError
    where this Python's SQLite has no full-text search.
    """
    wanted = list(dict.fromkeys(filter(None, map(_quoted, phrases))))
    if not wanted:
        return []
    with closing(sqlite3.connect(":memory:")) as database:
        try:
            database.execute(_MAKE)
        except sqlite3.OperationalError as error:
            raise EngineError(
                f"this Python's SQLite has no full-text search: {error}",
                hint="use the Python of python.org or of your system",
            ) from error
        database.executemany(_PUT, ((number, *_row(window)) for number, window in enumerate(windows)))
        return list(database.execute(_FIND, (" OR ".join(wanted), MOST_FOUND)))


def _row(window: Window) -> tuple[str, ...]:
    columns = (window.said, window.asked, window.around, window.heading, window.explained)
    return tuple(" ".join((*map(_folded, lemmas), *map(stem, lemmas))) for lemmas in columns)


def _quoted(phrase: Sequence[str]) -> str:
    """Return ``phrase`` in the quotation marks of FTS5, in which nothing has a meaning of its own."""
    text = " ".join(map(_folded, phrase)).replace('"', "").strip()
    return f'"{text}"' if text else ""


def _folded(lemma: str) -> str:
    return without_accents(lemma).casefold()
