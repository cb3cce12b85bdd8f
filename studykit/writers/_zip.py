"""A zip with the same bytes for the same files, on every system."""

import io
import zipfile
from collections.abc import Mapping

_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""What a zip can hold: the time of the build would make other bytes of the same files."""


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return a zip of ``files``, contents by name, in their order; names part folders with ``/``."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _EARLIEST)
            entry.create_system = 3  # the zip would else tell Windows from other systems
            entry.external_attr = 0o644 << 16
            package.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return file.getvalue()
