"""The command print, and what it tells."""

from typing import TYPE_CHECKING

from studykit.cli.flags import Copies, Pages, Printed, Printer, Quiet, Sides, Verbose
from studykit.cli.settling import settled
from studykit.cli.telling import attempt, say

if TYPE_CHECKING:
    from studykit.options import Options
    from studykit.printing import Job

EPILOG = """\b
Examples:
  studykit print output/on-bread/guide.pdf
  studykit print output/on-bread/quiz.pdf --copies 28 --duplex long

\b
It needs CUPS, as Linux and macOS have it. Flashcards and booklets say
themselves on which edge their sheets turn, and are not scaled.
"""


def print_file(
    source: Printed,
    *,
    printer: Printer = None,
    duplex: Sides = None,
    copies: Copies = 1,
    pages: Pages = "",
    quiet: Quiet = None,
    verbose: Verbose = None,
) -> None:
    """Print a PDF.

    CUPS takes it and prints it when it can: lpstat asks for its job by the id, cancel ends it.
    """
    flags = {"printer": printer, "duplex": duplex, "quiet": quiet, "verbose": verbose}
    options = attempt(lambda: settled(flags), verbose=bool(verbose))
    job = attempt(lambda: _job(source, options, copies, pages), verbose=options.verbose)
    if not options.quiet:
        say(f"{source} goes to printer {job.printer}: {_how(job)}", err=True)
        say(job.id)


def _job(source: str, options: "Options", copies: int, pages: str) -> "Job":
    from studykit import pipeline  # noqa: PLC0415  --help must not wait for the libraries

    return pipeline.print_out(source, options, copies=copies, pages=pages)


def _how(job: "Job") -> str:
    """Return in words what CUPS was told; what it was not told is the printer's own default."""
    count = "1 copy" if job.copies == 1 else f"{job.copies} copies"
    pages = f"pages {job.pages}" if job.pages else "all pages"
    return ", ".join(filter(None, (count, pages, job.media, job.sides)))
