"""What a browser shows of a page, a blank line between blocks, and what its head says of the episode."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from selectolax.lexbor import LexborHTMLParser, LexborNode

from studykit.readers._dates import written_date
from studykit.text import clean, squeeze

_HEAD = {"head", "title", "script", "style", "noscript", "template"}
_MEDIA = {"svg", "iframe", "object", "canvas", "audio", "video"}
_CONTROLS = {"nav", "form", "button", "select", "textarea", "input", "dialog", "footer"}
_UNSEEN = frozenset(_HEAD | _MEDIA | _CONTROLS)
_TEXT_BLOCKS = {"p", "div", "blockquote", "pre", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "address", "body"}
_LISTS = {"li", "ul", "ol", "dl", "dt", "dd", "table", "tr", "details", "summary", "figure", "figcaption"}
_BLOCKS = frozenset(_TEXT_BLOCKS | _LISTS | {"section", "article", "main", "header", "aside"})
_APART = frozenset({"td", "th", "time", "cite", "sup"})
_COMMENTS = re.compile(r"(?:^|[\s_-])(?:comments?|disqus|cookie)(?:$|[\s_-])", re.I)
_NESTING = re.compile(
    r"<(/?)(?:div|span|section|article|main|aside|ul|ol|dl|table|blockquote|b|i|em|font|a)\b", re.I
)
DEEPEST = 5000
"""The HTML standard's parser looks through all open elements at each tag, so depth costs its square."""
_BLANK_LINES = re.compile(r"\n{3,}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Page:
    """A page's text, a line a block, and its head's facts; those that it does not state are empty."""

    text: str
    title: str = ""
    show: str = ""
    published: date | None = None
    url: str = ""
    language: str = ""


def page_of(html: str) -> Page:
    """Return the page that ``html`` shows, without menus, forms, scripts and comment threads."""
    tree = LexborHTMLParser(html)
    root = tree.body or tree.root
    pieces = "".join(_pieces(root)) if root is not None else ""
    text = _BLANK_LINES.sub("\n\n", "\n".join(squeeze(line) for line in pieces.split("\n"))).strip("\n")
    return Page(
        text=clean(text),
        title=_meta(tree, "og:title", "twitter:title") or _first_text(tree, "h1"),
        show=_meta(tree, "og:site_name", "application-name"),
        published=_published(tree),
        url=_link(tree),
        language=_language(tree),
    )


def is_too_deep(html: str) -> bool:
    """Whether elements are nested deeper than DEEPEST, which no page is that was made to be read."""
    depth = 0
    for tag in _NESTING.finditer(html):
        depth = max(0, depth - 1) if tag.group(1) else depth + 1
        if depth > DEEPEST:
            return True
    return False


def _pieces(root: LexborNode) -> Iterator[str]:
    """Yield the text that is seen, with a blank line at each block's borders; without recursion."""
    stack: list[tuple[LexborNode, bool]] = [(root, False)]
    while stack:
        node, leaves = stack.pop()
        tag = node.tag
        if leaves:
            yield "\n\n"
        elif tag == "br":
            yield "\n"
        elif tag == "-text":
            yield node.text_content or ""
        elif tag not in _UNSEEN and not _is_hidden(node):
            if tag in _BLOCKS:
                yield "\n\n"
                stack.append((node, True))
            elif tag in _APART:
                yield " "
            stack.extend((child, False) for child in reversed(list(node.iter(include_text=True))))


def _is_hidden(node: LexborNode) -> bool:
    attributes = node.attributes
    if (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or attributes.get("role") == "navigation"
    ):
        return True
    return any(_COMMENTS.search(attributes.get(name) or "") for name in ("id", "class"))


def _meta(tree: LexborHTMLParser, *names: str) -> str:
    for name in names:
        for key in ("property", "name"):
            node = tree.css_first(f'meta[{key}="{name}"]')
            content = squeeze((node.attributes.get("content") if node else "") or "")
            if content:
                return clean(content)
    return ""


def _first_text(tree: LexborHTMLParser, tag: str) -> str:
    node = tree.css_first(tag)
    return clean(squeeze(node.text())) if node else ""


def _published(tree: LexborHTMLParser) -> date | None:
    stated = _meta(tree, "article:published_time", "date", "dc.date", "og:published_time")
    if not stated:
        node = tree.css_first("time[datetime]")
        stated = (node.attributes.get("datetime") if node else "") or ""
    day = _DAY.match(stated)
    try:
        return date.fromisoformat(day.group()) if day else written_date(stated)
    except ValueError:
        return None


def _link(tree: LexborHTMLParser) -> str:
    node = tree.css_first('link[rel="canonical"]')
    address = (node.attributes.get("href") if node else "") or _meta(tree, "og:url")
    return clean(address) if address.startswith(("http://", "https://")) else ""


def _language(tree: LexborHTMLParser) -> str:
    node = tree.css_first("html")
    tag = ((node.attributes.get("lang") if node else "") or "").strip()
    return tag if re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", tag) else ""
