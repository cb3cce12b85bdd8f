"""Labelled episodes: a transcript read as the program reads it, and what people picked of it.

A folder of labels holds one JSON file an episode: ``episode`` (the path of its transcript below the folder of
transcripts), ``chapters`` with ``points`` and their verbatim ``fragments``, ``terms`` with ``forms`` and
``explained_by``, and ``cards`` with ``evidence``. Transcripts are those that ``evals.chaptered`` reads.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.chaptered import transcript_of
from studykit.analysis.episode import Reading, read_episode
from studykit.builder.tidy import tidy
from studykit.templates import Templates

Label = dict[str, Any]  # JSON as people wrote it


@dataclass(frozen=True)
class Labelled:
    """An episode and its labels; ``show`` is what is left out together when a fit is tried."""

    name: str
    show: str
    reading: Reading
    label: Label


def episodes(labels: Path, transcripts: Path) -> Iterator[Labelled]:
    """Yield the labelled episodes in the order of their names."""
    for path in sorted(labels.glob("*.json")):
        label = json.loads(path.read_text(encoding="utf-8"))
        transcript = tidy(transcript_of(transcripts / label["episode"]), Templates())
        yield Labelled(path.stem, path.stem.split("__")[0], read_episode(transcript, Templates()), label)


def plain(text: str) -> str:
    """Return the words of ``text`` in lower case, joined by single spaces."""
    return " ".join(re.findall(r"[^\W_]+", text.replace("’", "'").lower()))


def stands_in(fragment: str, text: str) -> bool:
    """Whether an unbroken run of 60 % of the words of ``fragment``, 4 to 8, stands in ``text``."""
    words = plain(fragment).split()
    run = min(len(words), max(4, min(8, -(-len(words) * 6 // 10))))
    held = f" {plain(text)} "
    return any(f" {' '.join(words[at : at + run])} " in held for at in range(len(words) - run + 1))


def forms_of(name: str, term: Label) -> set[str]:
    """Return what a labelled term may be called."""
    return {plain(form) for form in (name, *term["forms"])}
