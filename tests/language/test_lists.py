"""Word lists: what they find, and what a broken one says."""

from pathlib import Path

import pytest

from studykit.errors import TemplateError
from studykit.language.asides import AsideFinder
from studykit.language.frequency import zipf
from studykit.language.lexicon import load, phrases
from studykit.language.tagging import knows, lemma, tag
from studykit.model import Episode
from studykit.templates import Templates
from studykit.text import fold

FINDER = AsideFinder(load("en", Templates()))


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("This episode is brought to you by Kettle and Thorn.", "advert"),
        ("Use the promo code CRUMB.", "advert"),
        ("Hello, and welcome to Crumb and Crust.", "greeting"),
        ("Don’t forget to leave us a review.", "housekeeping"),
        ("This is not financial advice.", "legal"),
        ("[music]", "marker"),
        ("♪ ♪", "marker"),
        ("Salt slows the yeast.", None),
        ("We use code generation to subscribe to events.", None),
        ("People who donate blood are heroes.", None),
    ],
)
def test_asides_are_known_by_their_words(sentence: str, kind: str | None) -> None:
    assert FINDER.find(fold(sentence)) == kind


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Diese Folge wird euch präsentiert von Kessel und Dorn.", "advert"),
        ("Mit dem Code KRUME spart ihr.", "advert"),
        ("Hallo und willkommen zu Krume und Kruste.", "greeting"),
        ("Wir hören uns beim nächsten Mal.", "housekeeping"),
        ("Danke für die Einladung.", "housekeeping"),
        ("Das ist keine Anlageberatung.", "legal"),
        ("Salz bremst die Hefe.", None),
        ("Das Mehl wird unterstützt vom Wasser, das es bindet.", None),
        ("Wer einer Zeitung folgt und sie abonniert, liest mehr.", None),
    ],
)
def test_german_asides_are_known_by_their_words(sentence: str, kind: str | None) -> None:
    assert AsideFinder(load("de", Templates())).find(fold(sentence)) == kind


@pytest.mark.parametrize("code", ["en", "de"])
def test_a_language_that_has_lists_has_those_that_others_lean_on(code: str) -> None:
    lists = load(code, Templates())
    assert lists.stops
    assert lists.negations
    assert lists.numerals
    assert lists.asides.welcomes
    assert lists.wording.define("x", "Ana") != lists.wording.define("x", None)


def test_a_language_without_lists_knows_only_bracketed_markers() -> None:
    finder = AsideFinder(load("pl", Templates()))
    assert finder.find("welcome to the show") is None
    assert finder.find("[muzyka]") == "marker"


def test_a_list_of_no_phrases_finds_nothing() -> None:
    assert phrases(()).search("anything") is None


def test_phrases_are_found_as_whole_words_and_the_longest_first() -> None:
    pattern = phrases(("so", "so that"))
    assert pattern.findall("so that also so") == ["so that", "so"]


@pytest.mark.parametrize("content", ["name = ", 'name = "x"\nnonsense = 1', "stop_words = 3"])
def test_a_broken_list_names_its_file(tmp_path: Path, content: str) -> None:
    (tmp_path / "lang").mkdir()
    (tmp_path / "lang" / "en.toml").write_text(content, encoding="utf-8")
    with pytest.raises(TemplateError) as caught:
        load("en", Templates(tmp_path))
    assert caught.value.where == "lang/en.toml"


@pytest.mark.parametrize(
    ("stated", "spoken"),
    [
        ("en", "en"),
        ("en-US", "en"),
        ("DE_at", "de"),
        ("", "und"),
        ("../../secret", "und"),
        ("english", "und"),
    ],
)
def test_a_language_is_known_by_its_primary_subtag(stated: str, spoken: str) -> None:
    assert Episode(key="k", title="t", language=stated).spoken == spoken


def test_stop_words_are_known_in_any_case_and_with_any_apostrophe() -> None:
    english = load("en", Templates())
    assert english.is_stop("Don’t")
    assert not english.is_stop("yeast")


def test_forms_of_one_word_share_a_lemma() -> None:
    assert lemma("loaves", "en") == lemma("loaf", "en")
    assert lemma("Häuser", "de") == lemma("Haus", "de")


def test_acronyms_keep_their_form() -> None:
    assert tag("GPT-3", "en").part == "name"
    assert lemma("NASA's", "en") == "nasa"


@pytest.mark.parametrize("language", ["de", "en", "es", "nl", "pl"])
def test_an_ending_that_stands_alone_is_a_word_too(language: str) -> None:
    assert tag("'s", language).lemma
    assert tag("’s", language) == tag("'s", language)


def test_a_language_without_a_tagger_takes_words_for_nouns() -> None:
    assert not knows("pl")
    assert tag("Chleb", "pl").lemma == "chleb"
    assert tag("Chleb", "pl").part == "noun"


def test_a_rare_word_is_rarer_than_a_common_one() -> None:
    assert zipf("the", "en") > zipf("gliadin", "en")
    assert zipf("nuqneh", "tlh") == zipf("qapla", "tlh")
