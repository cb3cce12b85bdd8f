"""Labelled episodes: a transcript read as the program reads it, and what people picked of it.

A folder of labels holds one JSON file an episode: ``episode`` (the path of its transcript below the folder of
transcripts), ``chapters`` with ``points`` and their verbatim ``fragments``, ``terms`` with ``forms`` and
``explained_by``, and ``cards`` with ``evidence``. A transcript has ``title``, ``show``, ``language``,
``segments`` (``start``, ``end``, ``speaker``, ``text``; seconds) and ``chapters``.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from studykit.analysis.episode import Reading, read_episode
from studykit.builder.tidy import tidy
from studykit.model import ChapterMark, Episode, Segment, Speaker, Transcript, Turn
from studykit.templates import Templates

MOST_QUOTED_WORDS = 60
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


def transcript_of(path: Path) -> Transcript:
    """Return the transcript in the JSON file ``path``."""
    held = json.loads(path.read_text(encoding="utf-8"))
    spoken = list(enumerate(held["segments"], start=1))
    names = dict.fromkeys(each["speaker"] for _, each in spoken if each.get("speaker"))
    ids = {name: f"p{number}" for number, name in enumerate(names, start=1)}
    runs = groupby(spoken, key=lambda pair: pair[1].get("speaker"))
    return Transcript(
        episode=Episode(
            key=path.stem, title=held["title"], show=held["show"], language=held.get("language") or "en"
        ),
        speakers=tuple(Speaker(id=ids[name], name=name) for name in names),
        turns=tuple(
            Turn(speaker_id=ids.get(name), segments=tuple(_segment(*pair) for pair in run))
            for name, run in runs
        ),
        chapters=tuple(
            ChapterMark(title=mark["title"], start_ms=round(mark["start"] * 1000))
            for mark in held["chapters"]
        ),
    )


def _segment(number: int, spoken: Label) -> Segment:
    start, end = (round(s * 1000) if (s := spoken.get(key)) is not None else None for key in ("start", "end"))
    return Segment(id=f"s{number}", text=spoken["text"] or "–", start_ms=start, end_ms=end)


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
