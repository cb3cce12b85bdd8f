"""Elements of a feed by the names that people know them by: ``title``, ``itunes:duration``."""

import html
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from xml.etree.ElementTree import Element  # the type; studykit.xml does the parsing

from studykit.contracts import Source
from studykit.errors import ReadError
from studykit.text import squeeze
from studykit.xml import root

_NAMESPACES = {
    "podcastindex.org/namespace/1.0": "podcast",
    "github.com/podcastindex-org/podcast-namespace/blob/main/docs/1.0.md": "podcast",
    "itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "podlove.org/simple-chapters": "psc",
    "purl.org/rss/1.0/modules/content": "content",
    "purl.org/dc/elements/1.1": "dc",
    "w3.org/2005/atom": "atom",
    "search.yahoo.com/mrss": "media",
    "backend.userland.com/rss2": "",
}
"""Without scheme, ``www.``, last slash and capitals, in which feeds differ."""
_USUAL = {prefix: f"http://{namespace}" for namespace, prefix in reversed(_NAMESPACES.items()) if prefix}
_DRESS = re.compile(r"https?://(?:www\.)?|/+$")
# What may precede the outermost element (XML 1.0, section 2.8); atomic, so that no hostile text takes long.
_MISCELLANY = r"(?>\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>)*+"
_ROOT = re.compile(rf"{_MISCELLANY}<(?:[\w.-]{{1,40}}:)?(?:rss|feed)(?=[\s>])", re.DOTALL)
_PREFIX_USED = re.compile(r"(?:</?|\s)([A-Za-z_][\w.-]{0,40}):(?=[\w.-]{1,60}[\s=/>])")
_PREFIX_DECLARED = re.compile(r"\sxmlns:([\w.-]{1,41})\s*=")


_LINK = re.compile(r"<link\s[^<>]{0,2000}", re.IGNORECASE)
_FEED_TYPE = re.compile(r"""\btype\s*=\s*["']?application/(?:rss|atom)\+xml""", re.IGNORECASE)
_HREF = re.compile(r"""\bhref\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)


class Fields(Mapping[str, Sequence[Element]]):
    """The children of an element by their names, those of one name in the order of the feed."""

    def __init__(self, element: Element) -> None:
        self._children: defaultdict[str, list[Element]] = defaultdict(list)
        for child in element:
            self._children[name(child)].append(child)

    def __getitem__(self, name: str) -> Sequence[Element]:
        return self._children.get(name, [])

    def __iter__(self) -> Iterator[str]:
        return iter(self._children)

    def __len__(self) -> int:
        return len(self._children)

    def first(self, *names: str) -> str:
        """Return the text of the first element of one of ``names`` that has any, on one line; else ""."""
        texts = (squeeze("".join(element.itertext())) for name in names for element in self[name])
        return next(filter(None, texts), "")


def is_feed(source: Source) -> bool:
    """Whether ``source`` is RSS or Atom, by its outermost element."""
    try:
        return source.is_text and _ROOT.match(source.head) is not None
    except ReadError:  # in an encoding that cannot be told: what reads it may know more
        return False


def advertised(source: Source) -> str:
    """Return the address of the feed that a web page names (RSS Autodiscovery), "" where it names none."""
    tags = _LINK.findall(source.head) if source.is_text else []
    found = (_HREF.search(tag) for tag in tags if _FEED_TYPE.search(tag))
    return next((html.unescape(match[1]) for match in found if match), "")


def feed_root(source: Source) -> Element:
    """Return the outermost element of a feed; raises ReadError, with the line, where the XML is broken.

    Some feeds use well-known prefixes that they forget to declare; that is forgiven.
    """
    try:
        return root(source)
    except ReadError as error:
        if "unbound prefix" not in error.what:
            raise
    return root(Source(source.name, _declared(source.text).encode()))


def name(element: Element) -> str:
    """Return an element's name with the usual prefix of its namespace, such as ``itunes:title``.

    One of RSS itself has no prefix, one of a namespace that is not known has ``?``.
    """
    if not isinstance(element.tag, str):
        return "?"
    namespace, brace, local = element.tag.removeprefix("{").rpartition("}")
    prefix = _NAMESPACES.get(_DRESS.sub("", namespace.casefold()), "?") if brace else ""
    return f"{prefix}:{local}" if prefix else local


def _declared(text: str) -> str:
    """Return ``text`` with a declaration, in its outermost tag, of each prefix that has none."""
    missing = {*_PREFIX_USED.findall(text)} - {*_PREFIX_DECLARED.findall(text)} - {"xml", "xmlns"}
    tag = _ROOT.match(text)
    if tag is None:
        return text
    declarations = "".join(f' xmlns:{prefix}="{_USUAL.get(prefix, prefix)}"' for prefix in sorted(missing))
    return f"{text[: tag.end()]}{declarations}{text[tag.end() :]}"
