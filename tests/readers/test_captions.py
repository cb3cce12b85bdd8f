"""Timed cues: WebVTT, SubRip and podcast JSON."""

import json

import pytest

from studykit import readers
from studykit.model import Transcript
from tests.readers.cases import shape, source


def vtt(*cues: str, seconds: int = 2, gap: int = 0) -> Transcript:
    """A file of cues of ``seconds`` each with ``gap`` seconds between."""
    blocks = []
    for number, cue in enumerate(cues):
        begin = number * (seconds + gap)
        blocks.append(f"00:{begin:02}.000 --> 00:{begin + seconds:02}.000\n{cue}")
    return readers.read(source("WEBVTT\n\n" + "\n\n".join(blocks)))


def podcast_json(*segments: dict[str, object]) -> Transcript:
    return readers.read(source(json.dumps({"version": "1.0.0", "segments": segments})))


def test_a_cue_is_one_segment_with_its_own_times() -> None:
    (turn,) = vtt("<v Ana>One", "<v Ana>two.").turns
    assert [(s.text, s.start_ms, s.end_ms) for s in turn.segments] == [("One", 0, 2000), ("two.", 2000, 4000)]


def test_a_cue_without_a_voice_has_no_speaker() -> None:
    assert shape(vtt("<v Ana>One.", "<v Ana>Two.", "Three.")) == [("ana", "One. Two."), (None, "Three.")]


def test_a_voice_named_only_on_change_is_carried_on() -> None:
    found = shape(vtt("<v Ana>One.", "Two.", "<v Ben>Three.", "Four.", "<v Ana>Five."))
    assert found == [("ana", "One. Two."), ("ben", "Three. Four."), ("ana", "Five.")]


def test_several_voices_in_a_cue_are_several_turns() -> None:
    assert shape(vtt("<v Ana>Yes?</v>\n<v Ben>No.")) == [("ana", "Yes?"), ("ben", "No.")]


def test_markup_goes_and_entities_become_characters() -> None:
    (turn,) = vtt("<v.loud Ana>a <i>b</i> <00:01.000><c.x>c</c> &lt;d&gt; &amp; x<y").turns
    assert turn.text == "a b c <d> & x<y"


def test_two_arrows_open_a_turn_of_nobody_in_particular() -> None:
    assert shape(vtt("One", ">> Two.\n&gt;&gt; Three.")) == [(None, "One"), (None, "Two."), (None, "Three.")]


def test_arrows_between_words_of_a_sentence_are_talk() -> None:
    assert shape(vtt("you write a >> b and f >>= g")) == [(None, "you write a >> b and f >>= g")]


def test_a_pause_after_a_sentence_ends_a_turn_of_nobody() -> None:
    assert len(vtt("One.", "Two.", gap=2).turns) == 2
    assert len(vtt("One.", "Two.", gap=1).turns) == 1


def test_a_pause_inside_a_sentence_ends_nothing() -> None:
    assert len(vtt("One and", "two.", gap=5).turns) == 1


def test_a_long_turn_of_nobody_ends_at_a_sentence() -> None:
    cues = [f"word{number} " * 15 + "end." for number in range(16)]
    assert [len(turn.segments) for turn in vtt(*cues).turns] == [8, 8]


def test_a_sound_in_brackets_is_a_marker() -> None:
    (turn,) = vtt("<v Ana>One [LAUGH] two.", "<v Ana>[MUSIC]").turns
    assert [segment.aside for segment in turn.segments] == [None, "marker"]


def test_a_word_said_twice_is_not_taken_for_a_rolling_caption() -> None:
    assert vtt("Yeah.", "Yeah.", "I think so.", "We went on.", "And on.").word_count == 10


def test_rolling_captions_are_said_once() -> None:
    rolling = vtt("a b", "a b\nc d", "c d\ne f", "e f\ng h", "g h")
    assert rolling.turns[0].text == "a b c d e f g h"


def test_captions_that_flash_between_two_lines_are_rolling() -> None:
    found = readers.read(
        source(
            "WEBVTT\n\n00:00.160 --> 00:02.309\n \nropes<00:00:00.399><c> hum</c>\n\n"
            "00:02.309 --> 00:02.319\nropes hum\n \n\n00:02.319 --> 00:03.000\nropes hum\nat night\n"
        )
    )
    assert [(s.text, s.start_ms) for s in found.segments] == [("ropes hum", 160), ("at night", 2319)]


@pytest.mark.parametrize(
    "written",
    [
        "WEBVTT\n00:01.000 --> 00:02.000\nOne.\n\n00:02.000 --> 00:03.000\nTwo.\n",
        "WEBVTT\n\n00:01.000 --> 00:02.000\nOne.\n00:02.000 --> 00:03.000\nTwo.\n",
        "WEBVTT\n\n1\n00:01.000 --> 00:02.000\nOne.\n2\n00:02.000 --> 00:03.000\nTwo.\n",
        "WEBVTT\n\n00:01.000 --> 00:02.000\n\nOne.\n\n2\n\n00:02.000 --> 00:03.000\n \nTwo.\n",
        "\ufeffWEBVTT\r\n\r\n0:00:01.000-->0:00:02.000\r\nOne.\r\n\r\n"
        "id\r\n00:02,000 --> 00:03,000 line:0\r\nTwo.\r\n",
        "WEBVTT\n\nNOTE\n00:00.000 --> 00:01.000\nNo.\n\n00:01.000 --> 00:02.000\nOne.\n\n"
        "NOTE no\n\n00:02.000 --> 00:03.000\nTwo.\n",
    ],
)
def test_blank_lines_too_many_or_too_few_lose_nothing(written: str) -> None:
    found = readers.read(source(written))
    assert [(s.text, s.start_ms) for s in found.segments] == [("One.", 1000), ("Two.", 2000)]
    assert found.notices == ()


def test_a_number_above_times_is_talk_where_cues_have_none() -> None:
    found = readers.read(
        source("WEBVTT\n\n00:01.000 --> 00:02.000\nForty\n2\n00:02.000 --> 00:03.000\nTwo.\n")
    )
    assert [s.text for s in found.segments] == ["Forty 2", "Two."]


def test_cues_may_overlap_or_last_no_time() -> None:
    found = readers.read(source("WEBVTT\n\n00:01.000 --> 00:03.000\nOne\n\n00:02.000 --> 00:02.000\ntwo.\n"))
    assert [(s.text, s.start_ms, s.end_ms) for s in found.segments] == [
        ("One", 1000, 3000),
        ("two.", 2000, 2000),
    ]


def test_text_outside_of_cues_is_a_notice() -> None:
    transcript = readers.read(source("WEBVTT\n\nLost words\n\n00:01.000 --> 00:02.000\nHello.\n"))
    assert [(notice.code, notice.where) for notice in transcript.notices] == [("text-outside-cues", "talk:3")]


def test_names_before_a_colon_hold_until_the_next() -> None:
    rows = ["Ana: Is it a rope?", "It looks like one.", "Ben: One thing: it is a cable.", "Ana: Oh."]
    cues = [f"{n}\n00:00:0{n},000 --> 00:00:0{n + 1},000\n{row}" for n, row in enumerate(rows)]
    assert shape(readers.read(source("\n\n".join(cues)))) == [
        ("ana", "Is it a rope? It looks like one."),
        ("ben", "One thing: it is a cable."),
        ("ana", "Oh."),
    ]


def test_a_colon_in_captions_without_names_is_talk() -> None:
    found = vtt("the rule is this", "Remember: ask again.", "and that is all.", "Tomorrow: the same.")
    assert found.speakers == ()
    assert found.word_count == 14


def test_a_line_of_digits_in_a_cue_is_talk() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\n42\n\n2\n00:00:02,000 --> 00:00:03,000\nis the answer\n"
    assert readers.read(source(text)).turns[0].text == "42 is the answer"


def test_a_segment_without_a_speaker_has_the_one_before() -> None:
    found = podcast_json(
        {"speaker": "Ana", "startTime": 0, "body": "This is a sentence of mine."},
        {"startTime": 2, "body": "And this is another one."},
        {"speaker": "Ben", "startTime": 4, "body": "This is mine, thank you."},
    )
    assert [turn.speaker_id for turn in found.turns] == ["ana", "ben"]
    assert found.turns[0].segments[1].start_ms == 2000


def test_words_become_sentences_with_the_first_words_start_and_the_last_words_end() -> None:
    spoken = ["Ropes", "hum", ".", "Cables", "too", "."]
    found = podcast_json(
        *(
            {"speaker": "Ana", "startTime": n, "endTime": n + 0.5, "body": word}
            for n, word in enumerate(spoken)
        )
    )
    segments = found.turns[0].segments
    assert [(s.text, s.start_ms, s.end_ms) for s in segments] == [
        ("Ropes hum.", 0, 2500),
        ("Cables too.", 3000, 5500),
    ]


def test_bodies_with_their_own_spaces_are_joined_as_they_are() -> None:
    parts = ["Don", "'t", " worry"]
    found = podcast_json(*({"startTime": n, "body": part} for n, part in enumerate(parts)))
    assert found.turns[0].text == "Don't worry"


def test_a_file_without_a_title_is_called_by_its_name() -> None:
    transcript = readers.read(
        source("WEBVTT\n\n00:01.000 --> 00:02.000\nHello.\n", "shows/my_first-talk.vtt")
    )
    assert (transcript.episode.title, transcript.episode.key) == ("My first talk", "my-first-talk")


@pytest.mark.parametrize("between", ["\n", "\n\n", "\r\r\n", "\n \n\n"])
def test_numbers_of_cues_are_no_talk_however_many_lines_lie_between(between: str) -> None:
    rows = ["1", "00:00:01,000 --> 00:00:02,000", "42", "", "2", "00:00:02,000 --> 00:00:03,000", "is it."]
    assert [s.text for s in readers.read(source(between.join(rows))).segments] == ["42", "is it."]


def test_digits_are_talk_where_cues_have_no_numbers() -> None:
    text = "00:00:01,000 --> 00:00:02,000\n42\n\n00:00:02,000 --> 00:00:03,000\nis it.\n"
    assert [s.text for s in readers.read(source(text)).segments] == ["42", "is it."]


def test_times_in_a_line_are_no_talk_with_a_comma_either() -> None:
    assert vtt("why<00:00:01,500> do<00:00:01,900> ropes hum").turns[0].text == "why do ropes hum"


@pytest.mark.parametrize(
    ("clock", "milliseconds"),
    [
        ("00:01.5", 1500),
        ("00:01,25", 1250),
        ("00:00:01.123456", 1123),
        ("0:00:01.999999999", 1999),
        ("101:00:00.000", 363_600_000),
    ],
)
def test_a_time_may_have_any_number_of_decimals_and_hours(clock: str, milliseconds: int) -> None:
    text = f"WEBVTT\n\n00:00.000 --> 00:01.000\nOh.\n\n{clock} --> 999:00:00.000\nHello there.\n"
    assert [cue.start_ms for cue in readers.read(source(text)).segments] == [0, milliseconds]


def test_pronouns_beside_a_name_are_no_part_of_it() -> None:
    text = "WEBVTT\n\n" + "".join(
        f"00:{second:02}.000 --> 00:{second + 1:02}.000\n{name}: Yes.\n\n"
        for second, name in enumerate(("Ana Ruiz", "Ben Okri (he/him)", "Ana Ruiz", "Ben Okri (he/him)"))
    )
    transcript = readers.read(source(text))
    assert [speaker.name for speaker in transcript.speakers] == ["Ana Ruiz", "Ben Okri"]
