"""Assembles a transcript out of the pieces a reader found."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count

from studykit.errors import ReadError
from studykit.model import Aside, ChapterMark, Episode, Role, Segment, Speaker, Transcript, Turn
from studykit.notices import Notice
from studykit.text import clock, fold, slug

LONGEST_RUN_WORDS = 600
"""A turn of nobody in particular ends here where no sentence end comes before."""
_TIME_OF_DAY_MS = 6 * 3_600_000


@dataclass(frozen=True)
class Utterance:
    """A piece of the source that becomes one segment; ``text`` is never empty.

    ``speaker`` is a name, empty where the source does not tell. ``opens_turn`` begins a new turn even where
    the speaker stays the same.
    """

    text: str
    speaker: str = ""
    start_ms: int | None = None
    end_ms: int | None = None
    paragraph: bool = False
    aside: Aside | None = None
    opens_turn: bool = False


@dataclass(frozen=True)
class Heading:
    """A heading that stands before utterance number ``before``, counted from 0."""

    title: str
    before: int


@dataclass(frozen=True)
class Findings:
    """All that a reader found in its source."""

    episode: Episode
    utterances: Sequence[Utterance]
    chapters: tuple[ChapterMark, ...] = ()
    roles: Mapping[str, Role] = field(default_factory=dict)
    notices: tuple[Notice, ...] = ()


def assemble(findings: Findings, source_name: str) -> Transcript:
    """Return the transcript; ``roles`` are by name as the source writes it.

    Segments are called ``s1``, ``s2`` and on. Raises ReadError where nothing was said.
    """
    if not findings.utterances:
        raise ReadError("there are no spoken words in it", where=source_name)
    names = dict.fromkeys(said.speaker for said in findings.utterances if said.speaker)
    ids = _speaker_ids(names)
    said, moved = _from_beginning(findings.utterances)
    return Transcript(
        episode=findings.episode,
        speakers=_speakers(ids, findings.roles),
        turns=_turns(said, ids),
        chapters=findings.chapters,
        notices=(*findings.notices, *moved),
    )


def _from_beginning(utterances: Sequence[Utterance]) -> tuple[Sequence[Utterance], tuple[Notice, ...]]:
    """Return ``utterances`` with times that count from the first one, where it tells the time of day.

    Zoom stamps what it saves so; no episode begins to speak in its seventh hour.
    """
    first_ms = min((said.start_ms for said in utterances if said.start_ms is not None), default=0)
    if first_ms < _TIME_OF_DAY_MS:
        return utterances, ()
    moved = [
        replace(said, start_ms=_less(said.start_ms, first_ms), end_ms=_less(said.end_ms, first_ms))
        for said in utterances
    ]
    text = f"the times are those of a clock; they are counted from the first one, {clock(first_ms)}"
    return moved, (Notice(code="times-of-day", text=text),)


def _less(ms: int | None, first_ms: int) -> int | None:
    return None if ms is None else max(0, ms - first_ms)


def chapter_marks(
    headings: Sequence[Heading], utterances: Sequence[Utterance]
) -> tuple[tuple[ChapterMark, ...], tuple[Notice, ...]]:
    """Return a chapter for each heading that has words under it, and a notice of each that has none."""
    ends = [heading.before for heading in headings[1:]] + [len(utterances)]
    marks, notices = [], []
    for heading, end in zip(headings, ends, strict=False):
        if heading.before == end:
            notices.append(Notice(code="empty-heading", text=f"no words stand under “{heading.title}”"))
            continue
        start_ms = utterances[heading.before].start_ms
        marks.append(
            ChapterMark(title=heading.title, start_ms=start_ms, segment_id=segment_id(heading.before))
        )
    return tuple(marks), tuple(notices)


def segment_id(index: int) -> str:
    """Return the id of the segment that utterance number ``index``, counted from 0, becomes."""
    return f"s{index + 1}"


def _speaker_ids(names: Iterable[str]) -> dict[str, str]:
    """Return an id for each name; names that differ in case, quotes or spaces alone are one speaker."""
    by_fold: dict[str, str] = {}
    taken: set[str] = set()
    # Each wish counts on from where it was, so that a thousand names alike cost no more than others.
    numbers: defaultdict[str, Iterator[int]] = defaultdict(lambda: count(2))
    for name in names:
        if fold(name) not in by_fold:
            wish = speaker_id = slug(name) or "speaker"
            while speaker_id in taken:
                speaker_id = f"{wish}-{next(numbers[wish])}"
            taken.add(speaker_id)
            by_fold[fold(name)] = speaker_id
    return {name: by_fold[fold(name)] for name in names}


def _speakers(ids: Mapping[str, str], roles: Mapping[str, Role]) -> tuple[Speaker, ...]:
    first_names: dict[str, str] = {}
    for name, speaker_id in ids.items():
        first_names.setdefault(speaker_id, name)
    return tuple(
        Speaker(id=speaker_id, name=name, role=roles.get(name, "unknown"))
        for speaker_id, name in first_names.items()
    )


def _turns(utterances: Sequence[Utterance], ids: Mapping[str, str]) -> tuple[Turn, ...]:
    turns: list[Turn] = []
    segments: list[Segment] = []
    speaker: str | None = None
    for index, said in enumerate(utterances):
        next_speaker = ids.get(said.speaker)
        if segments and (said.opens_turn or next_speaker != speaker):
            turns.append(Turn(speaker_id=speaker, segments=tuple(segments)))
            segments = []
        speaker = next_speaker
        segments.append(_segment(index, said, first=not segments))
    return (*turns, Turn(speaker_id=speaker, segments=tuple(segments)))


def _segment(index: int, said: Utterance, *, first: bool) -> Segment:
    return Segment(
        id=segment_id(index),
        text=said.text,
        start_ms=said.start_ms,
        end_ms=said.end_ms,
        paragraph=said.paragraph and not first,
        aside=said.aside,
    )
