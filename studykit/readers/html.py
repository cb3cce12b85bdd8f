"""A web page saved as HTML, with the transcript in it.

    <cite>Ana Ruiz:</cite> <time>1:12</time>
    <p>The forgetting curve falls fast.</p>

What a browser shows is read like a page copied as text; title, show, date and address come from the page's
head. Podcasting 2.0 transcripts in HTML are such pages too, and so is a page saved as a single file (MHTML).
"""

import re

from studykit.contracts import Confidence, Reader, Source
from studykit.errors import ReadError
from studykit.identity import episode_key
from studykit.model import Transcript
from studykit.readers._html_head import Facts
from studykit.readers._html_text import is_too_deep, page_of
from studykit.readers._mhtml import html_in, is_mhtml
from studykit.readers._page_region import label_places, region
from studykit.readers._page_talk import read_shown
from studykit.readers._shown import Shown

_BEGINS = re.compile(
    r"\s*(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|cite|article|main)\b", re.I | re.S
)
_TAGS = re.compile(r"<(?:p|div|br|span|cite|time)\b[^>]{0,500}>", re.I)
_FEWEST_TAGS = 3
_FAR_MORE = 3
_SAVE_TEXT = "open it in a browser, and save what you see there as text"


def sniff(source: Source) -> Confidence:
    """Judge by how the text begins, or by several tags of running text after a first tag."""
    if _BEGINS.match(source.head) or is_mhtml(source):
        return Confidence.CERTAIN
    begins_with_tag = source.head.lstrip().startswith("<") and not source.head.lstrip().startswith("<?xml")
    many = len(_TAGS.findall(source.head[:8000])) >= _FEWEST_TAGS
    return Confidence.LIKELY if begins_with_tag and many else Confidence.NO


def parse(source: Source) -> Transcript:
    """Return the transcript; raises ReadError where the page shows no text or nests without end."""
    html = html_in(source) if is_mhtml(source) else source.text
    if is_too_deep(html):
        raise ReadError(
            "this page nests or dresses its elements without end", where=source.name, hint=_SAVE_TEXT
        )
    shown, page = page_of(html)
    if shown.folded:
        shown = _opened(shown, page_of(html, unfolded=True)[0])
    if not shown.lines:
        raise ReadError("this page shows no text", where=source.name, hint=_SAVE_TEXT)
    begin, end = region(shown)
    return _described(read_shown(shown.lines, source.name, begin, end), page, source.name)


def _opened(shown: Shown, unfolded: Shown) -> Shown:
    """Return the page as it is with all opened, where its talk is hidden until a click.

    A page may hide a second copy of what it shows, for small screens: twice the turns are none that are new.
    """
    turns, all_turns = len(label_places(shown.lines)), len(label_places(unfolded.lines))
    if all_turns:
        return unfolded if all_turns > 2 * turns else shown
    return unfolded if _length(unfolded) > _FAR_MORE * _length(shown) else shown


def _length(shown: Shown) -> int:
    return sum(len(line.text) for line in shown.lines)


def _described(transcript: Transcript, page: Facts, source_name: str) -> Transcript:
    """Return ``transcript`` with what the page's head says of the episode, the head before the text."""
    episode = transcript.episode
    title, show = page.title or episode.title, episode.show or page.show
    told = {
        "title": title,
        "show": show,
        "published": page.published or episode.published or page.marked,
        "url": page.url or episode.url,
        "key": episode_key(show, title, source_name),
    }
    if page.language:
        told["language"] = page.language
    return transcript.model_copy(update={"episode": episode.model_copy(update=told)})


READER = Reader(extensions=("html", "htm", "xhtml", "mhtml", "mht"), sniff=sniff, parse=parse)
