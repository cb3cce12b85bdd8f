"""Measures reading: what becomes of every file below a folder of real transcripts.

python -m evals.reading FOLDER [--files]

A row for each set (a folder right in FOLDER) and reader; ``--files`` has one for each file, with the words
that are lost. *Kept* is the share of the file's words that the transcript has as talk, as a speaker's name or
as a title; *invented* the share of the talk's words that the file does not have. What the file says is found
by ``evals.said``, which knows no formats: of a page, furniture is lost and should be.
"""

import argparse
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from evals.said import said, words
from studykit import readers
from studykit.contracts import Source
from studykit.errors import StudykitError
from studykit.model import Transcript

_COLUMNS = f"{'set and reader':<35} files  refused failed    words   kept  invented voices timed  turns  s/MB"
_LOST_SHOWN = 12


@dataclass(frozen=True)
class Outcome:
    """What became of one file: a transcript, or the reason why there is none.

    ``reader`` is empty where none was found; ``crashed`` says that the reason is none of the program's own
    errors. ``size`` is in bytes, ``seconds`` is what reading took.
    """

    path: Path
    size: int
    seconds: float
    reader: str = ""
    transcript: Transcript | None = None
    reason: str = ""
    crashed: bool = False


@dataclass(frozen=True)
class Count:
    """The words of one file: those it says, those lost of them, and how many the talk has and invents."""

    said: Counter[str]
    lost: Counter[str]
    spoken: int = 0
    invented: int = 0


def main() -> None:
    """Read every file below the folder that is named and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--files", action="store_true", help="a row for each file, with the words lost")
    arguments = parser.parse_args()
    print(_COLUMNS)
    for line in table(arguments.folder, by_file=arguments.files):
        print(line)


def table(folder: Path, *, by_file: bool) -> Iterator[str]:
    """Yield the rows of the table, then why files were refused."""
    refused: list[Outcome] = []
    for name, outcomes in _groups(folder, by_file=by_file):
        counts = [counted(outcome) for outcome in outcomes]
        yield row(name, outcomes, counts)
        if by_file and counts[0].lost:
            yield f"    {' '.join(f'{word}×{n}' for word, n in counts[0].lost.most_common(_LOST_SHOWN))}"
        refused += [outcome for outcome in outcomes if outcome.transcript is None]
    if by_file:
        yield from (f"{'FAILED' if o.crashed else 'refused'} {o.path}: {o.reason}" for o in refused)
    else:
        reasons = Counter((o.crashed, o.reason) for o in refused)
        yield from (
            f"{'FAILED' if crashed else 'refused'} ×{n}: {why}" for (crashed, why), n in reasons.items()
        )


def _groups(folder: Path, *, by_file: bool) -> Iterator[tuple[str, list[Outcome]]]:
    """Yield the outcomes of each set and reader under their name, or of each file under its own."""
    for inner in sorted(folder.iterdir()):
        groups: defaultdict[str, list[Outcome]] = defaultdict(list)
        for path in sorted(p for p in [inner, *inner.rglob("*")] if p.is_file()):
            outcome = read(path)
            groups[str(path.relative_to(folder)) if by_file else f"{inner.name} {outcome.reader}"].append(
                outcome
            )
        yield from groups.items()


def read(path: Path) -> Outcome:
    """Read one file by what it holds and not by its name; every exception becomes a reason."""
    source = Source(f"-{path.suffix}", path.read_bytes())
    begin = time.perf_counter()
    reader, transcript, reason, crashed = "", None, "", False
    try:
        reader = readers.recognise(source)
        transcript = readers.read(source, reader)
    except StudykitError as error:
        reason, crashed = error.what, False
    except Exception as error:  # what readers must never raise is what this looks for
        reason, crashed = repr(error)[:200], True
    return Outcome(
        path, len(source.content), time.perf_counter() - begin, reader, transcript, reason, crashed
    )


def counted(outcome: Outcome) -> Count:
    """Count the words of one file; one that was refused counts for nothing, as it may be no transcript."""
    if outcome.transcript is None:
        return Count(Counter(), Counter())
    in_file = Counter(words(said(outcome.path.read_bytes())))
    spoken = Counter(word for segment in outcome.transcript.segments for word in words(segment.text))
    invented = (spoken - in_file).total()
    return Count(in_file, in_file - spoken - _told(outcome.transcript), spoken.total(), invented)


def _told(transcript: Transcript) -> Counter[str]:
    """Return the words that a transcript has in other places than the talk."""
    names = [transcript.names[turn.speaker_id] for turn in transcript.turns if turn.speaker_id]
    titles = [
        transcript.episode.title,
        transcript.episode.show,
        *(mark.title for mark in transcript.chapters),
    ]
    return Counter(word for text in (*names, *titles) for word in words(text))


def row(name: str, outcomes: Iterable[Outcome], counts: Iterable[Count]) -> str:
    """Return one row of the table; voices are those of a file on average, timed the share of segments."""
    every, sums = list(outcomes), list(counts)
    read_ones = [outcome.transcript for outcome in every if outcome.transcript]
    segments = [segment for transcript in read_ones for segment in transcript.segments]
    in_file, lost = (sum(c.said.total() for c in sums), sum(c.lost.total() for c in sums))
    cells = (
        f"{len(every):>5} {sum(1 for o in every if not o.transcript and not o.crashed):>8} "
        f"{sum(o.crashed for o in every):>6} {in_file:>8} {_share(in_file - lost, in_file):>6} "
        f"{_share(sum(c.invented for c in sums), sum(c.spoken for c in sums)):>9} "
        f"{_average(sum(len(t.speakers) for t in read_ones), len(read_ones)):>6} "
        f"{_share(sum(s.start_ms is not None for s in segments), len(segments)):>5} "
        f"{sum(len(t.turns) for t in read_ones):>6} "
        f"{_average(sum(o.seconds for o in every), sum(o.size for o in every) / 1e6):>5}"
    )
    return f"{name[-35:]:<35} {cells}"


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "–"


def _average(total: float, count: float) -> str:
    return f"{total / count:.1f}" if count else "–"


if __name__ == "__main__":
    main()
