"""Plain text made safe inside Markdown: what a reader sees is what was written.

A backslash before ASCII punctuation stands for the character itself (CommonMark 0.31, section 2.4). What is
escaped goes beyond CommonMark where GitHub or Obsidian give a character a meaning: tables, strikethrough,
formulas, highlights, tags, comments, emoji codes, and bare addresses, in which GitHub shows the backslashes.
"""

import re
from urllib.parse import quote

_ALWAYS = re.compile(r"[\\`*_\[\]<>#|~$^]")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_PAIRED = re.compile(r"==|%%|:(?=//|[\w+-]+:)|(?<=\bwww)\.")
_LINE_START = re.compile(r"^(?:(?=[-+=])|(\d{1,9})(?=[.)](?:\s|$)))")
_BLANKS = re.compile(r"[ \t]+")
_NOT_IN_A_SLUG = re.compile(r"[^\w\- ]")


def escape(text: str) -> str:
    """Return one line of ``text`` so that Markdown shows it as written, at the start of a line too.

    Line ends and runs of blanks become one space.
    """
    line = _BLANKS.sub(" ", text.replace("\n", " ")).strip()
    line = _ALWAYS.sub(r"\\\g<0>", line)
    line = _ENTITY.sub(r"\\&", line)
    line = _PAIRED.sub(r"\\\g<0>", line)
    return _LINE_START.sub(r"\1\\", line)


def escape_lines(text: str, indent: str = "") -> str:
    """Return ``text`` with its line breaks kept as hard breaks; later lines begin with ``indent``."""
    lines = [escape(line) for line in text.split("\n") if line.strip()]
    return f"\\\n{indent}".join(lines)


def link(label: str, url: str) -> str:
    """Return a link with an escaped ``label``; the label alone where ``url`` is empty."""
    if not url:
        return escape(label)
    target = quote(url, safe="/:?#[]@!$&'*+,;=%~")
    return f"[{escape(label)}](<{_ENTITY.sub('&amp;', target)}>)"


def anchor(heading: str) -> str:
    """Return the fragment by which GitHub links to ``heading``, given as plain text.

    As in github/html-pipeline's table of contents filter: lower case, punctuation dropped, spaces to hyphens.
    """
    return "#" + quote(_NOT_IN_A_SLUG.sub("", heading.lower()).replace(" ", "-"))
