"""Markdown with speakers in bold or before a colon, headings as chapters.

    ## Forgetting

    **Ana Ruiz:** 00:01:12

    The forgetting curve falls *fast*.

A block of YAML at the top may give title, show, date, speakers and links.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from studykit.contracts import Confidence, Reader, Source
from studykit.model import Transcript
from studykit.readers import _front_matter as front_matter
from studykit.readers._dialogue import find_labels
from studykit.readers._furniture import furniture_notice, is_structure
from studykit.readers._labels import Label, leading_stamp, stamp
from studykit.readers._lines import lines
from studykit.readers._markdown_lines import HEADING, MarkdownText, dressed, markdown_text
from studykit.readers._talk import Talk, utterances
from studykit.readers._turns import Findings, assemble, chapter_marks

_MARKED = re.compile(r"[-+>\s]{0,20}[*_]")
_FEWEST_TIMES = 5
_LINK_FIELD = re.compile(r"[A-Za-z ]{3,20}:\s*<?https?://\S+>?")


def sniff(source: Source) -> Confidence:
    """Judge by front matter, labels in bold, and headings."""
    head = source.head
    opening = front_matter.OPENING.match(head)
    if opening and re.search(r"(?m)^---\s*$", head[opening.end() :]) and re.search(r"(?m)^\w+:", head[:2000]):
        return Confidence.CERTAIN
    rows = [dressed(row) for row in lines(head) if _MARKED.match(row.text)]
    strong, leads = sum(row.strong for row in rows), sum(bool(row.lead) for row in rows)
    if strong > 1:
        return Confidence.CERTAIN
    is_table = len(re.findall(r"(?m)^[ \t]*\|.*\|[ \t]*$", head)) * 2 > head.count("\n")
    has_marks = is_table or any(HEADING.fullmatch(row) for row in head.split("\n"))
    return Confidence.LIKELY if strong or leads > 1 or has_marks else Confidence.NO


def parse(source: Source) -> Transcript:
    """Return the transcript; raises ReadError where nothing was said."""
    top = front_matter.split(source.text, source.name)
    page = markdown_text([replace(row, number=row.number + top.height) for row in lines(top.body)])
    title, titles = _title_and_chapters(page)
    labels = find_labels(page.lines, known=(*front_matter.speakers(top.fields), *page.speakers))
    skipped = _not_talk(page, labels)
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


def _title_and_chapters(page: MarkdownText) -> tuple[str, dict[int, list[str]]]:
    """Return the title, which is the one heading of the first level, and the others as chapters."""
    firsts = [title for titles in page.headings.values() for level, title in titles if level == 1]
    title = firsts[0] if len(firsts) == 1 else ""
    chapters = {
        index: [text for level, text in titles if text and not (title and level == 1)]
        for index, titles in page.headings.items()
    }
    return title, chapters


def _not_talk(page: MarkdownText, labels: Sequence[Label]) -> list[int]:
    """Return the lines nobody says: addresses, rows of tables that name no speaker, fields such as
    ``Slides: https…``, and what is set apart above a talk that has times."""
    turns = {label.first for label in labels}
    timed = {label.first for label in labels if label.stamped}
    timed |= {index for index, row in enumerate(page.lines) if leading_stamp(row.text)}
    spoken = turns | timed
    told = (index for index in range(len(page.lines)) if index not in page.apart or index in spoken)
    begin = next(told, 0) if len(timed) >= _FEWEST_TIMES else 0
    return [
        index
        for index, row in enumerate(page.lines)
        if (is_structure(row.text) and stamp(row.text) is None)
        or _LINK_FIELD.fullmatch(row.text)
        or (index in page.rows and index not in turns)
        or index < begin
    ]


READER = Reader(extensions=("md", "markdown", "mdx"), sniff=sniff, parse=parse)
