"""Episodes with chapters made by people: as the program gets them, with their chapters withheld."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from pathlib import Path

from pydantic import BaseModel

from studykit.analysis.episode import Reading, read_episode
from studykit.builder.tidy import tidy
from studykit.builder.timeline import Timeline
from studykit.model import ChapterMark, Episode, Segment, Speaker, Transcript, Turn
from studykit.templates import Templates

OPENING_MS, CLOSING_MS = 10_000, 1000
"""A chapter that begins so near an end of the episode need not be found."""


class _Chapter(BaseModel):
    start: float
    title: str


class _Segment(BaseModel):
    start: float
    end: float | None = None
    speaker: str | None = None
    text: str


class _File(BaseModel):
    show: str
    title: str
    language: str = "en"
    duration: float | None = None
    segments: tuple[_Segment, ...]
    chapters: tuple[_Chapter, ...]


@dataclass(frozen=True)
class Chaptered:
    """One episode: its talk, and each chapter's title by when people let it begin, in milliseconds."""

    name: str
    show: str
    reading: Reading
    duration_ms: int
    titles: Mapping[int, str]

    @cached_property
    def starts_ms(self) -> list[int]:
        """The starts that are to be found, rising."""
        return [ms for ms in sorted(self.titles) if OPENING_MS < ms < self.duration_ms - CLOSING_MS]

    def times_ms(self, orders: Sequence[int]) -> list[int]:
        """Return when the segments begin that hold the sentences at ``orders``."""
        return [self._times[self.reading.sentences[order].segment_id] for order in orders]

    @cached_property
    def _times(self) -> dict[str, int]:
        turns, timeline = self.reading.transcript.turns, Timeline(self.reading.transcript)
        found = {}
        for number, turn in enumerate(turns):
            for segment, offset in zip(turn.segments, turn.offsets, strict=True):
                moment = timeline.at(number, offset)
                found[segment.id] = moment.ms if moment else 0
        return found


def chaptered(folder: Path) -> list[Chaptered]:
    """Return the episodes in the JSON files of ``folder``, in the order of their names.

    A file has ``show``, ``title``, ``segments`` with ``start`` in seconds, ``speaker`` and ``text``, and
    ``chapters`` with ``start`` and ``title``; ``language``, ``duration`` and each segment's ``end`` may be
    told. Raises pydantic's ValidationError where it has not.
    """
    return [episode_of(path) for path in sorted(folder.glob("*.json"))]


def transcript_of(path: Path) -> Transcript:
    """Return the episode in the JSON file ``path`` as the program gets it, with its chapters given."""
    stored = _File.model_validate_json(path.read_text(encoding="utf-8"))
    marks = (ChapterMark(title=each.title, start_ms=_ms(each.start)) for each in stored.chapters)
    return _transcript(path.stem, stored, set()).model_copy(update={"chapters": tuple(marks)})


def episode_of(path: Path) -> Chaptered:
    """Return the episode in the JSON file ``path``, its chapters withheld."""
    stored = _File.model_validate_json(path.read_text(encoding="utf-8"))
    titles = {_ms(chapter.start): chapter.title for chapter in stored.chapters}
    last = stored.segments[-1]
    duration_ms = _ms(max(stored.duration or 0, last.end or 0, last.start))
    transcript = tidy(_transcript(path.stem, stored, set(titles)), Templates())
    return Chaptered(path.stem, stored.show, read_episode(transcript, Templates()), duration_ms, titles)


def _transcript(key: str, stored: _File, starts_ms: set[int]) -> Transcript:
    speakers = {segment.speaker for segment in stored.segments if segment.speaker}
    turns = [
        Turn(speaker_id=speaker, segments=_segments(list(said), starts_ms))
        for speaker, said in groupby(enumerate(stored.segments), lambda numbered: numbered[1].speaker)
    ]
    return Transcript(
        episode=Episode(key=key, title=stored.title, show=stored.show, language=stored.language),
        speakers=tuple(Speaker(id=name, name=name) for name in sorted(speakers)),
        turns=tuple(turns),
    )


def _segments(said: Sequence[tuple[int, _Segment]], starts_ms: set[int]) -> tuple[Segment, ...]:
    """Return what one speaker says, with those pieces joined that a chapter's heading alone has parted.

    Their joint would tell where the chapter begins.
    """
    kept: list[Segment] = []
    for number, piece in said:
        if kept and _ms(piece.start) in starts_ms:
            joined = {"text": f"{kept[-1].text} {piece.text}", "end_ms": _end_ms(piece)}
            kept[-1] = kept[-1].model_copy(update=joined)
        else:
            text = piece.text or "…"
            kept.append(Segment(id=f"s{number}", text=text, start_ms=_ms(piece.start), end_ms=_end_ms(piece)))
    return tuple(kept)


def _end_ms(piece: _Segment) -> int | None:
    return _ms(piece.end) if piece.end else None


def _ms(seconds: float) -> int:
    return round(seconds * 1000)
