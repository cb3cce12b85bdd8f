"""Episodes to be asked, and how they are."""

from functools import cache
from pathlib import Path

from studykit import builder, readers
from studykit.asking import Answer, Library
from studykit.model import StudyDocument
from studykit.sources import open_source
from studykit.templates import Templates

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "why-sourdough-rises.md"


@cache
def bread() -> StudyDocument:
    """The example, built offline."""
    transcript = readers.read(open_source(str(EXAMPLE)))
    return builder.build(transcript, "offline", Templates(), cards=None, report=lambda *_: None)


@cache
def _library() -> Library:
    return Library((bread(),), Templates())


def ask(question: str, *documents: StudyDocument, limit: int = 3) -> Answer:
    library = Library(documents, Templates()) if documents else _library()
    return library.ask(question, limit)
