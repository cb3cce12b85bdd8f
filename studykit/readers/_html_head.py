"""What a page's head says of the episode: title, show, date, address and language."""

import re
from dataclasses import dataclass
from datetime import date

from selectolax.lexbor import LexborHTMLParser

from studykit.readers._dates import written_date
from studykit.text import clean, squeeze

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_LINKED_DAY = re.compile(r'"datePublished"\s*:\s*"(\d{4}-\d{2}-\d{2})')
_AROUND_SITE = r"\s*[-–—|:·•]\s*"


@dataclass(frozen=True)
class Facts:
    """What the head states; empty where it does not. ``marked`` is the first day that the page's text marks
    up as one, which may be another episode's."""

    title: str = ""
    show: str = ""
    published: date | None = None
    marked: date | None = None
    url: str = ""
    language: str = ""


def facts(tree: LexborHTMLParser) -> Facts:
    """Return what the head of a parsed page states."""
    show = _meta(tree, "og:site_name", "application-name")
    return Facts(
        title=_without_site(_meta(tree, "og:title", "twitter:title") or _first_text(tree, "h1"), show),
        show=show,
        published=_published(tree),
        marked=_day_in(_attribute(tree, "time[datetime]", "datetime")),
        url=_link(tree),
        language=_language(tree),
    )


def _without_site(title: str, show: str) -> str:
    """Return the title without the site's name, which many pages put behind it."""
    short = re.sub(f"{_AROUND_SITE}{re.escape(show)}$", "", title, flags=re.IGNORECASE) if show else title
    return short or title


def _meta(tree: LexborHTMLParser, *names: str) -> str:
    for name in names:
        for key in ("property", "name"):
            content = squeeze(_attribute(tree, f'meta[{key}="{name}"]', "content"))
            if content:
                return clean(content)
    return ""


def _attribute(tree: LexborHTMLParser, selector: str, name: str) -> str:
    node = tree.css_first(selector)
    return (node.attributes.get(name) if node else "") or ""


def _first_text(tree: LexborHTMLParser, tag: str) -> str:
    node = tree.css_first(tag)
    return clean(squeeze(node.text())) if node else ""


def _published(tree: LexborHTMLParser) -> date | None:
    stated = _meta(tree, "article:published_time", "date", "dc.date", "og:published_time")
    if stated:
        return _day_in(stated)
    for node in tree.css('script[type="application/ld+json"]'):
        day = _LINKED_DAY.search(node.text() or "")
        if day:
            return _day_in(day.group(1))
    return None


def _day_in(stated: str) -> date | None:
    day = _DAY.match(stated)
    try:
        return date.fromisoformat(day.group()) if day else written_date(stated)
    except ValueError:
        return None


def _link(tree: LexborHTMLParser) -> str:
    address = _attribute(tree, 'link[rel="canonical"]', "href") or _meta(tree, "og:url")
    return clean(address) if address.startswith(("http://", "https://")) else ""


def _language(tree: LexborHTMLParser) -> str:
    tag = _attribute(tree, "html", "lang").strip()
    return tag if re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", tag) else ""
