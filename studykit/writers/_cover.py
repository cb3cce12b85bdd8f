"""What stands on a guide's title page: what is known of the episode, and how the guide was made."""

from collections.abc import Iterator
from datetime import datetime

from studykit import __version__
from studykit.links import moment_link, web_link
from studykit.model import Speaker, StudyDocument
from studykit.page_wording import Counted, PageWording
from studykit.text import clock, filled
from studykit.writers._captions import day, published, role
from studykit.writers._speaking import introduced


def facts(document: StudyDocument, wording: PageWording) -> dict[str, tuple[str, ...]]:
    """Return what is known of the episode: under each name the lines that stand there, one at least."""
    episode = document.episode
    told: dict[str, tuple[str, ...]] = {
        wording.published: (published(episode, wording),),
        wording.length: (clock(episode.duration_ms) if episode.duration_ms else "",),
        wording.speakers: introduced(document, wording, voice),
        wording.inside: (", ".join(counts(document, wording)),),
    }
    return {name: lines for name, lines in told.items() if any(lines)}


def source(document: StudyDocument) -> str:
    """Return where the episode is to be found on the web; empty where it is not known."""
    return web_link(document.episode.url) or web_link(document.episode.audio_url)


def making(document: StudyDocument, wording: PageWording) -> Iterator[str]:
    """Yield in sentences who wrote the guide, and how to read the times in it."""
    by_engine = filled(wording.by_engine, engine=document.engine)
    yield f"{wording.by_rules if document.engine == 'offline' else by_engine} {wording.verbatim}"
    cited = list(document.citations)
    if any(citation.start_ms is not None for citation in cited):
        yield f"{wording.beside} {wording.click}" if moment_link(document.episode, 0) else wording.beside
    elif cited:
        yield wording.shares
    if any(citation.estimated and citation.start_ms is not None for citation in cited):
        yield wording.estimated


def colophon(document: StudyDocument, wording: PageWording, now: datetime) -> str:
    """Return with what, when and by whom the guide was made, in one line."""
    date, engine = day(now.date(), wording), document.engine
    made = filled(wording.made_with, version=__version__, date=date, engine=engine)
    return f"{made} {wording.free}" if engine == "offline" else made


def counts(document: StudyDocument, wording: PageWording) -> Iterator[str]:
    """Yield how much of each thing the guide holds, in words."""
    held: dict[Counted, int] = {
        wording.chapter_count: len(document.chapters),
        _sentences(document, wording): sum(len(chapter.summary) for chapter in document.chapters),
        wording.term_count: len(document.glossary),
        wording.question_count: len(document.cards),
    }
    return (wording.counted(what, count) for what, count in held.items() if count)


def voice(speaker: Speaker, wording: PageWording) -> str:
    """Return a speaker's name, and what part they have where that is known."""
    return ", ".join(filter(None, (speaker.name, role(speaker, wording))))


def _sentences(document: StudyDocument, wording: PageWording) -> Counted:
    return wording.passage_count if document.engine == "offline" else wording.sentence_count
