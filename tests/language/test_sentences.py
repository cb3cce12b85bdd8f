"""Sentences cover a turn and are cut where speech ends, not where a cue does."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit.language.asides import AsideFinder
from studykit.language.lexicon import load
from studykit.language.sentences import Sentence, sentence_spans, sentences_of, share_without_stops
from studykit.model import Episode, Segment, Transcript, Turn
from studykit.templates import Templates

LANGUAGES = ["en", "de", "es", "fr", "pl", "el", "zh", "ar", "und"]


def _split(text: str, language: str = "en") -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text, language)]


def _sentences(*texts: str, language: str = "en") -> tuple[Sentence, ...]:
    segments = tuple(Segment(id=f"s{number}", text=text) for number, text in enumerate(texts))
    transcript = Transcript(
        episode=Episode(key="k", title="t", language=language), turns=(Turn(segments=segments),)
    )
    return sentences_of(transcript, AsideFinder(load("en", Templates())))


@given(st.text(st.sampled_from("ab Z.!?…,\n\t\"”'(3ßж。¿"), max_size=80), st.sampled_from(LANGUAGES))
def test_sentences_cover_all_that_is_not_white_space_in_order(text: str, language: str) -> None:
    spans = sentence_spans(text, language)
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(text.split())
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))


@given(st.text(max_size=60))
def test_any_text_is_covered(text: str) -> None:
    assert "".join("".join(_split(text)).split()) == "".join(text.split())


def test_the_end_of_a_cue_cuts_no_sentence() -> None:
    found = _sentences("Salt slows the", "yeast down. It also", "tightens the dough.")
    assert [sentence.text for sentence in found] == [
        "Salt slows the yeast down.",
        "It also tightens the dough.",
    ]
    assert [sentence.segment_id for sentence in found] == ["s0", "s1"]
    assert [(sentence.place, sentence.last_place) for sentence in found] == [(0, 1), (1, 1)]


@pytest.mark.parametrize(
    ("language", "text", "count"),
    [
        ("en", "It rose. Then it fell! Why?", 3),
        ("de", "Das ist z. B. ein Brot. Hier ist Dr. Müller. Und noch eins!", 3),
        ("es", "¿Qué es esto? Es una prueba. ¡Muy bien!", 3),
        ("pl", "To jest chleb. A to sól.", 2),
        ("el", "Αυτό είναι ψωμί. Πάμε.", 2),
        ("zh", "你好。我是学生。", 2),
        ("und", "Bonjour. Ça va.", 2),
        ("es", "Casi no. O sea, el pan reposa un día.", 2),
        ("de", "Das freut mich. Der Teig braucht bzw. Mehl nimmt Wasser auf.", 2),
        ("fr", "On pétrit, on attend, etc. Le pain monte.", 2),
        ("es", "El Sr. Ruiz llegó con la Dra. Gil.", 1),
        ("en", "It rose. We baked it in 1997 That bread was sour.", 3),
        ("en", "It rose. In 2008 I started a bakery.", 2),
        ("pl", "Mieszka przy ul. Marszałkowska w mieście.", 1),
        ("fr", "Il vit dans une ville, par ex. Paris.", 1),
        ("en", "It rose. We bought Windows 2000 The Bread Edition.", 2),
        ("tlh", "nuqneH. Qapla' je.", 2),
    ],
)
def test_sentences_of_many_languages_are_found(language: str, text: str, count: int) -> None:
    assert len(_split(text, language)) == count


def test_talk_without_full_stops_is_cut_into_pieces_that_are_no_sentences() -> None:
    found = _sentences(" ".join(["and then the dough rises"] * 40), "It rose. It fell.")
    assert [len(sentence.words) for sentence in found] == [40, 40, 40, 40, 40, 2, 2]
    assert [sentence.torn for sentence in found] == [True] * 6 + [False]


@pytest.mark.parametrize(
    ("language", "said", "share"),
    [
        ("en", "and then the dough rises " * 40, 1.0),
        ("en", "And then the dough rises. " * 40, 0.0),
        ("am", "ዳቦ ይነሳል። " * 200, 0.0),
        ("th", "ขนมปังขึ้นฟู " * 200, 0.0),
    ],
)
def test_the_share_of_talk_without_full_stops_is_known_in_any_script(
    language: str, said: str, share: float
) -> None:
    turn = Turn(segments=(Segment(id="s0", text=said.strip()),))
    transcript = Transcript(episode=Episode(key="k", title="t", language=language), turns=(turn,))
    assert share_without_stops(transcript) == share


def test_a_stop_that_looks_like_an_abbreviation_is_found() -> None:
    assert len(_split("A teenager learns to drive a car. A teenager needs ten hours.")) == 2


@pytest.mark.parametrize(
    "text",
    [
        "I met Prof. Smith about the yeast.",
        "Capt. Cook took rye along.",
        "Dr. Smith and Mr. Jones baked for the U.S. Army.",
        "See fig. A for the crumb.",
        "It has flour, salt, e.g. sea salt, and 3.5 percent malt.",
    ],
)
def test_an_abbreviation_ends_no_sentence(text: str) -> None:
    assert _split(text) == [text]


def test_text_without_any_stop_is_one_sentence_a_paragraph() -> None:
    assert _split("one two three\nfour five") == ["one two three", "four five"]


def test_a_sentence_that_is_no_part_of_the_matter_is_marked() -> None:
    found = _sentences("Welcome to the show.", "Salt slows the yeast.")
    assert [sentence.aside for sentence in found] == ["greeting", None]


def test_a_language_without_stops_is_cut_at_spaces_into_parts_of_a_sentences_length() -> None:
    said = "เมล็ดกาแฟดิบมีสีเขียว เมื่ออุณหภูมิถึงหนึ่งร้อยห้าสิบองศา น้ำตาลและกรดอะมิโนจะทำปฏิกิริยากัน ปฏิกิริยานี้สร้างสีน้ำตาล"
    found = _split(said, "th")
    assert len(found) > 1
    assert " ".join(found) == said
