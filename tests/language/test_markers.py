"""Markers are kept out of the words; stamped ones tell the time."""

import pytest

from studykit.analysis.episode import read_episode
from studykit.language.lexicon import load
from studykit.language.markers import StampFinder, markers
from studykit.language.speech import Tidier
from studykit.templates import Templates
from tests.talk import talk

ENGLISH = load("en", Templates())
STAMPS = StampFinder(ENGLISH)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Salt [laughter] slows.", "Salt  slows."),
        ("Salt (crosstalk) slows.", "Salt  slows."),
        ("Salt (Tomás’s laughter) slows.", "Salt  slows."),
        ("Salt (laughs softly) slows.", "Salt  slows."),
        ("Salt (unintelligible 00:49:01) slows.", "Salt  slows."),
        ("[MUSIC] Salt [unintelligible 00:49:01.20] slows.", " Salt  slows."),
        ("Salt (and the music of the oven) slows.", "Salt (and the music of the oven) slows."),
        ("Salt [slows](https://crumb.org) it.", "Salt [slows](https://crumb.org) it."),
    ],
)
def test_markers_are_told_from_words(text: str, rest: str) -> None:
    assert markers(ENGLISH).sub("", text) == rest


def test_tidied_text_has_no_marker() -> None:
    assert Tidier(ENGLISH).tidy("Salt (laughs) slows [music 12:01] the yeast") == "Salt slows the yeast."


def test_a_marker_is_no_content_of_its_sentence() -> None:
    reading = read_episode(talk("Salt [laughter] slows the yeast [unintelligible 00:12:01]."), Templates())
    assert reading.content == (("salt", "slow", "yeast"),)


@pytest.mark.parametrize(
    ("text", "ms"),
    [
        ("[unintelligible 00:12:01]", 721_000),
        ("[unintelligible 00:12:01.20]", 721_200),
        ("[Unintelligible 12:01]", 721_000),
        ("(inaudible 12:01)", 721_000),
        ("[12:01]", 721_000),
        ("[\\01:16:05\\]", 4_565_000),
        ("[beat-box 00:05:19]", 319_000),
        ("(dog barking 00:05:19)", 319_000),
    ],
)
def test_a_stamped_marker_tells_the_time(text: str, ms: int) -> None:
    assert [stamp.ms for stamp in STAMPS.find(f"Salt {text} slows.")] == [ms]


@pytest.mark.parametrize(
    "text", ["(John 3:16)", "[Genesis 1:26]", "(at 12:30)", "[12:75]", "12:01", "[ratio 1:2]", "(12:30)"]
)
def test_other_numbers_with_colons_tell_no_time(text: str) -> None:
    assert not list(STAMPS.find(f"Salt {text} slows."))
