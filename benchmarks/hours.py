"""Measures reading of very long transcripts: memory and time of 12.5, 25, 50 and 100 hours in one file.

python benchmarks/hours.py [TRANSCRIPT] [--formats vtt txt ...] [--hours 12.5 25 50 100]

Each file is read in a process of its own; memory is its peak less that of reading one sentence, time is the
processor's for reading. Each *x* is how much more that is than in the row above: where the hours double, 2 is
linear.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from run import EXAMPLE, SEEDS, repeated

from studykit import builder, converters, readers
from studykit.model import Segment, Transcript

WORDS_PER_HOUR = 9000
WORDS_PER_CUE = 12
READ = """
import re, resource, sys, time
from pathlib import Path
from studykit import readers
source = readers.open_source(sys.argv[1])
begin = time.process_time()
transcript = readers.read(source)
seconds = time.process_time() - begin
status = Path("/proc/self/status")
if status.exists():  # what Linux gives as the peak of a process counts that of the one that started it
    peak = int(re.search(r"VmHWM:\\s*(\\d+)", status.read_text())[1]) / 1024
else:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024)
print(seconds, peak, transcript.word_count)
"""
FORMATS = ("vtt", "srt", "txt", "md", "podcast-json", "whisper")


def main() -> None:
    """Measure each format at each length and print the table."""
    arguments = _arguments()
    spoken = in_cues(builder.timed(readers.read(readers.open_source(str(arguments.transcript)))))
    print(
        f"{'format':<14}{'hours':>7}{'words':>10}{'file MB':>9}{'read s':>9}{'x':>5}{'memory MB':>11}{'x':>5}"
    )
    with tempfile.TemporaryDirectory() as folder:
        for name in arguments.formats:
            for line in _grown(spoken, name, arguments.hours, Path(folder)):
                print(line, flush=True)


def _arguments() -> argparse.Namespace:
    default = next(iter(sorted(SEEDS.glob("000*"))), EXAMPLE)
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("transcript", type=Path, nargs="?", default=default)
    parser.add_argument("--formats", nargs="+", choices=FORMATS, default=FORMATS)
    parser.add_argument("--hours", nargs="+", type=float, default=(12.5, 25, 50, 100))
    return parser.parse_args()


def _grown(spoken: Transcript, name: str, hours: Sequence[float], folder: Path) -> Iterator[str]:
    """Yield a row of the table for each of ``hours``."""
    short = folder / "short.txt"
    short.write_text("Ana: Why do ropes hum?")
    _, floor, _ = _read(short)
    before: tuple[float, float] | None = None
    for length in hours:
        path = _written(spoken, name, length, folder)
        seconds, peak, words = _read(path)
        now = (seconds, peak - floor)
        more = [f"{n / b:.1f}" for n, b in zip(now, before, strict=True)] if before else ["", ""]
        size = path.stat().st_size / 1e6
        yield (
            f"{name:<14}{length:>7g}{words:>10.0f}{size:>9.1f}{seconds:>9.2f}{more[0]:>5}{now[1]:>11.0f}{more[1]:>5}"
        )
        before = now
        path.unlink()


def _read(path: Path) -> tuple[float, float, float]:
    """Return the seconds, the peak memory in MB and the words of reading ``path`` in a fresh process."""
    done = subprocess.run([sys.executable, "-c", READ, path], check=True, capture_output=True, text=True)
    seconds, peak, words = map(float, done.stdout.split())
    return seconds, peak, words


def in_cues(transcript: Transcript) -> Transcript:
    """Return ``transcript`` in pieces as short as captions are, for small pieces cost most."""
    turns = [
        turn.model_copy(update={"segments": tuple(cue for s in turn.segments for cue in _cues(s))})
        for turn in transcript.turns
    ]
    return transcript.model_copy(update={"turns": tuple(turns), "chapters": ()})


def _cues(segment: Segment) -> Iterator[Segment]:
    words = segment.text.split()
    starts = range(0, len(words), WORDS_PER_CUE)
    start_ms = segment.start_ms or 0
    length_ms = ((segment.end_ms or start_ms) - start_ms) / len(starts)
    for number, at in enumerate(starts):
        times = {
            "start_ms": start_ms + round(number * length_ms),
            "end_ms": start_ms + round((number + 1) * length_ms),
        }
        text = " ".join(words[at : at + WORDS_PER_CUE])
        yield segment.model_copy(update={"id": f"{segment.id}-{number}", "text": text, **times})


def _written(spoken: Transcript, name: str, hours: float, folder: Path) -> Path:
    """Return a file of ``hours`` of the talk of ``spoken``, said again and again."""
    times = max(1, round(hours * WORDS_PER_HOUR / spoken.word_count))
    longer = repeated(spoken, times)
    path = folder / f"talk.{'json' if 'json' in name or name == 'whisper' else name}"
    if name == "whisper":
        path.write_text(_whisper(longer), encoding="utf-8")
    else:
        path.write_bytes(converters.convert(longer, name)[0])
    return path


def _whisper(transcript: Transcript) -> str:
    """Return a recogniser's JSON, a time for each word: the largest form in which talk is found."""
    segments = []
    for segment in transcript.segments:
        start, end = (segment.start_ms or 0) / 1000, (segment.end_ms or segment.start_ms or 0) / 1000
        words = segment.text.split()
        step = (end - start) / len(words)
        timed = [
            {"word": f" {w}", "start": start + n * step, "end": start + (n + 1) * step, "probability": 0.9}
            for n, w in enumerate(words)
        ]
        segments.append({"start": start, "end": end, "text": f" {segment.text}", "words": timed})
    return json.dumps({"language": "en", "segments": segments})


if __name__ == "__main__":
    main()
