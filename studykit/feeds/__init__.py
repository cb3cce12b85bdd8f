"""Feeds of podcasts: RSS 2.0 and Atom with what podcasts add to them. The door.

After the RSS 2.0 specification, RFC 4287, and the namespaces of Podcasting 2.0, iTunes and Podlove Simple
Chapters.
"""

from datetime import UTC, datetime
from xml.etree.ElementTree import Element  # the type; studykit.xml does the parsing

from studykit.contracts import Source
from studykit.errors import ReadError
from studykit.feeds._elements import Fields, advertised, feed_root, is_feed, name
from studykit.feeds._episodes import episode, page, persons, plain, resolved
from studykit.feeds.choosing import choose, kind, ranked, without_transcript
from studykit.feeds.feed import Feed, FeedEpisode, Person, TranscriptLink
from studykit.feeds.listing import as_json, lines
from studykit.xml import attributes

__all__ = [
    "Feed",
    "FeedEpisode",
    "Person",
    "TranscriptLink",
    "as_json",
    "choose",
    "is_feed",
    "kind",
    "lines",
    "ranked",
    "read",
    "without_transcript",
]

_UNDATED = datetime(1, 1, 1, tzinfo=UTC)


def read(source: Source) -> Feed:
    """Return the feed in ``source``; raises ReadError, with the line, where it is none or its XML is broken.

    Episodes are put in order of their dates, the newest first; those without one come last, as they stand.
    """
    if not is_feed(source):
        hint = "give the show's RSS feed; its page or your podcast app has the address"
        if linked := resolved(advertised(source), source.url):
            hint = f"this page names its feed: {linked}"
        raise ReadError("this is no feed", where=source.name, hint=hint)
    channel, items = _parts(feed_root(source))
    fields = Fields(channel)
    people = persons(fields)
    found = (episode(item, source.url, people) for item in items)
    by_date = sorted(found, key=lambda each: each.published or _UNDATED, reverse=True)
    numbered = (each.model_copy(update={"number": n}) for n, each in enumerate(by_date, 1))
    return Feed(
        title=plain(fields.first("title", "atom:title", "itunes:title")),
        language=fields.first("language", "dc:language") or attributes(channel).get("lang", ""),
        link=resolved(page(fields), source.url),
        episodes=tuple(numbered),
    )


def _parts(outermost: Element) -> tuple[Element, list[Element]]:
    """Return what tells of the show, and the episodes; those of RSS stand in the channel or beside it."""
    if name(outermost) == "atom:feed":
        return outermost, [child for child in outermost if name(child) == "atom:entry"]
    channels = [child for child in outermost if name(child) == "channel"]
    channel = channels[0] if channels else outermost
    holders = dict.fromkeys((channel, outermost))
    return channel, [child for holder in holders for child in holder if name(child) == "item"]
