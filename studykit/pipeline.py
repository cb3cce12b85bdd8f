"""The whole program in the order it happens: read, build, render, save."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from studykit import (
    anki_connect,
    builder,
    chapter_lists,
    clips,
    converters,
    episodes,
    feeds,
    links,
    printing,
    readers,
    recognition,
    recordings,
    rewriting,
    study_file,
    writers,
)
from studykit.builder import Examination
from studykit.clips import Clips
from studykit.contracts import ModelSettings, Rendering, Source, WriteSettings
from studykit.errors import EngineError, ReadError, UsageError
from studykit.model import Episode, Role, StudyDocument, Transcript
from studykit.notices import Notice
from studykit.options import Options, model_settings
from studykit.places import open_place
from studykit.progress import Report
from studykit.rewriting import Reworded
from studykit.season import alone
from studykit.services import is_model
from studykit.sources import open_source
from studykit.templates import Templates

FORMATS = ("apkg", "pdf", "docx", "json", "md")
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
    recording = _recording(options, formats)
    source = _opened(place, "transcript", options)
    transcript = read(source, options, report)
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
    formats, missing = _possible(formats, document, options)
    made = _clips(document, recording, options, report, formats=formats, folders=(folder,))
    asking = rewriting.left_of(model_settings(options), document.making)
    reworded = _reworded(document, formats, options, asking, report)
    document = rewriting.with_usage(document, reworded.usage)
    settings = replace(_settings(options, now, made), rewriting=reworded.rewriting)
    files = render(document, formats, templates, settings, report)
    every = {**contents(files), **writers.retired(alone(document), folder)}
    shared = (*links.told_of_secret(document.episode), *writers.not_newer(every, folder, now))
    told = (*document.notices, *missing, *made.notices, *reworded.notices, *notices(files), *shared)
    saved = writers.save(folder, every, owner=document.episode.key)
    return Built(document, saved, told, made)


def plan(place: str, options: Options, report: Report) -> builder.Plan:
    """Return what a build of the transcript at ``place`` would ask a language model; raises as ``build``."""
    transcript = read(_opened(place, "transcript", options), options, report)
    settings, templates = model_settings(options), Templates(options.templates)
    planned = builder.plan(transcript, options.engine, templates, settings)
    if not _has_reworded(options.to or FORMATS, options):
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
    recording = _recording(options, formats)
    source, templates = open_source(place), Templates(options.templates)
    loaded = study_file.load(source)
    document = builder.check(loaded, templates)
    folder, owner = Path(place).parent, ""
    if options.out or place == "-":
        owner = document.episode.key
        folder = writers.folder_for(document.episode, options.out or OUT, source.name)
    formats, missing = _possible(formats, document, options)
    folders = (*_folder_of(place), folder)
    made = _clips(document, recording, options, report, formats=formats, folders=folders)
    reworded = _reworded(document, formats, options, model_settings(options), report)
    document = rewriting.with_usage(document, reworded.usage)
    settings = replace(_settings(options, now, made), rewriting=reworded.rewriting)
    files = render(document, formats, templates, settings, report)
    others = {name: file for name, file in files.items() if not _is_same(folder / name, Path(place))}
    shared = (*links.told_of_secret(document.episode), *writers.not_newer(contents(others), folder, now))
    saved = writers.save(folder, contents(others), owner=owner)
    kept = _kept(place) if options.to and len(others) < len(files) else ()
    fresh = document.notices[len(loaded.notices) :]  # the others were told when it was built
    told = (*fresh, *missing, *made.notices, *reworded.notices, *notices(others), *shared, *kept)
    return Built(document, saved, told, made)


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
    recording = _recording(options)
    loaded = study_file.load(open_source(place))
    templates = Templates(options.templates)
    document = builder.check(loaded, templates)
    folders = _folder_of(place)
    made = _clips(document, recording, options, report, formats=("apkg",), folders=folders)
    deck = writers.anki_deck(document, templates, _settings(options, now, made))
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
    transcript = read(_opened(place, "transcript", options), options, report)
    if needs_times:
        transcript = builder.timed(transcript)
    content, lost = converters.convert(transcript, name)
    files = writers.save(out.parent, {out.name: content}) if out else ()
    return Converted(content, next(iter(files), None), (*transcript.notices, *lost))


def read(source: Source, options: Options, report: Report) -> Transcript:
    """Return the transcript in ``source``, completed by all else that the user gives or says of the episode.

    Raises ReadError, UsageError where what the user says does not fit it, and EngineError where speech is to
    be recognised and cannot be.
    """
    transcript, people = _given(source, options, report)
    if options.also:
        other = _opened(options.also, "transcript", options)
        transcript = builder.combine(transcript, _said(other, None, options, report))
    if options.speaker:
        transcript = builder.renamed(transcript, options.speaker_names)
    transcript = builder.introduced(transcript, people)
    if options.chapters:
        marks = chapter_lists.read(_opened(options.chapters, "list of chapters", options))
        transcript = builder.with_chapters(transcript, marks)
    return _spelled(with_told_episode(transcript, options.episode), options)


def listed(place: str, options: Options, *, limit: int, as_json: bool) -> Listed:
    """Return the first ``limit`` episodes of the feed at ``place``, as JSON or as lines; raises ReadError."""
    feed = feeds.read(_opened(place, "feed", options))
    content = feeds.as_json(feed, limit) if as_json else "\n".join(feeds.lines(feed, limit))
    return Listed(content, feed.title, len(feed.episodes[:limit]), len(feed.episodes))


def _opened(place: str, what: str, options: Options) -> Source:
    return open_place(place, what, allow_private=options.allow_private)


def _given(source: Source, options: Options, report: Report) -> tuple[Transcript, Mapping[str, Role]]:
    """Return the transcript that ``source`` is or leads to, and who is known to take part in it."""
    if feeds.is_feed(source):
        taken = episodes.take(source, options)
        return taken.transcript, taken.people
    if options.episode_:
        raise UsageError(
            "--episode chooses from a feed, and this is none",
            where=source.name,
            hint="leave --episode out, or give the show's RSS feed",
        )
    return _said(source, options.from_, options, report), {}


def _said(source: Source, format_name: str | None, options: Options, report: Report) -> Transcript:
    """Return the transcript in ``source``, or what is said in it where it is a recording."""
    if format_name or not source.is_recording:
        return readers.read(source, format_name)
    try:
        recording = recordings.examine(source)
        recogniser = recognition.connect(options.model)
        return recognised(source, recording, recogniser, options.language, report)
    except EngineError as error:
        raise recognition.with_transcript_beside(error, source) from error


def recognised(
    source: Source,
    recording: recordings.Recording,
    recogniser: recognition.Recogniser,
    language: str | None,
    report: Report,
) -> Transcript:
    """Return what ``recogniser`` hears in ``source``, with the title and chapters that ``recording`` tells.

    ``language`` is a tag, None to find it out. Raises ReadError where it is broken or nobody speaks in it,
    EngineError where the recogniser fails.
    """
    heard = recognition.recognise(
        source, recogniser, language=language, duration_ms=recording.duration_ms, report=report
    )
    transcript = with_told_episode(readers.read(heard.source, recognition.FORMAT), recording.episode)
    told = transcript.model_copy(update={"notices": (*transcript.notices, *heard.notices)})
    return builder.with_chapters(told, recording.chapters)


def with_told_episode(transcript: Transcript, told: Mapping[str, object]) -> Transcript:
    """Return ``transcript`` with what is ``told`` of the episode, by the names that ``Episode`` has for it.

    Where the user tells it, the key stays unless ``episode_id`` is given: a corrected title must not cost
    learners their history.
    """
    known = transcript.episode.model_dump()
    return transcript.model_copy(update={"episode": Episode.model_validate({**known, **told})})


def _spelled(transcript: Transcript, options: Options) -> Transcript:
    if not options.vocabulary:
        return transcript
    vocabulary = builder.read_vocabulary(_opened(options.vocabulary, "vocabulary", options))
    return builder.corrected(transcript, vocabulary)


def _recording(options: Options, formats: tuple[str, ...] = FORMATS) -> Source | None:
    """Return the recording to cut clips from, None where none is given.

    It is looked at before all work: a wrong name must not be told after an hour of recognising speech. Raises
    UsageError where none of ``formats`` holds clips, ReadError and EngineError.
    """
    if not options.audio:
        return None
    if not any(map(writers.holds_clips, formats)):
        raise UsageError(
            "none of the formats asked for holds clips of sound",
            where="--audio",
            hint="add apkg to --to, or leave --audio out",
        )
    recording = _opened(options.audio, "recording", options)
    clips.check(recording)
    return recording


def check_sheets(options: Options, formats: tuple[str, ...]) -> None:
    """Raise UsageError where pages are to be put on larger sheets and none of ``formats`` has such pages."""
    if options.imposition and not any(map(writers.is_book, formats)):
        raise UsageError(
            "none of the formats asked for is a book of pages",
            where="--booklet" if options.booklet else "--nup",
            hint="add pdf to --to, or leave it out",
        )


def _clips(
    document: StudyDocument,
    recording: Source | None,
    options: Options,
    report: Report,
    *,
    formats: tuple[str, ...],
    folders: tuple[Path, ...],
) -> Clips:
    """Return what the cards sound like in ``recording``; without one, in the last decks in ``folders``.

    An import of notes without their clips would take the sound from the learner's cards. There are none where
    none of ``formats`` holds clips.
    """
    if recording:
        return clips.cut(document, recording, options.clip_format, report)
    if not any(map(writers.holds_clips, formats)):
        return Clips({})
    found = clips.kept({card.id for card in document.cards}, map(writers.clips_in, dict.fromkeys(folders)))
    if not found.by_card:
        return found
    text = f"cards that keep the sound of the last build's deck: {len(found.by_card)}; --audio cuts it anew"
    told = Notice(code="clips-kept", text=text, where=document.episode.title)
    return replace(found, notices=(*found.notices, told))


def _folder_of(place: str) -> tuple[Path, ...]:
    """Return the folder of the file ``place``; none of standard input."""
    return () if place == "-" else (Path(place).parent,)


def _reworded(
    document: StudyDocument,
    formats: tuple[str, ...],
    options: Options,
    settings: ModelSettings,
    report: Report,
) -> Reworded:
    """Return the talk as the engine words it, where one of ``formats`` shows that."""
    if not _has_reworded(formats, options):
        return Reworded()
    return rewriting.reword(document, options.engine, Templates(options.templates), settings, report)


def _has_reworded(formats: tuple[str, ...], options: Options) -> bool:
    return is_model(options.engine) and any(map(writers.is_essay, formats))


def _possible(
    formats: tuple[str, ...], document: StudyDocument, options: Options
) -> tuple[tuple[str, ...], tuple[Notice, ...]]:
    """Return ``formats`` without those that need cards, where there are none and nobody asks for them."""
    if options.to or document.cards:
        return formats, ()
    text = "no sentence made a card that stands alone, so there is no deck"
    told = Notice(code="no-cards", text=text, where=document.episode.title)
    return tuple(name for name in formats if not writers.needs_cards(name)), (told,)


def render(
    document: StudyDocument,
    formats: tuple[str, ...],
    templates: Templates,
    settings: WriteSettings,
    report: Report,
) -> dict[str, Rendering]:
    """Return ``document`` in each of ``formats``, by the file's name; saves nothing.

    Raises UsageError where there is no such format, TemplateError where a template is broken.
    """
    files = {}
    for done, name in enumerate(formats):
        report(f"writing {name}", done, len(formats))
        filename = writers.filename(name, settings.imposition)
        files[filename] = writers.render(document, name, templates, settings)
    return files


def _settings(options: Options, now: datetime, made: Clips) -> WriteSettings:
    return WriteSettings(
        now=now,
        paper=options.paper,
        theme=options.theme,
        fonts=options.font,
        installed_fonts=True,
        layout=options.layout,
        imposition=options.imposition,
        duplex=options.duplex or "long",
        card_sheet=options.card_sheet,
        seed=options.seed,
        versions=options.versions,
        deck=options.deck,
        reverse=options.reverse,
        type_answer=options.type_answer,
        clips=made.by_card,
    )


def contents(files: dict[str, Rendering]) -> dict[str, bytes]:
    """Return the bytes of each rendering by the file's name."""
    return {name: rendering.content for name, rendering in files.items()}


def notices(files: dict[str, Rendering]) -> tuple[Notice, ...]:
    """Return what went less well in making ``files``."""
    return tuple(notice for rendering in files.values() for notice in rendering.notices)


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
