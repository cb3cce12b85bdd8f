"""Step 7: makes the study document: glossary, cards by the rules, deck, tags, notices."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from studykit import registry
from studykit.builder.deal import deal
from studykit.builder.editing import Edition, in_order
from studykit.builder.glossary import glossary
from studykit.builder.rubric import FORM, WORDING, Judge, Rule, refusal
from studykit.builder.span import text_for_study
from studykit.contracts import CardType
from studykit.model import Card, Chapter, StudyDocument, Term, Transcript
from studykit.notices import Notice
from studykit.text import slug, words
from studykit.wording import Wording

Edit = Callable[[StudyDocument, tuple[Card, ...]], Edition]
"""Looks at all terms and cards together before the deck is dealt."""


def assemble(
    transcript: Transcript,
    engine_name: str,
    studied: Sequence[tuple[Chapter, tuple[Term, ...]]],
    judge: Judge,
    *,
    notices: Sequence[Notice],
    cards: int | None,
    edit: Edit = Edition,
) -> StudyDocument:
    """Return the finished document.

    ``cards`` caps the deck, a card that a hard rule refuses is a notice. ``edit`` sees all before that.
    """
    chapters = tuple(chapter for chapter, _ in studied)
    texts = {chapter.id: text_for_study(chapter, transcript) for chapter in chapters}
    terms = [(chapter, term) for chapter, found in studied for term in found]
    bare_document = StudyDocument(
        engine=engine_name,
        episode=transcript.episode,
        speakers=transcript.speakers,
        chapters=chapters,
        glossary=glossary(terms, texts),
        turns=transcript.turns,
    )
    passed, refused = candidates(bare_document, judge)
    edition = edit(bare_document, passed)
    said = {key: len(words(text)) for key, text in texts.items()}
    dealt = in_order(deal(edition.cards, bare_document, said, cards), edition.before)
    deck = tuple(_tagged(_placed(card, bare_document, judge), bare_document) for card in dealt)
    every = (*transcript.notices, *notices, *refused, *edition.notices)
    return edition.document.model_copy(update={"cards": deck, "notices": every})


def candidates(document: StudyDocument, judge: Judge) -> tuple[tuple[Card, ...], tuple[Notice, ...]]:
    """Return all cards that ``document`` gives and the rules let pass, and a notice for each other one."""
    return judged(_made(document, judge.lexicon.wording), judge, FORM + WORDING)


def judged(
    cards: Iterable[Card], judge: Judge, rules: tuple[Rule, ...]
) -> tuple[tuple[Card, ...], tuple[Notice, ...]]:
    """Return the cards that ``rules`` let pass, and a notice for each that they refuse."""
    passed, refused = [], []
    for card in cards:
        reason = refusal(card, judge, rules)
        if reason:
            refused.append(
                Notice(code="card-dropped", text=f"{card.front!r} was dropped. {reason}", where=card.id)
            )
        else:
            passed.append(card)
    return tuple(passed), tuple(refused)


def _made(document: StudyDocument, wording: Wording) -> Iterator[Card]:
    for name in registry.names("studykit.cards"):
        yield from registry.load("studykit.cards", name, CardType).make(document, wording)


def _placed(card: Card, document: StudyDocument, judge: Judge) -> Card:
    """Return ``card`` with its chapter as context, unless that would give the answer away."""
    chapter = document.chapter_by_id.get(card.chapter_id)
    asked = judge.lemmas(f"{card.back} {card.reverse}", shortest=1)
    if chapter is None or judge.lemmas(chapter.title, shortest=1) & asked:
        return card
    return card.model_copy(update={"context": chapter.title})


def _tagged(card: Card, document: StudyDocument) -> Card:
    episode = document.episode
    numbers = {chapter.id: number for number, chapter in enumerate(document.chapters, start=1)}
    width = max(2, len(str(len(numbers))))
    names = [("show", slug(episode.show)), ("episode", slug(episode.title))]
    if card.chapter_id in numbers:
        title = slug(document.chapter_by_id[card.chapter_id].title, longest=40)
        number = f"{numbers[card.chapter_id]:0{width}}"
        names.append(("chapter", f"{number}-{title}" if title else number))
    names.append(("kind", card.kind))
    return card.model_copy(update={"tags": tuple(f"{key}::{name}" for key, name in names if name)})
