"""The short words that every output uses: where a quote stands, who said it, what a list is called."""

from studykit.model import Citation, Episode, StudyDocument
from studykit.text import clock, straighten

KIND_TITLES = {
    "concept": "Terms",
    "acronym": "Terms",
    "person": "People",
    "organisation": "Organisations",
    "work": "Works",
}


def place(citation: Citation) -> str:
    """Return where a quote is: ``12:34``, ``≈ 12:34`` if estimated, ``at 34 %`` if there are no times."""
    return moment(citation.start_ms, citation.position, estimated=citation.estimated)


def moment(start_ms: int | None, position: float, *, estimated: bool = False) -> str:
    """Return a place in the episode in words; see ``place``."""
    if start_ms is None:
        return f"at {position:.0%}".replace("%", " %")
    return f"{'≈ ' * estimated}{clock(start_ms)}"


def quoted(text: str) -> str:
    """Return ``text`` in quotation marks, as it is where it is nothing but one quotation already."""
    inner = straighten(text)[1:-1]
    already = straighten(text) == f'"{inner}"' and '"' not in inner
    return text if already else f"“{text}”"


def byline(citation: Citation) -> str:
    """Return who said it and where: ``Ana Ruiz, 12:34``; the place alone where the speaker is not known."""
    return f"{citation.speaker}, {place(citation)}" if citation.speaker else place(citation)


def summary_title(document: StudyDocument) -> str:
    """Return what the chapters' sentences are: an extract is not a summary, and we do not call it one."""
    return "Key passages" if document.engine == "offline" else "Summary"


def published(episode: Episode) -> str:
    """Return the date as ``25 November 2025``; empty where it is not known."""
    day = episode.published
    return f"{day.day} {day:%B %Y}" if day else ""
