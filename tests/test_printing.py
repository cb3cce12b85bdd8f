"""Files are handed to a real CUPS, whose printer writes to a file, and what it wrote is read back."""

import io
import re
import tempfile
from pathlib import Path

import pikepdf
import pytest

from studykit import printing
from studykit.contracts import Source
from studykit.errors import PrintError, ReadError, UsageError
from studykit.printing import Order
from tests.cli.running import study_json, studykit
from tests.printing_queue import POSSIBLE, Queue, scheduler

with_cups = pytest.mark.skipif(not POSSIBLE, reason="needs CUPS, and root")
A4, LETTER = (595, 842), (612, 792)


def pdf(pages: int = 3, size=A4, **preferences: str) -> Source:
    """A PDF of blank pages, the last of them a little narrower for telling them apart."""
    file = pikepdf.new()
    for _ in range(pages):
        file.add_blank_page(page_size=size)
    if preferences:
        names = {f"/{key}": pikepdf.Name(f"/{value}") for key, value in preferences.items()}
        file.Root.ViewerPreferences = pikepdf.Dictionary(names)
    content = io.BytesIO()
    file.save(content)
    return Source("lessons/quiz.pdf", content.getvalue())


@pytest.fixture(scope="module")
def running():
    with tempfile.TemporaryDirectory() as folder, scheduler(Path(folder)) as queue:
        Path(folder).chmod(0o755)
        yield queue


@pytest.fixture
def queue(running, monkeypatch) -> Queue:
    monkeypatch.setenv("CUPS_SERVER", str(running.socket))
    return running


def page_count(content: bytes) -> int:
    with pikepdf.open(io.BytesIO(content)) as file:
        return len(file.pages)


@with_cups
def test_the_pages_that_are_asked_for_come_out_of_the_printer(queue):
    job = printing.send(pdf(5), Order(printer="Paper", pages="1-2, 4"))
    assert re.fullmatch(r"Paper-\d+", job.id)
    assert page_count(queue.printed(job.id)) == 3


@with_cups
def test_both_sides_and_copies_are_as_ordered(queue):
    job = printing.send(pdf(), Order(printer="Paper", duplex="short", copies=3))
    queue.printed(job.id)
    told = queue.requested(job.id)
    assert "sides=two-sided-short-edge" in told
    assert '4]="3"' in told  # CUPS gives the filters the copies as their fourth word
    assert '3]="quiz.pdf"' in told


@with_cups
def test_a_file_says_itself_on_which_edge_it_turns_and_that_it_is_not_scaled(queue):
    flashcards = pdf(2, LETTER, Duplex="DuplexFlipShortEdge", PrintScaling="None")
    told = queue.requested(printed(queue, flashcards, Order(printer="Paper")))
    assert {"sides=two-sided-short-edge", "print-scaling=none", "media=na_letter_8.5x11in"} <= set(
        told.replace('"', " ").split()
    )
    overruled = queue.requested(printed(queue, flashcards, Order(printer="Paper", duplex="long")))
    assert "sides=two-sided-long-edge" in overruled


def printed(queue, source, order):
    job = printing.send(source, order)
    queue.printed(job.id)
    return job.id


@with_cups
def test_a_file_that_says_nothing_leaves_the_sides_to_the_printer(queue):
    job = printing.send(pdf(), Order(printer="Paper"))
    assert (job.sides, job.media) == ("", "iso_a4_210x297mm")
    queue.printed(job.id)
    assert "two-sided" not in queue.requested(job.id)


@with_cups
def test_flashcards_reach_the_printer_as_their_perforated_paper_needs_them(queue, tmp_path):
    study = study_json(tmp_path / "study.json")
    told = ["--card-sheet", "avery-5371", "--duplex", "short"]
    assert studykit("write", study, "--to", "flashcards", *told).exit_code == 0
    result = studykit("print", tmp_path / "flashcards.pdf", "--printer", "Paper")
    assert result.exit_code == 0, result.output
    queue.printed(result.stdout.strip())
    told = set(queue.requested(result.stdout.strip()).replace('"', " ").split())
    assert {"sides=two-sided-short-edge", "print-scaling=none", "media=na_letter_8.5x11in"} <= told


@with_cups
def test_an_unknown_printer_is_told_with_those_there_are(queue):
    with pytest.raises(PrintError, match="no printer called 'Nope'") as caught:
        printing.send(pdf(), Order(printer="Nope"))
    assert caught.value.hint == "--printer with one of: Paper"


@with_cups
def test_a_missing_default_printer_is_told(queue, monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    with pytest.raises(PrintError, match="no default printer"):
        printing.send(pdf(), Order())


@with_cups
def test_the_command_prints_a_file_and_shows_the_job(queue, tmp_path):
    path = tmp_path / "-n 5.pdf"
    path.write_bytes(pdf(2).content)
    result = studykit("print", path, "--printer", "Paper", "--duplex", "long", "--copies", 2)
    assert result.exit_code == 0, result.output
    assert (
        "goes to printer Paper: 2 copies, all pages, iso_a4_210x297mm, two-sided-long-edge" in result.stderr
    )
    assert page_count(queue.printed(result.stdout.strip())) in {2, 4}  # the printer or CUPS makes the copies


@with_cups
def test_a_scheduler_that_does_not_run_is_told(monkeypatch, tmp_path):
    monkeypatch.setenv("CUPS_SERVER", str(tmp_path / "nobody"))
    with pytest.raises(PrintError, match="CUPS does not run"):
        printing.send(pdf(), Order(printer="Paper"))


def test_a_computer_without_cups_is_told_what_to_do_instead(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / "quiz.pdf").write_bytes(pdf().content)
    result = studykit("print", tmp_path / "quiz.pdf")
    assert result.exit_code == 10
    assert result.stderr.startswith("error: there is no CUPS on this computer")
    assert "PDF viewer" in result.stderr


@pytest.mark.parametrize("pages", ["0", "4", "3-2", "1-", "-1", "a", "1--2", "1,,2", "²", "1" * 5000])
def test_pages_that_are_not_there_are_refused(pages):
    with pytest.raises(UsageError):
        printing.send(pdf(3), Order(pages=pages))


@pytest.mark.parametrize("content", [b"PK\x03\x04", b"%PDF-1.7\nnothing"])
def test_what_is_no_pdf_is_refused(content):
    with pytest.raises(ReadError):
        printing.send(Source("handout.docx", content), Order())
