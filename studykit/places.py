"""Opens the place that a user or a feed names: a file, standard input, or an address of the web."""

import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

from studykit.addresses import any_address, is_public, is_web
from studykit.contracts import Source
from studykit.errors import ReadError
from studykit.fetch import fetch
from studykit.sources import STANDARD_INPUT, bounded, open_source


def open_place(place: str, what: str = "transcript", *, allow_private: bool = False) -> Source:
    """Return what stands at ``place``: a file, ``-`` for standard input, or an address of http or https.

    ``what`` is what should stand there, for the message. Hosts of a private network are asked only where
    ``allow_private`` says so. Raises ReadError.
    """
    if not is_web(place):
        return open_source(place, what)
    found = fetch(place, allows=any_address if allow_private else is_public)
    return replace(bounded(called(place), found.content), url=found.url, charset=found.charset)


def open_linked(link: str, holder: Source, what: str, *, allow_private: bool = False) -> Source:
    """Return what ``link`` points to, which stands in ``holder``.

    It may point to the web and, where ``holder`` is a file, to a file beside or below that one, wherever
    symbolic links lead: a feed from the web is no way to the files of whoever reads it. Raises ReadError.
    """
    if is_web(link):
        return open_place(link, what, allow_private=allow_private)
    if holder.url or holder.name == STANDARD_INPUT:
        raise ReadError(
            f"the link to the {what} is no address of the web: {link}",
            where=holder.name,
            hint=f"find the {what} yourself, and give it",
        )
    return open_source(str(_beside(link, holder.name)), what)


def called(place: str) -> str:
    """Return what to call ``place`` in messages and files.

    An address of the web is given without its query, which may hold a key, and with its letters decoded.
    """
    return unquote(re.split(r"[?#]", place, maxsplit=1)[0]) if is_web(place) else place


def _beside(link: str, name: str) -> Path:
    """Return the file that ``link`` means in the file ``name``; raises ReadError where it lies elsewhere."""
    folder = Path(name).parent
    try:
        path = folder / unquote(urlsplit(link).path)
        is_inside = not urlsplit(link).scheme and path.resolve().is_relative_to(folder.resolve())
    except (OSError, ValueError, RuntimeError):  # a NUL, an address cut short, links that go in circles
        is_inside = False
    if not is_inside:
        raise ReadError(
            f"the feed points to what does not lie beside it: {link}",
            where=name,
            hint="a feed in a file may point to the web, and to files in its own folder",
        )
    return path
