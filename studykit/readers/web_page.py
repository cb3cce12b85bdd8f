"""A page copied as text from its site, with the transcript in it.

    Ana Ruiz 00:01:12

    The forgetting curve falls fast.

The longest run of turns with a speaker is the transcript; what stands around it (player, preview, comments,
other episodes) is left out. Chapters come from the page's list or its headings.
"""

from studykit.contracts import Confidence, Reader, Source
from studykit.model import Transcript
from studykit.readers._front_matter import OPENING
from studykit.readers._furniture import is_button, is_structure
from studykit.readers._lines import lines
from studykit.readers._page_talk import FEWEST_LABELS, longest_run, read_page

_FEWEST_FURNITURE = 3
_SNIFFED_HEAD, _SNIFFED_TAIL = 48_000, 16_000


def sniff(source: Source) -> Confidence:
    """Judge by a run of labelled turns with the furniture of a page around it."""
    text = source.text
    if OPENING.match(text) or text.startswith(("WEBVTT", "{", "<")):
        return Confidence.NO
    if len(text) > _SNIFFED_HEAD + _SNIFFED_TAIL:
        text = f"{text[:_SNIFFED_HEAD]}\n{text[-_SNIFFED_TAIL:]}"
    rows = lines(text)
    furniture = sum(is_button(row.text) or (len(row.text) > 1 and is_structure(row.text)) for row in rows)
    if furniture < _FEWEST_FURNITURE:
        return Confidence.NO
    return Confidence.CERTAIN if len(longest_run(rows)) >= FEWEST_LABELS else Confidence.NO


def parse(source: Source) -> Transcript:
    """Return the transcript; raises ReadError where the page has no run of turns with speakers."""
    return read_page(lines(source.text), source.name)


READER = Reader(extensions=("txt", "text"), sniff=sniff, parse=parse)
