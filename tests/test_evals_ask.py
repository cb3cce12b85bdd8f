"""Questions are measured as the measure says, and asking keeps a floor on a talk of our own."""

from statistics import mean

from evals.ask import Asking, Card, Episode, row
from studykit.asking import Library
from studykit.templates import Templates
from tests.asking.asking import bread
from tests.sample import sample

CARDS = (
    Card(
        front="What is a sourdough starter?", evidence=("a mixture of flour and water in which wild yeast",)
    ),
    Card(front="What does gluten consist of?", evidence=("when two proteins in wheat flour",)),
    Card(front="What is autolyse?", evidence=("you mix only the flour and the water and let them rest",)),
    Card(front="Where must bread never be kept?", evidence=("The fridge is the worst place for bread",)),
)
FOREIGN = (Card(front="What is the forgetting curve?", evidence=("the rate at which a memory fades",)),)


def episodes() -> tuple[Episode, Episode]:
    return (
        Episode("bread", "food", "en", CARDS, Library((bread(),), Templates())),
        Episode("memory", "mind", "en", FOREIGN, Library((sample(),), Templates())),
    )


def test_the_example_keeps_its_floor_and_refuses_questions_of_another_field() -> None:
    first, second = episodes()
    asking = Asking((first, second))
    own = list(asking.outcomes(first))
    assert mean(outcome.three for outcome in own) >= 0.75
    assert not any(outcome.refused for outcome in own)
    assert all(outcome.far for outcome in (*own, *asking.outcomes(second)))
    assert {outcome.near for outcome in own} == {None}


def test_a_row_has_a_dash_where_nothing_was_measured() -> None:
    first, second = episodes()
    cells = row("bread", list(Asking((first, second)).outcomes(first))).split()
    assert (cells[0], cells[1], cells[-2], cells[-1]) == ("bread", "4", "–", "1.000")
