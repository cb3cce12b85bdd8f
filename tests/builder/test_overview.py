"""What tells the whole episode rests on sentences of summaries, and cites no more than they do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit.builder.claims import Claims
from studykit.builder.overview import MOST_SENTENCES, MOST_WORDS, with_overview
from studykit.drafts import OverviewDraft
from studykit.language import lexicon
from studykit.model import StudyDocument
from studykit.notices import Notice
from studykit.templates import Templates
from tests.sample import FORGETTING, SPACING, sample

CLAIMS = Claims(sample().transcript, lexicon.load("en", Templates()))
CURVE, FEWER, ODD = 1, 2, 3


def told(*drafts: tuple[str, tuple[int, ...]]) -> tuple[StudyDocument, tuple[Notice, ...]]:
    return with_overview(sample(), [OverviewDraft(text=t, rests_on=numbers) for t, numbers in drafts], CLAIMS)


def test_a_sentence_cites_what_the_sentences_it_rests_on_cite_each_once() -> None:
    document, notices = told(("Memories fade; spacing saves 40 % of the reviews.", (FEWER, CURVE, FEWER)))
    (passage,) = document.overview
    assert [citation.quote for citation in passage.citations] == [SPACING, FORGETTING]
    assert notices == ()


@pytest.mark.parametrize("numbers", [(), (0,), (-1,), (4, 99)], ids=str)
def test_a_sentence_that_rests_on_nothing_goes(numbers: tuple[int, ...]) -> None:
    document, (notice,) = told(("Memories fade.", numbers))
    assert document.overview == ()
    assert (notice.code, notice.where) == ("not-borne-out", sample().episode.title)


def test_a_number_of_another_chapter_is_not_borne_out() -> None:
    document, (notice,) = told(("Spacing saves 40 %.", (CURVE,)))
    assert document.overview == ()
    assert "40" in notice.text


def test_a_sentence_rests_on_three_others_at_most() -> None:
    chapters = sample().chapters
    longer = chapters[0].model_copy(update={"summary": chapters[0].summary * 3})
    document = sample().model_copy(update={"chapters": (longer, *chapters[1:])})
    drafts = [OverviewDraft(text="Spacing saves 40 %.", rests_on=(1, 2, 3, 4))]
    assert with_overview(document, drafts, CLAIMS)[0].overview == ()


def test_what_is_beyond_the_room_is_left_out_and_told() -> None:
    document, (notice,) = told(*[("Memories fade.", (CURVE,))] * (MOST_SENTENCES + 2))
    assert len(document.overview) == MOST_SENTENCES
    assert "2 beyond" in notice.text
    document, (notice,) = told(*[("memory " * 50, (CURVE,))] * 3)
    assert len(document.overview) == MOST_WORDS // 50
    assert "1 beyond" in notice.text


@given(st.lists(st.tuples(st.text(max_size=30), st.lists(st.integers(-2, 9)).map(tuple)), max_size=9))
def test_whatever_is_told_cites_what_summaries_cite(drafts: list[tuple[str, tuple[int, ...]]]) -> None:
    document, _ = told(*drafts)
    known = {citation for passage in document.summary for citation in passage.citations}
    assert {citation for passage in document.overview for citation in passage.citations} <= known
    assert len(document.overview) <= MOST_SENTENCES
