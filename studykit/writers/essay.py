"""The talk reworded lightly to be read like an essay, in Markdown: fillers and false starts are gone."""

from collections.abc import Iterator

from studykit import page_wording
from studykit.contracts import Rendering, Writer, WriteSettings
from studykit.essay import Section, Speech, essay
from studykit.links import moment_link
from studykit.markdown import escape, link
from studykit.model import Episode, StudyDocument
from studykit.templates import Templates
from studykit.text import clock, squeeze
from studykit.writers._essay_counts import counts, note
from studykit.writers._markdown_head import head


def render(document: StudyDocument, templates: Templates, settings: WriteSettings) -> Rendering:
    """Return the essay as Markdown in UTF-8, chapter by chapter, turn by turn, with who speaks when."""
    wording = page_wording.load(document.episode.spoken, templates)
    made = essay(document, templates, settings.rewriting.paragraphs)
    told = note(counts(made), wording, settings.rewriting.by)
    blocks = [
        *head(document, wording.untitled, wording),
        f"> {escape(told)}",
        *(block for section in made.sections for block in _section(document.episode, section)),
    ]
    return Rendering(("\n\n".join(blocks) + "\n").encode("utf-8"))


def _section(episode: Episode, section: Section) -> Iterator[str]:
    read = [speech for speech in section.speeches if speech.is_read]
    if read and section.chapter:
        yield f"## {escape(squeeze(section.chapter.title))}"
    for number, speech in enumerate(read):
        goes_on = number > 0 and speech.speaker == read[number - 1].speaker
        if not goes_on and (speech.speaker or speech.start_ms is not None):
            yield _byline(episode, speech)
        yield from (escape(paragraph.text) for paragraph in speech.paragraphs if paragraph.text)


def _byline(episode: Episode, speech: Speech) -> str:
    name = f"**{escape(speech.speaker)}**" if speech.speaker.strip() else ""
    moment = "" if speech.start_ms is None else _moment(episode, speech.start_ms)
    return " · ".join(filter(None, (name, moment)))


def _moment(episode: Episode, start_ms: int) -> str:
    return link(clock(start_ms), moment_link(episode, start_ms))


WRITER = Writer(filename="essay.md", render=render, is_essay=True)
