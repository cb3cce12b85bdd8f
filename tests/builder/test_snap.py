"""A quote that is a word or a letter off is found; one that nobody said is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit.builder.ground import Grounding
from studykit.builder.snap import snap
from studykit.builder.timeline import Timeline
from studykit.drafts import Evidence
from tests.talk import talk

TURNS = (
    "What does salt do?",
    "Well, salt slows the yeast down, because it draws water out of the cells, and, um, that is about all.",
    "Salt slows the baker down, because it is under the counter.",
)
TALK = talk(*TURNS)
GROUNDING = Grounding(TALK, Timeline(TALK))


@pytest.mark.parametrize(
    ("quote", "said"),
    [
        (
            "salt slows the yeast, because it draws water out of the cells",
            "salt slows the yeast down, because it draws water out of the cells,",
        ),
        (
            "Salt slows the yeats down because it draws water out of the cells",
            "salt slows the yeast down, because it draws water out of the cells,",
        ),
        (
            "draws water out of the cells, and that is about all",
            "draws water out of the cells, and, um, that is about all",
        ),
    ],
)
def test_a_quote_that_is_nearly_right_becomes_whole_words_that_were_said(quote: str, said: str) -> None:
    (citation,) = GROUNDING.find(Evidence(quote=quote))
    assert citation.match == "snapped"
    assert citation.quote.rstrip(",.") == said.rstrip(",.")
    assert GROUNDING.holds(citation)


@pytest.mark.parametrize(
    "quote",
    [
        "Salt is a vitamin that makes bread healthy for everyone.",
        "slows the yeast",
        "salt slows the bacteria down, since it pulls the moisture from them",
        "yes",
        "",
    ],
)
def test_a_quote_that_nobody_said_is_not_found(quote: str) -> None:
    assert [c.match for c in GROUNDING.find(Evidence(quote=quote))] in ([], ["exact"])


def test_the_turn_that_is_named_is_looked_at_first() -> None:
    quote = "Salt slows the bakers down, because it"
    (named,) = GROUNDING.find(Evidence(quote=quote, segment_id="s2"))
    assert named.segment_ids == ("s2",)


def test_a_quote_with_a_gap_is_cited_in_its_pieces_if_all_are_there() -> None:
    found = GROUNDING.find(Evidence(quote="salt slows the yeast down … that is about all"))
    assert [citation.quote for citation in found] == ["salt slows the yeast down", "that is about all"]
    assert GROUNDING.find(Evidence(quote="salt slows the yeast down … nobody knows why")) == ()


def _words(start: int, end: int) -> str:
    return " ".join(TURNS[1].split()[start:end])


@given(st.integers(0, 8), st.integers(12, 22), st.integers(0, 21), st.text("abc ", min_size=1, max_size=3))
def test_what_is_found_is_always_verbatim(start: int, end: int, place: int, noise: str) -> None:
    words = _words(start, end).split()
    words.insert(min(place, len(words)), noise)
    for citation in GROUNDING.find(Evidence(quote=" ".join(words))):
        assert citation.quote in TURNS[1]


@given(st.text(max_size=60), st.lists(st.text(max_size=80), max_size=4))
def test_any_quote_in_any_text_gives_a_span_of_it_or_nothing(quote: str, texts: list[str]) -> None:
    span = snap(quote, enumerate(texts))
    assert span is None or 0 <= span.start < span.end <= len(texts[span.turn])
