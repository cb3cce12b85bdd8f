"""Tidying says who leads the talk and what is not for study; it takes no word away."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit.builder.split import SEGMENT_WORDS
from studykit.builder.tidy import tidy
from studykit.model import Episode, Segment, Speaker, Transcript, Turn
from studykit.templates import Templates
from tests.talk import segment, talk

TEMPLATES = Templates()
ANSWER = "Salt tightens the gluten and slows the yeast, so the dough rises for longer and tastes of more."


def _tidy(transcript: Transcript) -> Transcript:
    return tidy(transcript, TEMPLATES)


def _roles(transcript: Transcript) -> list[str]:
    return [speaker.role for speaker in _tidy(transcript).speakers]


def _asides(*said: str, language: str = "en") -> list[str | None]:
    return [s.aside for s in _tidy(talk(*said, language=language)).segments]


def test_who_asks_and_says_less_is_the_host() -> None:
    assert _roles(talk("What does salt do?", ANSWER, "And sugar?", ANSWER)) == ["host", "guest"]


def test_who_explains_to_who_asks_is_the_guest_whoever_speaks_first() -> None:
    assert _roles(talk(ANSWER, "What does salt do?", ANSWER, "And sugar?", ANSWER)) == ["guest", "host"]


def test_where_nobody_asks_nobody_leads() -> None:
    assert _roles(talk(ANSWER, ANSWER, ANSWER, ANSWER)) == ["unknown", "unknown"]


def test_a_lone_speaker_has_no_role() -> None:
    assert _roles(talk("Why? Why?", ANSWER, speakers=("Nadia",))) == ["unknown"]


def test_a_role_that_the_source_states_stays() -> None:
    transcript = talk("What does salt do?", ANSWER, "And sugar?", ANSWER)
    stated = (Speaker(id="Nadia", name="Nadia"), Speaker(id="Tomás", name="Tomás", role="host"))
    assert _roles(transcript.model_copy(update={"speakers": stated})) == ["guest", "host"]


def test_a_third_voice_that_hardly_speaks_is_no_guest() -> None:
    said = ["What does salt do?", ANSWER, "Hm.", "And sugar?", ANSWER, "Hm."]
    assert _roles(talk(*said, speakers=("Nadia", "Tomás", "Ida"))) == ["host", "guest", "unknown"]


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("This episode is brought to you by Kettle and Thorn.", "advert"),
        ("Hello, and welcome to Crumb and Crust.", "greeting"),
        ("Please leave us a review.", "housekeeping"),
        ("This is not financial advice.", "legal"),
        ("[music]", "marker"),
        (ANSWER, None),
        (f"Welcome to the kitchen. {ANSWER}", None),
    ],
)
def test_a_segment_is_an_aside_where_most_of_it_is(said: str, kind: str | None) -> None:
    assert _asides(said, ANSWER) == [kind, None]


def test_what_the_source_marks_stays_marked() -> None:
    marked = Segment(id="s0", text=ANSWER, aside="advert")
    transcript = Transcript(episode=Episode(key="k", title="t"), turns=(Turn(segments=(marked,)),))
    assert [s.aside for s in _tidy(transcript).segments] == ["advert"]


def test_a_cold_open_that_is_said_again_later_is_a_preview() -> None:
    teaser = "A jar of flour and water holds a hundred bacteria for every single yeast cell in it."
    lecture = [
        f"Loaf number {n} needs {n} grams of salt and {n * 3} minutes in the oven." for n in range(300)
    ]
    lecture.insert(200, teaser)
    asides = _asides(teaser, *lecture)
    assert asides[0] == "preview"
    assert set(asides[1:]) == {None}


def test_a_short_talk_has_no_cold_open() -> None:
    assert _asides(ANSWER, "And?", ANSWER) == [None, None, None]


def test_a_long_segment_is_split_at_sentences_and_only_its_beginning_keeps_the_time() -> None:
    text = " ".join([ANSWER] * 40)
    transcript = talk("What does salt do?", text)
    pieces = _tidy(transcript).turns[1].segments
    assert len(pieces) > 3
    assert all(len(piece.text.split()) < 2 * SEGMENT_WORDS for piece in pieces)
    assert all(piece.text.startswith("Salt") for piece in pieces)
    assert [piece.start_ms for piece in pieces] == [60_000] + [None] * (len(pieces) - 1)
    assert len({piece.id for piece in pieces}) == len(pieces)


def test_a_long_segment_of_paragraphs_keeps_them() -> None:
    paragraph = " ".join([ANSWER] * 8)
    transcript = talk(f"{paragraph}\n{paragraph}\n{paragraph}")
    turn = _tidy(transcript).turns[0]
    assert len(turn.segments) > 1
    assert turn.text == transcript.turns[0].text


def test_the_length_of_an_episode_is_where_its_last_caption_ends() -> None:
    last = Segment(id="s0", text=ANSWER, start_ms=0, end_ms=7_000)
    transcript = Transcript(episode=Episode(key="k", title="t"), turns=(Turn(segments=(last,)),))
    assert _tidy(transcript).episode.duration_ms == 7_000


PIECE = st.sampled_from(
    [ANSWER, "Why?", "Um, [laughter] so.", "你好。", "e.g. Dr. Who", "♪", "welcome to it", "İß"]
)
GAP = st.sampled_from([" ", "  ", "\n", " \n ", "\t", "\n\n"])
TEXT = st.lists(st.tuples(PIECE, GAP), max_size=40).map(lambda rows: "".join(a + b for a, b in rows))


@given(
    st.lists(st.lists(TEXT, min_size=1, max_size=3), min_size=1, max_size=4), st.sampled_from(["en", "pl"])
)
def test_no_character_of_any_turn_is_lost(said: list[list[str]], language: str) -> None:
    transcript = talk(*[tuple(texts) for texts in said], language=language)
    tidied = _tidy(transcript)
    assert [turn.text for turn in tidied.turns] == [turn.text for turn in transcript.turns]
    assert [turn.start_ms for turn in tidied.turns] == [turn.start_ms for turn in transcript.turns]


def test_tidying_twice_changes_nothing_more() -> None:
    once = _tidy(talk("Welcome to the show. What does salt do?", " ".join([ANSWER] * 30), "And?", ANSWER))
    assert _tidy(once) == once


def test_an_empty_segment_is_borne() -> None:
    turn = Turn(segments=(segment(0, ""), segment(1, ANSWER)))
    transcript = Transcript(episode=Episode(key="k", title="t"), turns=(turn,))
    assert _tidy(transcript).turns[0].text == turn.text
