"""Hands a PDF to the printers of this computer through CUPS, whose command ``lp`` it runs."""

import re
import shutil
import subprocess
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

from studykit.contracts import Duplex, Source
from studykit.errors import PrintError, ReadError, UsageError

SIDES: dict[Duplex, str] = {
    "long": "two-sided-long-edge",
    "short": "two-sided-short-edge",
    "none": "one-sided",
}
"""What IPP calls them (RFC 8011, section 5.2.8)."""
MEDIA = {
    (595, 842): "iso_a4_210x297mm",
    (612, 792): "na_letter_8.5x11in",
    (420, 595): "iso_a5_148x210mm",
    (842, 1191): "iso_a3_297x420mm",
    (792, 1224): "na_ledger_11x17in",
}
"""Names of papers (PWG 5101.1) by width and height in points, the short side first."""
_RANGE = re.compile(r"(\d{1,6})(?:-(\d{1,6}))?")
LONGEST_WAIT_S = 60
"""CUPS takes a job into its queue and answers; it does not wait for the paper."""


@dataclass(frozen=True)
class Order:
    """How to print: on which printer ("" is the default one), which sides, how often, which pages.

    ``duplex`` is None where the file may say so itself; ``pages`` is like ``1-4,7``, "" for all.
    """

    printer: str = ""
    duplex: Duplex | None = None
    copies: int = 1
    pages: str = ""


@dataclass(frozen=True)
class Job:
    """A job that CUPS has taken: its id, such as ``Office-12``, and what it was told in IPP's words."""

    id: str
    printer: str
    media: str
    sides: str
    copies: int
    pages: str


@dataclass(frozen=True)
class _Wish:
    """What a PDF says of its printing, and how many pages it has."""

    page_count: int
    media: str
    sides: str
    to_scale: bool


def send(source: Source, order: Order) -> Job:
    """Hand the PDF ``source`` to CUPS, and return the job it became.

    Where ``order`` leaves it open, the file's own viewer preferences say on which edge its sheets turn and
    that it must not be scaled (ISO 32000-1, table 150). Raises ReadError where it is no PDF, UsageError where
    it has no such pages, PrintError where there is no CUPS or no such printer.
    """
    wish = _wish(source)
    pages = _checked(order.pages, wish.page_count)
    _find_scheduler()
    printer = order.printer or _default()
    sides = SIDES[order.duplex] if order.duplex else wish.sides
    told = {"sides": sides, "media": wish.media, "print-scaling": "none" * wish.to_scale}
    options = [part for name, value in told.items() if value for part in ("-o", f"{name}={value}")]
    chosen = ["-P", pages] if pages else []
    title = re.split(r"[\\/]", source.name)[-1]
    answer = _ran(
        "lp", "-d", printer, "-n", str(order.copies), "-t", title, *options, *chosen, "-", stdin=source
    )
    if answer.returncode:
        raise _refused(printer, answer)
    found = re.search(r"request id is (\S+)", _text(answer.stdout))
    return Job(found[1] if found else printer, printer, wish.media, sides, order.copies, pages)


def printers() -> tuple[str, ...]:
    """Return the names of the printers that CUPS knows; raises PrintError where there is no CUPS."""
    return tuple(_text(_ran("lpstat", "-e").stdout).split())


def _wish(source: Source) -> _Wish:
    if not source.is_pdf:
        raise ReadError("this is no PDF", where=source.name, hint="print what --to pdf, quiz and so on write")
    try:
        with pypdfium2.PdfDocument(source.content) as file:
            turning = pdfium.FPDF_VIEWERREF_GetDuplex(file.raw)
            scaled = bool(pdfium.FPDF_VIEWERREF_GetPrintScaling(file.raw))
            return _Wish(len(file), _media(file), _TURNING.get(turning, ""), not scaled)
    except pypdfium2.PdfiumError as error:
        raise ReadError(f"the PDF is broken: {error}", where=source.name) from error


_TURNING = {
    pdfium.DuplexFlipLongEdge: SIDES["long"],
    pdfium.DuplexFlipShortEdge: SIDES["short"],
    pdfium.Simplex: SIDES["none"],
}


def _media(file: pypdfium2.PdfDocument) -> str:
    """Return the name of the first page's paper, "" where it is none that is known."""
    width, height = sorted(file.get_page_size(0)) if len(file) else (0.0, 0.0)
    near = (name for (w, h), name in MEDIA.items() if abs(w - width) < 2 and abs(h - height) < 2)
    return next(near, "")


def _checked(pages: str, count: int) -> str:
    """Return ``pages`` where each is there: CUPS would print nothing, and say nothing."""
    if not pages:
        return ""
    ranges = [_RANGE.fullmatch(part.strip()) for part in pages.split(",")]
    spans = [(int(found[1]), int(found[2] or found[1])) for found in ranges if found]
    if len(spans) < len(ranges):
        raise UsageError(f"{pages!r} is not allowed", where="--pages", hint="pages are written like 1-4,7")
    if not all(1 <= first <= last <= count for first, last in spans):
        raise UsageError(f"there are no pages {pages}", where="--pages", hint=f"the file has {count}")
    return ",".join(f"{first}-{last}" for first, last in spans)


def _find_scheduler() -> None:
    """Raise PrintError where CUPS does not run: ``lp`` would only say that it has no printer."""
    if "not running" in _text(_ran("lpstat", "-r").stdout):
        raise PrintError("CUPS does not run on this computer", hint="start it, such as: systemctl start cups")


def _default() -> str:
    answer = _text(_ran("lpstat", "-d").stdout)
    if found := re.search(r"destination: (\S+)", answer):
        return found[1]
    raise PrintError("there is no default printer", hint=_known())


def _refused(printer: str, answer: "subprocess.CompletedProcess[bytes]") -> PrintError:
    if printer not in printers():
        return PrintError(f"there is no printer called {printer!r}", hint=_known())
    reason = _text(answer.stderr).removeprefix("lp: ").removeprefix("Error - ").strip()
    return PrintError(f"CUPS does not take the job: {reason}", where=printer)


def _known() -> str:
    known = printers()
    return f"--printer with one of: {', '.join(known)}" if known else "add a printer to CUPS first"


def _ran(program: str, *arguments: str, stdin: Source | None = None) -> "subprocess.CompletedProcess[bytes]":
    """Run a command of CUPS in the language that we know its answers in."""
    path, env = shutil.which(program), shutil.which("env")
    if path is None or env is None:
        raise PrintError(
            "there is no CUPS on this computer: its command lp is missing",
            hint="install CUPS (in Debian: cups-client), or print the file from a PDF viewer",
        )
    try:
        return subprocess.run(  # noqa: S603  a list of words: no shell reads them
            [env, "LC_ALL=C.UTF-8", path, *arguments],
            input=stdin.content if stdin else b"",
            capture_output=True,
            timeout=LONGEST_WAIT_S,
            check=False,
        )
    except (subprocess.TimeoutExpired, OSError, ValueError) as error:  # ValueError: a zero byte in a name
        raise PrintError(f"CUPS does not answer: {error}") from error


def _text(output: bytes) -> str:
    return output.decode("utf-8", "replace")
