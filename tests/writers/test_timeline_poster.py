"""The poster: blocks of text beside an axis, as near to their chapters as can be."""

import io
from itertools import pairwise

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit import writers
from studykit.contracts import WriteSettings
from studykit.templates import Templates
from studykit.writers._side_by_axis import placed
from tests.sample import NOW, sample
from tests.writers.pdf_reader import placed_words
from tests.writers.test_pdf_layout import DOCUMENTS

BLOCKS = st.lists(st.tuples(st.floats(0, 1000), st.floats(1, 60)), max_size=40)


@given(BLOCKS, st.floats(100, 3000))
def test_blocks_keep_their_order_do_not_overlap_and_stay_in_the_room_where_they_fit(blocks, room):
    wanted, heights = sorted(want for want, _ in blocks), [height for _, height in blocks]
    found = placed(wanted, heights, room)
    assert all(above + height <= below + 1e-6 for (above, height), below in zip(
        list(zip(found, heights, strict=True))[:-1], found[1:], strict=True))  # fmt: skip
    if sum(heights) <= room:
        assert all(0 <= place <= room - height + 1e-6 for place, height in zip(found, heights, strict=True))


@given(st.lists(st.floats(0, 900), min_size=1, max_size=8))
def test_blocks_that_are_far_enough_apart_stand_where_they_are_wanted(places):
    wanted = sorted(places)
    heights = [max(0.0, (after - before) / 2) for before, after in pairwise([*wanted, 1000.0])]
    assert placed(wanted, heights, 1000) == pytest.approx(wanted)


def test_two_blocks_for_one_place_share_the_distance():
    assert placed([100, 100], [40, 40], 1000) == (80, 120)


@pytest.mark.parametrize(("paper", "size"), [("a4", (842, 1191)), ("letter", (792, 1224))])
def test_the_poster_is_one_page_twice_as_large_as_two_of_the_paper(paper, size):
    made = writers.render(sample(), "timeline", Templates(), WriteSettings(now=NOW, paper=paper))
    with pikepdf.open(io.BytesIO(made.content)) as file:
        assert [tuple(float(side) for side in page.mediabox[2:]) for page in file.pages] == [size]


def test_chapters_and_what_is_said_in_them_stand_from_the_top_down():
    document = sample()
    ((*words,),) = placed_words(
        writers.render(document, "timeline", Templates(), WriteSettings(now=NOW)).content
    )
    text = " ".join(word.text for word in words)
    first, second = (
        text.index("1 The forgetting curve 0:00"),
        text.index("2 Spacing :: {{odd}} <b>things</b> 2:00"),
    )
    assert first < second
    assert document.chapters[0].summary[0].text in text


def test_chapters_that_have_no_room_for_a_name_are_told():
    made = writers.render(DOCUMENTS["200 chapters"](), "timeline", Templates(), WriteSettings(now=NOW))
    assert [(notice.code, notice.where) for notice in made.notices] == [("timeline-crowded", "timeline.pdf")]
    assert len(placed_words(made.content)) == 1
