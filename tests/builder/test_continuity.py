"""A rebuilt deck keeps the ids of what it asks as before, and tells what it does not ask any more."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit.builder.continuity import continued
from studykit.model import BLANK, Card, Citation, StudyDocument
from tests.sample import sample

QUOTE = "I believe Jan Lecan made the point that children learn to drive after ten hours of practice."
BETTER = "I believe Yann LeCun made the point that children learn to drive after ten hours of practice."


def cloze(card_id: str, quote: str = QUOTE, hidden: str = "ten hours", kind: str = "cloze") -> Card:
    return Card(
        id=card_id,
        kind=kind,
        front=quote.replace(hidden, BLANK),
        back=hidden,
        citations=(Citation(quote=quote),),
        chapter_id="c1",
    )


def deck(*cards: Card, **changed: object) -> StudyDocument:
    return sample().model_copy(update={"cards": cards, **changed})


def ids(document: StudyDocument) -> list[str]:
    return [card.id for card in document.cards]


def test_a_corrected_name_in_the_quote_keeps_the_id_and_brings_the_new_words() -> None:
    again = continued(deck(cloze("new", BETTER)), deck(cloze("old")))
    assert ids(again) == ["old"]
    assert again.cards[0].citations[0].quote == BETTER
    assert again.retired == ()


def test_a_corrected_answer_keeps_the_id() -> None:
    old = cloze("old", hidden="Jan Lecan")
    assert ids(continued(deck(cloze("new", BETTER, "Yann LeCun")), deck(old))) == ["old"]


@pytest.mark.parametrize(
    "other",
    [
        cloze("new", hidden="children"),
        cloze("new", kind="number"),
        cloze("new", "The fridge is the worst place for ten hours of bread.", "ten hours"),
    ],
)
def test_what_asks_for_something_else_is_another_card_and_the_old_one_is_retired(other: Card) -> None:
    again = continued(deck(other), deck(cloze("old")))
    assert ids(again) == ["new"]
    assert [(each.id, each.kind) for each in again.retired] == [("old", "cloze")]


def test_an_id_is_given_to_the_likest_card_and_to_one_alone() -> None:
    again = continued(deck(cloze("near", BETTER), cloze("nearer", QUOTE + " Yes.")), deck(cloze("old")))
    assert ids(again) == ["near", "old"]


def test_what_was_retired_stays_so_until_it_is_asked_again() -> None:
    first = continued(deck(), deck(cloze("old")))
    second = continued(deck(), first)
    assert [each.id for each in second.retired] == ["old"]
    third = continued(deck(cloze("old")), second)
    assert third.retired == ()


def test_a_document_of_another_episode_is_no_predecessor() -> None:
    other = sample().episode.model_copy(update={"key": "other"})
    document = deck(cloze("new", BETTER))
    assert continued(document, deck(cloze("old"), episode=other)) == document


cards = st.lists(
    st.builds(
        cloze,
        st.sampled_from([f"id{number}" for number in range(9)]),
        st.sampled_from([QUOTE, BETTER, QUOTE + " Yes.", "Salt slows yeast, and children wait ten hours."]),
        st.sampled_from(["ten hours", "children"]),
    ),
    max_size=6,
    unique_by=lambda card: card.id,
)


@given(new=cards, old=cards)
def test_no_card_is_lost_doubled_or_both_made_and_retired(new: list[Card], old: list[Card]) -> None:
    again = continued(deck(*new), deck(*old))
    assert len(set(ids(again))) == len(new)
    assert [(card.front, card.back) for card in again.cards] == [(card.front, card.back) for card in new]
    retired = [each.id for each in again.retired]
    assert len(set(retired)) == len(retired)
    assert set(retired).isdisjoint(ids(again))
    assert {card.id for card in old} <= {*retired, *ids(again)}
