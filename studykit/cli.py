"""The command line: asks, shows progress, tells results and errors.

Standard output is for results, one file a line; words go to standard error.
"""

import os
import sys
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn, TypeVar

import typer

from studykit import __version__, registry
from studykit.errors import StudykitError
from studykit.text import clean

if TYPE_CHECKING:
    from studykit.notices import Notice
    from studykit.options import Options
    from studykit.pipeline import Built, Converted, Listed
    from studykit.progress import Report

Result = TypeVar("Result")

BUG, STRICT, INTERRUPTED = 1, 8, 130
SPOKEN_UP = "conflict-"
"""Notices that are told without -v: the user gave two transcripts to know this."""
LISTS = {
    "Reads (--from)": "readers",
    "Reads chapters (--chapters)": "chapter_lists",
    "Writes (build --to)": "writers",
    "Converts to (read --to)": "converters",
    "Finds key points by (--engine)": "engines",
}

app = typer.Typer(
    name="studykit",
    help="Turn the transcript of a podcast into an Anki deck, a printed guide and a handout.",
    epilog="\b\nExample:\n  studykit build episode.vtt\n\nMore: studykit build --help",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def _names(package: str) -> Callable[[str], list[str]]:
    """Return what completes in a shell a list, joined by commas, of the plug-ins of ``package``."""

    def complete(incomplete: str) -> list[str]:
        before, comma, last = incomplete.rpartition(",")
        return [before + comma + name for name in registry.names(package) if name.startswith(last)]

    return complete


Transcript = Annotated[
    str,
    typer.Argument(
        metavar="SOURCE",
        help="The transcript, recording, or feed: a file, a web address, or - for standard input.",
    ),
]
FeedPlace = Annotated[
    str, typer.Argument(metavar="FEED", help="The feed: a web address, a file, or - for standard input.")
]
Study = Annotated[
    str, typer.Argument(metavar="STUDY.JSON", help="A study document, or - for standard input.")
]
From = Annotated[
    str | None,
    typer.Option(
        "--from",
        metavar="FORMAT",
        autocompletion=_names("studykit.readers"),
        help="The transcript's format, where it is not recognised.",
    ),
]
EpisodeChoice = Annotated[
    str | None,
    typer.Option(
        "--episode", metavar="N|GUID|latest", help="Which episode of a feed; words of its title will do."
    ),
]
AllowPrivate = Annotated[
    bool | None,
    typer.Option("--allow-private", help="Fetch from private networks too, where you trust who links there."),
]
Limit = Annotated[int, typer.Option(metavar="N", min=1, help="At most so many episodes, the newest.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for other programs.")]
Also = Annotated[
    str | None,
    typer.Option(
        metavar="OTHER",
        help="Another transcript of the same episode, for speakers, times and chapters.",
    ),
]
Chapters = Annotated[
    str | None,
    typer.Option(metavar="FILE", help="A list of the episode's chapters, such as its show notes."),
]
Model = Annotated[
    str | None,
    typer.Option(
        metavar="NAME|DIR", help="What recognises the speech of a recording: a model for faster-whisper."
    ),
]
Vocabulary = Annotated[
    str | None,
    typer.Option(metavar="FILE", help="Names and terms as they are written, one a line; or wrong => right."),
]
SpeakerNames = Annotated[
    list[str] | None,
    typer.Option(metavar="LABEL=NAME", help="Who a label is; may be given again for another."),
]
To = Annotated[
    str | None,
    typer.Option(
        metavar="LIST",
        autocompletion=_names("studykit.writers"),
        help="Formats to write, joined by commas.  [default: apkg,pdf,docx,json,md]",
    ),
]
Engine = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        autocompletion=_names("studykit.engines"),
        help="What finds the key points.  [default: offline]",
    ),
]
Paper = Annotated[str | None, typer.Option(metavar="a4|letter", help="Paper of the guide.  [default: a4]")]
Cards = Annotated[str | None, typer.Option(metavar="N", help="At most so many cards, the best ones.")]
Title = Annotated[str | None, typer.Option(help="The episode's title, where the transcript does not tell.")]
Show = Annotated[str | None, typer.Option(help="The show's name.")]
Date = Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help="The day the episode came out.")]
Url = Annotated[str | None, typer.Option(help="The episode's page, for links on the cards.")]
AudioUrl = Annotated[str | None, typer.Option(help="Its audio file, for links to the second.")]
LinkPattern = Annotated[
    str | None,
    typer.Option(
        metavar="URL",
        help="Its link to a moment, with {seconds}, {ms} or {clock} in place of the time.",
    ),
]
EpisodeId = Annotated[
    str | None, typer.Option(help="Its lasting identity: the same one updates the same cards.")
]
Language = Annotated[str | None, typer.Option(metavar="TAG", help="Its language, such as en.")]
Out = Annotated[Path | None, typer.Option(metavar="DIR", help="Where to write.  [default: output]")]
OutBeside = Annotated[Path | None, typer.Option(metavar="DIR", help="Where to write.  [default: beside it]")]
Format = Annotated[
    str,
    typer.Option(
        metavar="FORMAT",
        autocompletion=_names("studykit.converters"),
        help="The format to write.",
    ),
]
OutFile = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Where to write.  [default: standard output]")
]
TemplateFolder = Annotated[Path | None, typer.Option(metavar="DIR", help="Your own templates, used first.")]
Quiet = Annotated[bool | None, typer.Option("--quiet", "-q", help="Print nothing but errors.")]
Verbose = Annotated[
    bool | None, typer.Option("--verbose", "-v", help="Show every notice, and where errors arose.")
]
Strict = Annotated[bool | None, typer.Option("--strict", help="Exit with 8 where there are notices.")]


@app.command(
    epilog="""\b
Examples:
  studykit build talk.vtt
  studykit build page.txt --to apkg,pdf --paper letter --cards 20
  studykit build recognised.txt --also page.txt
  studykit build https://example.org/feed.xml --episode latest
  curl -s https://example.org/talk.srt | studykit build - --title "On bread"

\b
A setting may also stand in studykit.toml (paper = "letter") or in the
environment (STUDYKIT_PAPER=letter); a flag wins over both.
"""
)
def build(
    source: Transcript,
    *,
    episode_: EpisodeChoice = None,
    from_: From = None,
    also: Also = None,
    chapters: Chapters = None,
    model: Model = None,
    vocabulary: Vocabulary = None,
    speaker: SpeakerNames = None,
    to: To = None,
    out: Out = None,
    paper: Paper = None,
    cards: Cards = None,
    engine: Engine = None,
    title: Title = None,
    show: Show = None,
    date: Date = None,
    url: Url = None,
    audio_url: AudioUrl = None,
    link_pattern: LinkPattern = None,
    episode_id: EpisodeId = None,
    language: Language = None,
    templates: TemplateFolder = None,
    allow_private: AllowPrivate = None,
    quiet: Quiet = None,
    verbose: Verbose = None,
    strict: Strict = None,
) -> None:
    """Make study material of a transcript.

    It is written into a folder of DIR that is named after the episode.
    """
    _run("build", **locals())  # each parameter has the name of its setting


@app.command(epilog="\b\nExample:\n  studykit write output/on-bread/study.json --to pdf,apkg")
def write(
    source: Study,
    *,
    to: To = None,
    out: OutBeside = None,
    paper: Paper = None,
    templates: TemplateFolder = None,
    quiet: Quiet = None,
    verbose: Verbose = None,
    strict: Strict = None,
) -> None:
    """Write the files of a study.json again.

    For a document that was edited by hand: it is checked anew, but nothing is analysed again.
    """
    _run("write", **locals())


@app.command(
    epilog="""\b
Examples:
  studykit read talk.vtt
  studykit read page.txt --to md --out talk.md
  studykit read recognised.json --to srt --speaker "Speaker 1=Ana Ruiz" > talk.srt
"""
)
def read(
    source: Transcript,
    *,
    to: Format = "txt",
    out: OutFile = None,
    episode_: EpisodeChoice = None,
    from_: From = None,
    also: Also = None,
    chapters: Chapters = None,
    model: Model = None,
    vocabulary: Vocabulary = None,
    speaker: SpeakerNames = None,
    title: Title = None,
    show: Show = None,
    date: Date = None,
    url: Url = None,
    audio_url: AudioUrl = None,
    language: Language = None,
    allow_private: AllowPrivate = None,
    quiet: Quiet = None,
    verbose: Verbose = None,
    strict: Strict = None,
) -> None:
    """Read a transcript and write it in another format.

    Nothing is analysed: what was said stays as it is.
    """
    _convert(**locals())


@app.command(
    epilog="""\b
Examples:
  studykit feed https://example.org/feed.xml
  studykit build https://example.org/feed.xml --episode 3
"""
)
def feed(
    source: FeedPlace,
    *,
    limit: Limit = 20,
    as_json: AsJson = False,
    allow_private: AllowPrivate = None,
    verbose: Verbose = None,
) -> None:
    """List the episodes of a feed, the newest first.

    T marks those with a transcript, C those with chapters.
    """
    options = _attempt(
        lambda: _settled({"allow_private": allow_private, "verbose": verbose}), verbose=bool(verbose)
    )
    listed = _attempt(lambda: _listed(source, options, limit, as_json), verbose=options.verbose)
    _say(listed.content)
    more = " (--limit shows more)" * (listed.shown < listed.count)
    episodes = f"{listed.shown} of {_counted(listed.count, 'episode')}{more}"
    _say(f"{': '.join(filter(None, (listed.title, episodes)))}; T: transcript, C: chapters", err=True)


@app.command()
def formats() -> None:
    """List what can be read and written."""
    for heading, folder in LISTS.items():
        _say(f"{heading}:")
        for name in registry.names(f"studykit.{folder}"):
            first = registry.describe(f"studykit.{folder}", name).partition("\n")[0]
            _say(f"  {name:<21}{first}")


def _version(wanted: bool) -> None:
    if wanted:
        _say(f"studykit {__version__}")
        raise typer.Exit


@app.callback()
def _studykit(
    _: Annotated[
        bool | None, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = None,
) -> None:
    """Turn the transcript of a podcast into an Anki deck, a printed guide and a handout."""


def main() -> None:
    """Run the command line; exits with the codes told in the README."""
    app(prog_name="studykit")


def _run(job: str, source: str, **flags: object) -> None:
    """Run ``pipeline.build`` or ``pipeline.write`` on ``source`` with ``flags``, and tell what came of it."""
    options = _attempt(lambda: _settled(flags), verbose=bool(flags["verbose"]))
    built = _attempt(lambda: _built(job, source, options), verbose=options.verbose)
    if not options.quiet:
        _summarise(built, verbose=options.verbose)
        for path in built.files:
            _say(_shown(path))
    if options.strict and built.notices:
        raise typer.Exit(STRICT)


def _convert(source: str, to: str, out: Path | None, **flags: object) -> None:
    """Run ``pipeline.convert`` on ``source`` with ``flags``, and give its result or where that was saved."""
    options = _attempt(lambda: _settled(flags), verbose=bool(flags["verbose"]))
    converted = _attempt(lambda: _converted(source, to, out, options), verbose=options.verbose)
    if not options.quiet:
        _tell(converted.notices, verbose=options.verbose)
    if converted.file is None:
        _say(converted.content, newline=False)
    elif not options.quiet:
        _say(_shown(converted.file))
    if options.strict and converted.notices:
        raise typer.Exit(STRICT)


def _settled(flags: Mapping[str, object]) -> "Options":
    from studykit import options  # noqa: PLC0415  --help must not wait for pydantic

    return options.gather(flags)


def _built(job: str, source: str, options: "Options") -> "Built":
    from studykit import pipeline  # noqa: PLC0415  --help must not wait for the libraries

    run = {"build": pipeline.build, "write": pipeline.write}[job]
    with _progress(quiet=options.quiet) as report:
        return run(source, options, datetime.now(UTC), report)


def _converted(source: str, to: str, out: Path | None, options: "Options") -> "Converted":
    from studykit import pipeline  # noqa: PLC0415  --help must not wait for the libraries

    with _progress(quiet=options.quiet) as report:
        return pipeline.convert(source, to, out, options, report)


def _listed(source: str, options: "Options", limit: int, as_json: bool) -> "Listed":
    from studykit import pipeline  # noqa: PLC0415  --help must not wait for the libraries

    return pipeline.listed(source, options, limit=limit, as_json=as_json)


def _attempt(action: Callable[[], Result], *, verbose: bool) -> Result:
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
    _say(f"error: {clean(text)}", err=True)
    raise typer.Exit(code)


@contextmanager
def _progress(*, quiet: bool) -> "Iterator[Report]":
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


def _summarise(built: "Built", *, verbose: bool) -> None:
    document, episode = built.document, built.document.episode
    counts = (
        _counted(len(document.chapters), "chapter"),
        _counted(len(document.glossary), "term"),
        _counted(len(document.cards), "card"),
    )
    _say(" — ".join(filter(None, (episode.title, episode.show))), err=True)
    _say(f"{', '.join(counts)}: {', '.join(path.name for path in built.files) or 'no files'}", err=True)
    _tell(built.notices, verbose=verbose)


def _tell(notices: Sequence["Notice"], *, verbose: bool) -> None:
    """Print every notice, or those that are always told and how many there are of the others."""
    told = [notice for notice in notices if verbose or notice.code.startswith(SPOKEN_UP)]
    for notice in told:
        place = f" ({notice.where})" if notice.where else ""
        _say(f"  {notice.code}: {notice.text}{place}", err=True)
    if len(told) < len(notices):
        codes = Counter(notice.code for notice in notices if notice not in told)
        listed = ", ".join(f"{number} {code}" for code, number in codes.most_common())
        _say(f"notices (-v shows them): {listed}", err=True)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' * (number != 1)}"


def _shown(path: Path) -> str | bytes:
    return os.fsencode(path) if os.name == "posix" else str(path)  # on POSIX a name is any bytes


def _say(text: str | bytes, *, err: bool = False, newline: bool = True) -> None:
    """Print a line, or ``text`` alone where ``newline`` is false.

    Where nobody reads any more (``| head``), stay silent from then on.
    """
    try:
        typer.echo(text, err=err, nl=newline)
    except BrokenPipeError:
        stream = sys.stderr if err else sys.stdout
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
