"""Cards on paper: questions with their chapter, answers at the end of the guide under the same numbers."""

from collections.abc import Iterator
from dataclasses import dataclass

from reportlab.platypus import Flowable, PageBreak

from studykit.model import Card, Episode, StudyDocument
from studykit.page_wording import PageWording
from studykit.text import bare, filled
from studykit.writers._captions import quoted
from studykit.writers._evidence import answering, asking
from studykit.writers._mentions import Mentions
from studykit.writers._pdf_canvas import Landmark
from studykit.writers._pdf_evidence import bylines, quotes
from studykit.writers._pdf_markup import NEW_LINE, NOTHING, Markup, join, lines
from studykit.writers._pdf_sheet_parts import blanked
from studykit.writers._pdf_structure import Tag
from studykit.writers._pdf_type import Typesetter

ANSWERS, LOOSE = "answers", "more-questions"
"""The landmarks of the answer key, and of questions that belong to no chapter."""


@dataclass(frozen=True)
class QuestionGroup:
    """The cards of one chapter with the numbers they have in the guide, which run through all chapters."""

    number: int
    title: str
    cards: tuple[tuple[int, Card], ...]

    @property
    def key(self) -> str:
        """The landmark of where it is asked."""
        return f"chapter-{self.number}" if self.number else LOOSE


def answers_landmark(wording: PageWording) -> Landmark:
    """Return the place of the answer key in contents and outline."""
    return Landmark(ANSWERS, wording.answers)


def loose_landmark(wording: PageWording) -> Landmark:
    """Return the place of the questions that belong to no chapter."""
    return Landmark(LOOSE, wording.more_questions)


def question_groups(document: StudyDocument, wording: PageWording) -> tuple[QuestionGroup, ...]:
    """Return one group for each chapter, in order, and a last one, numbered 0, for loose cards."""
    by_chapter: dict[str, list[Card]] = {chapter.id: [] for chapter in document.chapters}
    loose: list[Card] = []
    for card in document.cards:
        by_chapter.get(card.chapter_id, loose).append(card)
    of_chapters = [by_chapter[chapter.id] for chapter in document.chapters]
    titles = [chapter.title.strip() or wording.untitled for chapter in document.chapters]
    groups, first = [], 1
    for index, (title, cards) in enumerate(
        zip([*titles, wording.more_questions], [*of_chapters, loose], strict=True), 1
    ):
        number = index if index <= len(titles) else 0
        groups.append(QuestionGroup(number, title, tuple(enumerate(cards, first))))
        first += len(cards)
    return tuple(groups)


def questions(
    group: QuestionGroup, episode: Episode, find: Mentions, setter: Typesetter
) -> Iterator[Flowable]:
    """Yield the fronts of the group's cards; the label says where the answers are.

    The last two stay together: one question alone would look lost on a page.
    """
    if not group.cards:
        return
    wording = setter.wording
    told = setter.plain(wording.answers_page.removesuffix("{page}"), "label")
    yield setter.label(wording.test_yourself, side=told, side_page=ANSWERS)
    last_but_one, listing = len(group.cards) - 1, Tag("L")
    for place, (number, card) in enumerate(group.cards, 1):
        hint = setter.plain(filled(wording.hint, hint=card.hint), "label") if card.hint else NOTHING
        side = lines(filter(None, (hint, bylines(asking(card), episode, setter))))
        row = setter.row(
            "question",
            front_of(card, setter),
            hang=str(number),
            side=side,
            within=listing,
            mentions=tuple(find(card.front)),
        )
        row.keepWithNext = place == last_but_one
        yield row


def loose_questions(
    groups: tuple[QuestionGroup, ...], episode: Episode, find: Mentions, setter: Typesetter
) -> Iterator[Flowable]:
    """Yield the questions that belong to no chapter under a heading of their own."""
    if groups[-1].cards:
        yield setter.room("chapter")
        yield setter.heading("chapter", loose_landmark(setter.wording))
        yield from questions(groups[-1], episode, find, setter)


def answers(groups: tuple[QuestionGroup, ...], episode: Episode, setter: Typesetter) -> Iterator[Flowable]:
    """Yield the answer key, beginning a page of its own."""
    if not any(group.cards for group in groups):
        return
    yield PageBreak()
    yield setter.heading("section", answers_landmark(setter.wording))
    for group in groups:
        if group.cards:
            yield _answers_to(group, setter)
        listing = Tag("L")
        for number, card in group.cards:
            side = bylines(answering(card), episode, setter)
            yield setter.row("answer", _answer(card, setter), hang=str(number), side=side, within=listing)


def _answers_to(group: QuestionGroup, setter: Typesetter) -> Flowable:
    """Return the heading of a chapter's answers, with the page of its questions."""
    side = setter.plain(setter.wording.asked_on.removesuffix("{page}"), "label")
    return setter.group(group.title, hang=str(group.number or ""), side=side, side_page=group.key)


def front_of(card: Card, setter: Typesetter) -> Markup:
    """Return a question, with a rule to write on in place of what is to be filled in."""
    return blanked(card.front, setter) if card.has_blank else setter.plain(card.front)


def _answer(card: Card, setter: Typesetter) -> Markup:
    cited = answering(card)
    if not cited:
        return setter.plain(card.back)
    if bare(card.back) == bare(" ".join(citation.quote for citation in cited)):
        return setter.plain(quoted(card.back, setter.wording))
    return join(setter.plain(card.back), NEW_LINE, quotes(cited, setter))
