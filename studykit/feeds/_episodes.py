"""Makes an episode of an item of RSS or an entry of Atom."""

import html
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin
from xml.etree.ElementTree import Element, tostring  # only writes; studykit.xml does the parsing

from studykit.feeds._elements import Fields
from studykit.feeds.feed import FeedEpisode, Person, TranscriptLink
from studykit.text import parse_clock, squeeze
from studykit.xml import attributes

_LONGEST_DATE = 60
_SECONDS = re.compile(r"\d{1,7}(?:\.\d{0,9})?")
_NUMBER = re.compile(r"\d{1,6}")


def episode(item: Element, base: str, show_persons: tuple[Person, ...]) -> FeedEpisode:
    """Return what ``item`` tells, as number 0; links that are relative count from ``base``.

    ``show_persons`` are those of the whole show; they hold where the item lists none (podcast namespace,
    ``person``).
    """
    fields = Fields(item)

    def absolute(url: str) -> str:
        return resolved(url, base)

    return FeedEpisode(
        number=0,
        guid=fields.first("guid", "atom:id"),
        title=plain(fields.first("title", "atom:title", "itunes:title")),
        published=moment(fields.first("pubDate", "dc:date", "atom:published", "atom:updated")),
        duration_ms=_duration_ms(fields.first("itunes:duration")),
        season=_number(fields, "season"),
        episode=_number(fields, "episode"),
        link=absolute(page(fields) or _permalink(fields)),
        audio_url=absolute(_audio(fields)),
        description=fields.first(
            "content:encoded", "description", "itunes:summary", "atom:content", "atom:summary"
        ),
        transcripts=tuple(_transcripts(fields, absolute)),
        chapters_url=next(iter(_urls(fields, "podcast:chapters", absolute)), ""),
        inline_chapters=_inline_chapters(fields),
        persons=persons(fields) or show_persons,
    )


def persons(fields: Fields) -> tuple[Person, ...]:
    """Return the persons that an item or a channel lists, each role once."""
    found: dict[Person, None] = {}
    for element in fields["podcast:person"]:
        who = plain(squeeze("".join(element.itertext())))
        role = squeeze(attributes(element).get("role", "")).casefold() or "host"
        if who:
            found[Person(name=who, role=role)] = None
    return tuple(found)


def page(fields: Fields) -> str:
    """Return the address of the page: RSS has it as text, Atom (RFC 4287, 4.2.7) as an attribute."""
    pages = (each for each in fields["atom:link"] if each.get("rel", "alternate") == "alternate")
    return fields.first("link") or next((each.get("href", "") for each in pages), "")


def plain(text: str) -> str:
    """Return a title or name without the entities of HTML that some feeds encode a second time."""
    return squeeze(html.unescape(text))


def moment(text: str) -> datetime | None:
    """Return a date of RFC 822, as RSS has, or of RFC 3339, as Atom has; None where ``text`` is neither.

    One without a zone is taken for UTC.
    """
    if len(text) > _LONGEST_DATE:
        return None
    for read in (parsedate_to_datetime, datetime.fromisoformat):
        with suppress(ValueError, TypeError, IndexError, OverflowError):
            found = read(text)
            return found if found.tzinfo else found.replace(tzinfo=UTC)
    return None


def resolved(url: str, base: str) -> str:
    """Return ``url`` as seen from ``base``, or as it stands where there is no base or it is broken."""
    try:
        return urljoin(base, url) if base and url else url
    except ValueError:
        return url


def _permalink(fields: Fields) -> str:
    """Return the GUID where it is an address: RSS takes it for one unless it says otherwise."""
    guids = (each for each in fields["guid"] if each.get("isPermaLink", "true") != "false")
    addresses = (squeeze(each.text or "") for each in guids)
    return next((each for each in addresses if each.startswith(("http://", "https://"))), "")


def _audio(fields: Fields) -> str:
    """Return the address of the recording: the first enclosure of sound, or else the first of all."""
    enclosures = [
        *((each.get("type", ""), each.get("url", "")) for each in fields["enclosure"]),
        *(
            (each.get("type", ""), each.get("href", ""))
            for each in fields["atom:link"]
            if each.get("rel") == "enclosure"
        ),
        *((each.get("type", ""), each.get("url", "")) for each in fields["media:content"]),
    ]
    there = [(kind, url.strip()) for kind, url in enclosures if url.strip()]
    sound = (url for kind, url in there if kind.startswith("audio/"))
    return next(sound, there[0][1] if there else "")


def _duration_ms(text: str) -> int | None:
    """Return ``1:02:03``, ``62:03`` or a number of seconds as milliseconds, None where it is none or zero."""
    ms = round(float(text) * 1000) if _SECONDS.fullmatch(text) else parse_clock(text)
    return ms or None


def _number(fields: Fields, kind: str) -> int | None:
    """Return the number of the season or the episode; that of Podcasting 2.0 may be no whole one."""
    texts = (fields.first(f"{prefix}:{kind}") for prefix in ("podcast", "itunes"))
    return next((int(text) for text in texts if _NUMBER.fullmatch(text)), None)


def _transcripts(fields: Fields, absolute: Callable[[str], str]) -> Iterator[TranscriptLink]:
    for element in fields["podcast:transcript"]:
        told = attributes(element)
        if url := told.get("url", "").strip():
            yield TranscriptLink(
                url=absolute(url),
                type=told.get("type", "").partition(";")[0].strip().casefold(),
                language=told.get("language", "").strip(),
                rel=told.get("rel", "").strip().casefold(),
            )


def _urls(fields: Fields, name: str, absolute: Callable[[str], str]) -> Iterator[str]:
    return (absolute(url) for each in fields[name] if (url := each.get("url", "").strip()))


def _inline_chapters(fields: Fields) -> str:
    """Return the first list of chapters in the item as XML of its own, for its reader."""
    lists = (each for each in fields["psc:chapters"] if len(each))
    return next((tostring(each, encoding="unicode") for each in lists), "")
