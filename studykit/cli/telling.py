"""Shows progress, tells results and errors.

Standard output is for results, one file a line; words go to standard error.
"""

import os
import sys
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TypeVar

import typer

from studykit import __version__
from studykit.errors import StudykitError
from studykit.text import clean

if TYPE_CHECKING:
    from studykit.clips import Clips
    from studykit.notices import Notice
    from studykit.options import Options
    from studykit.pipeline import Built
    from studykit.progress import Report
    from studykit.seasons import SeasonBuilt

Result = TypeVar("Result")

BUG, INTERRUPTED = 1, 130
STRICT = 8
SPOKEN_UP = ("conflict-", "not-newer", "not-taken", "private-link")
"""Notices that are told without -v: the user runs the command to know this, or may do harm without it."""


def attempt(action: Callable[[], Result], *, verbose: bool) -> Result:
    """Return what ``action`` gives; tells its error and ends the program with the error's code."""
    try:
        return action()
    except StudykitError as error:
        _fail(str(error), error.exit_code, verbose=verbose)
    except KeyboardInterrupt:
        _fail("interrupted; no file is half written", INTERRUPTED, verbose=False)
    except Exception as error:  # the last door: whatever else comes here is a bug, and is told as one
        hint = f"run it again with -v and report what it prints, with 'studykit {__version__}'"
        _fail(f"this is a bug in studykit: {error!r}\n  try: {hint}", BUG, verbose=verbose)


def _fail(text: str, code: int, *, verbose: bool) -> NoReturn:
    if verbose:
        traceback.print_exc()
    say(f"error: {clean(text)}", err=True)
    raise typer.Exit(code)


@contextmanager
def progress(*, quiet: bool) -> "Iterator[Report]":
    """Give what shows progress on standard error where that is a terminal, else what shows nothing."""
    if quiet or not sys.stderr.isatty():
        yield lambda _step, _done, _total: None
        return
    from rich.console import Console  # noqa: PLC0415  only a terminal needs it
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn  # noqa: PLC0415

    columns = SpinnerColumn(), TextColumn("{task.description}", markup=False), BarColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        bar = bars.add_task("reading", total=None)
        yield lambda step, done, total: bars.update(bar, description=step, completed=done, total=total)


def conclude(built: "Built | SeasonBuilt", title: str, counts: Iterable[str], options: "Options") -> None:
    """Print what was made, how much of it, what went less well, and the files.

    Under --strict a notice ends the program with STRICT.
    """
    if not options.quiet:
        say(title, err=True)
        names = ", ".join(path.name for path in built.files) or "no files"
        say(f"{', '.join(counts)}: {names}", err=True)
        tell_clips(built.clips)
        tell(built.notices, verbose=options.verbose)
        for path in built.files:
            say(shown(path))
    if options.strict and built.notices:
        raise typer.Exit(STRICT)


def tell_clips(clips: "Clips") -> None:
    """Print how many clips there are and how much they weigh, where there are any."""
    if clips.files:
        say(f"{counted(len(clips.files), 'clip')} of sound, {clips.size / 1_000_000:.1f} MB", err=True)


def tell(notices: Sequence["Notice"], *, verbose: bool) -> None:
    """Print every notice, or those that are always told and how many there are of the others."""
    told = [notice for notice in notices if verbose or notice.code.startswith(SPOKEN_UP)]
    for notice in told:
        place = f" ({notice.where})" if notice.where else ""
        say(f"  {notice.code}: {notice.text}{place}", err=True)
    if len(told) < len(notices):
        codes = Counter(notice.code for notice in notices if notice not in told)
        listed = ", ".join(f"{number} {code}" for code, number in codes.most_common())
        say(f"notices (-v shows them): {listed}", err=True)


def counted(number: int, noun: str) -> str:
    """Return ``number`` with ``noun``, in the plural where it is not one."""
    return f"{number} {noun}{'s' * (number != 1)}"


def shown(path: Path) -> str | bytes:
    """Return ``path`` as it is to be printed."""
    return os.fsencode(path) if os.name == "posix" else str(path)  # on POSIX a name is any bytes


def say(text: str | bytes, *, err: bool = False, newline: bool = True) -> None:
    """Print a line, or ``text`` alone where ``newline`` is false.

    Where nobody reads any more (``| head``), stay silent from then on.
    """
    try:
        typer.echo(text, err=err, nl=newline)
    except BrokenPipeError:
        stream = sys.stderr if err else sys.stdout
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
