"""What the essay changed: all that was said, as a web page, with each word that went or came marked."""

from collections.abc import Iterator
from html import escape

from studykit import page_wording
from studykit.changes import Run, changes
from studykit.contracts import Rendering, Writer, WriteSettings
from studykit.essay import Paragraph, Section, Speech, essay
from studykit.links import moment_link
from studykit.model import Episode, StudyDocument
from studykit.page_wording import PageWording
from studykit.templates import Templates
from studykit.text import clock, squeeze
from studykit.writers._bidi import language_direction
from studykit.writers._essay_counts import Counts, counts, note

_MARKS = {"kept": "{}", "left out": "<del>{}</del>", "put in": "<ins>{}</ins>"}


def render(document: StudyDocument, templates: Templates, settings: WriteSettings) -> Rendering:
    """Return the page as HTML in UTF-8, with its style in it; the words not put in are all that was said."""
    wording = page_wording.load(document.episode.spoken, templates)
    made = essay(document, templates, settings.rewriting.paragraphs)
    title = escape(squeeze(document.episode.title) or wording.untitled)
    told = _told(counts(made), wording, settings.rewriting.by)
    lines = [
        f'<!doctype html>\n<html lang="{escape(document.episode.language)}"{_direction(document.episode)}>',
        '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{title}: {escape(wording.changes)}</title>",
        f"<style>\n{templates.text('web/essay.css')}</style></head>\n<body><main>",
        f'<h1>{title}</h1>\n<p class="about">{told}</p>',
        *(line for section in made.sections for line in _section(document.episode, section)),
        "</main></body></html>",
    ]
    return Rendering(("\n".join(lines) + "\n").encode("utf-8"))


def _told(found: Counts, wording: PageWording, rewriter: str) -> str:
    left_out = wording.counted(wording.words_left_out, found.left_out)
    put_in = wording.counted(wording.words_put_in, found.put_in)
    key = f"<del>{escape(left_out)}</del> · <ins>{escape(put_in)}</ins>"
    return f"{escape(note(found, wording, rewriter))}<br>{key}"


def _direction(episode: Episode) -> str:
    return ' dir="rtl"' if language_direction(episode.spoken) == "R" else ""


def _section(episode: Episode, section: Section) -> Iterator[str]:
    if section.chapter:
        yield f"<h2>{escape(squeeze(section.chapter.title))}</h2>"
    for speech in section.speeches:
        if byline := _byline(episode, speech):
            yield f"<h3>{byline}</h3>"
        yield from map(_paragraph, speech.paragraphs)


def _byline(episode: Episode, speech: Speech) -> str:
    if speech.start_ms is None:
        return escape(speech.speaker)
    shown = f'<span class="time">{clock(speech.start_ms)}</span>'
    url = moment_link(episode, speech.start_ms)
    moment = f'<a href="{escape(url)}">{shown}</a>' if url else shown
    return f"{escape(speech.speaker)} {moment}".strip()


def _paragraph(paragraph: Paragraph) -> str:
    runs = (run for each in paragraph.sentences for run in changes(each.before, each.after))
    kind = ' class="whole"' if paragraph.is_left_out else ""
    return f"<p{kind}>{''.join(map(_marked, runs))}</p>"


def _marked(run: Run) -> str:
    """Return a run with its mark; what came at the end of a sentence is kept apart from the next one."""
    needs_space = run.kind == "put in" and not run.text[-1].isspace()
    return _MARKS[run.kind].format(escape(run.text)) + " " * needs_space


WRITER = Writer(filename="essay-diff.html", render=render, is_essay=True)
