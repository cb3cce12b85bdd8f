import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studykit.errors import NothingToStudyError
from studykit.model import BLANK, Card
from studykit.templates import Templates
from studykit.text import squeeze
from studykit.writers.quizlet import WRITER
from tests.sample import SETTINGS, sample

SIDE = st.text(min_size=1, max_size=20).map(lambda text: f"x{text}") | st.text(alphabet="a\t\n ", min_size=1)


def lines(*cards: Card) -> list[str]:
    content = WRITER.render(sample().model_copy(update={"cards": cards}), Templates(), SETTINGS).content
    *said, last = content.decode("utf-8").split("\n")
    assert last == ""
    return said


def test_each_card_is_a_line_of_term_tab_definition():
    definition, cloze, question = sample().cards
    assert lines(*sample().cards) == [
        f"{definition.front}\t{definition.back}",
        "If you space the reviews, you need about ____ fewer of them for the same recall. (a share)\t40 %",
        f"{question.front}\t{question.back}",
    ]
    assert not cloze.front.count("____")


@settings(max_examples=200)
@given(
    st.lists(st.tuples(SIDE, SIDE).filter(lambda sides: all(map(str.strip, sides))), min_size=1, max_size=4)
)
def test_any_text_stays_on_its_side_of_its_line(sides):
    cards = [
        Card(id=str(place), kind="question", front=front, back=back)
        for place, (front, back) in enumerate(sides)
    ]
    learned = [card for card in cards if card.front.strip() and card.back.strip()]
    if learned:
        read = [line.split("\t") for line in lines(*cards)]
        assert read == [[squeeze(card.front), squeeze(card.back)] for card in learned]


def test_a_card_whose_blank_is_missing_is_left_out_with_a_notice():
    broken = sample().cards[1].model_copy(update={"id": "broken", "front": f"{BLANK} and {BLANK}"})
    document = sample().model_copy(update={"cards": (broken, sample().cards[0])})
    made = WRITER.render(document, Templates(), SETTINGS)
    assert [(notice.code, notice.where) for notice in made.notices] == [("card-dropped", "broken")]
    assert "Quizlet" in made.notices[0].text
    assert made.content.count(b"\n") == 1


def test_without_cards_nothing_is_written():
    with pytest.raises(NothingToStudyError, match="leave quizlet out of --to"):
        lines()
