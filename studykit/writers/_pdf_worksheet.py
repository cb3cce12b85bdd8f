"""A worksheet in type: passages with gaps and a bank of words, questions to answer in writing, the key."""

from collections.abc import Iterator, Sequence
from itertools import count

from reportlab.platypus import Flowable

from studykit.contracts import Rendering, WriteSettings
from studykit.errors import NothingToStudyError
from studykit.model import BLANK, Card, StudyDocument
from studykit.templates import Templates
from studykit.writers._pdf_canvas import Landmark
from studykit.writers._pdf_file import typesetter
from studykit.writers._pdf_leaflet import Leaflet, Part
from studykit.writers._pdf_markup import NO_BREAK, Markup, join, unbroken
from studykit.writers._pdf_sheet_parts import Framed, Ruled, blanked, proof, said_by, sheet_head
from studykit.writers._pdf_structure import Tag
from studykit.writers._pdf_type import Typesetter
from studykit.writers._worksheet import Bank, Gapped, banks

MOST_WRITTEN = 3
"""Questions to answer in own words."""
LINES = 4


def worksheet(document: StudyDocument, templates: Templates, settings: WriteSettings, name: str) -> Rendering:
    """Return the worksheet as PDF, its key on a page of its own at the end; ``name`` is the file's.

    Raises NothingToStudyError where no passage names a term and there is no question.
    """
    setter = typesetter(document, templates, settings)
    wording = setter.wording
    found = banks(document, wording.untitled)
    written = _written(document)
    if not (found or written):
        raise NothingToStudyError(
            "no passage names a term, and there is no question", where=document.episode.title
        )
    fields = ((wording.name, 0.7), (wording.day, 0.3))
    parts = [
        Part(
            tuple(sheet_head(document.episode, wording.worksheet, setter, fields=fields)),
            (*_gaps(found, document, setter), *_questions(written, found, setter)),
        ),
        Part(
            tuple(sheet_head(document.episode, wording.key, setter)),
            tuple(_key(found, written, document, setter)),
        ),
    ]
    return Leaflet(document, setter, settings.now, wording.worksheet, name).printed(parts)


def _written(document: StudyDocument) -> tuple[Card, ...]:
    """Return the best cards that are answered in words of one's own."""
    asking = (card for card in document.cards if not card.has_blank and BLANK not in card.front)
    best = sorted(asking, key=lambda card: (card.kind in ("definition", "who-said"), -card.importance))
    return tuple(card for card in best if card.front.strip() and card.back.strip())[:MOST_WRITTEN]


def _gaps(found: Sequence[Bank], document: StudyDocument, setter: Typesetter) -> Iterator[Flowable]:
    numbers = count(1)
    for place, bank in enumerate(found, 1):
        title = setter.wording.word_bank + f" {place}" * (len(found) > 1)
        yield setter.heading("sheet-section", Landmark(f"bank-{place}", title, level=1))
        yield _bank(bank, setter)
        for section in bank.sections:
            yield setter.label(section.title)
            listing = Tag("L")
            for passage in section.passages:
                yield _passage(next(numbers), passage, document, setter, listing)


def _bank(bank: Bank, setter: Typesetter) -> Flowable:
    """Return the words in a frame; no line ends within one."""
    words = (
        unbroken(setter.plain(word, "label_bold")) + f"{NO_BREAK}×{NO_BREAK}{many}" * (many > 1)
        for word, many in bank.words.items()
    )
    return Framed(setter.paragraph("option", Markup(f"{NO_BREAK * 4} ".join(words))), after=6)


def _passage(
    number: int, passage: Gapped, document: StudyDocument, setter: Typesetter, listing: Tag
) -> Flowable:
    said = said_by(passage.citation, document.episode, setter)
    markup = join(blanked(passage.text, setter), Markup(f"{NO_BREAK * 2} "), said)
    return setter.row("item", markup, hang=str(number), within=listing)


def _questions(written: Sequence[Card], found: Sequence[Bank], setter: Typesetter) -> Iterator[Flowable]:
    if written:
        yield setter.heading("sheet-section", Landmark("own-words", setter.wording.own_words, level=1))
    listing = Tag("L")
    for number, card in enumerate(written, 1 + _passage_count(found)):
        asked = setter.row("item", setter.plain(card.front), hang=str(number), within=listing)
        asked.keepWithNext = True
        yield asked
        yield Ruled(LINES, after=10)


def _passage_count(found: Sequence[Bank]) -> int:
    return sum(len(section.passages) for bank in found for section in bank.sections)


def _key(
    found: Sequence[Bank], written: Sequence[Card], document: StudyDocument, setter: Typesetter
) -> Iterator[Flowable]:
    episode, listing = document.episode, Tag("L")
    answers = [
        *((" · ".join(p.hidden), p.citation) for b in found for s in b.sections for p in s.passages),
        *((card.back, next(iter(card.citations), None)) for card in written),
    ]
    for place, (answer, citation) in enumerate(answers, 1):
        row = setter.row("item", proof(answer, citation, episode, setter), hang=str(place), within=listing)
        row.keepWithNext = place == len(answers) - 1  # the last one alone would look lost on a page
        yield row
