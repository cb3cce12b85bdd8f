"""A PDF with the transcript in it as text.

    Ana Ruiz (00:01:12)
    The forgetting curve falls fast.

Its paragraphs are put together from the lines, words from their parts; names and times are found as in a web
page. Running heads and page numbers are left out. Pictures of pages need text recognition first.
"""

import re
from collections.abc import Sequence

from studykit.contracts import Confidence, Reader, Source
from studykit.errors import ReadError
from studykit.model import Transcript
from studykit.notices import Notice
from studykit.readers._episode import retitled
from studykit.readers._lines import Line
from studykit.readers._page_talk import read_shown
from studykit.text import squeeze

_OURS = "studykit"
_FILE_NAME = re.compile(
    r"(?is)\(anonymous\)|untitled.{0,20}|microsoft word - .*|.*\.(?:docx?|odt|rtf|txt|pdf|html?|indd)"
)


def sniff(source: Source) -> Confidence:
    """Judge by the signature that the format demands."""
    return Confidence.CERTAIN if source.is_pdf else Confidence.NO


def parse(source: Source) -> Transcript:
    """Return the transcript; raises ReadError where the PDF is damaged, locked, or has no text."""
    from studykit.readers._pdf_paragraphs import paragraphs  # noqa: PLC0415 - PDFium is slow to load
    from studykit.readers._pdf_print import printed  # noqa: PLC0415 - the same

    document = printed(source.content, source.name)
    if document.creator == _OURS:
        hint = "give the transcript that it was made from, or study.json beside it to studykit write"
        raise ReadError("this is a study guide that studykit made", where=source.name, hint=hint)
    found = paragraphs(document)
    transcript = read_shown(found.shown.lines, source.name)
    title = "" if _FILE_NAME.fullmatch(document.title) else document.title
    told = {
        "episode": retitled(transcript.episode, title, source.name),
        "notices": (*transcript.notices, *_repeated_notice(found.repeated, source.name)),
    }
    return transcript.model_copy(update=told)


def _repeated_notice(repeated: Sequence[Line], source_name: str) -> tuple[Notice, ...]:
    if not repeated:
        return ()
    shown = squeeze(repeated[0].text[:60])
    text = f"{len(repeated)} running heads and page numbers left out, the first “{shown}”"
    return (Notice(code="furniture", text=text, where=source_name),)


READER = Reader(extensions=("pdf",), sniff=sniff, parse=parse)
