"""Measures studykit: the whole build, its parts, the floor, memory, and how time grows with length.

python benchmarks/run.py [TRANSCRIPT] [--runs N]

The floor is ``studykit write``: the same files rendered from the finished study.json, as a process too.
"""

import argparse
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from studykit import builder, readers, registry, writers
from studykit.contracts import WriteSettings
from studykit.model import StudyDocument, Transcript, Turn
from studykit.templates import Templates

ROOT = Path(__file__).parents[1]
SEEDS = ROOT.parent / "shared" / "seeds"
EXAMPLE = ROOT / "docs" / "examples" / "why-sourdough-rises.md"
IMPORTS = """
import time
start = time.perf_counter()
import studykit.pipeline
from studykit import contracts, registry
kinds = {"readers": contracts.Reader, "engines": contracts.EngineKind, "writers": contracts.Writer}
for folder, kind in kinds.items():
    for name in registry.names(f"studykit.{folder}"):
        registry.load(f"studykit.{folder}", name, kind)
print(time.perf_counter() - start)
"""
GROWTH = (1, 2, 4, 8)


def main() -> None:
    """Measure the transcript that is named, else a real one, else the example, and print the table."""
    arguments = _arguments()
    print(f"{arguments.transcript.name}, median of {arguments.runs} runs, seconds\n")
    with tempfile.TemporaryDirectory() as folder:
        whole, floor, memory = _processes(arguments.transcript, Path(folder), arguments.runs)
    _row("whole build, all files (process)", whole)
    _row("the same files from study.json (process)", floor)
    print(f"{'ratio':<44}{whole / floor:8.2f}")
    print(f"{'whole build less 1.5 x the floor':<44}{whole - 1.5 * floor:8.3f}   aim: below 1")
    print(f"{'peak memory, MB':<44}{memory:8.0f}\n")
    for name, seconds in _parts(arguments.transcript, arguments.runs).items():
        _row(name, seconds)
    print()
    _print_growth(arguments.transcript, min(arguments.runs, 3))


def _arguments() -> argparse.Namespace:
    default = next(iter(sorted(SEEDS.glob("000*"))), EXAMPLE)
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("transcript", type=Path, nargs="?", default=default)
    parser.add_argument("--runs", type=int, default=5)
    return parser.parse_args()


def _row(name: str, seconds: float) -> None:
    print(f"{name:<44}{seconds:8.3f}")


def _median(action: Callable[[], object], runs: int) -> float:
    """Return the median wall time of ``action`` in seconds."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def _studykit(*arguments: object) -> None:
    subprocess.run([sys.executable, "-m", "studykit", *map(str, arguments), "-q"], check=True)


def _processes(transcript: Path, folder: Path, runs: int) -> tuple[float, float, float]:
    """Return the seconds of a build and of its floor, and the peak memory of both in megabytes."""
    whole = _median(lambda: _studykit("build", transcript, "--out", folder / "built"), runs)
    (document,) = (folder / "built").glob("*/study.json")
    floor = _median(lambda: _studykit("write", document, "--out", folder / "floor"), runs)
    kilobytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return whole, floor, kilobytes / (1024 * 1024 if sys.platform == "darwin" else 1024)


def _parts(transcript: Path, runs: int) -> dict[str, float]:
    """Return the seconds of each step within one process, after a first pass that fills the caches."""
    source = readers.open_source(str(transcript))
    spoken = readers.read(source)
    document = _analysed(spoken)
    _rendered(document)
    parts = {
        "import of everything": statistics.median(_import_seconds() for _ in range(runs)),
        "read": _median(lambda: readers.read(source), runs),
        "analyse": _median(lambda: _analysed(spoken), runs),
    }
    rendering = {
        f"render {name}": _median(partial(_rendered, document, name), runs)
        for name in registry.names("studykit.writers")
    }
    return parts | rendering


def _analysed(transcript: Transcript) -> StudyDocument:
    return builder.build(transcript, "offline", Templates(), cards=None, report=lambda *_: None)


def _rendered(document: StudyDocument, *names: str) -> None:
    """Render ``document`` in the formats ``names``, or in all."""
    settings = WriteSettings(now=datetime.now(UTC))
    for name in names or registry.names("studykit.writers"):
        writers.render(document, name, Templates(), settings)


def _import_seconds() -> float:
    done = subprocess.run([sys.executable, "-c", IMPORTS], check=True, capture_output=True, text=True)
    return float(done.stdout)


def _print_growth(transcript: Path, runs: int) -> None:
    """Print how analysis and writing grow with the words of a transcript that is said again and again."""
    spoken = readers.read(readers.open_source(str(transcript)))
    print(f"{'words':>10}{'analyse':>10}{'x':>6}{'write all':>12}{'x':>6}")
    first: list[float] = []
    for times in GROWTH:
        longer = repeated(spoken, times)
        document = _analysed(longer)
        analyse = _median(partial(_analysed, longer), runs)
        write = _median(partial(_rendered, document), runs)
        first = first or [analyse, write]
        print(
            f"{longer.word_count:>10}{analyse:>10.2f}{analyse / first[0]:>6.1f}"
            f"{write:>12.2f}{write / first[1]:>6.1f}"
        )


def repeated(transcript: Transcript, times: int) -> Transcript:
    """Return ``transcript`` said ``times`` times in a row, with ids and times of its own each time."""
    segments = list(transcript.segments)
    length_ms = max((s.end_ms or s.start_ms or 0) for s in segments) + 1000
    turns = [_again(turn, number, number * length_ms) for number in range(times) for turn in transcript.turns]
    marks = [
        mark.model_copy(
            update={
                "segment_id": mark.segment_id and f"{number}-{mark.segment_id}",
                "start_ms": _later(mark.start_ms, number * length_ms),
            }
        )
        for number in range(times)
        for mark in transcript.chapters
    ]
    episode = transcript.episode.model_copy(update={"duration_ms": None})
    return Transcript(episode=episode, speakers=transcript.speakers, turns=turns, chapters=marks)


def _again(turn: Turn, number: int, later_ms: int) -> Turn:
    segments = tuple(
        segment.model_copy(
            update={
                "id": f"{number}-{segment.id}",
                "start_ms": _later(segment.start_ms, later_ms),
                "end_ms": _later(segment.end_ms, later_ms),
            }
        )
        for segment in turn.segments
    )
    return Turn(speaker_id=turn.speaker_id, segments=segments)


def _later(moment_ms: int | None, by_ms: int) -> int | None:
    return None if moment_ms is None else moment_ms + by_ms


if __name__ == "__main__":
    main()
