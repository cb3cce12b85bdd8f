"""Segments are cut where a marker tells the time; no character is lost."""

from hypothesis import given
from hypothesis import strategies as st

from studykit.builder.split import split
from studykit.builder.timeline import Moment, Timeline
from studykit.language.lexicon import load
from studykit.model import Segment, Transcript
from studykit.templates import Templates
from tests.talk import talk

ENGLISH = load("en", Templates())
ANSWER = "Salt tightens the gluten and slows the yeast, so the dough rises for longer."


def _split(*said: str, step_ms: int | None = None) -> Transcript:
    return split(talk(*said, step_ms=step_ms), ENGLISH)


def _times(transcript: Transcript) -> list[tuple[str, int | None]]:
    return [(segment.text, segment.start_ms) for segment in transcript.segments]


def test_a_segment_is_cut_at_a_stamped_marker() -> None:
    assert _times(_split("Salt slows [unintelligible 00:12:01] the yeast.")) == [
        ("Salt slows", None),
        ("[unintelligible 00:12:01] the yeast.", 721_000),
    ]


def test_a_segment_that_begins_with_a_stamped_marker_begins_then() -> None:
    assert _times(_split("[12:01] Salt slows.")) == [("[12:01] Salt slows.", 721_000)]


def test_a_marker_that_touches_the_word_before_it_is_cut_after() -> None:
    assert _times(_split("Salt[inaudible 12:01] slows.")) == [
        ("Salt[inaudible 12:01]", None),
        ("slows.", 721_000),
    ]


def test_a_marker_within_a_word_tells_no_time() -> None:
    assert _times(_split("Salt[12:01]slows.")) == [("Salt[12:01]slows.", None)]


def test_the_time_that_the_source_states_stays() -> None:
    assert _times(_split("[12:01] Salt slows.", step_ms=60_000)) == [("[12:01] Salt slows.", 0)]


def test_a_marker_after_a_line_begins_a_paragraph() -> None:
    first, second = _split("Salt.\n[12:01] Yeast.").segments
    assert (first.paragraph, second.paragraph) == (False, True)


def test_an_untimed_transcript_with_stamped_markers_is_timed() -> None:
    transcript = _split(f"{ANSWER} [unintelligible 00:01:00] {ANSWER}", f"[2:00] {ANSWER}")
    timeline = Timeline(transcript)
    assert timeline.has_times
    assert timeline.at(1, 0) == Moment(120_000, estimated=False)
    assert timeline.at(0, len(ANSWER) + 1) == Moment(60_000, estimated=False)


def test_a_long_segment_is_cut_at_sentences_and_at_markers() -> None:
    text = " ".join([*[ANSWER] * 15, "[unintelligible 00:12:01]", *[ANSWER] * 15])
    pieces = list(_split(text).segments)
    assert [piece.start_ms for piece in pieces if piece.text.startswith("[")] == [721_000]
    assert len(pieces) > 3
    assert len({piece.id for piece in pieces}) == len(pieces)
    assert " ".join(piece.text for piece in pieces) == text


def test_the_pieces_share_the_times_of_their_segment() -> None:
    transcript = talk("x")
    whole = Segment(id="s0", text="Salt [0:02] slows [0:03] yeast.", start_ms=1_000, end_ms=9_000)
    turn = transcript.turns[0].model_copy(update={"segments": (whole,)})
    pieces = split(transcript.model_copy(update={"turns": (turn,)}), ENGLISH).segments
    assert [(p.start_ms, p.end_ms) for p in pieces] == [(1_000, None), (2_000, None), (3_000, 9_000)]


PARTS = st.sampled_from(
    ["[12:01]", "[unintelligible 00:12:01.2]", ANSWER, "Salt", "\n", "  ", " ", "", "[", "9:99"]
)


@given(st.lists(PARTS, max_size=30).map("".join), st.lists(PARTS, max_size=30).map(" ".join))
def test_no_character_is_lost_and_splitting_twice_changes_nothing(one: str, other: str) -> None:
    transcript = talk((one, other), step_ms=None)
    once = split(transcript, ENGLISH)
    assert once.turns[0].text == transcript.turns[0].text
    assert split(once, ENGLISH) == once
