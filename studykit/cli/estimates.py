"""Tells what a build would ask a language model, and what that would cost."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from studykit.cli.settling import settled
from studykit.cli.telling import attempt, counted, progress, say

if TYPE_CHECKING:
    from studykit.builder import Plan
    from studykit.options import Options
    from studykit.services import Usage


def plan(source: str, flags: Mapping[str, object]) -> None:
    """Print what ``build`` of ``source`` with ``flags`` would ask. Nothing is asked, nothing written."""
    options = attempt(lambda: settled(flags), verbose=bool(flags["verbose"]))
    planned = attempt(lambda: _planned(source, options), verbose=options.verbose)
    for line in lines(planned):
        say(line)


def _planned(source: str, options: "Options") -> "Plan":
    from studykit import pipeline  # noqa: PLC0415  --help must not wait for the libraries

    with progress(quiet=options.quiet) as report:
        return pipeline.plan(source, options, report)


def lines(planned: "Plan") -> Iterator[str]:
    """Yield a line for each step, and one for all of it."""
    for step, usage in planned.steps:
        yield f"{step:<28}{_told(usage)}"
    yield f"{'in all, about':<28}{_told(planned.total)}"


def _told(usage: "Usage") -> str:
    if not usage.calls:
        return "nothing to ask" if not usage.kept else f"nothing to ask, {_kept(usage)}"
    price = "price not known" if usage.price is None else f"${usage.price:.3f}"
    tokens = f"{usage.input_tokens:,} tokens sent, {usage.output_tokens:,} back"
    kept = f", {_kept(usage)}" if usage.kept else ""
    return f"{counted(usage.calls, 'call')}, {tokens}, {price}{kept}"


def _kept(usage: "Usage") -> str:
    return f"{counted(usage.kept, 'answer')} kept from before"
