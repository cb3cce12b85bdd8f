"""Measures the printed guide: time and memory a page, from one episode to a season of 1,000 pages.

python benchmarks/guide.py [TRANSCRIPT] [--times 1 8 32 ...] [--layout book|cornell]

The document of one episode is repeated, with chapters, terms and cards of their own each time. Each guide is
made in a process of its own. The floor is bare paragraphs of reportlab with the same text: no side column, no
links, no pictures, no tags. Where the pages double, *x* is 2 if the time is linear.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from hours import READ
from run import EXAMPLE, SEEDS

from studykit import builder, readers
from studykit.model import Segment, StudyDocument, Turn
from studykit.templates import Templates

PEAK = READ[READ.index("status = ") : READ.index("print(")]
GUIDE = f"""
import re, resource, sys, time
from datetime import UTC, datetime
from pathlib import Path
import pikepdf
from studykit import study_file, writers
from studykit.contracts import WriteSettings
from studykit.sources import open_source
from studykit.templates import Templates
document = study_file.load(open_source(sys.argv[1]))
begin = time.process_time()
settings = WriteSettings(now=datetime(2026, 1, 1, tzinfo=UTC), layout=sys.argv[2])
content = writers.render(document, "pdf", Templates(), settings).content
seconds = time.process_time() - begin
{PEAK}
Path(sys.argv[3]).write_bytes(content)
print(seconds, peak, len(pikepdf.open(sys.argv[3]).pages))
"""
FLOOR = """
import sys, time
from io import BytesIO
from xml.sax.saxutils import escape
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate
texts = open(sys.argv[1], encoding="utf-8").read().split("\\n")
begin = time.process_time()
style = getSampleStyleSheet()["BodyText"]
SimpleDocTemplate(BytesIO()).build([Paragraph(escape(text), style) for text in texts])
print(time.process_time() - begin)
"""


def main() -> None:
    """Measure each size and print the table."""
    arguments = _arguments()
    print(f"{'times':>6}{'pages':>7}{'seconds':>9}{'x':>6}{'ms/page':>9}{'MB':>7}{'floor s':>9}{'ratio':>7}")
    once = _built(arguments.transcript)
    last = 0.0
    with tempfile.TemporaryDirectory() as folder:
        for times in arguments.times:
            document = repeated(once, times)
            seconds, peak, pages = _measured(document, arguments.layout, Path(folder))
            floor = _floor(document, Path(folder))
            grown = f"{seconds / last:.1f}" if last else ""
            print(
                f"{times:>6}{pages:>7.0f}{seconds:>9.2f}{grown:>6}{seconds / pages * 1000:>9.1f}{peak:>7.0f}"
                f"{floor:>9.2f}{seconds / floor:>7.1f}",
                flush=True,
            )
            last = seconds


def _arguments() -> argparse.Namespace:
    default = next(iter(sorted(SEEDS.glob("000*"))), EXAMPLE)
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("transcript", type=Path, nargs="?", default=default)
    parser.add_argument("--times", type=int, nargs="+", default=(1, 8, 16, 32, 64))
    parser.add_argument("--layout", choices=("book", "cornell"), default="book")
    return parser.parse_args()


def _built(path: Path) -> StudyDocument:
    transcript = readers.read(readers.open_source(str(path)))
    return builder.build(transcript, "offline", Templates(), cards=None, report=lambda *_: None)


def repeated(document: StudyDocument, times: int) -> StudyDocument:
    """Return a document with ``times`` as many chapters, terms and cards, each with ids of its own."""
    parts = [_renamed(document, f"-{number}" if number else "") for number in range(times)]
    return document.model_copy(
        update={
            name: tuple(item for part in parts for item in getattr(part, name))
            for name in ("chapters", "glossary", "cards", "turns")
        }
    )


def _renamed(document: StudyDocument, suffix: str) -> StudyDocument:
    ends = ("first_segment_id", "last_segment_id", "id")
    chapters = [
        chapter.model_copy(update={name: getattr(chapter, name) + suffix for name in ends})
        for chapter in document.chapters
    ]
    terms = [
        term.model_copy(
            update={
                "key": term.key + suffix,
                "term": f"{term.term}{suffix}",
                "chapter_ids": tuple(key + suffix for key in term.chapter_ids),
            }
        )
        for term in document.glossary
    ]
    cards = [
        card.model_copy(update={"id": card.id + suffix, "chapter_id": card.chapter_id + suffix})
        for card in document.cards
    ]
    turns = [_turn(turn, suffix) for turn in document.turns]
    changed = {"chapters": chapters, "glossary": terms, "cards": cards, "turns": turns}
    return document.model_copy(update={name: tuple(items) for name, items in changed.items()})


def _turn(turn: Turn, suffix: str) -> Turn:
    segments: tuple[Segment, ...] = tuple(
        segment.model_copy(update={"id": segment.id + suffix}) for segment in turn.segments
    )
    return Turn(speaker_id=turn.speaker_id, segments=segments)


def _measured(document: StudyDocument, layout: str, folder: Path) -> tuple[float, float, float]:
    """Return the processor's seconds, the peak memory in MB, and the pages."""
    source = folder / "study.json"
    source.write_text(json.dumps(document.model_dump(mode="json", by_alias=True)), encoding="utf-8")
    told = _run(GUIDE, str(source), layout, str(folder / "guide.pdf"))
    seconds, peak, pages = map(float, told.split())
    return seconds, peak, pages


def _floor(document: StudyDocument, folder: Path) -> float:
    """Return the processor's seconds that bare paragraphs with the text of the guide take."""
    source = folder / "text.txt"
    source.write_text("\n".join(_texts(document)), encoding="utf-8")
    return float(_run(FLOOR, str(source)))


def _texts(document: StudyDocument) -> Iterator[str]:
    for chapter in document.chapters:
        yield chapter.title
        yield from (passage.text for passage in chapter.summary)
    for term in document.glossary:
        yield term.term
        yield f"{term.definition or ''} {term.citations[0].quote}"
    for card in document.cards:
        yield card.front
        yield card.back
        yield from (citation.quote for citation in card.citations[:1])


def _run(code: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True
    )
    return done.stdout


if __name__ == "__main__":
    main()
