"""Measures what asking a language model costs beside the model: own time, and how many calls are under way.

python benchmarks/models.py [TRANSCRIPT] [--runs N]

A server in a process of its own answers each chapter with quotes from it, at once or after a wait. Own time
is the processor's in this process, all its threads together, libraries loaded.
"""

import argparse
import re
import statistics
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SEEDS = ROOT.parent / "shared" / "seeds"
sys.path.insert(0, str(ROOT))

from studykit import builder, readers  # noqa: E402  the folder above is not installed
from studykit.contracts import ModelSettings  # noqa: E402
from studykit.model import StudyDocument, Transcript  # noqa: E402
from studykit.templates import Templates  # noqa: E402
from tests.model_server import Asked, Behaviour, model_server, says  # noqa: E402

EXAMPLE = ROOT / "docs" / "examples" / "why-sourdough-rises.md"
WAIT_S = 0.25
LIMITS = (1, 2, 4, 8, 16)


def main() -> None:
    """Measure the transcript that is named, else a real one, else the example, and print the table."""
    arguments = _arguments()
    talk, runs = readers.read(readers.open_source(str(arguments.transcript))), arguments.runs
    print(f"{talk.word_count} words in {len(talk.chapters)} chapters, median of {runs} runs, seconds\n")
    with _served(0.0) as url:
        asked = _own_time(talk, "openai:test", ModelSettings(base_url=url, concurrency=8), runs)
    rules = _own_time(talk, "offline", ModelSettings(), runs)
    print(f"{'own time of a build by a model':<44}{asked:8.3f}")
    print(f"{'the same by rules':<44}{rules:8.3f}")
    print(f"{'what the model path adds':<44}{asked - rules:8.3f}   aim: below 0.3\n")
    print(f"{'at once':<12}{'wall s':>8}{'ideal s':>9}   answers take {WAIT_S} s")
    for limit in LIMITS:
        with _served(WAIT_S) as url:
            wall, calls = _wall_time(talk, ModelSettings(base_url=url, concurrency=limit))
        rounds = -(-(calls - 1) // limit) + 1  # the review comes by itself
        print(f"{limit:<12}{wall:8.2f}{rounds * WAIT_S:9.2f}")


def _arguments() -> argparse.Namespace:
    default = next(iter(sorted(SEEDS.glob("000*"))), EXAMPLE)
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("transcript", type=Path, nargs="?", default=default)
    parser.add_argument("--runs", type=int, default=5)
    return parser.parse_args()


def _build(talk: Transcript, engine: str, settings: ModelSettings) -> StudyDocument:
    return builder.build(talk, engine, Templates(), cards=None, report=lambda *_: None, models=settings)


def _own_time(talk: Transcript, engine: str, settings: ModelSettings, runs: int) -> float:
    _build(talk, engine, settings)  # loads the libraries
    times = []
    for _ in range(runs):
        start = time.process_time()
        _build(talk, engine, settings)
        times.append(time.process_time() - start)
    return statistics.median(times)


def _wall_time(talk: Transcript, settings: ModelSettings) -> tuple[float, int]:
    """Return how long a build takes, and how many questions were asked in it."""
    start = time.perf_counter()
    document = _build(talk, "openai:test", settings)
    calls = document.making.calls if document.making else 0
    return time.perf_counter() - start, calls


@contextmanager
def _served(wait_s: float) -> Iterator[str]:
    """Give the address of a server, in a process of its own, that answers after ``wait_s`` seconds."""
    context = get_context("spawn")
    mine, its = context.Pipe()
    child = context.Process(target=_serve, args=(its, wait_s), daemon=True)
    child.start()
    try:
        yield mine.recv()
    finally:
        mine.send("end")
        child.join()


def _serve(told: Connection, wait_s: float) -> None:
    def script(asked: Asked) -> Behaviour:
        return says(_answer(asked.messages[1]["content"]) if asked.chapter else {}, pieces=20, wait_s=wait_s)

    with model_server(script) as served:
        told.send(served.url)
        told.recv()


def _answer(question: str) -> dict[str, object]:
    """Return an answer of common size that quotes the lines it was given."""
    lines = re.findall(r"^\[(\d+)\] (?:[^:\n]{1,30}: )?(.{60,})$", question, flags=re.M)
    quotes = [
        {"quote": " ".join(text.split()[2:22]), "segment_id": number}
        for number, text in lines[:: len(lines) // 12 + 1]
    ]
    return {
        "summary": [{"text": each["quote"], "evidence": [each]} for each in quotes[:4]],
        "terms": [
            {"term": max(each["quote"].split(), key=len), "definition": each["quote"], "evidence": [each]}
            for each in quotes[:6]
        ],
        "questions": [
            {"kind": "why", "question": "Why is so much said?", "answer": each["quote"], "evidence": [each]}
            for each in quotes
        ],
        "facts": [],
    }


if __name__ == "__main__":
    main()
