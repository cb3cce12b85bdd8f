"""Several study documents as one deck: what ``write`` does with more than one, and what it tells."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import typer

from studykit.cli.settling import build_time, settled
from studykit.cli.telling import STRICT, attempt, counted, progress, say, shown, tell, tell_clips

if TYPE_CHECKING:
    from studykit.options import Options
    from studykit.seasons import SeasonBuilt


def found(sources: Sequence[str]) -> tuple[str, ...]:
    """Return the study documents that ``sources`` are or, where they are folders, hold; raises ReadError."""
    from studykit import seasons  # noqa: PLC0415  --help must not wait for the libraries

    return seasons.documents_at(sources)


def write(places: Sequence[str], flags: Mapping[str, object]) -> None:
    """Run ``seasons.write`` on ``places`` with ``flags``, and tell what came of it."""
    options = attempt(lambda: settled(flags), verbose=bool(flags["verbose"]))
    built = attempt(lambda: _built(places, options), verbose=options.verbose)
    if not options.quiet:
        _summarise(built, verbose=options.verbose)
        for path in built.files:
            say(shown(path))
    if options.strict and built.notices:
        raise typer.Exit(STRICT)


def _built(places: Sequence[str], options: "Options") -> "SeasonBuilt":
    from studykit import seasons  # noqa: PLC0415  --help must not wait for the libraries

    with progress(quiet=options.quiet) as report:
        return seasons.write(places, options, build_time(), report)


def _summarise(built: "SeasonBuilt", *, verbose: bool) -> None:
    season = built.season
    shared = sum(bool(entry.elsewhere) for entry in season.cards)
    counts = (
        counted(len(season.documents), "episode"),
        counted(len(season.cards), "card"),
        f"{counted(shared, 'term')} of several episodes" * bool(shared),
    )
    say(season.title, err=True)
    say(f"{', '.join(filter(None, counts))}: {', '.join(path.name for path in built.files)}", err=True)
    tell_clips(built.clips)
    tell(built.notices, verbose=verbose)
