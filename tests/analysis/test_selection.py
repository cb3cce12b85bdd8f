"""Picking sentences under a budget of words."""

from hypothesis import given
from hypothesis import strategies as st

from studykit.analysis.selection import Choice, pick


def _choice(order: int, *, words: int = 10, odds: float = 0.0, lemmas: str = "") -> Choice:
    return Choice(order, f"Form {order}.", words, odds, frozenset(lemmas.split() or [f"lemma{order}"]))


CHOICES = st.lists(
    st.tuples(st.integers(1, 45), st.floats(-5, 5), st.sets(st.sampled_from("abcdef"), max_size=4)),
    max_size=20,
).map(
    lambda rows: [
        Choice(order, "Form.", words, odds, frozenset(held)) for order, (words, odds, held) in enumerate(rows)
    ]
)


@given(CHOICES, st.integers(0, 120))
def test_the_budget_is_kept_unless_one_alone_is_longer(choices: list[Choice], budget: int) -> None:
    picked = pick(choices, budget=budget)
    used = sum(choice.words for choice in picked)
    orders = [choice.order for choice in picked]
    assert orders == sorted(set(orders))
    assert used <= budget or len(picked) == 1


def test_the_best_are_picked_and_read_in_the_order_they_were_said() -> None:
    choices = [_choice(0, odds=2.0), _choice(10, odds=-3.0), _choice(20, odds=3.0), _choice(30, odds=1.0)]
    assert [c.order for c in pick(choices, budget=20)] == [0, 20]


def test_what_was_said_already_is_not_picked_again() -> None:
    choices = [
        _choice(0, odds=3.0, lemmas="salt yeast dough"),
        _choice(1, odds=2.9, lemmas="salt yeast"),
        _choice(2, odds=0.0, lemmas="flour water"),
    ]
    assert [c.order for c in pick(choices, budget=20)] == [0, 2]


def test_of_two_neighbours_one_gives_way_to_a_sentence_elsewhere() -> None:
    best, beside, elsewhere = _choice(4, odds=2.0), _choice(5, odds=1.0), _choice(30, odds=0.7)
    assert pick([best, beside, elsewhere], budget=20) == [best, elsewhere]
    assert pick([best, beside, elsewhere], budget=30) == [best, beside, elsewhere]


def test_of_two_elsewhere_the_one_with_other_words_is_picked() -> None:
    best = _choice(20, odds=2.0, lemmas="salt yeast water flour")
    alike = _choice(0, odds=1.0, lemmas="salt yeast crumb oven")
    other = _choice(40, odds=0.9, lemmas="steam crust colour sugar")
    assert pick([alike, best, other], budget=20) == [best, other]


def test_a_sentence_without_content_is_never_picked_beside_another() -> None:
    assert pick([Choice(0, "Form.", 10, 3.0, frozenset())], budget=50) == []


def test_of_one_sentence_one_form_is_picked() -> None:
    whole = Choice(0, "Whole.", 30, 2.0, frozenset("abc"))
    part = Choice(0, "Part.", 12, 1.9, frozenset("d"))
    assert pick([whole, part], budget=60) == [whole]
    assert pick([whole, part], budget=20) == [part]


def test_what_fits_together_goes_before_the_best_that_leaves_no_room() -> None:
    long = _choice(0, words=60, odds=2.0)
    fair = [_choice(1, words=45, odds=1.5), _choice(2, words=45, odds=1.4)]
    assert pick([long, *fair], budget=100) == fair


def test_nothing_to_pick_from_gives_nothing() -> None:
    assert pick([], budget=100) == []
