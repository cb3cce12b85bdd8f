"""Markdown's inline marks: taken off a line that is read, kept away from words that are written.

A backslash before ASCII punctuation stands for the character itself (CommonMark 0.31, section 2.4). What is
escaped goes beyond CommonMark where GitHub, Obsidian, its plug-in for flashcards or Mochi give a character a
meaning: tables, strikethrough, formulas, highlights, tags, comments, emoji codes, what parts a card's sides
or hides words on it, and bare addresses, in which GitHub shows the backslashes.
Every pattern is bounded, so that no line takes more than linear time.
"""

import html
import re
from urllib.parse import quote

from studykit.text import clean

_PUNCTUATION = "\\!\"#$%&'()*+,-./:;<=>?@[]^_`{|}~"
_SHIELD = 0xE000  # private-use characters stand for escaped ones while marks are taken off
_SHIELDED = str.maketrans({mark: chr(_SHIELD + ord(mark)) for mark in _PUNCTUATION})
_UNSHIELDED = str.maketrans({chr(_SHIELD + ord(mark)): mark for mark in _PUNCTUATION})
_ESCAPE = re.compile(r"\\([\\!\"#$%&'()*+,\-./:;<=>?@\[\]^_`{|}~])")
_CODE = re.compile(r"(?<!`)(`{1,3})(?!`)([^`\n]{1,2000})\1(?!`)")
_TARGET = r"\((?:[^()\s]|\([^()\s]{0,100}\)){0,1000}(?:\s+[\"'][^\"']{0,300}[\"'])?\)"
_IMAGE = re.compile(rf"!\[[^\[\]]{{0,500}}\](?:{_TARGET}|\[[^\[\]]{{0,100}}\])")
_LINK = re.compile(rf"\[([^\[\]]{{0,1000}})\](?:{_TARGET}|\[[^\[\]]{{0,100}}\])")
_FOOTNOTE = re.compile(r"\[\^[^\[\]\s]{1,50}\]:?")
_TAG = re.compile(r"</?(?:[a-z][a-z0-9]{0,15})(?:\s[^<>]{0,1000})?/?>", re.IGNORECASE)
_AUTOLINK = re.compile(r"<((?:https?|mailto):[^<>\s]{1,1000})>")
# A mark opens or closes emphasis where it touches a word on one side; between two words a single one is text.
_DOUBLE = re.compile(r"(?<=\S)(?:\*{2,3}|~~)|(?:\*{2,3}|~~)(?=\S)")
_STAR = re.compile(r"(?<![\w*])\*(?=[^\s*])|(?<=[^\s*])\*(?![\w*])")
_UNDERSCORE = re.compile(r"(?<!\w)_{1,3}(?=[^\s_])|(?<=[^\s_])_{1,3}(?!\w)")

_ALWAYS = re.compile(r"[\\`*_\[\]<>#|~$^{}]")
_ENTITY = re.compile(r"&(?=#?\w{1,32};)")
_CHARACTER = re.compile(r"&#?\w{1,32};")
_PAIRED = re.compile(r"=(?==)|(?<==)=|;(?=;)|(?<=;);|:(?=:)|(?<=:):|%%|:(?=//|[\w+-]+:)|(?<=\bwww)\.")
_LINE_START = re.compile(r"^(?:(?=[-+=]|\?{1,2}$)|(\d{1,9})(?=[.)](?:\s|$)))")
_BLANKS = re.compile(r"[ \t]+")
_NOT_IN_A_SLUG = re.compile(r"[^\w\- ]")


def shown(text: str) -> str:
    """Return the words of ``text`` as a reader of the rendered page sees them; images are gone."""
    line = _ESCAPE.sub(lambda match: match[1].translate(_SHIELDED), text)
    line = _CODE.sub(lambda match: match[2].translate(_SHIELDED), line)
    line = _AUTOLINK.sub(r"\1", _without_comments(line))
    line = _LINK.sub(r"\1", _IMAGE.sub("", _FOOTNOTE.sub("", line)))
    line = _TAG.sub("", _LINK.sub(r"\1", line))
    for mark in (_DOUBLE, _STAR, _UNDERSCORE):
        line = mark.sub("", line)
    return (
        clean(_CHARACTER.sub(lambda match: html.unescape(match[0]), line).translate(_UNSHIELDED))
        .replace("\n", " ")
        .strip()
    )


def _without_comments(text: str) -> str:
    """Drop ``<!-- … -->``; one that the line does not close is kept as text."""
    first, *others = text.split("<!--")
    kept = [first]
    for other in others:
        _, closed, after = other.partition("-->")
        kept.append(after if closed else f"<!--{other}")
    return "".join(kept)


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
