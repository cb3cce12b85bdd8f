"""A Word document with the transcript in it, a paragraph a line.

    Ana Ruiz (00:01:12)
    The forgetting curve falls fast.

Names and times are found as in plain text; what stands above and below the talk is told and left out.
"""

from studykit.contracts import Confidence, Reader, Source
from studykit.errors import ReadError
from studykit.model import Transcript
from studykit.readers._episode import retitled
from studykit.readers._page_talk import read_shown
from studykit.readers._word_text import is_word, word_text


def sniff(source: Source) -> Confidence:
    """Judge by the parts of the package."""
    return Confidence.CERTAIN if is_word(source.content) else Confidence.NO


def parse(source: Source) -> Transcript:
    """Return the transcript; raises ReadError where the document is damaged or has no text."""
    word = word_text(source.content, source.name)
    if not word.shown.lines:
        raise ReadError("there is no text in this document", where=source.name)
    transcript = read_shown(word.shown.lines, source.name)
    return transcript.model_copy(update={"episode": retitled(transcript.episode, word.title, source.name)})


READER = Reader(extensions=("docx",), sniff=sniff, parse=parse)
