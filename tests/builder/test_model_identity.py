"""Two runs of a model that words everything otherwise ask the same of the learner, under the same ids."""

import pytest

from studykit import builder
from studykit.model import Card, StudyDocument
from tests.builder.model_building import build, talk_of_two_chapters
from tests.model_server import model_server, recorded, well

pytest.importorskip("pydantic_ai", reason="needs the extra llm")


@pytest.fixture(scope="module")
def runs() -> tuple[StudyDocument, StudyDocument]:
    with model_server(well(recorded("sourdough"))) as served:
        one = build(served, talk_of_two_chapters())
    with model_server(well(recorded("sourdough-again"))) as served:
        other = build(served, talk_of_two_chapters())
    return one, builder.continued(other, one)


def _by_front(document: StudyDocument, words: str) -> Card:
    return next(card for card in document.cards if words in card.front)


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("a jar of sourdough starter protect itself", "safe from harmful germs"),
        ("Why does salt slow down yeast", "Why does salt make yeast work more slowly"),
    ],
)
def test_another_wording_and_a_longer_or_shorter_quote_keep_the_id(runs, before: str, now: str) -> None:
    one, other = _by_front(runs[0], before), _by_front(runs[1], now)
    assert one.back != other.back
    assert one.citations[0].quote != other.citations[0].quote
    assert one.id == other.id


def test_a_statement_in_other_words_keeps_the_id_of_what_it_hides(runs) -> None:
    one, other = (next(c for c in run.cards if c.kind == "number") for run in runs)
    assert one.front != other.front
    assert one.id == other.id


def test_definitions_keep_the_id_of_their_term(runs) -> None:
    ids = [{card.reverse: card.id for card in run.cards if card.kind == "definition"} for run in runs]
    assert ids[0] == ids[1]
    assert len(set(ids[0].values())) == len(ids[0])


def test_no_card_is_doubled_and_what_is_not_asked_any_more_is_retired(runs) -> None:
    ids = [card.id for card in runs[1].cards]
    assert len(ids) == len(set(ids))
    assert {card.id for card in runs[0].cards} == (
        {card.id for card in runs[0].cards} & set(ids) | {each.id for each in runs[1].retired}
    )
