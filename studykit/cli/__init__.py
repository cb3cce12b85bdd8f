"""The command line: a function is a command; what it takes is in ``flags``, what it says in ``telling``."""

import gc
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from studykit import __version__, registry
from studykit.cli import asking, estimates, printing, pushing, seasons, verdicts
from studykit.cli.flags import (
    AllowPrivate,
    Also,
    AsJson,
    Audio,
    AudioUrl,
    BaseUrl,
    Booklet,
    Budget,
    Cards,
    CardSheet,
    Chapters,
    ClipSound,
    Concurrency,
    Date,
    Deck,
    DryRun,
    Engine,
    EpisodeChoice,
    EpisodeId,
    EssayEngine,
    FeedPlace,
    Font,
    Format,
    From,
    Language,
    Limit,
    LinkPattern,
    Model,
    NoCache,
    Nup,
    Out,
    OutBeside,
    OutFile,
    PageForm,
    Paper,
    Quiet,
    Reverse,
    Seed,
    Show,
    SpeakerNames,
    Strict,
    Studies,
    Study,
    Temperature,
    TemplateFolder,
    Theme,
    Timeout,
    Title,
    To,
    Transcript,
    Turned,
    TypeAnswer,
    Url,
    Verbose,
    Verify,
    Versions,
    Vocabulary,
)
from studykit.cli.settling import build_time, settled
from studykit.cli.telling import STRICT, attempt, conclude, counted, progress, say, shown, tell

if TYPE_CHECKING:
    from studykit.builder import Examination
    from studykit.model import StudyDocument
    from studykit.options import Options
    from studykit.pipeline import Built, Converted, Listed

LISTS = {
    "Reads (--from)": "readers",
    "Reads chapters (--chapters)": "chapter_lists",
    "Writes (build --to)": "writers",
    "Converts to (read --to)": "converters",
    "Finds key points by (--engine)": "engines",
    "Asks language models of (--engine PROVIDER:MODEL)": "services",
}

app = typer.Typer(
    name="studykit",
    help="Turn the transcript of a podcast into an Anki deck, a printed guide and a handout.",
    epilog="\b\nExample:\n  studykit build episode.vtt\n\nMore: studykit build --help",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


@app.command(
    epilog="""\b
Examples:
  studykit build talk.vtt
  studykit build page.txt --to apkg,pdf --paper letter --cards 20
  studykit build recognised.txt --also page.txt
  studykit build talk.vtt --audio talk.mp3
  studykit build https://example.org/feed.xml --episode latest
  curl -s https://example.org/talk.srt | studykit build - --title "On bread"

\b
A setting may also stand in studykit.toml (paper = "letter") or in the
environment (STUDYKIT_PAPER=letter); a flag wins over both.
SOURCE_DATE_EPOCH sets the time of the build, for files that are the same
to the byte; Anki takes corrections only from a deck with a later time.
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
    theme: Theme = None,
    font: Font = None,
    layout: PageForm = None,
    booklet: Booklet = None,
    nup: Nup = None,
    duplex: Turned = None,
    card_sheet: CardSheet = None,
    versions: Versions = None,
    seed: Seed = None,
    deck: Deck = None,
    reverse: Reverse = None,
    type_answer: TypeAnswer = None,
    audio: Audio = None,
    clip_format: ClipSound = None,
    cards: Cards = None,
    engine: Engine = None,
    base_url: BaseUrl = None,
    verify: Verify = None,
    budget: Budget = None,
    concurrency: Concurrency = None,
    temperature: Temperature = None,
    timeout: Timeout = None,
    no_cache: NoCache = None,
    dry_run: DryRun = False,
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

    It is written into a folder of DIR that is named after the episode. With --dry-run nothing is, and what
    a language model would be asked and cost is told.
    """
    settings = {name: value for name, value in locals().items() if name not in {"source", "dry_run"}}
    if dry_run:
        estimates.plan(source, settings)
    else:
        _run("build", source, **settings)  # each parameter has the name of its setting


@app.command(
    epilog="""\b
Examples:
  studykit write output/on-bread/study.json --to pdf,apkg
  studykit write output/*/study.json --to apkg --out season
"""
)
def write(
    sources: Studies,
    *,
    to: To = None,
    out: OutBeside = None,
    paper: Paper = None,
    theme: Theme = None,
    font: Font = None,
    layout: PageForm = None,
    booklet: Booklet = None,
    nup: Nup = None,
    duplex: Turned = None,
    card_sheet: CardSheet = None,
    versions: Versions = None,
    seed: Seed = None,
    deck: Deck = None,
    reverse: Reverse = None,
    type_answer: TypeAnswer = None,
    audio: Audio = None,
    clip_format: ClipSound = None,
    engine: EssayEngine = None,
    base_url: BaseUrl = None,
    budget: Budget = None,
    templates: TemplateFolder = None,
    quiet: Quiet = None,
    verbose: Verbose = None,
    strict: Strict = None,
) -> None:
    """Write the files of a study.json again, or several as one deck.

    For a document that was edited by hand: it is checked anew, but nothing is analysed again. Several make
    one package, in output/ or DIR, in which a term that more than one episode explains is asked once.
    """
    flags = {name: value for name, value in locals().items() if name != "sources"}
    places = attempt(lambda: seasons.found(sources), verbose=bool(verbose))
    if len(places) == 1:
        _run("write", places[0], **flags)
    else:
        seasons.write(places, flags)


app.command(epilog=asking.EPILOG)(asking.ask)
app.command(epilog=pushing.EPILOG)(pushing.push)
app.command("print", epilog=printing.EPILOG)(printing.print_file)


@app.command(epilog="\b\nExample:\n  studykit check output/on-bread/study.json")
def check(
    source: Study,
    *,
    as_json: AsJson = False,
    templates: TemplateFolder = None,
    quiet: Quiet = None,
    verbose: Verbose = None,
    strict: Strict = None,
) -> None:
    """Judge a study.json by the rules for good cards.

    Exits with 8 where something breaks a hard rule, with --strict where anything could be better. The rules
    are in docs/rubric.md.
    """
    flags = {"templates": templates, "quiet": quiet, "verbose": verbose, "strict": strict}
    options = attempt(lambda: settled(flags), verbose=bool(verbose))
    examination = attempt(lambda: _examined(source, options), verbose=options.verbose)
    if as_json:
        say(examination.model_dump_json(by_alias=True, indent=1))
    elif not options.quiet:
        say("\n".join(verdicts.lines(examination)))
    if not examination.is_sound or (options.strict and not examination.is_clean):
        raise typer.Exit(STRICT)


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
    options = attempt(
        lambda: settled({"allow_private": allow_private, "verbose": verbose}), verbose=bool(verbose)
    )
    listed = attempt(lambda: _listed(source, options, limit, as_json), verbose=options.verbose)
    say(listed.content)
    more = " (--limit shows more)" * (listed.shown < listed.count)
    episodes = f"{listed.shown} of {counted(listed.count, 'episode')}{more}"
    say(f"{': '.join(filter(None, (listed.title, episodes)))}; T: transcript, C: chapters", err=True)


@app.command()
def formats() -> None:
    """List what can be read and written."""
    for heading, folder in LISTS.items():
        say(f"{heading}:")
        for name in registry.names(f"studykit.{folder}"):
            first = registry.describe(f"studykit.{folder}", name).partition("\n")[0]
            say(f"  {name:<21}{first}")


def _version(wanted: bool) -> None:
    if wanted:
        say(f"studykit {__version__}")
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
    # A run makes a great many values and few circles of them; looking for those took a quarter of the time.
    gc.set_threshold(100_000, 50, 50)
    app(prog_name="studykit")


def _run(job: str, source: str, **flags: object) -> None:
    """Run ``pipeline.build`` or ``pipeline.write`` on ``source`` with ``flags``, and tell what came of it."""
    options = attempt(lambda: settled(flags), verbose=bool(flags["verbose"]))
    built = attempt(lambda: _built(job, source, options), verbose=options.verbose)
    episode = built.document.episode
    title = " — ".join(filter(None, (episode.title, episode.show)))
    conclude(built, title, _counts(built.document), options)


def _convert(source: str, to: str, out: Path | None, **flags: object) -> None:
    """Run ``pipeline.convert`` on ``source`` with ``flags``, and give its result or where that was saved."""
    options = attempt(lambda: settled(flags), verbose=bool(flags["verbose"]))
    converted = attempt(lambda: _converted(source, to, out, options), verbose=options.verbose)
    if not options.quiet:
        tell(converted.notices, verbose=options.verbose)
    if converted.file is None:
        say(converted.content, newline=False)
    elif not options.quiet:
        say(shown(converted.file))
    if options.strict and converted.notices:
        raise typer.Exit(STRICT)


def _built(job: str, source: str, options: "Options") -> "Built":
    from studykit import pipeline  # noqa: PLC0415  --help must not wait for the libraries

    run = {"build": pipeline.build, "write": pipeline.write}[job]
    with progress(quiet=options.quiet) as report:
        return run(source, options, build_time(), report)


def _counts(document: "StudyDocument") -> Iterator[str]:
    yield counted(len(document.chapters), "chapter")
    yield counted(len(document.glossary), "term")
    yield counted(len(document.cards), "card")


def _converted(source: str, to: str, out: Path | None, options: "Options") -> "Converted":
    from studykit import pipeline  # noqa: PLC0415  --help must not wait for the libraries

    with progress(quiet=options.quiet) as report:
        return pipeline.convert(source, to, out, options, report)


def _examined(source: str, options: "Options") -> "Examination":
    from studykit import pipeline  # noqa: PLC0415  --help must not wait for the libraries

    return pipeline.check(source, options)


def _listed(source: str, options: "Options", limit: int, as_json: bool) -> "Listed":
    from studykit import pipeline  # noqa: PLC0415  --help must not wait for the libraries

    return pipeline.listed(source, options, limit=limit, as_json=as_json)
