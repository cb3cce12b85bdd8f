"""A quiz on an episode: what is asked, what there is to choose from, and what is right.

Its questions are the cards and the definitions of the glossary; each rests on words of its own, so that no
question answers another one.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from studykit.identity import stable_id
from studykit.model import BLANK, Card, Citation, StudyDocument, Term, TermKind
from studykit.text import bare, fold, words
from studykit.writers._main_points import LONGEST
from studykit.writers._term_places import first_place, names, without

MOST_CHOICES, MOST_GAPS, MOST_OPEN = 8, 6, 4
"""A quiz that a class can write in half an hour."""
OPTIONS = 4
"""So many there are to choose from, where the glossary has them; a question with two is a toss of a coin."""
FEWEST_OPTIONS = 3
FEWEST_WORDS = 4
"""That must be left of a definition when its term is taken out."""
ALIKE: dict[TermKind, str] = {
    "concept": "term",
    "acronym": "term",
    "person": "person",
    "organisation": "organisation",
    "work": "work",
}
"""What may stand beside each other to choose from."""
TELLING = 5
"""Letters of a word that, at the beginning of another one, tell that both are of one family."""


@dataclass(frozen=True)
class Item:
    """One question of a quiz.

    It is a multiple choice where it has ``options``, one of which is the ``answer``; else it is to be filled
    in where ``question`` holds BLANK, and to be answered in writing where it does not.
    """

    id: str
    question: str
    answer: str
    citation: Citation | None
    importance: float
    options: tuple[str, ...] = ()

    @property
    def letter(self) -> str:
        """The letter that the right option is marked with."""
        return "ABCDEFGH"[self.options.index(self.answer)]


@dataclass(frozen=True)
class Quiz:
    """One version of a quiz: what is to be chosen, filled in and answered, each in the order of printing."""

    version: str
    choices: tuple[Item, ...]
    gaps: tuple[Item, ...]
    open: tuple[Item, ...]

    @property
    def parts(self) -> tuple[tuple[Item, ...], ...]:
        """Its three parts; some may be empty."""
        return self.choices, self.gaps, self.open

    @property
    def count(self) -> int:
        """How many questions there are."""
        return sum(map(len, self.parts))


def quizzes(document: StudyDocument, seed: int, versions: int) -> tuple[Quiz, ...]:
    """Return ``versions`` versions of a quiz: the same questions and options, each in an order of its own.

    The order depends on ``seed``, the version and the questions alone, the same on every machine. Where
    ``document`` has nothing to ask, all parts are empty.
    """
    items = tuple(_items(document))
    parts = (
        _best((item for item in items if item.options), MOST_CHOICES),
        _best((item for item in items if not item.options and BLANK in item.question), MOST_GAPS),
        _best((item for item in items if not item.options and BLANK not in item.question), MOST_OPEN),
    )
    return tuple(_version(letter, parts, seed) for letter in "ABCD"[:versions])


def _version(letter: str, parts: Iterable[tuple[Item, ...]], seed: int) -> Quiz:
    def order(*what: str) -> str:
        return stable_id(str(seed), letter, *what)

    choices, gaps, written = (
        tuple(
            replace(item, options=tuple(sorted(item.options, key=lambda option: order(item.id, option))))
            for item in sorted(part, key=lambda item: order(item.id))
        )
        for part in parts
    )
    return Quiz(letter, choices, gaps, written)


def _best(items: Iterable[Item], most: int) -> tuple[Item, ...]:
    return tuple(sorted(items, key=lambda item: -item.importance)[:most])


def _items(document: StudyDocument) -> Iterator[Item]:
    """Yield the questions, those to choose first.

    None rests on the same words as one before, or has the same answer.
    """
    used: list[str] = []
    answers: set[str] = set()
    for item in (*_choices(document), *_of_cards(document)):
        said = bare(item.citation.quote) if item.citation else bare(item.question)
        if bare(item.answer) not in answers and not any(said in other or other in said for other in used):
            used.append(said)
            answers.add(bare(item.answer))
            yield item


def _choices(document: StudyDocument) -> Iterator[Item]:
    """Yield what can be asked with terms, or with those who speak, to choose from; the best first.

    A definition is to be named where too few terms could stand beside the right one.
    """
    asked = [*_defined(document.glossary), *_hidden(document), *_who_said(document)]
    for item, wrong in sorted(asked, key=lambda pair: -pair[0].importance):
        if len(wrong) >= FEWEST_OPTIONS - 1:
            yield replace(item, options=(item.answer, *wrong[: OPTIONS - 1]))
    for item, wrong in _defined(document.glossary):
        if len(wrong) < FEWEST_OPTIONS - 1:
            question = item.question if BLANK in item.question else f"{BLANK}: {item.question}"
            yield replace(item, question=question)


def _defined(glossary: tuple[Term, ...]) -> Iterator[tuple[Item, list[str]]]:
    for term in glossary:
        if term.definition and len(term.definition) <= LONGEST:
            question = without(term, term.definition, BLANK)
            item = Item(term.key, question, term.term, term.citations[0], term.importance)
            if not _tells(term.term, question) and len(words(question)) >= FEWEST_WORDS:
                yield item, _distractors(term, item, glossary)


def _hidden(document: StudyDocument) -> Iterator[tuple[Item, list[str]]]:
    """Yield the cloze cards that hide a term."""
    by_name = {fold(name): term for term in document.glossary for name in names(term)}
    for card in document.cards:
        term = by_name.get(fold(card.back)) if card.has_blank else None
        if term and not _tells(card.back, card.front):
            item = _item(card)
            yield item, _distractors(term, item, document.glossary)


def _who_said(document: StudyDocument) -> Iterator[tuple[Item, list[str]]]:
    names_ = [speaker.name for speaker in document.speakers]
    for card in document.cards:
        if card.kind == "who-said" and card.back in names_:
            item = _item(card)
            others = (name for name in names_ if fold(name) != fold(card.back) and name not in card.front)
            yield item, sorted(dict.fromkeys(others), key=lambda name: stable_id(card.id, name))


def _of_cards(document: StudyDocument) -> Iterator[Item]:
    for card in sorted(document.cards, key=lambda card: -card.importance):
        if card.front.strip() and card.back.strip() and card.front.count(BLANK) == card.has_blank:
            yield _item(card)


def _item(card: Card) -> Item:
    """Return a card as a question; what the question quotes of whoever asked does not prove the answer."""
    asked = f" {bare(card.front)} "
    proving = (cited for cited in card.citations if f" {bare(cited.quote)} " not in asked)
    return Item(card.id, card.front, card.back, next(proving, None), card.importance)


def _distractors(term: Term, item: Item, glossary: tuple[Term, ...]) -> list[str]:
    """Return the other terms that may stand beside ``term``, the most misleading first.

    They are of the same kind, have no word in common with it, and are not named in the question or the words
    behind it, nor explained by the same words: then they might be right as well.
    """
    seen = f"{item.question}\n{item.citation.quote if item.citation else ''}"
    fitting = [other for other in glossary if _may_mislead(other, term, seen)]
    return [other.term for other in sorted(fitting, key=lambda other: _unlikeness(item, other.term))]


def _may_mislead(other: Term, term: Term, seen: str) -> bool:
    if other.key == term.key or ALIKE[other.kind] != ALIKE[term.kind]:
        return False
    shared = {word for name in names(term) for word in _family(name)}
    if shared & {word for name in names(other) for word in _family(name)}:
        return False
    said = {bare(citation.quote) for citation in term.citations[:1]}
    return first_place(other, seen) is None and not said & {bare(c.quote) for c in other.citations[:1]}


def _family(name: str) -> set[str]:
    """Return the words of ``name`` as far as all forms of a word are alike."""
    return {word[:TELLING] for word in words(fold(name))}


def _unlikeness(item: Item, option: str) -> tuple[int, str]:
    """Return how easily ``option`` is seen to be wrong: by its length, its capitals, or how it ends."""
    answer = item.answer
    length = abs(len(option) - len(answer)) // 4
    capitals = sum(letter.isupper() for letter in answer) > 1
    other_capitals = sum(letter.isupper() for letter in option) > 1
    ends = answer[-1:].casefold() != option[-1:].casefold()
    spaced = (" " in answer) != (" " in option)
    return length + 2 * (capitals != other_capitals) + ends + spaced, stable_id(item.id, option)


def _tells(answer: str, question: str) -> bool:
    """Whether a word of ``question`` is of the same family as one of ``answer``."""
    seen = words(fold(question))
    telling = [word[:TELLING] for word in words(fold(answer)) if len(word) >= TELLING]
    return any(word.startswith(beginning) for beginning in telling for word in seen)
