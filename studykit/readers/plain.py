"""Plain text: recognised speech without speakers, or lines with names and times.

    Ana Ruiz 00:01:12
    The forgetting curve falls fast.

    Ben: How fast?

Also ``Ana Ruiz (1:12)``, ``[00:01:12] Ana: text`` and ``00:01:12 Ana``. Without names each line is a segment,
and a line that goes on with the sentence before it belongs to the same turn.
"""

import re

from studykit.contracts import Confidence, Reader, Source
from studykit.model import Transcript
from studykit.readers._lines import lines
from studykit.readers._plain_talk import read_plain

_OTHER_FORMATS = re.compile(r"\s*(?:\{|\[\s*[\[{]|<[?!a-zA-Z])")


def sniff(source: Source) -> Confidence:
    """Any text may be plain text; what begins like JSON, XML or HTML is not."""
    return Confidence.NO if _OTHER_FORMATS.match(source.head) else Confidence.MAYBE


def parse(source: Source) -> Transcript:
    """Return the transcript; raises ReadError where nothing was said."""
    return read_plain(lines(source.text), source.name)


READER = Reader(extensions=("txt", "text"), sniff=sniff, parse=parse)
