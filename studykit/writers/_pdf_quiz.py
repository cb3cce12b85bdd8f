"""A quiz in type: the sheets that are handed out, and the key to them."""

from collections.abc import Iterator, Sequence
from itertools import count

from reportlab.platypus import Flowable

from studykit.contracts import Rendering, WriteSettings
from studykit.errors import NothingToStudyError
from studykit.model import BLANK, StudyDocument
from studykit.page_wording import PageWording
from studykit.templates import Templates
from studykit.text import filled
from studykit.writers._handwriting import lines_to_write
from studykit.writers._pdf_canvas import Landmark
from studykit.writers._pdf_file import typesetter
from studykit.writers._pdf_leaflet import Leaflet, Part
from studykit.writers._pdf_sheet_parts import (
    Grid,
    GridForm,
    Ruled,
    blanked,
    option,
    proof,
    sheet_head,
)
from studykit.writers._pdf_structure import Tag
from studykit.writers._pdf_type import Typesetter
from studykit.writers._quiz import Item, Quiz, quizzes

NARROW = 26
"""Characters; options that are all shorter stand two in a row."""
OPTION_HANG = 17


def sheets(document: StudyDocument, templates: Templates, settings: WriteSettings, name: str) -> Rendering:
    """Return the sheets to write on, each version from a page of its own; ``name`` is the file's.

    Raises NothingToStudyError where ``document`` has nothing to ask.
    """
    setter = typesetter(document, templates, settings)
    wording, versions = setter.wording, _asked(document, settings)
    parts = []
    for quiz in versions:
        fields = (
            (wording.name, 0.5),
            (wording.day, 0.25),
            (filled(wording.score, most=str(quiz.count)), 0.25),
        )
        kind = _kind(wording.quiz, quiz, versions, wording)
        head = tuple(sheet_head(document.episode, kind, setter, fields=fields))
        parts.append(Part(head, tuple(_questions(quiz, setter))))
    return Leaflet(document, setter, settings.now, wording.quiz, name).printed(parts)


def key(document: StudyDocument, templates: Templates, settings: WriteSettings, name: str) -> Rendering:
    """Return the right answers with the words that prove them, under the numbers of each version.

    Raises NothingToStudyError where ``document`` has nothing to ask.
    """
    setter = typesetter(document, templates, settings)
    wording, versions = setter.wording, _asked(document, settings)
    parts = []
    for quiz in versions:
        head = tuple(sheet_head(document.episode, _kind(wording.quiz_key, quiz, versions, wording), setter))
        parts.append(Part(head, tuple(_answers(document, quiz, setter))))
    return Leaflet(document, setter, settings.now, wording.quiz_key, name).printed(parts)


def _asked(document: StudyDocument, settings: WriteSettings) -> tuple[Quiz, ...]:
    versions = quizzes(document, settings.seed, settings.versions)
    if not versions[0].count:
        raise NothingToStudyError(
            "there is no card and no definition to ask for in a quiz", where=document.episode.title
        )
    return versions


def _kind(name: str, quiz: Quiz, versions: Sequence[Quiz], wording: PageWording) -> str:
    """Return what a sheet is, with its version where there are several."""
    return f"{name}, {filled(wording.version, letter=quiz.version)}" if len(versions) > 1 else name


def _questions(quiz: Quiz, setter: Typesetter) -> Iterator[Flowable]:
    wording, numbers = setter.wording, count(1)
    titles = (wording.choose, wording.fill_in, wording.in_writing)
    for part, (title, items) in enumerate(zip(titles, quiz.parts, strict=True), 1):
        if items:
            yield setter.heading("sheet-section", Landmark(f"{quiz.version}-{part}", title, level=1))
        listing = Tag("L")
        for item in items:
            yield from _question(next(numbers), item, setter, listing)


def _question(number: int, item: Item, setter: Typesetter, listing: Tag) -> Iterator[Flowable]:
    asked = setter.row("item", blanked(item.question, setter), hang=str(number), within=listing)
    asked.keepWithNext = bool(item.options) or BLANK not in item.question
    yield asked
    if item.options:
        columns = 2 if max(map(len, item.options)) <= NARROW else 1
        choices = Tag("L", asked.tag.within if asked.tag else None)  # read aloud right after the question
        cells = [option("ABCDEFGH"[place], text, setter, choices) for place, text in enumerate(item.options)]
        yield Grid(cells, GridForm(columns, OPTION_HANG, setter.direction == "R"), after=8)
    elif BLANK not in item.question:
        yield Ruled(lines_to_write(item.answer), after=10)


def _answers(document: StudyDocument, quiz: Quiz, setter: Typesetter) -> Iterator[Flowable]:
    listing = Tag("L")
    for number, item in enumerate((item for items in quiz.parts for item in items), 1):
        letter = item.letter if item.options else ""
        markup = proof(item.answer, item.citation, document.episode, setter, letter)
        row = setter.row("item", markup, hang=str(number), within=listing)
        row.keepWithNext = number == quiz.count - 1  # the last one alone would look lost on a page
        yield row
