"""The first pages of the printed guide: what episode it is, how the guide was made, and the contents."""

from collections.abc import Iterator

from reportlab.platypus import Flowable, PageBreak, Spacer

from studykit.links import moment_link, web_link
from studykit.model import Speaker, StudyDocument
from studykit.text import clock
from studykit.writers._captions import published, summary_title
from studykit.writers._pdf_canvas import Landmark
from studykit.writers._pdf_fonts import STAND_IN
from studykit.writers._pdf_type import NO_BREAK, NOTHING, Markup, Typesetter, lines, web_anchor

CONTENTS = Landmark("contents", "Contents", listed=False)
LONG_TITLE = 90
"""Characters; a longer title is set smaller, and begins at the top of the page."""


def title_page(document: StudyDocument, setter: Typesetter) -> Iterator[Flowable]:
    """Yield the title page; ``setter`` has set all else, so that it knows whether a character was missing."""
    episode = document.episode
    long = len(episode.title) > LONG_TITLE
    if not long:
        yield Spacer(0, setter.theme.page.sink)
    yield setter.paragraph("show", setter.plain(episode.show or "Study guide", "label_bold"))
    yield setter.paragraph("section" if long else "title", setter.plain(episode.title))
    facts = {
        "Published": setter.plain(published(episode)),
        "Length": setter.plain(clock(episode.duration_ms) if episode.duration_ms else ""),
        "Speakers": lines(setter.plain(_introduced(speaker)) for speaker in document.speakers),
        "Source": _source(document, setter),
        "Inside": _inside(document, setter),
    }
    for name, fact in facts.items():
        if fact:
            yield setter.fact(name, fact)
    yield setter.label("How this guide was made")
    for sentence in _making(document, bool(setter.missing)):
        yield setter.paragraph("note", setter.plain(sentence, "label"))


def contents(landmarks: tuple[Landmark, ...], setter: Typesetter) -> Iterator[Flowable]:
    """Yield the table of contents, beginning a page of its own; nothing where there is nothing to list."""
    if not landmarks:
        return
    yield PageBreak()
    yield setter.heading("section", CONTENTS)
    for landmark in landmarks:
        yield setter.contents_line(landmark)


def _inside(document: StudyDocument, setter: Typesetter) -> Markup:
    passages = sum(len(chapter.summary) for chapter in document.chapters)
    counts = {
        "chapter": len(document.chapters),
        "key passage" if summary_title(document) == "Key passages" else "summary sentence": passages,
        "glossary term": len(document.glossary),
        "question": len(document.cards),
    }
    told = [setter.plain(f"{n} {name}{'s' * (n != 1)}") for name, n in counts.items() if n]
    return Markup(", ".join(count.replace(" ", NO_BREAK) for count in told))


def _introduced(speaker: Speaker) -> str:
    return speaker.name if speaker.role == "unknown" else f"{speaker.name}, {speaker.role}"


def _source(document: StudyDocument, setter: Typesetter) -> Markup:
    url = web_link(document.episode.url) or web_link(document.episode.audio_url)
    return web_anchor(url, setter.plain(url)) if url else NOTHING


def _making(document: StudyDocument, something_missing: bool) -> Iterator[str]:
    if document.engine == "offline":
        yield (
            "The sentences are the speakers’ own, chosen by fixed rules and freed of fillers. "
            "Words in quotation marks are verbatim."
        )
    else:
        yield (
            f"Summaries, definitions and questions were written by {document.engine}. "
            "Words in quotation marks are verbatim."
        )
    cited = list(document.citations)
    if any(citation.start_ms is not None for citation in cited):
        linked = "; click it to listen" if moment_link(document.episode, 0) else ""
        yield f"Beside each stands who said it and when{linked}."
    elif cited:
        yield (
            "The transcript has no times: “at 25 %” means that a quarter of the episode’s words "
            "were spoken before."
        )
    if any(citation.estimated and citation.start_ms is not None for citation in cited):
        yield "A time marked ≈ is estimated from the times before and after it."
    if something_missing:
        yield f"{STAND_IN} stands for a character that the fonts of this guide lack."
    yield "The right-hand column is free for your notes. The answers are at the end."
