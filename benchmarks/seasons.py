"""Measures large decks: one document, and seasons of many episodes, of 1,250 to 10,000 cards, as processes.

python benchmarks/seasons.py [TRANSCRIPT] [--cards 1250 2500 5000 10000]

Every episode is the whole transcript under a key of its own, 50 cards each. *busy* is the processor's time,
*x* how much more that is than in the row above: where the cards double, 2 is linear. The package is then
taken in by the real Anki, where it is installed, and its database checked.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from run import EXAMPLE, SEEDS

from studykit import builder, readers
from studykit.model import StudyDocument
from studykit.templates import Templates

CARDS_AN_EPISODE = 50
HEADINGS = "   cards  write s   busy s     x  memory MB  apkg MB  import s"
WRITE = """
import re, sys, time
from pathlib import Path
from studykit.cli import main
try:
    main()
finally:
    status = Path("/proc/self/status")
    peak = int(re.search(r"VmHWM:\\s*(\\d+)", status.read_text())[1]) / 1024 if status.exists() else 0
    print(peak, time.process_time(), file=sys.stderr)
"""
IMPORT = """
import sys, tempfile, time
from pathlib import Path
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
collection = Collection(str(Path(tempfile.mkdtemp(), "collection.anki2")))
begin = time.perf_counter()
request = ImportAnkiPackageRequest(package_path=sys.argv[1], options=ImportAnkiPackageOptions())
log = collection.import_anki_package(request).log
seconds = time.perf_counter() - begin
told, is_sound = collection.fix_integrity()
print(seconds, len(log.new), collection.card_count(), is_sound and not log.conflicting)
"""


def main() -> None:
    """Measure one document and a season at each number of cards, and print the tables."""
    arguments = _arguments()
    spoken = readers.read(readers.open_source(str(arguments.transcript)))
    document = builder.build(spoken, "offline", Templates(), cards=None, report=lambda *_: None)
    print(f"{arguments.transcript.name}, {len(document.cards)} cards\n")
    for title, folder_of in (("one document", _one_document), ("a season", _season)):
        print(f"{title:<14}{HEADINGS}")
        before = 0.0
        for count in arguments.cards:
            with tempfile.TemporaryDirectory() as name:
                seconds, row = _measured(folder_of(document, count, Path(name)), count)
            more = f"{seconds / before:.1f}" if before else ""
            print(row.format(more=more), flush=True)
            before = seconds
        print()


def _arguments() -> argparse.Namespace:
    default = next(iter(sorted(SEEDS.glob("000*"))), EXAMPLE)
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("transcript", type=Path, nargs="?", default=default)
    parser.add_argument("--cards", nargs="+", type=int, default=(1250, 2500, 5000, 10_000))
    return parser.parse_args()


def _measured(folder: Path, count: int) -> tuple[float, str]:
    """Return the processor's seconds for writing what is in ``folder``, and the row of the table."""
    out = folder / "out"
    command = [sys.executable, "-c", WRITE, "write", str(folder), "--to", "apkg", "--out", str(out), "-q"]
    begin = time.perf_counter()
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    seconds = time.perf_counter() - begin
    peak, busy = map(float, done.stderr.split())
    (package,) = out.glob("*/deck.apkg")
    size, taken = package.stat().st_size / 1e6, _imported(package, count)
    row = f"{'':<14}{count:>8}{seconds:>9.2f}{busy:>9.2f}{{more:>6}}{peak:>11.0f}{size:>9.1f}{taken:>10}"
    return busy, row


def _imported(package: Path, count: int) -> str:
    """Return the seconds in which the real Anki takes ``package`` in; fails where a card is missing."""
    command = [sys.executable, "-c", IMPORT, str(package)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if "No module named 'anki'" in done.stderr:
        return "-"
    seconds, notes, cards, is_sound = done.stdout.split()
    if (int(notes), int(cards), is_sound) != (count, count, "True"):
        raise SystemExit(f"Anki has {notes} notes and {cards} cards of {count}; sound: {is_sound}")
    return f"{float(seconds):.2f}"


def _one_document(document: StudyDocument, count: int, folder: Path) -> Path:
    _save(_numbered(document, 0, count), folder / "study.json")
    return folder


def _season(document: StudyDocument, count: int, folder: Path) -> Path:
    """Save episodes of ``document`` with ``count`` cards together; no two of them explain one term."""
    for number in range(count // CARDS_AN_EPISODE):
        episode = _numbered(document, number, CARDS_AN_EPISODE)
        (folder / str(number)).mkdir()
        _save(episode, folder / str(number) / "study.json")
    return folder


def _numbered(document: StudyDocument, number: int, count: int) -> StudyDocument:
    """Return ``document`` as episode ``number`` with ``count`` cards, those it has again and again."""
    episode = document.episode.model_copy(
        update={
            "key": f"episode {number}",
            "title": f"Episode {number}",
            "published": date(2000, 1, 1) + timedelta(number),
        }
    )
    cards = []
    for at in range(count):
        card = document.cards[at % len(document.cards)]
        name = f"{number}-{at}"
        reverse = f"{card.reverse} {name}" if card.reverse else ""
        cards.append(card.model_copy(update={"id": f"card{name}", "reverse": reverse}))
    return document.model_copy(update={"episode": episode, "cards": tuple(cards), "glossary": ()})


def _save(document: StudyDocument, path: Path) -> None:
    path.write_text(document.model_dump_json(by_alias=True), encoding="utf-8")


if __name__ == "__main__":
    main()
