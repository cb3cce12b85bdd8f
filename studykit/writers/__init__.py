"""Writers: one file is one output format. The door: renders, and saves all files whole or none."""

import os
import tempfile
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from datetime import datetime
from itertools import count
from pathlib import Path

from studykit import registry
from studykit.contracts import Clip, Imposition, Rendering, Writer, WriteSettings
from studykit.errors import UsageError, WriteError
from studykit.model import Episode, StudyDocument
from studykit.notices import Notice
from studykit.season import Season
from studykit.templates import Templates
from studykit.text import slug
from studykit.writers import _anki_age, _anki_opened, _anki_retired, _anki_sound
from studykit.writers._anki_deck import AnkiDeck, anki_deck
from studykit.writers._anki_notes import AnkiNote
from studykit.writers._anki_types import FIELDS as ANKI_FIELDS
from studykit.writers._anki_types import NoteType
from studykit.writers._bidi import language_direction

__all__ = [
    "ANKI_FIELDS",
    "AnkiDeck",
    "AnkiNote",
    "NoteType",
    "anki_deck",
    "anki_package",
    "clips_in",
    "filename",
    "folder_for",
    "folder_for_season",
    "holds_clips",
    "is_book",
    "is_essay",
    "needs_cards",
    "not_newer",
    "render",
    "render_season",
    "retired",
    "save",
    "season_renderer",
]

EPISODE_MARK = ".episode"
"""The file in an episode's folder that holds its key, so that no other episode is written over it."""


def filename(name: str, imposition: Imposition | None = None) -> str:
    """Return what the file of format ``name`` is called; raises UsageError where there is no such format.

    A book on larger sheets has a name of its own, for it cannot be read on a screen.
    """
    writer = registry.load(__name__, name, Writer)
    if imposition and writer.is_book:
        return writer.filename.replace(".pdf", f"-{imposition}.pdf")
    return writer.filename


def holds_clips(name: str) -> bool:
    """Whether the format ``name`` holds clips of sound; raises UsageError where there is no such format."""
    return registry.load(__name__, name, Writer).holds_clips


def needs_cards(name: str) -> bool:
    """Whether the format ``name`` is nothing without cards; raises UsageError where there is none such."""
    return registry.load(__name__, name, Writer).needs_cards


def is_book(name: str) -> bool:
    """Whether pages of the format ``name`` may stand on larger sheets; raises UsageError for none such."""
    return registry.load(__name__, name, Writer).is_book


def is_essay(name: str) -> bool:
    """Whether the format ``name`` is the talk itself, reworded; raises UsageError for none such."""
    return registry.load(__name__, name, Writer).is_essay


def render(document: StudyDocument, name: str, templates: Templates, settings: WriteSettings) -> Rendering:
    """Return ``document`` in the format ``name``, and what went less well; saves nothing.

    Raises UsageError where there is no such format, or no library to put its pages on larger sheets,
    TemplateError where a template is broken.
    """
    writer = registry.load(__name__, name, Writer)
    plain = writer.render(document, templates, settings)
    if not (settings.imposition and writer.is_book):
        return plain
    from studykit.writers import _imposition  # noqa: PLC0415  its library is an extra

    return _imposition.imposed(
        plain, settings.imposition, from_right=language_direction(document.episode.spoken) == "R"
    )


def render_season(season: Season, name: str, templates: Templates, settings: WriteSettings) -> Rendering:
    """Return ``season`` in the format ``name``, and what went less well; saves nothing.

    Raises what ``season_renderer`` does, TemplateError where a template is broken, and NothingToStudyError.
    """
    return season_renderer(name)(season, templates, settings)


def season_renderer(name: str) -> Callable[[Season, Templates, WriteSettings], Rendering]:
    """Return what renders several episodes as one file of the format ``name``.

    Raises UsageError where there is no such format, or one file of it is of one episode.
    """
    made = registry.load(__name__, name, Writer).render_season
    if made is None:
        each = {other: registry.load(__name__, other, Writer) for other in registry.names(__name__)}
        able = ", ".join(other for other, writer in each.items() if writer.render_season)
        raise UsageError(
            f"a file of {name} is of one episode, and these are several",
            where="--to",
            hint=f"write each episode alone, or several as: {able}",
        )
    return made


def anki_package(deck: AnkiDeck, now: datetime) -> bytes:
    """Return ``deck`` as a package for Anki, made at ``now``."""
    from studykit.writers import _anki_package  # noqa: PLC0415  its library loads only where it is needed

    return _anki_package.package(deck, now)


def clips_in(folder: Path) -> tuple[Mapping[str, Clip], tuple[Notice, ...]]:
    """Return the clips of sound in the package for Anki that lies in ``folder``, by the ids of their cards.

    Where there is none they are none; where it cannot be read, a notice says so.
    """
    path = folder / filename("apkg")
    try:
        return (_anki_sound.clips_in(path.read_bytes()) if path.exists() else {}), ()
    except _anki_opened.BROKEN as error:
        text = f"the sound in the last build's deck cannot be read: {error}"
        return {}, (Notice(code="clips-missing", text=text, where=str(path)),)


def not_newer(files: Mapping[str, bytes], folder: Path, now: datetime) -> tuple[Notice, ...]:
    """Return a notice for each of ``files``, made at ``now``, that will not update what ``folder`` has of it.

    Only packages for Anki have a time that matters.
    """
    packages = {name: content for name, content in files.items() if name.endswith(".apkg")}
    return tuple(
        notice
        for name, content in packages.items()
        for notice in _anki_age.told_of_age(content, folder / name, now)
    )


def retired(season: Season, folder: Path) -> dict[str, bytes]:
    """Return the list of cards that are not made any more, by its file's name; empty where not needed.

    One that stands in ``folder`` is renewed even where no card is retired now.
    """
    if not season.retired and not season.merged and not (folder / _anki_retired.FILENAME).exists():
        return {}
    return {_anki_retired.FILENAME: _anki_retired.render(season)}


def folder_for(episode: Episode, out: Path, source_name: str) -> Path:
    """Return the folder in ``out`` for ``episode``: the slug of its title, else of ``source_name``.

    A folder that belongs to another episode, or to someone else, is left alone: then it is ``slug-2`` and
    so on. Makes nothing.
    """
    name = slug(episode.title) or slug(Path(source_name).stem) or "episode"
    return _free_folder(out, name, episode.key)


def folder_for_season(title: str, out: Path) -> tuple[Path, str]:
    """Return the folder in ``out`` for the season called ``title``, and the key it is to be saved with."""
    key = f"season of {title}"
    return _free_folder(out, slug(title) or "season", key), key


def save(folder: Path, files: Mapping[str, bytes], *, owner: str = "") -> tuple[Path, ...]:
    """Save ``files``, contents by name, in ``folder``, making it; return their paths.

    ``owner`` is the key of the episode whose folder it becomes, see ``folder_for``.

    All bytes are on the disk under other names before the first file takes its place, each in one step
    (``os.replace``: atomic by POSIX ``rename``). So where the folder cannot be written, the disk is full or
    the process is killed, no file is ever half of anything. Raises WriteError.
    """
    mark = {EPISODE_MARK: f"{owner}\n".encode()} if owner else {}
    try:
        with ExitStack() as cleanup:
            staged = [_stage(folder / name, content, cleanup) for name, content in {**mark, **files}.items()]
            for partial, path in staged:
                partial.replace(path)
    except OSError as error:
        raise WriteError(
            f"cannot be written: {error.strerror or error}",
            where=str(error.filename2 or error.filename or folder),
            hint="close what holds it open, or choose another folder with --out",
        ) from error
    return tuple(folder / name for name in files)


def _free_folder(out: Path, name: str, key: str) -> Path:
    candidates = (out / (name if number == 1 else f"{name}-{number}") for number in count(1))
    return next(folder for folder in candidates if _is_free(folder, key))


def _is_free(folder: Path, key: str) -> bool:
    try:
        return not folder.exists() or (folder.is_dir() and _belongs_to(folder, key))
    except OSError:  # it cannot be looked at: saving will fail, and say why
        return True


def _belongs_to(folder: Path, key: str) -> bool:
    mark = folder / EPISODE_MARK
    if mark.is_file():
        return mark.read_text(encoding="utf-8", errors="replace").strip() == key.strip()
    return not any(folder.iterdir())


def _stage(path: Path, content: bytes, cleanup: ExitStack) -> tuple[Path, Path]:
    """Put ``content`` on the disk beside ``path``; return where, and ``path``; ``cleanup`` can undo it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_dir():
        raise IsADirectoryError(0, "a folder stands in its place", str(path))
    descriptor, partial = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    cleanup.callback(Path(partial).unlink, missing_ok=True)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    Path(partial).chmod(_permissions(path))
    return Path(partial), path


def _permissions(path: Path) -> int:
    """Return the old file's permissions, or what the process would give a new one (mkstemp gives 0600)."""
    try:
        return path.stat().st_mode & 0o777
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
