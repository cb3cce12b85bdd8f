"""A frequent name misheard is suggested, and never changed."""

from studykit.builder import build
from studykit.builder.misspellings import misspellings
from studykit.model import Transcript
from studykit.templates import Templates
from tests.talk import talk

OFTEN = ["Salt and the Schnorr oven are warm.", "Salt by Schnorr is dear.", "I trust Schnorr, and you."]


def _said(*said: str, language: str = "en") -> Transcript:
    return talk(*OFTEN, *OFTEN, *said, language=language)


def test_a_rare_word_that_sounds_like_a_frequent_name_is_suggested_with_its_place() -> None:
    (notice,) = misspellings(_said("The Schnoor oven is old."))
    assert notice.code == "possible-misspelling"
    assert "“Schnoor” may be “Schnorr”" in notice.text
    assert notice.text.endswith("Schnoor => Schnorr")
    assert notice.where == "6:00"


def test_a_speakers_name_misheard_is_suggested() -> None:
    (notice,) = misspellings(talk("Hello, said the Nadeya.", speakers=("Nadia Ruiz",)))
    assert "“Nadeya” may be “Nadia”" in notice.text


def test_words_of_the_language_and_other_names_are_not_suggested() -> None:
    assert misspellings(_said("I snore near Salzburg with Shinobi and the Schnorrs.")) == ()


def test_two_names_that_are_said_as_often_are_two_names() -> None:
    assert misspellings(_said(*["I met Schnoor there."] * 4)) == ()


def test_a_language_without_frequencies_gives_no_suggestion() -> None:
    assert misspellings(_said("The Schnoor oven.", language="xx")) == ()


def test_a_build_tells_and_leaves_the_word() -> None:
    lecture = [f"Loaf {n} needs salt and a stone oven that is hot and dry inside." for n in range(20)]
    transcript = _said("The Schnoor oven is old.", *lecture)
    document = build(transcript, "offline", Templates(), cards=None, report=lambda *_: None)
    assert "possible-misspelling" in {notice.code for notice in document.notices}
    assert any("Schnoor" in turn.text for turn in document.turns)
