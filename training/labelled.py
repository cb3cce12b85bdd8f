"""Labelled episodes: a transcript read as the program reads it, and what people picked of it.

A folder of labels holds one JSON file an episode: ``episode`` (the path of its transcript below the folder of
transcripts), ``chapters`` with ``points`` and their verbatim ``fragments``, ``terms`` with ``forms`` and
``explained_by``, and ``cards`` with ``evidence``. Transcripts are those that ``evals.chaptered`` reads.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from evals.chaptered import transcript_of
from studykit.analysis.episode import Reading, read_episode
from studykit.builder.tidy import tidy
from studykit.templates import Templates

Label = dict[str, Any]  # JSON as people wrote it
Point = tuple[int, int]
"""The number of a chapter, and that of a point in it."""


@dataclass(frozen=True)
class Term:
    """A labelled term: what it may be called, and fragments of the passages that explain it."""

    forms: frozenset[str]
    explained_by: tuple[str, ...]


@dataclass(frozen=True)
class Labelled:
    """What was picked of an episode; ``show`` is what is left out together when a fit is tried.

    ``points`` are those that each of the sentences states.
    """

    name: str
    show: str
    reading: Reading
    points: tuple[frozenset[Point], ...]
    terms: tuple[Term, ...]


@dataclass(frozen=True)
class Gold(Labelled):
    """An episode that was labelled by hand, on which is measured; ``label`` is all that its file says."""

    label: Label


def episodes(labels: Path, transcripts: Path) -> Iterator[Gold]:
    """Yield the episodes labelled by hand in the order of their names."""
    for path in sorted(labels.glob("*.json")):
        label = json.loads(path.read_text(encoding="utf-8"))
        transcript = tidy(transcript_of(transcripts / label["episode"]), Templates())
        reading = read_episode(transcript, Templates())
        points = tuple(_points_in(sentence.text, label) for sentence in reading.sentences)
        yield Gold(path.stem, path.stem.split("__")[0], reading, points, _terms(label), label)


def _points_in(text: str, label: Label) -> frozenset[Point]:
    return frozenset(
        (number, place)
        for number, chapter in enumerate(label["chapters"])
        for place, point in enumerate(chapter["points"])
        if any(stands_in(fragment, text) for fragment in point["fragments"])
    )


def _terms(label: Label) -> tuple[Term, ...]:
    return tuple(
        Term(forms_of(name, held["forms"]), tuple(held["explained_by"]))
        for name, held in label["terms"].items()
    )


@cache
def plain(text: str) -> str:
    """Return the words of ``text`` in lower case, joined by single spaces."""
    return " ".join(re.findall(r"[^\W_]+", text.replace("’", "'").lower()))


def stands_in(fragment: str, text: str) -> bool:
    """Whether an unbroken run of 60 % of the words of ``fragment``, 4 to 8, stands in ``text``."""
    words = plain(fragment).split()
    run = min(len(words), max(4, min(8, -(-len(words) * 6 // 10))))
    held = f" {plain(text)} "
    return any(f" {' '.join(words[at : at + run])} " in held for at in range(len(words) - run + 1))


def forms_of(name: str, forms: list[str]) -> frozenset[str]:
    """Return what a labelled term may be called, in plain words."""
    return frozenset(plain(form) for form in (name, *forms))
