"""Writers: one file is one output format. The door: saves a file whole or not at all."""

import os
import tempfile
from pathlib import Path

from studykit import registry
from studykit.contracts import Writer, WriteSettings
from studykit.errors import WriteError
from studykit.model import StudyDocument
from studykit.notices import Notice
from studykit.templates import Templates


def write(
    document: StudyDocument, name: str, templates: Templates, settings: WriteSettings, folder: Path
) -> tuple[Path, tuple[Notice, ...]]:
    """Render ``document`` in the format ``name`` and save it in ``folder``; return the file and the notices.

    Raises UsageError where there is no such format, TemplateError where a template is broken, WriteError
    where the folder cannot be written; a file that was there before then stays as it was.
    """
    writer = registry.load(__name__, name, Writer)
    rendering = writer.render(document, templates, settings)
    return save(folder / writer.filename, rendering.content), rendering.notices


def save(path: Path, content: bytes) -> Path:
    """Save ``content`` as ``path`` whole or not at all, making its folder; return ``path``.

    The bytes go to a new file in the same folder, which then takes the place of the old one in one step
    (POSIX rename, as in CPython's ``os.replace``). Raises WriteError.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, partial = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(partial).chmod(_permissions(path))
            Path(partial).replace(path)
        except BaseException:
            Path(partial).unlink(missing_ok=True)
            raise
    except OSError as error:
        reason = error.strerror or str(error)
        raise WriteError(
            f"cannot be written: {reason}", where=str(path), hint="choose another folder with --out"
        ) from error
    return path


def _permissions(path: Path) -> int:
    """Return the old file's permissions, or what the process would give a new one (mkstemp gives 0600)."""
    try:
        return path.stat().st_mode & 0o777
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
