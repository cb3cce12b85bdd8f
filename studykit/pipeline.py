"""The whole program in the order it happens: read, build, render, save."""

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from studykit import (
    anki_connect,
    builder,
    converters,
    feeds,
    links,
    printing,
    rewriting,
    study_file,
    transcripts,
    writers,
)
from studykit.builder import Examination
from studykit.clips import Clips
from studykit.errors import ReadError
from studykit.model import StudyDocument
from studykit.notices import Notice
from studykit.options import Options
from studykit.progress import Report
from studykit.rendering import (
    FORMATS,
    check_sheets,
    contents,
    is_reworded,
    notices,
    recording_of,
    rendered,
    settings_of,
    sound,
)
from studykit.season import alone
from studykit.settings import model_settings
from studykit.sources import open_source
from studykit.templates import Templates

OUT = Path("output")


@dataclass(frozen=True)
class Built:
    """What a run gives: the document, its files, every notice of the way there, and the clips in the deck."""

    document: StudyDocument
    files: tuple[Path, ...]
    notices: tuple[Notice, ...]
    clips: Clips


@dataclass(frozen=True)
class Pushed:
    """What was done in Anki, or would be: the document, the plan, every notice, and the cards' clips."""

    document: StudyDocument
    plan: anki_connect.Plan
    notices: tuple[Notice, ...]
    clips: Clips


@dataclass(frozen=True)
class Converted:
    """What a conversion gives: the bytes, where they were saved if anywhere, and what went less well."""

    content: bytes
    file: Path | None
    notices: tuple[Notice, ...]


@dataclass(frozen=True)
class Listed:
    """What a feed holds: its episodes as text, the show's title, and how many are shown of how many."""

    content: str
    title: str
    shown: int
    count: int


def build(place: str, options: Options, now: datetime, report: Report) -> Built:
    """Make study material of the transcript, recording or episode of a feed at ``place``, and save it.

    ``place`` is a file, an address of the web, or ``-``, standard input. ``now`` is the time of the build.
    Raises any StudykitError; then every file is as it was before.
    """
    formats = options.to or FORMATS
    check_sheets(options, formats)
    recording = recording_of(options, formats)
    source = transcripts.opened(place, "transcript", options)
    transcript = transcripts.read(source, options, report)
    templates = Templates(options.templates)
    document = builder.build(
        transcript,
        options.engine,
        templates,
        cards=options.cards,
        report=report,
        models=model_settings(options),
    )
    folder = writers.folder_for(document.episode, options.out or OUT, source.name)
    document = _continued(document, folder / writers.filename("json"))
    left = rewriting.left_of(model_settings(options), document.making)
    made = rendered(document, options, left, now, report, recording=recording, folders=(folder,))
    every = {**contents(made.files), **writers.retired(alone(made.document), folder)}
    shared = (*links.told_of_secret(document.episode), *writers.not_newer(every, folder, now))
    told = (*document.notices, *made.notices, *notices(made.files), *shared)
    saved = writers.save(folder, every, owner=document.episode.key)
    return Built(made.document, saved, told, made.clips)


def plan(place: str, options: Options, report: Report) -> builder.Plan:
    """Return what a build of the transcript at ``place`` would ask a language model; raises as ``build``."""
    transcript = transcripts.read(transcripts.opened(place, "transcript", options), options, report)
    settings, templates = model_settings(options), Templates(options.templates)
    planned = builder.plan(transcript, options.engine, templates, settings)
    if not is_reworded(options.to or FORMATS, options):
        return planned
    essay = rewriting.plan(transcript, options.engine, templates, settings)
    return replace(planned, steps=(*planned.steps, ("essay", essay)))


def write(place: str, options: Options, now: datetime, report: Report) -> Built:
    """Render the study document in the file ``place``, perhaps edited by hand, again, and save it.

    The document is checked anew, not analysed. It is saved beside ``place`` unless ``out`` says where, and
    never in place of it, for that would drop from the user's file what the check dropped. ``now`` is the
    time of the build. Raises any StudykitError; then every file is as it was before.
    """
    formats = options.to or FORMATS
    check_sheets(options, formats)
    recording = recording_of(options, formats)
    source, templates = open_source(place), Templates(options.templates)
    loaded = study_file.load(source)
    document = builder.check(loaded, templates)
    folder, owner = Path(place).parent, ""
    if options.out or place == "-":
        owner = document.episode.key
        folder = writers.folder_for(document.episode, options.out or OUT, source.name)
    folders, models = (*_folder_of(place), folder), model_settings(options)
    made = rendered(document, options, models, now, report, recording=recording, folders=folders)
    others = {name: file for name, file in made.files.items() if not _is_same(folder / name, Path(place))}
    shared = (*links.told_of_secret(document.episode), *writers.not_newer(contents(others), folder, now))
    saved = writers.save(folder, contents(others), owner=owner)
    kept = _kept(place) if options.to and len(others) < len(made.files) else ()
    fresh = document.notices[len(loaded.notices) :]  # the others were told when it was built
    told = (*fresh, *made.notices, *notices(others), *shared, *kept)
    return Built(made.document, saved, told, made.clips)


def push(
    place: str,
    options: Options,
    now: datetime,
    report: Report,
    *,
    only_new: bool = False,
    suspend_retired: bool = False,
    dry_run: bool = False,
) -> Pushed:
    """Put the cards of the study document in the file ``place`` into the Anki program on this computer.

    With ``only_new`` the notes that Anki has stay as they are, with ``suspend_retired`` the cards that are
    not made any more are suspended, with ``dry_run`` nothing is done at all. ``now`` is the time of the new
    notes. Raises any StudykitError; pushing again does what is left.
    """
    recording = recording_of(options, FORMATS)
    loaded = study_file.load(open_source(place))
    templates = Templates(options.templates)
    document = builder.check(loaded, templates)
    folders = _folder_of(place)
    made = sound(document, recording, options, report, formats=("apkg",), folders=folders)
    deck = writers.anki_deck(document, templates, settings_of(options, now, made))
    anki = anki_connect.connect(options.anki_url, options.anki_key)
    plan = anki_connect.compare(deck, anki, report)
    plan = plan.without_changes() if only_new else plan
    fresh = (*document.notices[len(loaded.notices) :], *made.notices)
    told = (*fresh, *anki_connect.remarks(plan, suspend=suspend_retired))
    if not dry_run:
        anki_connect.carry_out(plan, anki, now, report, suspend=suspend_retired)
        after = anki_connect.compare(deck, anki, report)
        told += anki_connect.left_over(after.without_changes() if only_new else after)
    return Pushed(document, plan, told, made)


def check(place: str, options: Options) -> Examination:
    """Return what the rules say of the study document in ``place``; raises ReadError, TemplateError."""
    return builder.examine(study_file.load(open_source(place)), Templates(options.templates))


def print_out(place: str, options: Options, *, copies: int, pages: str) -> printing.Job:
    """Hand the PDF at ``place`` to a printer; raises ReadError, UsageError and PrintError."""
    order = printing.Order(options.printer, options.duplex, copies, pages)
    return printing.send(open_source(place, "PDF"), order)


def convert(place: str, name: str, out: Path | None, options: Options, report: Report) -> Converted:
    """Write the transcript at ``place`` in the format ``name``, and save it as ``out`` where given.

    Nothing is analysed. Raises any StudykitError; then the file ``out`` is as it was before.
    """
    needs_times = converters.needs_times(name)
    transcript = transcripts.read(transcripts.opened(place, "transcript", options), options, report)
    if needs_times:
        transcript = builder.timed(transcript)
    content, lost = converters.convert(transcript, name)
    files = writers.save(out.parent, {out.name: content}) if out else ()
    return Converted(content, next(iter(files), None), (*transcript.notices, *lost))


def listed(place: str, options: Options, *, limit: int, as_json: bool) -> Listed:
    """Return the first ``limit`` episodes of the feed at ``place``, as JSON or as lines; raises ReadError."""
    feed = feeds.read(transcripts.opened(place, "feed", options))
    content = feeds.as_json(feed, limit) if as_json else "\n".join(feeds.lines(feed, limit))
    return Listed(content, feed.title, len(feed.episodes[:limit]), len(feed.episodes))


def _folder_of(place: str) -> tuple[Path, ...]:
    """Return the folder of the file ``place``; none of standard input."""
    return () if place == "-" else (Path(place).parent,)


def _continued(document: StudyDocument, before: Path) -> StudyDocument:
    """Return ``document`` going on from the build that is saved as ``before``, where there is one."""
    if not before.is_file():
        return document
    try:
        previous = study_file.load(open_source(str(before)))
    except ReadError as error:
        text = f"the last build cannot be read, so that cards reworded since are new ones: {error.what}"
        return document.model_copy(
            update={"notices": (*document.notices, Notice(code="last-build", text=text, where=str(before)))}
        )
    return builder.continued(document, previous)


def _is_same(one: Path, other: Path) -> bool:
    return one.exists() and other.exists() and one.samefile(other)


def _kept(place: str) -> tuple[Notice, ...]:
    text = "the study document that was read was not written over; choose another folder with --out"
    return (Notice(code="source-kept", text=text, where=place),)
