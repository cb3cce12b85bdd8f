"""The user's spellings are put into the transcript, whole words at a time, and each is told."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit.builder import corrected, read_vocabulary
from studykit.builder.vocabulary import MOST_LINES, Vocabulary
from studykit.contracts import Source
from studykit.errors import ReadError
from studykit.model import ChapterMark, Transcript
from studykit.text import clean
from tests.talk import talk


def _vocabulary(*lines: str) -> Vocabulary:
    return read_vocabulary(Source("words.txt", "\n".join(lines).encode()))


def _corrected(said: str, *lines: str) -> str:
    return corrected(talk(said), _vocabulary(*lines)).turns[0].text


def _told(transcript: Transcript, *lines: str) -> list[str]:
    return [notice.text for notice in corrected(transcript, _vocabulary(*lines)).notices]


@pytest.mark.parametrize(
    ("said", "line", "becomes"),
    [
        ("We use bash 32 here.", "bash 32 => bech32", "We use bech32 here."),
        ("Bash 32 is new.", "bash 32 => bech32", "Bech32 is new."),
        ("Ask BASH  32 now.", "bash 32 → bech32", "Ask Bech32 now."),
        ("We bash 3 of 32.", "bash 32 => bech32", "We bash 3 of 32."),
        ("It is $56 now, or 56.", "$56 => $5-6 billion", "It is $5-6 billion now, or 56."),
        ("He said A.I. and AI.", "A.I. => AI", "He said AI and AI."),
        ("Smith, John baked.", "Smith, John => John Smith", "John Smith baked."),
        ("Smith John baked.", "Smith, John => John Smith", "Smith John baked."),
        ("Lecan's oven.", "Lecan => LeCun", "LeCun's oven."),
        ("Lecan's oven.", "Lecan's oven => the oven of LeCun", "the oven of LeCun."),
        ("The kerner fell.", "kern => core", "The kerner fell."),
        ("Use C++ and C.", "C++ => Rust", "Use Rust and C."),
    ],
)
def test_a_told_correction_changes_whole_words(said: str, line: str, becomes: str) -> None:
    assert _corrected(said, line) == becomes


@pytest.mark.parametrize(
    ("said", "term", "becomes"),
    [
        ("The pre training and pretraining.", "pre-training", "The pre-training and pre-training."),
        ("Pretraining is long.", "pre-training", "Pre-training is long."),
        ("A pay join by tomas.", "PayJoin", "A PayJoin by tomas."),
        ("It was tomás and Tomas.", "Tomás", "It was Tomás and Tomás."),
        ("The taproot grew.", "Taproot", "The Taproot grew."),
        ("They signal left.", "Signal", "They signal left."),
        ("A PAYJOIN IN CAPITALS.", "PayJoin", "A PAYJOIN IN CAPITALS."),
        ("The Mempool in the middle.", "mempool", "The Mempool in the middle."),
        ("I pay. Join me.", "PayJoin", "I pay. Join me."),
    ],
)
def test_a_term_changes_what_has_its_letters(said: str, term: str, becomes: str) -> None:
    assert _corrected(said, term) == becomes


@pytest.mark.parametrize(
    ("said", "term", "becomes"),
    [
        ("We met Jan Lecan there.", "Yann LeCun", "We met Yann LeCun there."),
        ("It was Jan Lecan's idea.", "Yann LeCun", "It was Yann LeCun's idea."),
        ("Google and Therapic agree.", "Anthropic", "Google Anthropic agree."),
        ("The rest of the roast.", "Rust", "The rest of the roast."),
        ("She said Anthropics twice.", "Anthropic", "She said Anthropics twice."),
    ],
)
def test_a_term_changes_what_sounds_like_it_and_is_no_word(said: str, term: str, becomes: str) -> None:
    assert _corrected(said, term) == becomes


def test_the_name_of_a_speaker_is_nobody_misheard() -> None:
    transcript = talk("I am Lekan.", speakers=("Lekan Obi",))
    assert corrected(transcript, _vocabulary("LeCun")).turns == transcript.turns


def test_each_correction_is_told_with_its_count_and_its_first_place() -> None:
    transcript = talk("Nothing.", "A pay join.", "Two pay join, and Jan Lecan.")
    notices = corrected(transcript, _vocabulary("PayJoin", "Yann LeCun")).notices
    assert [(n.code, n.text, n.where) for n in notices] == [
        ("spelling-corrected", "“pay join” was written “PayJoin”, 2 times", "1:00"),
        ("spelling-corrected", "“Jan Lecan” was written “Yann LeCun”, 1 time, by its sound", "2:00"),
    ]


def test_a_line_that_corrects_nothing_is_told_with_its_place() -> None:
    notices = corrected(talk("Salt."), _vocabulary("# a note", "", "pepper => paprika", "Paprika")).notices
    assert [(n.code, n.where) for n in notices] == [("spelling-unused", "words.txt:3")]


def test_what_is_written_rightly_is_not_talked_about() -> None:
    assert _told(talk("A PayJoin by Yann LeCun."), "PayJoin", "Yann LeCun") == []


def test_a_name_over_two_cues_stays_in_both() -> None:
    transcript = corrected(talk(("we met Jan", "Lecan there")), _vocabulary("Yann LeCun"))
    assert [s.text for s in transcript.segments] == ["we met Yann", "LeCun there"]


def test_two_words_over_two_cues_that_are_one_stand_in_the_first() -> None:
    transcript = corrected(talk(("a pay", "join there")), _vocabulary("PayJoin"))
    assert [s.text for s in transcript.segments] == ["a PayJoin", "there"]


def test_titles_of_chapters_are_corrected() -> None:
    marks = (ChapterMark(title="The pay join", start_ms=0),)
    assert corrected(talk("Salt.", chapters=marks), _vocabulary("PayJoin")).chapters[0].title == "The PayJoin"


@pytest.mark.parametrize(
    ("lines", "line", "said"),
    [
        (["Salt", "=> yeast"], 2, "missing"),
        (["salt =>"], 1, "missing"),
        (["a => b => c"], 1, "no name"),
        (["x" * 200], 1, "no name"),
        (["!!!"], 1, "missing"),
        (["one two three four five six seven eight nine"], 1, "more than 8 words"),
        (["salt => Salz", "# once more", "Salt => sel"], 3, "otherwise in words.txt:1"),
    ],
)
def test_a_broken_line_is_named(lines: list[str], line: int, said: str) -> None:
    with pytest.raises(ReadError, match=said) as caught:
        _vocabulary(*lines)
    assert caught.value.where == f"words.txt:{line}"


def test_a_file_without_end_is_refused() -> None:
    with pytest.raises(ReadError, match="more than"):
        _vocabulary(*["salt"] * (MOST_LINES + 1))


def test_an_empty_vocabulary_changes_nothing() -> None:
    transcript = talk("Salt.")
    assert corrected(transcript, _vocabulary("# nothing yet")) == transcript


WORDS = st.sampled_from(["pay", "join", "PayJoin", "Jan", "Lecan", "bash", "32", "it's", ".", "\n", "-", ""])
TEXT = st.lists(WORDS, max_size=12).map(" ".join)


@given(st.lists(TEXT, min_size=1, max_size=4))
def test_all_other_words_and_every_time_stay(said: list[str]) -> None:
    transcript = talk(tuple(said))
    after = corrected(transcript, _vocabulary("PayJoin", "Yann LeCun", "bash 32 => bech32"))
    assert [(s.id, s.start_ms) for s in after.segments] == [(s.id, s.start_ms) for s in transcript.segments]
    changed = r"PayJoin|pay\s+(?:- )?join|Yann|LeCun|Jan|Lecan|bech32|bash\s+32"
    rest = [re.sub(rf"{changed}|\s", "", turn.turns[0].text) for turn in (transcript, after)]
    assert rest[0] == rest[1]


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_a_vocabulary_or_a_read_error(content: bytes) -> None:
    try:
        vocabulary = read_vocabulary(Source("words.txt", content))
    except ReadError:
        return
    assert all(clean(each.right) == each.right for each in vocabulary.spellings)
    corrected(talk("Salt slows the yeast."), vocabulary)


def test_a_word_between_two_that_sound_like_a_name_stays() -> None:
    transcript = talk("We met Jan join Lecan.")
    assert "join" in corrected(transcript, _vocabulary("Yann LeCun")).turns[0].text
