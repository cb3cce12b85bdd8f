"""What a file says, found without the readers that are measured: by the bare marks of its family alone.

Nothing is known here of single formats. Furniture of a page, names and times count as said, so that a page
never keeps all of its words; what its losses are is to be looked at.
"""

import html
import io
import json
import re
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from html.parser import HTMLParser

from defusedxml.ElementTree import fromstring

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_NOT_WORDS = re.compile(r"\d+(?::\d\d){1,2}(?:[.,:]\d+)?(?=\W|$)|https?://[^\s<>\"]+")
_TIMING = re.compile(
    r"^.*\d\s*-->\s*\d.*$|(?:^[ \t]*\d+[ \t]*|(?<=\n\n).+)(?=\n.*-->)"
    r"|^WEBVTT.*(?:\n.+)*|^(?:NOTE|STYLE|REGION)(?:\s.*)?(?:\n.+)*",
    re.MULTILINE,
)
_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.S)
_TARGET = re.compile(r"\]\([^()\s]*\)|<[a-z/!][^<>]*>", re.I)
_MOST_LIKELY = ("alternatives", "nbest")
_SILENT = frozenset({"script", "style", "head", "noscript", "template", "svg"})


def words(text: str) -> list[str]:
    """Return the words of ``text`` in lower case, quotes straightened, clock times and addresses left out."""
    straight = text.lower().replace("’", "'").replace("‘", "'")
    return _WORD.findall(_NOT_WORDS.sub(" ", straight))


def said(content: bytes) -> str:
    """Return what the file with these bytes says; empty where its family is unknown."""
    family = next((name for name, begins in _FAMILIES.items() if re.match(begins, content, re.S)), "")
    return _READ[family](content) if family else ""


def _decoded(content: bytes) -> str:
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    return re.sub(r"\r\n?", "\n", text)


def _of_json(content: bytes) -> str:
    """Return the field that says the most different words: formats repeat their text, whole and in parts."""
    fields: defaultdict[str, list[str]] = defaultdict(list)
    for path, text in _strings(json.loads(_decoded(content)), ""):
        fields[path].append(text)
    joined = [" ".join(texts) for texts in fields.values()]
    return max(joined, key=lambda text: (_letters(text), len(text)), default="")


def _letters(text: str) -> int:
    """Return the length of all different words: whole ones outweigh tokens, and times and scores are none."""
    return sum(len(word) for word in set(words(text)) if word.isalpha())


def _strings(value: object, path: str) -> Iterator[tuple[str, str]]:
    """Give each string with its path of keys; of several readings of the same words only the likeliest."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _strings(inner, f"{path}.{key}")
    elif isinstance(value, list):
        is_choice = path.lower().endswith(_MOST_LIKELY)
        for inner in value[:1] if is_choice else value:
            yield from _strings(inner, path)


def _of_captions(content: bytes) -> str:
    """Return the lines of captions; a line said again right after itself rolled up and is said once."""
    rows = [row.strip() for row in _TIMING.sub("", _decoded(content)).split("\n")]
    shown = [re.sub(r"<[^<>]*>|\{\\an?\d\}", "", row) for row in rows if row]
    return html.unescape(
        " ".join(row for row, before in zip(shown, ["", *shown], strict=False) if row != before)
    )


def _of_xml(content: bytes) -> str:
    root = fromstring(_decoded(content).lstrip())
    silent = {element for element in root.iter() if element.tag.rpartition("}")[2] in _SILENT}
    hidden = {inner for element in silent for inner in element.iter()}
    texts = (text for e in root.iter() for text in ("" if e in hidden else e.text, e.tail) if text)
    return html.unescape(" ".join(texts))


class _Shown(HTMLParser):
    """Gathers the text of a page that a browser would show."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._silent = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin an element; what is in a silent one is not shown."""
        del attrs
        self._silent = self._silent or (tag if tag in _SILENT else "")

    def handle_endtag(self, tag: str) -> None:
        """End an element."""
        self._silent = "" if tag == self._silent else self._silent

    def handle_data(self, data: str) -> None:
        """Take a piece of text."""
        if not self._silent:
            self.texts.append(data)


def _of_html(content: bytes) -> str:
    shown = _Shown()
    shown.feed(_decoded(content))
    return " ".join(shown.texts)


def _of_zip(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return (
            " ".join(re.findall(r"<w:t[ >][^<]*", package.read("word/document.xml").decode()))
            if ("word/document.xml" in package.namelist())
            else ""
        )


def _of_text(content: bytes) -> str:
    return html.unescape(_TARGET.sub(" ", _FRONT_MATTER.sub("", _decoded(content))))


_BLANK = rb"(?:\xef\xbb\xbf)?\s*"
_FAMILIES = {
    "zip": rb"PK\x03\x04",
    "json": _BLANK + rb"[{\[]\s*[{\[\"\]}]",
    "captions": _BLANK + rb"(?:WEBVTT|(?:\d+\s+)?\d[\d:,.]*\s*-->)",
    "html": _BLANK
    + rb"(?:<!--.*?-->\s*)*<(?:!doctype\s+html|!DOCTYPE\s+HTML|html|head|body|cite|div|p|h\d)\b",
    "xml": _BLANK + rb"<[?!a-zA-Z]",
    "text": rb"(?:\xff\xfe|\xfe\xff|[^\x00])[^\x00]{0,4000}",
}
_READ: dict[str, Callable[[bytes], str]] = {
    "zip": _of_zip,
    "json": _of_json,
    "captions": _of_captions,
    "html": _of_html,
    "xml": _of_xml,
    "text": _of_text,
}
