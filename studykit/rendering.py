"""From a study document to its files, each as the user wants it; saves nothing."""

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from studykit import clips, rewriting, transcripts, writers
from studykit.clips import Clips
from studykit.contracts import ModelSettings, Rendering, Source, WriteSettings
from studykit.errors import UsageError
from studykit.model import StudyDocument
from studykit.notices import Notice
from studykit.options import Options
from studykit.progress import Report
from studykit.rewriting import Reworded
from studykit.services import is_model
from studykit.templates import Templates

FORMATS = ("apkg", "pdf", "docx", "json", "md")


@dataclass(frozen=True)
class Rendered:
    """The files by their names, the document that they show, and the clips in the deck.

    ``notices`` tell what went less well before the files were made; what did in making one, it has itself.
    """

    document: StudyDocument
    files: dict[str, Rendering]
    notices: tuple[Notice, ...]
    clips: Clips


def rendered(
    document: StudyDocument,
    options: Options,
    models: ModelSettings,
    now: datetime,
    report: Report,
    *,
    recording: Source | None,
    folders: tuple[Path, ...],
) -> Rendered:
    """Return ``document`` in each format that ``options`` ask for, with clips and a model's rewording.

    ``recording`` is what clips are cut from; without one those of the last decks in ``folders`` are kept.
    ``models`` has what is left of the budget. Raises any StudykitError.
    """
    formats, missing = _possible(options.to or FORMATS, document, options)
    made = sound(document, recording, options, report, formats=formats, folders=folders)
    reworded = _reworded(document, formats, options, models, report)
    document = rewriting.with_usage(document, reworded.usage)
    settings = replace(settings_of(options, now, made), rewriting=reworded.rewriting)
    files = _render(document, formats, Templates(options.templates), settings, report)
    return Rendered(document, files, (*missing, *made.notices, *reworded.notices), made)


def recording_of(options: Options, formats: tuple[str, ...]) -> Source | None:
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
    recording = transcripts.opened(options.audio, "recording", options)
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


def sound(
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


def _reworded(
    document: StudyDocument,
    formats: tuple[str, ...],
    options: Options,
    settings: ModelSettings,
    report: Report,
) -> Reworded:
    """Return the talk as the engine words it, where one of ``formats`` shows that."""
    if not is_reworded(formats, options):
        return Reworded()
    return rewriting.reword(document, options.engine, Templates(options.templates), settings, report)


def is_reworded(formats: tuple[str, ...], options: Options) -> bool:
    """Return whether the engine is a model and one of ``formats`` shows how it words the talk."""
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


def _render(
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


def settings_of(options: Options, now: datetime, made: Clips) -> WriteSettings:
    """Return what a writer is told of the user's choices; ``made`` are the clips of the cards."""
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
