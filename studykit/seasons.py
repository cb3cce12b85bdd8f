"""Writes several study documents as one season: reads and checks them, makes one deck, saves it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from studykit import builder, clips, links, season_file, study_file, writers
from studykit.clips import Clips
from studykit.contracts import Rendering, WriteSettings
from studykit.errors import UsageError
from studykit.model import StudyDocument
from studykit.notices import Notice
from studykit.options import Options
from studykit.pipeline import OUT
from studykit.progress import Report
from studykit.rendering import check_sheets, contents, notices
from studykit.season import Season, title_of
from studykit.sources import open_source
from studykit.templates import Templates

FORMATS = ("apkg",)


@dataclass(frozen=True)
class SeasonBuilt:
    """What a run gives: the season, its files, every notice of the way there, and the clips in the deck."""

    season: Season
    files: tuple[Path, ...]
    notices: tuple[Notice, ...]
    clips: Clips


def documents_at(places: Sequence[str]) -> tuple[str, ...]:
    """Return the study documents that ``places`` are, or hold where they are folders; raises ReadError."""
    return tuple(file for place in places for file in study_file.found(place))


def write(places: Sequence[str], options: Options, now: datetime, report: Report) -> SeasonBuilt:
    """Render the study documents in the files ``places``, of different episodes, as one season, and save it.

    Clips of sound come along from the decks that stand beside the documents. It is saved in a folder of
    ``out`` that is named after the show. ``now`` is the time of the build. Raises any StudykitError; then
    every file is as it was before.
    """
    formats = options.to or FORMATS
    _check(formats, options)
    templates = Templates(options.templates)
    documents, fresh = _loaded(places, templates, report)
    folder, owner = writers.folder_for_season(title_of(documents), options.out or OUT)
    before, unread = _ids_before(folder, documents)
    season, kept = builder.season(documents, before)
    made = _clips(places, formats, season)
    settings = WriteSettings(
        now=now,
        deck=options.deck,
        reverse=options.reverse,
        type_answer=options.type_answer,
        clips=made.by_card,
    )
    rendered = _rendered(season, formats, templates, settings, report)
    files = contents(rendered)
    beside = {**writers.retired(season, folder), season_file.FILENAME: season_file.render(kept)}
    told = (
        *fresh,
        *unread,
        *builder.told_of(season),
        *made.notices,
        *notices(rendered),
        *writers.not_newer(files, folder, now),
    )
    return SeasonBuilt(season, writers.save(folder, {**files, **beside}, owner=owner), told, made)


def _check(formats: tuple[str, ...], options: Options) -> None:
    """Raise UsageError where what is asked for is of one episode, before anything is read."""
    for name in formats:
        writers.season_renderer(name)
    if options.audio:
        raise UsageError(
            "a recording is of one episode, and these are several",
            where="--audio",
            hint="leave it out; write or build each episode with its --audio, and its clips come along",
        )
    check_sheets(options, formats)


def _loaded(
    places: Sequence[str], templates: Templates, report: Report
) -> tuple[tuple[StudyDocument, ...], tuple[Notice, ...]]:
    """Return the checked documents in ``places``, and what was not told of them when they were built."""
    checked = builder.checker(templates)
    documents: dict[str, StudyDocument] = {}
    found_in: dict[str, str] = {}
    fresh: list[Notice] = []
    for done, place in enumerate(places):
        report("reading", done, len(places))
        loaded = study_file.load(open_source(place, "study document"))
        key = loaded.episode.key
        if key in documents:
            raise UsageError(
                "this is a second document of the same episode",
                where=place,
                hint=f"leave one out; the other one is {found_in[key]}",
            )
        documents[key], found_in[key] = checked(loaded), place
        fresh.extend(documents[key].notices[len(loaded.notices) :])
    return tuple(documents.values()), (*fresh, *_told_of_secrets(documents))


def _ids_before(
    folder: Path, documents: Sequence[StudyDocument]
) -> tuple[Mapping[str, str], tuple[Notice, ...]]:
    """Return the ids that merged cards had in the last season in ``folder``, else in one beside it."""
    cards = {card.id for document in documents for card in document.cards}
    lent, unread = season_file.beside(folder, cards)
    return {**lent, **season_file.load(folder / season_file.FILENAME)}, unread


def _clips(places: Sequence[str], formats: Sequence[str], season: Season) -> Clips:
    """Return the clips that cards of ``season`` have in the decks beside ``places``.

    There are none where none of ``formats`` holds clips. An import of notes without their clips would take
    the sound from the learner's cards.
    """
    if not any(map(writers.holds_clips, formats)):
        return Clips({})
    shown = {entry.said.card.id for entry in season.cards}
    return clips.kept(shown, (writers.clips_in(Path(place).parent) for place in places if place != "-"))


def _told_of_secrets(documents: Mapping[str, StudyDocument]) -> tuple[Notice, ...]:
    """Return one notice for all episodes whose links hold a secret: those of a feed are alike."""
    told = [notice for each in documents.values() for notice in links.told_of_secret(each.episode)]
    more = f" and {len(told) - 1} more" if len(told) > 1 else ""
    return tuple(first.model_copy(update={"where": first.where + more}) for first in told[:1])


def _rendered(
    season: Season, formats: Sequence[str], templates: Templates, settings: WriteSettings, report: Report
) -> dict[str, Rendering]:
    files = {}
    for done, name in enumerate(formats):
        report(f"writing {name}", done, len(formats))
        files[writers.filename(name)] = writers.render_season(season, name, templates, settings)
    return files
