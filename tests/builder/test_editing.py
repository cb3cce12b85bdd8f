"""A review names numbers; what becomes of terms and cards is checked, and no wording comes from it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit.builder.editing import chosen, in_order, levelled, passed, with_terms
from studykit.drafts import DropDraft, ReviewDraft, VerdictDraft
from studykit.model import Card, Citation, StudyDocument, Term
from tests.sample import sample


def term(name: str, **fields: object) -> Term:
    citation = Citation(quote=f"{name} is said")
    return Term(**{"key": name, "term": name, "citations": (citation,), "chapter_ids": ("c1",), **fields})


def card(identity: str, **fields: object) -> Card:
    parts = {"id": identity, "kind": "why", "front": f"Why {identity}?", "back": "So.", "chapter_id": "c1"}
    return Card(**{**parts, **fields})


DOCUMENT = sample().model_copy(
    update={
        "glossary": (
            term("UTXO", definition=None),
            term("unspent output", aliases=("outputs",), definition="a coin", chapter_ids=("c2",)),
            term("block"),
        )
    }
)
CARDS = (card("a"), card("b"), card("c"), card("d"))


def names(document: StudyDocument) -> list[str]:
    return [each.term for each in document.glossary]


def test_terms_that_are_one_become_the_first_with_the_names_of_all() -> None:
    merged = with_terms(DOCUMENT, ReviewDraft(merge=((1, 2),)))
    assert names(merged) == ["UTXO", "block"]
    first = merged.glossary[0]
    assert (first.aliases, first.definition) == (("unspent output", "outputs"), "a coin")
    assert first.chapter_ids == ("c2", "c1"), "the chapter that explains it goes first"
    assert [citation.quote for citation in first.citations] == ["unspent output is said", "UTXO is said"]


def test_terms_come_in_the_order_that_is_named_and_the_others_after_them() -> None:
    ordered = with_terms(DOCUMENT, ReviewDraft(terms=(3, 1)))
    assert names(ordered) == ["block", "UTXO", "unspent output"]
    weights = [each.importance for each in ordered.glossary]
    assert weights == sorted(weights, reverse=True)


def test_an_order_that_names_too_little_is_none() -> None:
    assert with_terms(DOCUMENT, ReviewDraft(terms=(3,))).glossary == DOCUMENT.glossary


def test_a_card_goes_with_a_notice_and_the_others_are_as_important_as_they_are_named() -> None:
    draft = ReviewDraft(drop=(DropDraft(card=2, reason="like a"),), cards=(4, 1, 3))
    edition = chosen(CARDS, DOCUMENT, CARDS, draft)
    weights = {each.id: each.importance for each in edition.cards}
    assert sorted(weights, key=lambda each: -weights[each]) == ["d", "a", "c"]
    (notice,) = edition.notices
    assert (notice.code, notice.where) == ("card-left-out", "b")
    assert "like a" in notice.text


def test_a_review_that_drops_nearly_all_is_passed_over() -> None:
    draft = ReviewDraft(drop=tuple(DropDraft(card=number) for number in (1, 2, 3)))
    edition = chosen(CARDS, DOCUMENT, CARDS, draft)
    assert edition.cards == CARDS
    assert [notice.code for notice in edition.notices] == ["no-review"]


def test_a_card_that_is_not_made_any_more_is_not_brought_back() -> None:
    edition = chosen(CARDS, DOCUMENT, CARDS[:2], ReviewDraft(cards=(3, 4, 2, 1)))
    assert {each.id for each in edition.cards} == {"a", "b"}


def test_what_must_be_known_first_comes_first_in_its_chapter() -> None:
    deck = (card("a"), card("b"), card("c", chapter_id="c2"))
    assert [each.id for each in in_order(deck, [("b", "a")])] == ["b", "a", "c"]
    assert in_order(deck, [("c", "a")]) == deck
    assert [each.id for each in in_order(deck, [("a", "b"), ("b", "a")])] == ["b", "a", "c"]


def test_definitions_are_as_important_as_their_terms() -> None:
    document = DOCUMENT.model_copy(update={"glossary": (term("block", importance=0.2),)})
    cards = (card("d", kind="definition", reverse="block", importance=0.9), card("q", importance=0.6))
    assert [each.importance for each in levelled(cards, document)] == [0.2, 0.6]


def test_a_card_that_fails_goes_and_one_that_passes_is_marked() -> None:
    verdicts = {
        "a": VerdictDraft(card=1, passes=True),
        "b": VerdictDraft(card=2, passes=False, reason="it says more"),
    }
    held, told = passed(CARDS, verdicts, "openai:judge")
    assert [(each.id, each.verified_by) for each in held] == [("a", "openai:judge"), ("c", ""), ("d", "")]
    assert ["it says more" in notice.text for notice in told] == [True]


NUMBERS = st.integers(-3, 9)


@given(
    st.builds(
        ReviewDraft,
        merge=st.lists(st.lists(NUMBERS).map(tuple)).map(tuple),
        terms=st.lists(NUMBERS).map(tuple),
        drop=st.lists(st.builds(DropDraft, card=NUMBERS, reason=st.text(max_size=3))).map(tuple),
        cards=st.lists(NUMBERS).map(tuple),
        before=st.lists(st.tuples(NUMBERS, NUMBERS)).map(tuple),
    )
)
def test_whatever_a_review_says_nothing_new_comes_of_it(draft: ReviewDraft) -> None:
    merged = with_terms(DOCUMENT, draft)
    assert {each.key for each in merged.glossary} <= {each.key for each in DOCUMENT.glossary}
    said = {name for each in DOCUMENT.glossary for name in (each.term, *each.aliases)}
    assert {name for each in merged.glossary for name in (each.term, *each.aliases)} == said
    edition = chosen(CARDS, merged, CARDS, draft)
    fronts = {each.id: each.front for each in CARDS}
    assert all(fronts[each.id] == each.front for each in edition.cards)
    assert len({each.id for each in edition.cards}) == len(edition.cards)
    assert sorted(in_order(edition.cards, edition.before), key=lambda c: c.id) == sorted(
        edition.cards, key=lambda c: c.id
    )


@pytest.mark.parametrize("draft", [ReviewDraft(), ReviewDraft(merge=((1,), (9, 8)))])
def test_a_review_that_says_nothing_changes_nothing(draft: ReviewDraft) -> None:
    assert with_terms(DOCUMENT, draft) == DOCUMENT
    assert chosen(CARDS, DOCUMENT, CARDS, draft).cards == CARDS
