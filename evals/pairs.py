"""Measures what becomes of two transcripts of one episode, against an alignment made another way.

python evals/pairs.py FOLDER [--pair A B ...] [--copies TRANSCRIPT ...] [--examples N]

FOLDER has pairs ``NAME.raw-asr.md`` and ``NAME.edited.md``. What the first of a pair knows of speakers,
times and chapters is withheld from ``builder.combine``, so that it has to come from the second. The truth is
difflib's alignment of all words, of which only runs of LEAST_RUN equal words are believed; words between two
of them that stand in one turn of the second are told apart, and of the rest nothing is known.

``--copies`` makes of each TRANSCRIPT, which has speakers, what a recogniser would: no names, times,
punctuation and capitals, one word in ten wrong, an advert read in the middle, the beginning cut off. There
the truth is known of each word, and ``between`` are those of the advert, which are right where they are
nobody's.
"""

import argparse
import random
import re
import statistics
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from pathlib import Path

from studykit import readers
from studykit.builder import combine
from studykit.builder.timeline import Timeline
from studykit.model import Segment, Transcript, Turn
from studykit.sources import open_source
from studykit.text import straighten

LEAST_RUN = 8
"""So many equal words in a row are the same moment of the talk."""
NEAR_SENTENCES = 2
FARTHEST_WORDS = 40
"""A chapter whose next believed word is farther away than this has no known place."""
WRONG_SHARE = 0.1
CUT_WORDS = 150
ADVERT = (
    "this hour is brought to you by the people of kettle and thorn who make kettles out of copper and of "
    "nothing else a kettle of copper boils in a minute go to their shop and tell them who sent you"
)
_WORD = re.compile(r"[^\W_]+(?:['’,.][^\W_]+)*")
_STOP = re.compile(r"[.?!…]")
_COLUMNS = (
    "words",
    "believed",
    "right",
    "between",
    "right",
    "chapters",
    "near",
    "time95",
    "own95",
    "seconds",
)
_KINDS = ("number", "name", "negation")


@dataclass(frozen=True)
class Spoken:
    """A word, where it stands, and whether a sentence or a segment begins with it."""

    folded: str
    turn: int
    start: int
    speaker_id: str | None
    segment: Segment | None
    begins_sentence: bool


@dataclass(frozen=True)
class Row:
    """What was measured of one pair; shares are of words, times in milliseconds."""

    name: str
    words: int
    believed: int
    right: int
    between: int
    right_between: int
    chapters: int
    near: int
    errors_ms: tuple[int, ...]
    own_errors_ms: tuple[int, ...]
    seconds: float
    told: tuple[str, ...]
    kinds: Counter[str]

    @property
    def figures(self) -> tuple[str, ...]:
        """The cells of the table: ``time95`` is the 95th percentile in seconds, ``own95`` by own stamps."""
        return (
            str(self.words),
            _share(self.believed, self.words),
            _share(self.right, self.believed),
            _share(self.between, self.words),
            _share(self.right_between, self.between),
            str(self.chapters),
            str(self.near),
            _late(self.errors_ms),
            _late(self.own_errors_ms),
            f"{self.seconds:.2f}",
            *(str(self.kinds[f"conflict-{kind}"]) for kind in _KINDS),
        )


def main() -> None:
    """Measure all pairs and copies that are asked for, and print a row for each."""
    arguments = _arguments()
    print(f"{'':44}", *(f"{column:>8}" for column in (*_COLUMNS, *_KINDS)))
    for name, first, second in _pairs(arguments):
        row = measured(name, _read(first), _read(second))
        _print(row, arguments.examples)
    for path in arguments.copies:
        original = _read(path)
        for seed in range(3):
            row = measured_copy(f"copy {seed} of {path.name}", original, seed)
            _print(row, arguments.examples)


def measured(name: str, first: Transcript, second: Transcript) -> Row:
    """Return how well ``second`` gives ``first`` what is withheld from it."""
    ours, theirs = list(spoken(first)), list(spoken(second))
    truth = believed(ours, theirs)
    begun = time.perf_counter()
    both = combine(bare(first), second)
    seconds = time.perf_counter() - begun
    result = list(spoken(both))
    if [word.folded for word in result] != [word.folded for word in ours]:
        raise SystemExit(f"{name}: words were lost or added")
    right = sum(_same_voice(both, result[here], second, theirs[there]) for here, there in truth.items())
    between = {here: there for here, there in enclosed(truth, theirs) if here not in truth}
    right_between = sum(_same_voice(both, result[a], second, theirs[b]) for a, b in between.items())
    places = list(_chapter_places(second, theirs, truth))
    found = {mark.title: _begin_of(mark.segment_id, result) for mark in both.chapters}
    near = sum(_is_near(found.get(title), place, ours) for title, place in places)
    stamped = ((here, theirs[there].segment) for here, there in truth.items())
    own = ((at, word.segment) for at, word in enumerate(ours) if at in truth)
    notices = [notice for notice in both.notices if notice.code.startswith("conflict-")]
    return Row(
        name=name,
        words=len(ours),
        believed=len(truth),
        right=right,
        between=len(between),
        right_between=right_between,
        chapters=len(places),
        near=near,
        errors_ms=tuple(_errors(both, result, stamped)),
        own_errors_ms=tuple(_errors(both, result, own)),
        seconds=seconds,
        told=tuple(f"{notice.code} {notice.where}: {notice.text}" for notice in notices),
        kinds=Counter(notice.code for notice in notices),
    )


def measured_copy(name: str, original: Transcript, seed: int) -> Row:
    """Return how well ``original`` gives a recogniser's copy of itself what the copy lacks."""
    copy, origins = recognised(original, seed)
    source = list(spoken(original))
    begun = time.perf_counter()
    both = combine(copy, original)
    seconds = time.perf_counter() - begun
    result = list(spoken(both))
    known = [
        (word, source[origin]) for word, origin in zip(result, origins, strict=True) if origin is not None
    ]
    right = sum(_same_voice(both, word, original, other) for word, other in known)
    adverts = [word for word, origin in zip(result, origins, strict=True) if origin is None]
    stamped = ((at, source[origin].segment) for at, origin in enumerate(origins) if origin is not None)
    kinds = Counter(notice.code for notice in both.notices)
    return Row(
        name=name,
        words=len(result),
        believed=len(known),
        right=right,
        between=len(adverts),
        right_between=sum(word.speaker_id is None for word in adverts),
        chapters=len(original.chapters),
        near=len(both.chapters),
        errors_ms=tuple(_errors(both, result, stamped)),
        own_errors_ms=(),
        seconds=seconds,
        told=tuple(f"{n.code} {n.where}: {n.text}" for n in both.notices if n.code in kinds),
        kinds=kinds,
    )


def recognised(original: Transcript, seed: int) -> tuple[Transcript, list[int | None]]:
    """Return what a recogniser might make of ``original``, and of each of its words which one it was."""
    chance = random.Random(seed)  # noqa: S311  the copies have to be the same each time
    source = list(spoken(original))
    kept: list[tuple[str, int | None]] = []
    for index, word in enumerate(source[CUT_WORDS:], start=CUT_WORDS):
        fate = chance.random()
        if fate >= WRONG_SHARE:
            kept.append((word.folded, index))
        elif fate >= WRONG_SHARE / 3:
            kept.append(
                (chance.choice(source).folded if fate < 2 * WRONG_SHARE / 3 else word.folded[::-1], index)
            )
    middle = len(kept) // 2
    kept[middle:middle] = [(word, None) for word in ADVERT.split()]
    lines = [kept[at : at + 12] for at in range(0, len(kept), 12)]
    turns = tuple(
        Turn(segments=(Segment(id=f"c{number}", text=" ".join(word for word, _ in line)),))
        for number, line in enumerate(lines)
    )
    copy = original.model_copy(update={"speakers": (), "turns": turns, "chapters": (), "notices": ()})
    return copy, [origin for _, origin in kept]


def bare(transcript: Transcript) -> Transcript:
    """Return ``transcript`` without speakers, times, chapters and notices."""
    turns = tuple(
        Turn(
            segments=tuple(
                each.model_copy(update={"start_ms": None, "end_ms": None}) for each in turn.segments
            )
        )
        for turn in transcript.turns
    )
    return transcript.model_copy(update={"speakers": (), "turns": turns, "chapters": (), "notices": ()})


def spoken(transcript: Transcript) -> Iterator[Spoken]:
    """Yield the words of ``transcript``: no cut of a segment parts one."""
    for index, turn in enumerate(transcript.turns):
        begins = dict(zip(turn.offsets, turn.segments, strict=True))
        ends = [*turn.offsets[1:], len(turn.text) + 1]
        segments = list(zip(turn.offsets, ends, turn.segments, strict=True))
        last = 0
        for match in _WORD.finditer(turn.text):
            first_of = next((s for start, end, s in segments if start <= match.start() < end), None)
            opened = first_of is not None and not _WORD.search(
                turn.text, _start(begins, first_of), match.start()
            )
            new = last == 0 or _STOP.search(turn.text, last, match.start()) is not None
            yield Spoken(
                straighten(match.group()).casefold(),
                index,
                match.start(),
                turn.speaker_id,
                first_of if opened else None,
                new,
            )
            last = match.end()
            while len(segments) > 1 and segments[0][1] <= last:
                segments.pop(0)


def _start(begins: dict[int, Segment], wanted: Segment) -> int:
    return next(offset for offset, segment in begins.items() if segment is wanted)


def believed(ours: Sequence[Spoken], theirs: Sequence[Spoken]) -> dict[int, int]:
    """Return which of ``theirs`` each of ``ours`` is, inside runs of LEAST_RUN equal words."""
    matcher = SequenceMatcher(None, [w.folded for w in ours], [w.folded for w in theirs], autojunk=False)
    runs = (block for block in matcher.get_matching_blocks() if block.size >= LEAST_RUN)
    return {run.a + step: run.b + step for run in runs for step in range(run.size)}


def enclosed(truth: dict[int, int], theirs: Sequence[Spoken]) -> Iterator[tuple[int, int]]:
    """Yield our words that stand between two believed ones of one turn of theirs, with the first of these."""
    for (here, there), (next_here, next_there) in pairwise(sorted(truth.items())):
        if theirs[there].turn == theirs[next_there].turn:
            yield from ((between, there) for between in range(here + 1, next_here))


def _same_voice(both: Transcript, word: Spoken, second: Transcript, other: Spoken) -> bool:
    names = both.names, second.names
    return names[0].get(word.speaker_id or "") == names[1].get(other.speaker_id or "")


def _chapter_places(
    second: Transcript, theirs: Sequence[Spoken], truth: dict[int, int]
) -> Iterator[tuple[str, int]]:
    """Yield the second's chapters with the word of ours that each begins at, where that is known."""
    back = {there: here for here, there in truth.items()}
    for mark in second.chapters:
        at = _begin_of(mark.segment_id, theirs)
        if at is None and mark.start_ms is not None:
            stamps = ((i, w.segment.start_ms) for i, w in enumerate(theirs) if w.segment)
            at = next((i for i, ms in stamps if ms is not None and ms >= mark.start_ms - 1000), None)
        if at is not None:
            known = next((there for there in range(at, at + FARTHEST_WORDS) if there in back), None)
            if known is not None:
                yield mark.title, back[known] - (known - at)


def _begin_of(segment_id: str | None, spoken_words: Sequence[Spoken]) -> int | None:
    found = (at for at, word in enumerate(spoken_words) if word.segment and word.segment.id == segment_id)
    return next(found, None)


def _is_near(found: int | None, place: int, ours: Sequence[Spoken]) -> bool:
    if found is None:
        return False
    first, last = sorted((found, max(0, place)))
    return sum(word.begins_sentence for word in ours[first + 1 : last + 1]) <= NEAR_SENTENCES


def _errors(
    both: Transcript, result: Sequence[Spoken], stamped: Iterator[tuple[int, Segment | None]]
) -> Iterator[int]:
    """Yield how far the time of each word is from the stamp of the segment that begins with it."""
    timeline = Timeline(both)
    for at, segment in stamped:
        if segment is not None and segment.start_ms is not None:
            moment = timeline.at(result[at].turn, result[at].start)
            if moment is not None:
                yield abs(moment.ms - segment.start_ms)


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "–"


def _late(errors_ms: Sequence[int]) -> str:
    return f"{statistics.quantiles(errors_ms, n=20)[-1] / 1000:.1f}" if len(errors_ms) > 1 else "–"


def _print(row: Row, examples: int) -> None:
    print(f"{row.name[:44]:44}", *(f"{figure:>8}" for figure in row.figures))
    for told in row.told[:examples]:
        print("   ", told)


def _read(path: Path) -> Transcript:
    return readers.read(open_source(str(path)))


def _pairs(arguments: argparse.Namespace) -> Iterator[tuple[str, Path, Path]]:
    for first in sorted(arguments.folder.rglob("*.raw-asr.md")):
        yield first.name.removesuffix(".raw-asr.md"), first, Path(str(first).replace(".raw-asr.", ".edited."))
    for first, second in arguments.pair:
        yield first.stem, first, second


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pair", type=Path, nargs=2, action="append", default=[], metavar=("A", "B"))
    parser.add_argument("--copies", type=Path, nargs="*", default=[], metavar="TRANSCRIPT")
    parser.add_argument("--examples", type=int, default=0, metavar="N")
    return parser.parse_args()


if __name__ == "__main__":
    main()
