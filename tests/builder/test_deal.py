"""Which cards make the deck, and in what order."""

from itertools import permutations

from hypothesis import example, given
from hypothesis import strategies as st

from studykit.builder.deal import deal
from studykit.builder.likeness import SAME_FRONT
from studykit.model import Card, Chapter, Citation, Passage, StudyDocument
from studykit.text import bare
from tests.talk import talk

TURNS = talk("Salt.").turns
WORDS = ["salt", "yeast", "water", "flour", "gluten", "starter", "bacteria", "fermentation"]


def _document(*words: int) -> tuple[StudyDocument, dict[str, int]]:
    """A document with one chapter for each count of words."""
    said = (Passage(text="Salt.", citations=(Citation(quote="Salt.", position=0.0),)),)
    chapters = tuple(
        Chapter(id=f"c{number}", title="", origin="given", summary=said)
        for number in range(1, len(words) + 1)
    )
    document = StudyDocument(episode=talk("Salt.").episode, chapters=chapters, turns=TURNS)
    return document, {chapter.id: count for chapter, count in zip(chapters, words, strict=True)}


def _card(
    name: str, chapter: int = 1, importance: float = 0.5, kind: str = "question", position: float = 0.0
) -> Card:
    return Card(
        id=f"id-{name}",
        kind=kind,
        front=f"What is {name}?",
        back="x",
        citations=(Citation(quote=f"{name} it is.", position=position),),
        chapter_id=f"c{chapter}",
        importance=importance,
    )


def _names(cards: tuple[Card, ...]) -> list[str]:
    return [card.id.removeprefix("id-") for card in cards]


def test_the_cap_holds_and_the_weightiest_are_taken() -> None:
    document, words = _document(1000)
    cards = [_card(word, importance=number / 10) for number, word in enumerate(WORDS)]
    assert set(_names(deal(cards, document, words, 3))) == set(WORDS[-3:])
    assert deal(cards, document, words, 0) == ()


def test_a_longer_episode_gets_more_cards() -> None:
    cards = [_card(f"thing number {number} {number * 7}", importance=0.5) for number in range(300)]
    short, long = (deal(cards, *_document(count), None) for count in (1_500, 15_000))
    assert len(short) < len(long)
    assert 4 <= len(long) / 10 <= 12


def test_every_chapter_that_has_a_fit_card_is_served() -> None:
    document, words = _document(3000, 100, 50)
    cards = [_card(word, importance=0.9) for word in WORDS]
    cards += [_card("malt", chapter=2, importance=0.36), _card("rye", chapter=3, importance=0.36)]
    assert {card.chapter_id for card in deal(cards, document, words, 4)} == {"c1", "c2", "c3"}


def test_a_chapter_of_nothing_to_learn_is_not_served() -> None:
    document, words = _document(3000, 100)
    talk, chatter = document.chapters
    document = document.model_copy(update={"chapters": (talk, chatter.model_copy(update={"summary": ()}))})
    cards = [_card(word, importance=0.9) for word in WORDS]
    weak, sound = _card("malt", chapter=2, importance=0.4), _card("malt", chapter=2, importance=0.6)
    assert "malt" not in _names(deal([*cards, weak], document, words, None))
    assert "malt" in _names(deal([*cards, sound], document, words, None))


def test_what_is_worth_nothing_is_dealt_only_where_there_are_hardly_any_cards() -> None:
    document, words = _document(3000, 1000)
    poor = [_card("malt", chapter=2, importance=0.2)]
    rich = [_card(word, importance=0.9) for word in WORDS]
    assert "malt" not in _names(deal([*rich, *poor], document, words, None))
    assert "malt" in _names(deal([*rich[:2], *poor], document, words, None))


def test_no_chapter_takes_all() -> None:
    document, words = _document(1000, 1000)
    cards = [_card(word, importance=0.9) for word in WORDS]
    cards += [_card(f"{word} oven", chapter=2, importance=0.36) for word in WORDS]
    dealt = deal(cards, document, words, 6)
    assert sum(card.chapter_id == "c2" for card in dealt) >= 1
    assert sum(card.chapter_id == "c1" for card in dealt) < 6


def test_two_cards_of_the_same_words_or_the_same_question_are_one() -> None:
    document, words = _document(1000)
    first = _card("salt", importance=0.9)
    same_quote = first.model_copy(update={"id": "other", "front": "Why add sea minerals?"})
    same_front = _card("salt", importance=0.1).model_copy(
        update={"id": "third", "front": "What is SALT?", "citations": (Citation(quote="Else."),)}
    )
    assert [card.id for card in deal([first, same_quote, same_front], document, words, None)] == ["id-salt"]


def test_definitions_come_first_in_their_chapter_and_then_what_was_said_first() -> None:
    document, words = _document(500, 500)
    cards = [
        _card("rye", chapter=2, position=0.6),
        _card("salt", position=0.3),
        _card("yeast", position=0.1),
        _card("gluten", position=0.4, kind="definition"),
    ]
    assert _names(deal(cards, document, words, None)) == ["gluten", "yeast", "salt", "rye"]


def test_the_order_in_which_cards_come_does_not_matter() -> None:
    document, words = _document(500, 500)
    cards = [_card(word, chapter=1 + number % 2) for number, word in enumerate(WORDS[:5])]
    assert len({deal(order, document, words, 4) for order in permutations(cards)}) == 1


FRONT = st.lists(st.sampled_from([*WORDS, "a", "of", "the", "rye"]), min_size=1, max_size=12, unique=True)


@example([["fermentation", "bacteria", "starter", "salt", "of"], ["bacteria", "starter", "salt", "of"]])
@given(st.lists(FRONT, min_size=1, max_size=12))
def test_the_quick_search_for_like_fronts_finds_what_comparing_all_finds(fronts: list[list[str]]) -> None:
    document, words = _document(100_000)
    cards = [
        _card(str(number), importance=1 - number / 100).model_copy(update={"front": " ".join(front)})
        for number, front in enumerate(fronts)
    ]
    kept: list[Card] = []
    for card in cards:
        said = set(bare(card.front).split())
        rivals = (set(bare(other.front).split()) for other in kept)
        if not any(len(said & rival) >= SAME_FRONT * len(said | rival) for rival in rivals):
            kept.append(card)
    assert set(_names(deal(cards, document, words, None))) == set(_names(tuple(kept)))


def test_who_asks_for_a_number_of_cards_gets_weaker_ones_too() -> None:
    document, words = _document(3000)
    cards = [_card(word, importance=0.2) for word in WORDS]
    assert len(deal(cards, document, words, None)) == 4
    assert len(deal(cards, document, words, 6)) == 6
