"""Markdown with speakers in bold or before a colon, headings as chapters.

    ## Forgetting

    **Ana Ruiz:** 00:01:12

    The forgetting curve falls *fast*.

A block of YAML at the top may give title, show, date, speakers and links.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from studykit.contracts import Confidence, Reader, Source
from studykit.markdown import shown
from studykit.model import Transcript
from studykit.readers import _front_matter as front_matter
from studykit.readers._dialogue import find_labels
from studykit.readers._furniture import furniture_notice, is_structure
from studykit.readers._labels import stamp
from studykit.readers._lines import Line, lines
from studykit.readers._talk import Talk, utterances
from studykit.readers._turns import Findings, assemble, chapter_marks

_HEADING = re.compile(r"(#{1,6})\s+(\S.{0,500}?)\s*#{0,6}")
_UNDERLINE = re.compile(r"={3,200}")
_RULE = re.compile(r"(?:[-*_]\s*){3,200}|```.{0,60}|~~~.{0,60}|\|[-:| ]{1,500}\|?")
_BULLET = re.compile(r"(?:>\s?|[-*+]\s+(?=\S)){1,6}")
_BOLD_LABEL = re.compile(
    r"(?:\*\*|__)[^*\n]{1,60}?(?::+\s?(?:\*\*|__)|(?:\*\*|__)\s?:|(?:\*\*|__)\s+[\[(]?\d{1,3}:\d\d)"
)
_LINK_FIELD = re.compile(r"[A-Za-z ]{3,20}:\s*<?https?://\S+>?")


@dataclass(frozen=True)
class _Page:
    """The lines of a Markdown text without marks, its headings by the index of the line they precede."""

    lines: Sequence[Line]
    headings: Mapping[int, Sequence[tuple[int, str]]]


def sniff(source: Source) -> Confidence:
    """Judge by front matter, labels in bold, and headings."""
    head = source.head
    opening = front_matter.OPENING.match(head)
    if opening and re.search(r"(?m)^---\s*$", head[opening.end() :]) and re.search(r"(?m)^\w+:", head[:2000]):
        return Confidence.CERTAIN
    rows = head.split("\n")
    bold = sum(_BOLD_LABEL.match(row) is not None for row in rows)
    if bold > 1:
        return Confidence.CERTAIN
    return Confidence.LIKELY if bold or any(_HEADING.fullmatch(row) for row in rows) else Confidence.NO


def parse(source: Source) -> Transcript:
    """Return the transcript; raises ReadError where nothing was said."""
    top = front_matter.split(source.text, source.name)
    page = _page(top)
    title, titles = _title_and_chapters(page)
    labels = find_labels(page.lines, known=front_matter.speakers(top.fields))
    skipped = _not_talk(page.lines)
    said, headings = utterances(Talk(page.lines, labels, frozenset(skipped), titles))
    chapters, empty = chapter_marks(headings, said)
    left_out = furniture_notice([page.lines[index] for index in skipped], source.name)
    return assemble(
        Findings(
            front_matter.described(top.fields, source.name, title),
            said,
            chapters=chapters,
            roles=front_matter.roles(top.fields),
            notices=(*top.notices, *empty, *left_out),
        ),
        source.name,
    )


def _page(top: front_matter.FrontMatter) -> _Page:
    found: list[Line] = []
    headings: dict[int, list[tuple[int, str]]] = {}
    for line in _without_fences(lines(top.body)):
        heading = _HEADING.fullmatch(line.text)
        if heading:
            headings.setdefault(len(found), []).append((len(heading[1]), shown(heading[2])))
        elif _UNDERLINE.fullmatch(line.text) and found and not line.after_blank:
            headings.setdefault(len(found) - 1, []).append((1, found.pop().text))
        elif text := _words_of(line.text):
            strong = _BOLD_LABEL.match(line.text) is not None
            found.append(replace(line, number=line.number + top.height, text=text, strong=strong))
    return _Page(found, headings)


def _without_fences(rows: Sequence[Line]) -> Iterator[Line]:
    """Drop rules, fences and the rules of tables; what stands between fences is kept as words."""
    return (row for row in rows if not _RULE.fullmatch(row.text))


def _words_of(text: str) -> str:
    return shown(_BULLET.sub("", text, count=1) if _BULLET.match(text) else text)


def _title_and_chapters(page: _Page) -> tuple[str, dict[int, list[str]]]:
    """Return the title, which is the one heading of the first level, and the others as chapters."""
    firsts = [title for titles in page.headings.values() for level, title in titles if level == 1]
    title = firsts[0] if len(firsts) == 1 else ""
    chapters = {
        index: [text for level, text in titles if text and not (title and level == 1)]
        for index, titles in page.headings.items()
    }
    return title, chapters


def _not_talk(rows: Sequence[Line]) -> list[int]:
    """Return the lines nobody says: addresses, table rows and fields such as ``Slides: https…``."""
    return [
        index
        for index, row in enumerate(rows)
        if (is_structure(row.text) and stamp(row.text) is None) or _LINK_FIELD.fullmatch(row.text)
    ]


READER = Reader(extensions=("md", "markdown", "mdx"), sniff=sniff, parse=parse)
