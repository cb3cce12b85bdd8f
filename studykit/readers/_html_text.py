"""What a browser shows of a page: its lines, in their blocks, and what its head says of the episode."""

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from studykit.readers._html_head import Facts, facts
from studykit.readers._labels import stamp
from studykit.readers._lines import CELL
from studykit.readers._shown import Dress, Page, Shown

_HEAD = {"head", "title", "script", "style", "noscript", "template"}
_MEDIA = {"svg", "iframe", "object", "canvas", "audio", "video"}
_CONTROLS = {"nav", "form", "select", "textarea", "input", "dialog", "footer"}
_UNSEEN = frozenset(_HEAD | _MEDIA | _CONTROLS)
_TEXT_BLOCKS = {"p", "div", "blockquote", "pre", "hr", "address", "body"}
_LISTS = {"li", "ul", "ol", "dl", "dt", "dd", "table", "tr", "details", "summary", "figure", "figcaption"}
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = frozenset(_TEXT_BLOCKS | _LISTS | _HEADINGS | {"section", "article", "main", "header", "aside"})
_CELLS = frozenset({"td", "th"})
_APART = frozenset({"time", "cite", "sup"})
_STRONG = frozenset({"b", "strong", "cite", "dt"})
_NAMED = re.compile(r"(?:^|[\s_-])(?:speakers?|person|participant|author|name)(?:$|[\s_-])", re.I)
_COMMENTS = re.compile(r"(?:^|[\s_-])(?:comments?|disqus|cookie)(?:$|[\s_-])", re.I)
_FOR_SCREEN_READERS = re.compile(r"(?:^|\s)(?:sr-only|visually-?hidden|screen-?reader)|a11y-?label", re.I)
_OF_TALK = re.compile(r"transcript|segment|caption|subtitle|speaker|timestamp", re.I)
_NOT_DISPLAYED = re.compile(r"display\s*:\s*none", re.I)
_NESTING = re.compile(
    r"<(/?)(?:div|span|section|article|main|aside|header|footer|nav|search|hgroup|ul|ol|dl|menu|dir|table"
    r"|details|summary|dialog|fieldset|figure|figcaption|address|center|blockquote|pre|listing|optgroup"
    r"|b|i|em|font|a)\b",
    re.I,
)
_LONG_TAG = re.compile(r"<[a-z][^<>]{20000}[^<>]*", re.I)
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
DEEPEST = 5000
"""The HTML standard's parser looks through all open elements at each tag, so depth costs its square."""
MOST_ATTRIBUTES = 1000
"""It looks through all attributes of an element at each one, too."""
_SPOKEN_WORDS, _FIRST_WORDS = 8, 4


def page_of(html: str, *, unfolded: bool = False) -> tuple[Shown, Facts]:
    """Return what ``html`` shows, without menus, forms, scripts and comment threads, and its head's facts.

    What is hidden until a click is left out, unless ``unfolded``.
    """
    tree = LexborHTMLParser(html)
    root = tree.body or tree.root
    shown = _Walk(unfolded=unfolded).over(root) if root is not None else Shown(())
    return shown, facts(tree)


def is_too_deep(html: str) -> bool:
    """Whether elements nest deeper than DEEPEST, or one has more than MOST_ATTRIBUTES.

    No page does that was made to be read.
    """
    depth = 0
    for tag in _NESTING.finditer(html):
        depth = max(0, depth - 1) if tag.group(1) else depth + 1
        if depth > DEEPEST:
            return True
    return any(len(_QUOTED.sub("", tag[0]).split()) > MOST_ATTRIBUTES for tag in _LONG_TAG.finditer(html))


@dataclass(frozen=True)
class _Step:
    """An element to enter, in the dress of those around it; one to leave where ``leaves``."""

    node: LexborNode
    dress: Dress = Dress.PLAIN
    leaves: bool = False


class _Walk:
    """Goes over the elements of a page in their order, without recursion."""

    def __init__(self, *, unfolded: bool) -> None:
        self._unfolded = unfolded
        self._folded = False
        self._page = Page()
        self._stack: list[_Step] = []

    def over(self, root: LexborNode) -> Shown:
        self._stack = [_Step(root)]
        while self._stack:
            step = self._stack.pop()
            if step.leaves:
                self._page.close()
            elif step.node.tag == "-text":
                self._page.write((step.node.text_content or "").replace(CELL, " "), step.dress)
            elif not self._is_hidden(step.node):
                self._enter(step)
        return self._page.shown(folded=self._folded)

    def _enter(self, step: _Step) -> None:
        tag = step.node.tag or ""
        if tag == "br":
            self._page.end_line()
        elif tag in _BLOCKS or tag == "button" or ("-" in tag and _OF_TALK.search(tag)):
            self._page.open(f"{tag}.{step.node.attributes.get('class') or ''}")
            self._stack.append(_Step(step.node, leaves=True))
        elif tag in _CELLS or tag in _APART:
            self._page.write(CELL if tag in _CELLS else " ", step.dress)
        dress = max(step.dress, _dress(step.node, tag))
        children = list(step.node.iter(include_text=True))
        self._stack.extend(_Step(child, dress) for child in reversed(children))

    def _is_hidden(self, node: LexborNode) -> bool:
        tag, attributes = node.tag, node.attributes
        if (
            tag in _UNSEEN
            or attributes.get("role") == "navigation"
            or (tag == "button" and not _speaks(node))
        ):
            return True
        names = f"{attributes.get('id') or ''} {attributes.get('class') or ''}"
        if _COMMENTS.search(names) or _FOR_SCREEN_READERS.search(names):
            return True
        if attributes.get("aria-hidden") == "true" and not _OF_TALK.search(names):
            return True
        is_folded = "hidden" in attributes or _NOT_DISPLAYED.search(attributes.get("style") or "")
        self._folded = self._folded or bool(is_folded)
        return bool(is_folded) and not self._unfolded


def _dress(node: LexborNode, tag: str) -> Dress:
    if tag in _HEADINGS:
        return Dress.HEADING
    if tag in _STRONG:
        return Dress.STRONG
    named = _NAMED.search(node.attributes.get("class") or "")
    return Dress.NAMED if named else Dress.PLAIN


def _speaks(button: LexborNode) -> bool:
    """Whether a button holds talk, which starts the player there, or its time."""
    tokens = (button.text(separator=" ") or "").split()
    return len(tokens) >= _SPOKEN_WORDS or any(stamp(token) is not None for token in tokens[:_FIRST_WORDS])
