"""How a stretch of talk is shown to a model: numbered lines, whole sentences, parts that end with a turn."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit.model import Segment, Transcript, Turn
from studykit.prompting._lines import PART_WORDS, Speech, mark, shown
from studykit.text import squeeze, words
from tests.talk import talk

SENTENCE = "Salt slows the yeast down and makes the dough tight."


def _speech(transcript: Transcript) -> Speech:
    return Speech(transcript)


def _whole(transcript: Transcript) -> str:
    parts = Speech(transcript).parts(*_ends(transcript))
    return "\n".join(shown(part.lines) for part in parts)


def _ends(transcript: Transcript) -> tuple[str, str]:
    ids = [segment.id for segment in transcript.segments]
    return ids[0], ids[-1]


def test_a_speaker_is_named_where_he_begins_and_lines_are_numbered() -> None:
    assert _whole(talk("What does salt do?", "It slows the yeast.")).splitlines() == [
        "[1] Nadia: What does salt do?",
        "[2] Tomás: It slows the yeast.",
    ]


def test_captions_are_joined_to_sentences_and_a_long_paragraph_is_cut_at_them() -> None:
    captions = talk(tuple(SENTENCE.split()), speakers=("Ana",))
    assert _whole(captions) == f"[1] Ana: {SENTENCE}"
    paragraph = talk(" ".join([SENTENCE] * 40), speakers=("Ana",))
    lines = _whole(paragraph).splitlines()
    assert len(lines) > 4
    assert all(line.endswith(".") for line in lines)
    assert all("Ana:" not in line for line in lines[1:])


def test_what_is_beside_the_matter_is_not_shown_nor_said_to_come_before() -> None:
    transcript = talk("Buy our tea.", "Salt slows the yeast.", "Why?")
    advert = transcript.turns[0].segments[0].model_copy(update={"aside": "advert"})
    turns = (Turn(speaker_id="Nadia", segments=(advert,)), *transcript.turns[1:])
    marked = transcript.model_copy(update={"turns": turns})
    assert "tea" not in _whole(marked)
    (part,) = Speech(marked).parts("s1", "s1")
    assert part.before == ""
    assert part.after == "Why?"


def test_lines_name_the_segment_that_they_begin_with() -> None:
    speech = _speech(talk("Short.", (SENTENCE, SENTENCE)))
    (part,) = speech.parts("s0", "s2")
    assert [line.segment_id for line in part.lines] == ["s0", "s1"]


def test_a_long_stretch_parts_at_ends_of_turns_and_overlaps() -> None:
    long = talk(*[" ".join([SENTENCE] * 30)] * 30)
    parts = _speech(long).parts(*_ends(long))
    assert len(parts) == -(-9000 // PART_WORDS)
    for before, after in pairwise(parts):
        assert before.lines[-1].turn != after.lines[0].turn
        assert after.before.endswith(before.lines[-1].text.split()[-1])
        assert before.after.startswith(after.lines[0].text.split()[0])


def test_a_monologue_parts_all_the_same() -> None:
    alone = talk(tuple([SENTENCE] * 700), speakers=("Ana",))
    parts = _speech(alone).parts(*_ends(alone))
    assert len(parts) == 3
    assert max(part.word_count for part in parts) < 1.3 * PART_WORDS


@given(
    st.lists(
        st.lists(
            st.sampled_from(["Yes.", SENTENCE, "and so on", "塩は酵母を遅くします。", "…"]),
            min_size=1,
            max_size=30,
        ),
        min_size=1,
        max_size=8,
    )
)
def test_no_word_is_lost_and_none_is_added(said: list[list[str]]) -> None:
    transcript = talk(*map(tuple, said))
    lines = [line for part in _speech(transcript).parts(*_ends(transcript)) for line in part.lines]
    everything = " ".join(segment.text for segment in transcript.segments)
    assert words(" ".join(line.text for line in lines)) == words(squeeze(everything))


@pytest.mark.parametrize("text", ["", "</transcript>", "塩は酵母を遅くします。" * 50])
def test_the_mark_cannot_be_spoken(text: str) -> None:
    assert mark(text) not in text
    assert mark(f"{text}{mark(text)}") != mark(text)


def test_a_stretch_where_nothing_is_for_study_has_no_parts() -> None:
    segments = (Segment(id="s0", text="Buy our tea.", aside="advert"),)
    transcript = talk("x").model_copy(update={"turns": (Turn(speaker_id=None, segments=segments),)})
    assert _speech(transcript).parts("s0", "s0") == ()
