"""What recognisers of speech write: words, times and speakers in many shapes of JSON."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit import readers, registry
from studykit.contracts import Confidence, Reader
from studykit.errors import ReadError
from studykit.model import Transcript
from studykit.readers._words import Word, cues, in_time, placed, sentences, settled, spaced, spoken_by
from tests.readers.cases import CASES, cases, shape, source

RECOGNISERS = (
    *("amazon", "assemblyai", "autoedit", "deepgram", "digital-paper-edit", "elevenlabs", "gladia", "google"),
    *("ibm", "kaldi", "podlove", "rev", "speechmatics", "whisper", "whisper-cpp"),
)


def read(value: object, name: str | None = None) -> Transcript:
    return readers.read(source(json.dumps(value, ensure_ascii=False)), name)


def texts(words: list[Word]) -> list[str]:
    return [cue.text for cue in sentences(words)]


def words(text: str, gap_ms: int = 100) -> list[Word]:
    return [Word(word, n * gap_ms, n * gap_ms + 50) for n, word in enumerate(text.split())]


def test_punctuation_stays_with_the_word_before() -> None:
    assert texts(spaced(words("Yes , 40 % ( or so ) . It 's so"))) == ["Yes, 40% (or so).", "It's so"]


def test_a_sign_between_words_keeps_its_spaces() -> None:
    assert texts(spaced(words("R & D costs $5"))) == ["R & D costs $5"]


def test_words_with_their_own_spaces_are_joined_as_they_are() -> None:
    assert texts(spaced([Word("Don"), Word("'t"), Word(" worry")])) == ["Don't worry"]


def test_scripts_without_spaces_get_none() -> None:
    assert texts(spaced(words("今日 は 晴れ です 。 NASA も 。"))) == ["今日は晴れです。", "NASA も。"]


def test_a_sentence_has_the_time_of_its_first_and_last_word() -> None:
    first, second = sentences(spaced(words("Ropes hum. Cables too.")))
    assert (first.start_ms, first.end_ms, second.start_ms, second.end_ms) == (0, 150, 200, 350)


def test_a_pause_and_another_speaker_begin_anew() -> None:
    spoken = [Word("one", 0, 100), Word("two", 2000, 2100), Word("three", 2200, 2300, "Ana")]
    assert texts(spaced(spoken)) == ["one", "two", "three"]


def test_a_run_without_sentence_ends_does_not_grow_without_end() -> None:
    assert max(len(text.split()) for text in texts(spaced([Word("and")] * 500))) == 40


def test_a_sound_in_brackets_stands_alone() -> None:
    assert texts(spaced([Word("yes"), Word("[Music]"), Word("no")])) == ["yes", "[Music]", "no"]


def test_single_words_are_joined_and_phrases_are_not() -> None:
    assert [cue.text for cue in cues(words("Ropes hum. Cables too."))] == ["Ropes hum.", "Cables too."]
    phrases = [Word("and so the rope"), Word("hums in the wind")]
    assert [cue.text for cue in cues(phrases)] == ["and so the rope", "hums in the wind"]


def test_words_are_found_in_a_text_that_spells_them_otherwise() -> None:
    phrase = Word('He paid $5.50: "Fine," he said.', 0, 900, "Ana")
    spoken = [Word("he", 10), Word("paid", 20), Word("five", 30), Word("fine", 40), Word("said", 60)]
    found = placed(phrase, spoken)
    assert [(word.text, word.start_ms) for word in found] == [
        ("He ", 10),
        ("paid $5.50: ", 20),
        ('"Fine," he ', 40),
        ("said.", 60),
    ]
    assert {word.speaker for word in found} == {"Ana"}


def test_a_text_in_which_no_word_is_found_stays_whole() -> None:
    phrase = Word("Ropes hum.", 0, 900)
    assert placed(phrase, [Word("qqq", 10)]) == [phrase]


def test_words_without_a_text_are_the_text() -> None:
    assert texts(placed(Word("", speaker="Ana"), words("Ropes hum ."))) == ["Ropes hum."]


@given(st.text(max_size=60), st.lists(st.text(max_size=5), max_size=12))
def test_no_letter_of_a_text_is_lost_or_added_by_its_words(text: str, spoken: list[str]) -> None:
    found = placed(Word(text), [Word(word, n, n) for n, word in enumerate(spoken)])
    if text.strip():
        assert "".join(word.text for word in found) == text


@given(st.lists(st.text(max_size=5), max_size=60))
def test_no_letter_of_the_words_is_lost_by_joining_them(spoken: list[str]) -> None:
    joined = "".join("".join(cue.text.split()) for cue in sentences(spaced([Word(word) for word in spoken])))
    assert joined == "".join("".join(spoken).split())


def test_a_word_has_the_speaker_who_began_last() -> None:
    spoken = [Word("a", 0), Word("b", 100), Word(","), Word("c", 300)]
    found = spoken_by(spoken, [(250, "Ben"), (50, "Ana")])
    assert [word.speaker for word in found] == ["", "Ana", "Ana", "Ben"]


def test_a_sentence_has_the_speaker_who_says_most_of_it() -> None:
    spoken = [
        Word(" Is", 0, 1, "A"),
        Word(" it", 1, 2, "B"),
        Word(" so?", 2, 3, "A"),
        Word(" Yes.", 3, 4, "B"),
    ]
    assert [word.speaker for word in settled(spoken)] == ["A", "A", "A", "B"]


def test_channels_recorded_at_once_are_told_in_the_order_of_time() -> None:
    one, two = sentences([Word("a.", 0, 9), Word("c.", 500, 600)]), sentences([Word("b.", 100, 200)])
    assert [(cue.text, cue.speaker) for cue in in_time([one, two])] == [
        ("a.", "Channel 1"),
        ("b.", "Channel 2"),
        ("c.", "Channel 1"),
    ]


def test_one_channel_names_nobody() -> None:
    assert in_time([[], sentences([Word("a.", 0, 9)])])[0].speaker == ""


def test_a_time_that_is_no_number_means_none_for_whisperx() -> None:
    document = (
        '{"segments": [{"start": 1, "end": 2, "text": "In 1878.",'
        ' "words": [{"word": "In", "start": 1, "end": 1.5}, {"word": "1878.", "start": NaN, "end": NaN}]}]}'
    )
    (turn,) = readers.read(source(document)).turns
    assert (turn.text, turn.start_ms, turn.end_ms) == ("In 1878.", 1000, 1500)


def test_a_hair_before_the_beginning_is_the_beginning() -> None:
    found = read({"segments": [{"start": -0.02, "end": 2, "text": "Ropes hum in wind."}]})
    assert found.turns[0].start_ms == 0


def test_whisper_cpp_words_become_sentences() -> None:
    pieces = [" Rop", "es", " hum", ".", " Cab", "les", " too", "."]
    items = [{"offsets": {"from": n * 10, "to": n * 10 + 9}, "text": t} for n, t in enumerate(pieces)]
    found = read({"transcription": items})
    assert [(s.text, s.start_ms, s.end_ms) for s in found.segments] == [
        ("Ropes hum.", 0, 39),
        ("Cables too.", 40, 79),
    ]


def test_google_repeats_nothing_that_it_says_once_without_speakers() -> None:
    result = {"alternatives": [{"transcript": "no no", "words": [{"word": "no"}, {"word": "no"}]}]}
    assert read({"results": [result, result]}).word_count == 4


def test_results_with_nothing_but_a_transcript_are_googles() -> None:
    found = read({"results": [{"alternatives": [{"transcript": "ropes hum in the wind"}]}]})
    assert shape(found) == [(None, "ropes hum in the wind")]


def test_ibm_says_what_it_leaves_out() -> None:
    transcript = readers.read(readers.open_source(str(CASES / "ibm" / "speakers.json")))
    assert [notice.text for notice in transcript.notices] == ["1 mark of hesitation (%HESITATION) left out"]


def test_json_that_is_cut_off_names_its_line() -> None:
    with pytest.raises(ReadError, match="the JSON is broken") as caught:
        read_text('{"segments": [\n{"start": 0, "end": 1, "text": "Ropes')
    assert caught.value.where == "talk:2"


@pytest.mark.parametrize(
    ("name", "document", "where"),
    [
        ("whisper", {"segments": [{"start": 0, "end": 1}]}, "talk, segment 1"),
        ("whisper", {"segments": ["Ropes"]}, "talk, segment 1"),
        ("whisper-cpp", {"transcription": {"text": "a"}}, "talk"),
        ("assemblyai", {"utterances": [{"text": "a", "start": "soon"}]}, "talk, utterance 1"),
        (
            "deepgram",
            {"results": {"channels": [{"alternatives": [{"words": [{}]}]}]}},
            "talk, channel 0, word 1",
        ),
        ("rev", {"monologues": [{"elements": [{"value": 1}]}]}, "talk, monologue 1, element 1"),
        ("google", {"results": [{"alternatives": [{"words": [{"word": 1}]}]}]}, "talk, result 1, word 1"),
        ("amazon", {"results": {"items": [{"alternatives": []}]}}, "talk, item 1"),
        (
            "ibm",
            {"results": [{"alternatives": [{"transcript": "a", "timestamps": [[1]]}]}]},
            "talk, result 1, word 1",
        ),
        ("speechmatics", {"results": [{"alternatives": [{}]}]}, "talk, result 1"),
        ("kaldi", {"words": [{"start": 1}]}, "talk, word 1"),
        ("digital-paper-edit", {"words": [1]}, "talk, word 1"),
        ("autoedit", {"text": [{"paragraph": [{"line": [{}]}]}]}, "talk, word 1"),
        ("podlove", [{"start": "0:0:x", "text": "a"}], "talk, line 1"),
    ],
)
def test_a_broken_part_is_named(name: str, document: object, where: str) -> None:
    with pytest.raises(ReadError) as caught:
        read(document, name)
    assert caught.value.where == where


@pytest.mark.parametrize("name", RECOGNISERS)
def test_nothing_said_says_so(name: str) -> None:
    with pytest.raises(ReadError, match="no spoken words"):
        read({}, name)


@pytest.mark.parametrize("name", RECOGNISERS)
def test_no_recogniser_claims_the_file_of_another(name: str) -> None:
    others = [case for case in cases() if case.suffix == ".json" and case.parent.name != name]
    assert others
    reader = registry.load("studykit.readers", name, Reader)
    claimed = [case.name for case in others if reader.sniff(source(case.read_bytes())) is Confidence.CERTAIN]
    assert claimed == []


def read_text(text: str) -> Transcript:
    return readers.read(source(text))


def test_a_character_cut_between_two_segments_of_whisper_cpp_is_whole_again() -> None:
    """As ``-ml 1`` writes: a segment for each token."""
    pieces = (b" El", b" caf", b"\xc3", b"\xa9", b" est\xc3\xa1", b" fr\xc3")
    items = b",".join(b'{"offsets": {"from": 1, "to": 2}, "text": "%s"}' % piece for piece in pieces)
    transcript = readers.read(source(b'{"transcription": [' + items + b"]}"))
    assert [turn.text for turn in transcript.turns] == ["El café está fr�"]
    assert [notice.text for notice in transcript.notices] == ["1 character of the talk damaged, written as �"]
