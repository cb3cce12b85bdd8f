"""Several study documents as one deck: what ``write`` does with more than one, and what it tells."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from studykit.cli.settling import build_time, settled
from studykit.cli.telling import attempt, conclude, counted, progress

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
    conclude(built, built.season.title, _counts(built), options)


def _built(places: Sequence[str], options: "Options") -> "SeasonBuilt":
    from studykit import seasons  # noqa: PLC0415  --help must not wait for the libraries

    with progress(quiet=options.quiet) as report:
        return seasons.write(places, options, build_time(), report)


def _counts(built: "SeasonBuilt") -> Iterator[str]:
    season = built.season
    yield counted(len(season.documents), "episode")
    yield counted(len(season.cards), "card")
    if shared := sum(bool(entry.elsewhere) for entry in season.cards):
        yield f"{counted(shared, 'term')} of several episodes"
