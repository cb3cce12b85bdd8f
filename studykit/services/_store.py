"""Keeps accepted answers from run to run, so that nothing is paid for twice."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

_WAIT_S = 10.0
_SCHEMA = """
PRAGMA journal_mode = WAL;
CREATE TABLE IF NOT EXISTS answers (key TEXT PRIMARY KEY, answer TEXT NOT NULL);
DELETE FROM answers WHERE rowid <= (SELECT max(rowid) FROM answers) - 5000;
"""
"""Of more than 5,000 answers the oldest go; a chapter's takes some 10 kB."""


class Store:
    """Answers by the fingerprint of what was asked, in an SQLite file that several runs may share.

    A file that cannot be used ends no run: nothing is kept then, and ``trouble`` says why. With None as the
    file nothing is kept either.
    """

    def __init__(self, path: Path | None) -> None:
        self.trouble = ""
        self._path = path
        if path is not None:
            self._prepare(path)

    def _prepare(self, path: Path) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            # What was said in the episode is nobody else's to read.
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
            with closing(sqlite3.connect(path, timeout=_WAIT_S)) as database:
                database.executescript(_SCHEMA)
        except (OSError, sqlite3.Error) as error:
            self._give_up(error)

    def recall(self, key: str) -> str | None:
        """Return the answer that was kept for ``key``, None where there is none."""
        rows = self._run("SELECT answer FROM answers WHERE key = ?", key)
        return rows[0][0] if rows else None

    def keep(self, key: str, answer: str) -> None:
        """Keep ``answer`` for ``key``; it is on the disk when this returns."""
        self._run("INSERT OR REPLACE INTO answers VALUES (?, ?)", key, answer)

    def _run(self, statement: str, *values: str) -> list[tuple[str]]:
        if self._path is None or self.trouble:
            return []
        try:
            with closing(sqlite3.connect(self._path, timeout=_WAIT_S)) as database, database:
                rows: list[tuple[str]] = database.execute(statement, values).fetchall()
        except sqlite3.Error as error:
            self._give_up(error)
            return []
        return rows

    def _give_up(self, error: Exception) -> None:
        self.trouble = f"{self._path}: {error}"
