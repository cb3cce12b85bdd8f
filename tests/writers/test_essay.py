"""The essay in Markdown, and the page that shows what it changed, each read by another program."""

import re
from html.parser import HTMLParser

import pytest

from studykit.contracts import Rewriting
from studykit.essay import essay
from studykit.model import Episode, Segment, StudyDocument, Turn
from studykit.templates import Templates
from studykit.text import fold, words
from studykit.writers import essay as plain
from studykit.writers import essay_diff
from tests.asking.asking import bread
from tests.sample import ODD, SETTINGS, sample

ALLOWED = {"html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "h3", "p", "br"} | {
    "del",
    "ins",
    "span",
    "a",
}


class Page(HTMLParser):
    """The tags of a page, and its text by what it stands in."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.said: list[tuple[tuple[str, ...], str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in {"meta", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.said.append((tuple(self.open), data))

    def text(self, without: str) -> str:
        """The text of the chapters' paragraphs, without what stands in a tag."""
        first = next(index for index, (tags, _) in enumerate(self.said) if "h2" in tags)
        kept = [text for tags, text in self.said[first:] if "p" in tags and without not in tags]
        return " ".join(kept)


def markdown(document: StudyDocument, **changes: object) -> str:
    settings = SETTINGS.__class__(now=SETTINGS.now, **changes)
    return plain.render(document, Templates(), settings).content.decode("utf-8")


def html(document: StudyDocument, **changes: object) -> str:
    settings = SETTINGS.__class__(now=SETTINGS.now, **changes)
    return essay_diff.render(document, Templates(), settings).content.decode("utf-8")


def page(document: StudyDocument, **changes: object) -> Page:
    read = Page()
    read.feed(html(document, **changes))
    read.close()
    assert read.open == []
    return read


def test_the_essay_has_chapters_speakers_and_times() -> None:
    text = markdown(bread())
    assert text.startswith("# Why sourdough rises\n\n**Crumb and Crust**")
    assert "\n## What lives in a starter\n" in text
    assert "\n**Tomás Ferreira** · 0:30\n\nRight, so" not in text
    assert "\n**Tomás Ferreira** · 0:30\n\nSo a starter is a mixture of flour and water" in text
    assert "welcome" not in fold(text)
    assert re.search(r"> Reworded lightly to be read: \d+ of \d+ words were left out\.", text)
    assert "Nothing was added." in text


def test_times_are_links_where_the_episode_can_be_opened_there() -> None:
    assert "**Ana Ruiz** · [1:00](<https://www.youtube.com/watch?v=abc&t=60s>)" in markdown(sample())


def test_without_names_and_times_there_are_paragraphs_alone() -> None:
    assert " · " not in markdown(sample(with_times=False)).split("\n## ", 1)[1]


def test_signs_of_markdown_and_html_in_the_talk_are_shown_as_signs() -> None:
    assert "x\\<y\\>z & AT&T \\{\\{c1\\:\\:x" in markdown(sample())
    assert "&lt;y&gt;z &amp; AT&amp;T {{c1::x}}" in html(sample())


def test_the_page_without_what_was_put_in_is_the_transcript_and_without_what_went_the_essay() -> None:
    of = bread()
    read = page(of)
    assert words(read.text("ins")) == [word for turn in of.turns for word in words(turn.text)]
    kept = [word for each in essay(of, Templates()).paragraphs for word in words(each.text)]
    assert words(read.text("del")) == kept


@pytest.mark.parametrize("document", [bread(), sample()], ids=["bread", "sample"])
def test_the_page_is_complete_in_itself_and_holds_no_foreign_markup(document: StudyDocument) -> None:
    read = page(document)
    assert {tag for tag, _ in read.tags} <= ALLOWED
    links = [attributes["href"] for tag, attributes in read.tags if tag == "a"]
    assert all(link and link.startswith("https://www.youtube.com/watch?v=abc&t=") for link in links)
    assert not any(attributes.keys() & {"src", "onload", "onclick"} for _, attributes in read.tags)
    assert "@media (prefers-color-scheme: dark)" in html(document)
    assert "@media print" in html(document)
    assert "url(" not in html(document)


def test_what_is_odd_in_titles_and_names_is_only_text() -> None:
    evil = "</title><script>alert(1)</script>"
    episode = Episode(key="k", title=evil, language="en")
    document = StudyDocument(episode=episode, turns=(Turn(segments=(Segment(id="s", text=evil + ODD),)),))
    assert "<script" not in html(document)
    assert "\\<script\\>" in markdown(document)


def test_the_page_of_a_language_from_the_right_says_so() -> None:
    episode = Episode(key="k", title="T", language="ar")
    document = StudyDocument(
        episode=episode, turns=(Turn(segments=(Segment(id="s", text="الخميرة تأكل السكر."),)),)
    )
    assert '<html lang="ar" dir="rtl">' in html(document)
    assert '<html lang="en">' in html(sample())


def test_without_names_and_times_the_page_has_no_empty_heading() -> None:
    assert "<h3>" not in html(sample(with_times=False))


def test_counts_tell_how_many_words_went_and_how_many_are_written_otherwise() -> None:
    episode = Episode(key="k", title="T")
    said = "Um, you know, the yeast eats sugar. It leaves the salt alone."
    document = StudyDocument(episode=episode, turns=(Turn(segments=(Segment(id="s", text=said),)),))
    assert "3 of 12 words were left out" in markdown(document)
    assert "<del>3 words left out</del> · <ins>1 word written otherwise</ins>" in html(document)


def test_a_models_rewording_is_printed_with_its_name() -> None:
    first = next(each for each in essay(bread(), Templates()).paragraphs if each.text)
    rewriting = Rewriting("openai:test", {first.key: "A jar stands in everybody's fridge."})
    text = markdown(bread(), rewriting=rewriting)
    assert "A jar stands in everybody's fridge." in text
    assert "Reworded by openai:test, and compared with what was said" in text.replace("\\", "")
    assert "<ins>A " in html(bread(), rewriting=rewriting)
