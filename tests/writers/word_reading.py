"""Reads handouts as their readers do, with python-docx and the XML itself; makes long documents."""

import re
from io import BytesIO

import docx as word

from studykit.model import Passage
from studykit.templates import Templates
from studykit.writers import docx
from tests.sample import FORGETTING, SETTINGS, cite, sample

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

WHOLE_FIELD = ["begin", "separate", "end"]


def package(document, settings=SETTINGS, templates=None):
    return docx.render(document, templates or Templates(), settings).content


def opened(document, settings=SETTINGS):
    return word.Document(BytesIO(package(document, settings)))


def body(document, settings=SETTINGS):
    return opened(document, settings).element.body


def style(paragraph):
    return paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val")


def paragraphs(element, *styles):
    return [p for p in element.iter(f"{W}p") if not styles or style(p) in styles]


def words(element):
    """The text as a reader sees it: tabs, line breaks and ordinary spaces."""
    marks = {f"{W}tab": "\t", f"{W}br": "\n"}
    nodes = (n for n in element.iter(f"{W}t", *marks) if n.getparent().tag == f"{W}r")
    return "".join(marks.get(n.tag, n.text or "") for n in nodes).replace("\xa0", " ")


def shown(document, settings=SETTINGS):
    return "\n".join(words(p) for p in paragraphs(body(document, settings)))


def entries(element):
    """Each entry of the contents: heading, page, the bookmark it leads to, the one its number asks for."""
    found = []
    for paragraph in paragraphs(element, "TOC1"):
        heading, page = words(paragraph).split("\t")
        link = paragraph.find(f"{W}hyperlink").get(f"{W}anchor")
        asked = re.search(r"PAGEREF (\S+)", "".join(n.text for n in paragraph.iter(f"{W}instrText")))
        found.append((heading, int(page), link, asked.group(1)))
    return found


def bookmarks(element):
    """The text of the paragraph that each bookmark stands in, by its name."""
    return {mark.get(f"{W}name"): words(mark.getparent()) for mark in element.iter(f"{W}bookmarkStart")}


def contents(element):
    """What the contents list, and for each of it the headings that its words and its number lead to."""
    listed, marks = entries(element), bookmarks(element)
    return [(heading, (marks[link], marks[asked])) for heading, _, link, asked in listed]


def fields(element):
    """The marks of each field in their order; one within another is a field of its own."""
    waiting, found = [], []
    for mark in element.iter(f"{W}fldChar"):
        kind = mark.get(f"{W}fldCharType")
        if kind == "begin":
            waiting.append([])
        waiting[-1].append(kind)
        if kind == "end":
            found.append(waiting.pop())
    return found + waiting


def headings(element):
    return [(int(style(p)[-1]), words(p)) for p in paragraphs(element, "Heading1", "Heading2")]


def revised(document, **changes):
    return document.model_copy(update=changes)


def course(chapters, *, passages=1, terms=0, cards=1):
    """A document of many chapters: so many passages, terms and cards in each of them, growing a little."""
    document = sample()
    chapter, term, (definition, cloze, _) = document.chapters[0], document.glossary[0], document.cards
    bound, glossary, deck = [], [], []
    for place in range(chapters):
        key, more = f"c{place}", place % 4
        said = tuple(
            Passage(text=f"{FORGETTING} Part {place}.{n}.", citations=(cite(FORGETTING, 1),))
            for n in range(passages + more)
        )
        bound.append(chapter.model_copy(update={"id": key, "title": f"Matter {place + 1}", "summary": said}))
        glossary += [
            term.model_copy(update={"key": f"{key} {n}", "term": f"term {place} {n}", "chapter_ids": (key,)})
            for n in range(terms + more)
        ]
        deck += [
            (cloze if n % 2 else definition).model_copy(update={"id": f"{key}-{n}", "chapter_id": key})
            for n in range(cards + more)
        ]
    return revised(document, chapters=tuple(bound), glossary=tuple(glossary), cards=tuple(deck))
