"""Podlove Simple Chapters, XML, alone or in the feed of one episode.

    <psc:chapters version="1.2" xmlns:psc="http://podlove.org/simple-chapters">
      <psc:chapter start="3:07" title="Crust" href="http://example.org/"/></psc:chapters>

After podlove.org/simple-chapters 1.2. Writers differ in the namespace's last slash.
"""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from studykit.chapter_lists._times import play_time
from studykit.contracts import ChapterList, Confidence, Source
from studykit.errors import ReadError
from studykit.model import ChapterMark
from studykit.text import squeeze
from studykit.xml import attributes, root

_NAMESPACE = re.compile(r"\{https?://(?:www\.)?podlove\.org/simple-chapters/?\}(chapters?)")
_ELEMENT = re.compile(r"<(?:[\w.-]{1,40}:)?chapter\s[^<>]{0,2000}start\s*=")


def sniff(source: Source) -> Confidence:
    """Judge by the namespace and by a chapter with a beginning, anywhere in the XML."""
    is_xml = source.head.lstrip().startswith("<")
    found = is_xml and "podlove.org/simple-chapters" in source.text and _ELEMENT.search(source.text)
    return Confidence.CERTAIN if found else Confidence.NO


def parse(source: Source) -> tuple[ChapterMark, ...]:
    """Return the chapters; raises ReadError where the XML or a time is broken, or two lists are in it."""
    found = [element for element in root(source).iter() if _name(element) == "chapters" and len(element)]
    if len(found) > 1:
        raise ReadError(
            f"there are {len(found)} lists of chapters in it, of as many episodes",
            where=source.name,
            hint="save the one that belongs to your episode as a file of its own",
        )
    return tuple(_marks(found[0], source.name)) if found else ()


def _name(element: Element) -> str:
    match = _NAMESPACE.fullmatch(element.tag) if isinstance(element.tag, str) else None
    return match[1] if match else ""


def _marks(chapters: Element, source_name: str) -> Iterator[ChapterMark]:
    listed = (element for element in chapters if _name(element) == "chapter")
    for number, chapter in enumerate(listed, 1):
        fields = attributes(chapter)
        if title := squeeze(fields.get("title", "")):
            start_ms = play_time(fields.get("start"), f"{source_name}, chapter {number}")
            yield ChapterMark(title=title, start_ms=start_ms)


CHAPTER_LIST = ChapterList(extensions=("psc", "xml", "rss"), sniff=sniff, parse=parse)
