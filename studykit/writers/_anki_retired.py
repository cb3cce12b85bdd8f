"""Lists the cards that Anki keeps though they are not made any more."""

from collections.abc import Iterator

from studykit.model import StudyDocument

FILENAME = "retired.txt"
IDS_A_SEARCH = 40
"""A search line stays short enough to be pasted."""


def render(document: StudyDocument) -> bytes:
    """Return, as UTF-8, what to search for in Anki's browser, and the front of each retired card."""
    return ("\n".join(_lines(document)) + "\n").encode()


def _lines(document: StudyDocument) -> Iterator[str]:
    count = len(document.retired)
    yield f"Cards of earlier builds of “{document.episode.title}” that are not made any more: {count}"
    if not document.retired:
        return
    yield ""
    yield "Anki keeps them. To suspend or delete them, open Browse in Anki and search for:"
    for start in range(0, len(document.retired), IDS_A_SEARCH):
        some = document.retired[start : start + IDS_A_SEARCH]
        yield ""
        yield "  " + " or ".join(f'"Id:{card.id}"' for card in some)
    yield ""
    for card in document.retired:
        yield f"  {card.id}  {card.kind}: {' '.join(card.front.split())}"
