"""Makes a season of several documents: puts them in order, and makes one card of a term's definitions.

Two cards that ask for the same term and want two answers are a sure way to confuse a learner, so the term is
asked once: the episode in which it weighs most answers, and what the others say stands below.

The one card has the id of the first episode's card, so that who has studied that episode goes on with it. No
rule alone can keep this id whichever episode joins later, for an older one may turn up: the ids that an
earlier season gave are passed in, and win.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from studykit.model import Card, RetiredCard, StudyDocument
from studykit.notices import Notice
from studykit.season import MergedCard, Said, Season, SeasonCard, unmerged
from studykit.text import bare

_NUMBER = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True)
class _Term:
    """A term's definitions, in the order of learning, and the id of the card that asks for it."""

    said: tuple[Said, ...]
    id: str


def season(documents: Sequence[StudyDocument], kept: Mapping[str, str]) -> tuple[Season, Mapping[str, str]]:
    """Return ``documents`` as one season, and the ids of its merged cards by their terms.

    Cards are merged that define a term of the same key in the same language. ``kept`` are the ids that an
    earlier build of the season returned; they are returned too.
    """
    ordered = in_order(documents)
    terms = _shared_terms(ordered, kept)
    term_of = {_place(said): term for term in terms.values() for said in term.said}
    cards: list[SeasonCard] = []
    for said in (Said(document, card) for document in ordered for card in document.cards):
        term = term_of.get(_place(said))
        if term is None:
            cards.append(unmerged(said))
        elif _place(said) == _place(term.said[0]):
            cards.append(_merged(term))
    gone = (MergedCard(_as_retired(each.card), t.id) for t in terms.values() for each in t.said)
    merged = tuple(card for card in gone if card.card.id != card.into)
    return Season(ordered, tuple(cards), merged), {**kept, **{key: term.id for key, term in terms.items()}}


def told_of(made: Season) -> tuple[Notice, ...]:
    """Return what a learner should know of the season ``made``."""
    return (*_told_of_cards(made), *_told_of_languages(made))


def in_order(documents: Sequence[StudyDocument]) -> tuple[StudyDocument, ...]:
    """Return ``documents`` as they are to be learned: by date, by number, or as they are.

    The date counts where all have one, else the number at the beginning of the title (``Episode 12``,
    ``#12``, ``S01E12``) where all have one of their own.
    """
    dated = [(document.episode.published, document) for document in documents]
    if all(day for day, _ in dated):
        return tuple(document for _, document in sorted(dated, key=lambda each: str(each[0])))
    numbered = {_number(document.episode.title): document for document in documents}
    if () in numbered or len(numbered) < len(documents):
        return tuple(documents)
    return tuple(document for _, document in sorted(numbered.items(), key=lambda each: each[0]))


def _number(title: str) -> tuple[int, ...]:
    """Return the numbers in the first two words of ``title``, () where there are none."""
    return tuple(map(int, _NUMBER.findall(" ".join(title.split()[:2]))))


def _shared_terms(documents: Sequence[StudyDocument], kept: Mapping[str, str]) -> dict[str, _Term]:
    """Return the terms that several of ``documents`` define, or did in an earlier build, by their keys."""
    definitions: dict[str, list[Said]] = defaultdict(list)
    for document in documents:
        for key, card in _definitions(document).items():
            definitions[key].append(Said(document, card))
    taken = {card.id for document in documents for card in document.cards}
    return {
        key: _Term(tuple(said), _id(said, kept.get(key, ""), taken))
        for key, said in definitions.items()
        if len(said) > 1 or key in kept
    }


def _definitions(document: StudyDocument) -> dict[str, Card]:
    """Return the card that defines each term of ``document``, by the term's language and key.

    A card tells its term by what its reverse asks for; one without by the quote that it shares with a term.
    """
    names = {bare(term.term): term.key for term in reversed(document.glossary)}
    quotes = {term.citations[0].quote: term.key for term in reversed(document.glossary)}
    found: dict[str, Card] = {}
    for card in document.cards:
        if card.kind == "definition":
            quote = card.citations[0].quote if card.citations else ""
            key = names.get(bare(card.reverse), bare(card.reverse)) or quotes.get(quote, "")
            if key:
                found.setdefault(f"{document.episode.spoken} {bare(key)}", card)
    return found


def _id(said: Sequence[Said], before: str, taken: Collection[str]) -> str:
    """Return the id of a term's card: the one that it had ``before``, unless another card has it now."""
    own = [each.card.id for each in said]
    return before if before and (before in own or before not in taken) else own[0]


def _merged(term: _Term) -> SeasonCard:
    """Return the card of ``term``: the answer of the episode in which it weighs most, and what others say."""
    best = max(term.said, key=lambda said: said.card.importance)  # the first of equals
    tags = tuple(dict.fromkeys(tag for said in term.said for tag in said.card.tags))
    return SeasonCard(
        card=best.card.model_copy(update={"id": term.id, "tags": tags}),
        said=best,
        home=term.said[0].document,
        elsewhere=tuple(said for said in term.said if said is not best),
    )


def _place(said: Said) -> tuple[str, str]:
    return said.document.episode.key, said.card.id


def _as_retired(card: Card) -> RetiredCard:
    return RetiredCard(id=card.id, kind=card.kind, front=card.front)


def _told_of_cards(made: Season) -> Iterator[Notice]:
    if made.merged:
        count = len({gone.into for gone in made.merged})
        text = (
            f"{count} terms are explained in several episodes and asked once; retired.txt lists the cards of "
            "single decks that are part of another one now"
        )
        yield Notice(code="cards-merged", text=text, where=made.title)


def _told_of_languages(made: Season) -> Iterator[Notice]:
    spoken = sorted({document.episode.spoken for document in made.documents})
    if len(spoken) > 1:
        text = f"the episodes are in {', '.join(spoken)}; a term is asked once for each language"
        yield Notice(code="languages", text=text, where=made.title)
