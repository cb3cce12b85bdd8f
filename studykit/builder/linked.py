"""Finds words where a transcript keeps links in what was said, as Markdown does: ``[words](address)``."""

import re

_LINK = re.compile(r"\[([^\[\]]{1,200})\]\([^()\s]{1,2000}\)")  # bounded, so that it takes linear time


def unlinked(text: str) -> str:
    """Return ``text`` with the words of its links alone, behind spaces, so that every other place stays."""
    return _LINK.sub(lambda link: link[1].rjust(len(link[0])), text)


def with_whole_links(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the borders of ``text[start:end]``, moved out of the links that they stand in."""
    for link in _LINK.finditer(text):
        if link.start() < start < link.end():
            start = link.start()
        if link.start() < end < link.end():
            end = link.end()
    return start, end
