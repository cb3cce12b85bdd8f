"""Several episodes become one season: in order, and each term asked once."""

from datetime import date

import pytest

from studykit.builder.merge import in_order, season, told_of
from studykit.model import StudyDocument
from studykit.season import Season
from tests.season import episode

A, B, C = episode(1, "spacing", "recall"), episode(2, "spacing", "sleep"), episode(3, "spacing", "sleep")


def made(*documents: StudyDocument, kept: dict[str, str] | None = None) -> Season:
    return season(documents, kept or {})[0]


def ids(made_of: Season) -> list[str]:
    return [entry.card.id for entry in made_of.cards]


def test_a_term_that_two_episodes_explain_is_asked_once_by_the_first_ones_id():
    both = made(A, B)
    assert ids(both) == ["spacing1", "recall1", "qspacing1", "qrecall1", "sleep2", "qspacing2", "qsleep2"]
    assert [(gone.card.id, gone.into) for gone in both.merged] == [("spacing2", "spacing1")]


def test_no_word_and_no_source_of_a_merged_card_is_lost():
    entry = made(A, B, C).cards[0]
    said = (entry.said, *entry.elsewhere)
    assert [(each.document, each.card) for each in said] == [(d, d.cards[0]) for d in (A, B, C)]
    assert entry.card.tags == ("show::memory-lane", "episode::1", "episode::2", "episode::3")


def test_the_episode_in_which_the_term_weighs_most_answers_in_the_place_of_the_first():
    weighty = episode(2, "spacing", importance=0.9)
    entry = made(A, weighty).cards[0]
    assert (entry.card.id, entry.card.back) == ("spacing1", "What episode 2 says of it.")
    assert (entry.said.document, entry.home) == (weighty, A)
    assert entry.elsewhere[0].card.back == "What episode 1 says of it."


@pytest.mark.parametrize("documents", [(A, B, C), (C, B, A), (B, C, A)])
def test_the_order_in_which_dated_episodes_are_given_changes_nothing(documents):
    assert made(*documents) == made(A, B, C)


def test_the_id_stays_when_a_later_episode_joins():
    assert {"spacing1", "sleep2"} <= set(ids(made(A, B, C)))
    assert [gone.card.id for gone in made(A, B, C).merged] == ["spacing2", "spacing3", "sleep3"]


def test_the_id_stays_when_an_older_episode_joins_a_season_that_was_built_before():
    _, kept = season([B, C], {})
    assert kept == {"en spacing": "spacing2", "en sleep": "sleep2"}
    older, again = season([A, B, C], kept)
    assert [card_id for card_id in ids(older) if card_id.startswith("spacing")] == ["spacing2"]
    assert older.cards[0].home == A
    assert again == kept


def test_the_id_stays_when_the_first_episode_explains_the_term_no_more():
    _, kept = season([A, B], {})
    shorter = A.model_copy(update={"cards": A.cards[1:]})
    later = made(shorter, B, kept=kept)
    assert "spacing1" in ids(later)
    assert [(gone.card.id, gone.into) for gone in later.merged] == [("spacing2", "spacing1")]


def test_an_id_that_another_card_has_by_now_is_not_taken():
    kept = {"en spacing": "qrecall1", "en sleep": "gone"}
    later = made(A, B, kept=kept)
    assert len(set(ids(later))) == len(ids(later))
    assert "spacing1" in ids(later)
    assert "gone" in ids(later)


def test_a_term_is_known_again_in_other_case_and_without_its_reverse():
    shouted = episode(2, "SPACING")
    assert [gone.card.id for gone in made(A, shouted).merged] == ["SPACING2"]
    bare_cards = tuple(card.model_copy(update={"reverse": ""}) for card in B.cards)
    assert len(made(A, B.model_copy(update={"cards": bare_cards})).merged) == 1


def test_terms_of_two_languages_stay_apart_and_that_is_told():
    german = episode(2, "spacing", language="de-AT")
    assert not made(A, german).merged
    assert [notice.code for notice in told_of(made(A, german))] == ["languages"]


def test_merged_cards_are_told_by_their_number():
    (notice,) = told_of(made(A, B, C))
    assert notice.code == "cards-merged"
    assert notice.text.startswith("2 terms are explained in several episodes")


def test_a_second_definition_within_one_episode_stays_a_card_of_its_own():
    twice = A.cards[0].model_copy(update={"id": "again"})
    both = made(A.model_copy(update={"cards": (*A.cards, twice)}), B)
    assert {"spacing1", "again"} <= set(ids(both))


def test_cards_that_are_made_again_or_merged_are_not_retired():
    def retiring(document: StudyDocument, *cards: str) -> StudyDocument:
        gone = [{"id": each, "kind": "definition", "front": "?"} for each in cards]
        return StudyDocument.model_validate(
            {**document.model_dump(), "schema_": "studykit/1", "retired": gone}
        )

    both = made(retiring(A, "old1", "spacing2"), retiring(B, "recall1", "old1", "old2"))
    assert [card.id for card in both.retired] == ["old1", "old2"]


@pytest.mark.parametrize(
    ("titles", "order"),
    [
        (("Episode 10", "Episode 9", "Episode 1"), "Episode 1, Episode 9, Episode 10"),
        (("#3 Three", "1. One", "Ep. 2: Two 7"), "1. One, Ep. 2: Two 7, #3 Three"),
        (("S02E01", "S01E10", "S01E02"), "S01E02, S01E10, S02E01"),
        (("B 1", "A 1", "C 2"), "B 1, A 1, C 2"),
        (("Sleep", "3 ways to rest", "1 way"), "Sleep, 3 ways to rest, 1 way"),
        (("Bread in 2024", "Water in 2023", "x"), "Bread in 2024, Water in 2023, x"),
    ],
)
def test_without_dates_numbers_of_their_own_give_the_order_else_it_stays(titles, order):
    undated = [
        document.model_copy(update={"episode": document.episode.model_copy(update={"published": None})})
        for document in (episode(at + 1, title=title) for at, title in enumerate(titles))
    ]
    assert ", ".join(document.episode.title for document in in_order(undated)) == order


def test_dates_give_the_order_where_all_have_one():
    first, second = episode(1, published=date(2025, 3, 2)), episode(2, published=date(2024, 12, 31))
    assert in_order([first, second]) == (second, first)
