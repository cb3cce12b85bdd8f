"""What a recogniser takes for one another sounds alike here too."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit.language.sound import letters, sound_of, sounds_like


@pytest.mark.parametrize(
    ("heard", "name"),
    [
        ("Jan Lecan", "Yann LeCun"),
        ("and Therapic", "Anthropic"),
        ("Ilya Sutzkever", "Ilya Sutskever"),
        ("Pickard", "Pickhardt"),
        ("PSPT", "PSBT"),
        ("Schnoor", "Schnorr"),
    ],
)
def test_a_name_misheard_sounds_like_the_name(heard: str, name: str) -> None:
    assert sounds_like(heard, name)
    assert sounds_like(name, heard)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("mempool", "mempools"),
        ("DHTML", "HTML"),
        ("Suhas", "SIGHASH"),
        ("yeast", "flour"),
        ("Rita", "Rad"),
        ("LeCun", "lecun"),
    ],
)
def test_inflections_acronyms_and_other_words_do_not(one: str, other: str) -> None:
    assert not sounds_like(one, other)


def test_digits_are_part_of_the_sound() -> None:
    assert sound_of("bech32") != sound_of("bech322")


def test_letters_are_without_case_accents_and_signs() -> None:
    assert letters("Tomás' Pre-Training!") == "tomaspretraining"


@given(st.text(max_size=40))
def test_any_text_has_a_sound_that_repeats_no_consonant(text: str) -> None:
    sound = sound_of(text)
    assert all(a != b or a.isdigit() for a, b in pairwise(sound))
