"""Which word of one transcript is which word of the other."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from studykit.builder.align import Gap, aligned, gaps, spoken_words
from tests.talk import talk

WORDS = st.lists(st.sampled_from(["a", "b", "c", "d", "e", "f", "g", "h"]), max_size=60)


def test_what_is_said_in_both_is_paired_and_the_rest_is_a_gap() -> None:
    first = ["so", "the", "models", "just", "don", "t", "generalize", "as", "well", "as", "people", "do"]
    second = ["the", "models", "generalize", "worse", "than", "people", "do"]
    pairs = aligned(first, second)
    assert [first[here] for here, _ in pairs] == ["the", "models", "generalize", "people", "do"]
    assert list(gaps(pairs, (len(first), len(second)))) == [
        Gap(0, 1, 0, 0),
        Gap(3, 6, 2, 2),
        Gap(7, 10, 3, 5),
    ]


@given(WORDS, WORDS)
def test_pairs_rise_in_both_and_are_the_same_word(first: list[str], second: list[str]) -> None:
    pairs = aligned(first, second)
    assert all(first[here] == second[there] for here, there in pairs)
    assert all(one[0] < other[0] and one[1] < other[1] for one, other in pairwise(pairs))


@given(WORDS)
def test_a_transcript_is_wholly_in_itself(spoken: list[str]) -> None:
    assert aligned(spoken, spoken) == [(at, at) for at in range(len(spoken))]


def test_words_are_found_where_they_stand() -> None:
    transcript = talk("It’s 10,000 hours of pre-training.", "Yes.")
    spoken = spoken_words(transcript)
    assert [word.folded for word in spoken] == ["it's", "10,000", "hours", "of", "pre", "training", "yes"]
    for word in spoken:
        text = transcript.turns[word.turn].text[word.start : word.end]
        assert text.replace("’", "'").casefold() == word.folded
