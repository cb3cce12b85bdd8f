"""Each language has all its lists, and makes of a short talk what a teacher of it would pass."""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from studykit import builder, readers
from studykit.contracts import Source
from studykit.language.frequency import zipf
from studykit.language.lexicon import load
from studykit.model import StudyDocument
from studykit.templates import Templates

LISTED = ("de", "es", "fr", "pt")
UNLISTED = {
    "it": "italian",
    "pl": "polish",
    "ja": "japanese",
    "zh": "chinese",
    "ar": "arabic",
    "hi": "hindi",
    "th": "thai",
}
FOLDER = Path(__file__).parents[2] / "templates" / "lang"
CASES = Path(__file__).parents[1] / "cases" / "plain"
TABLES = {"numerals", "point_cues", "chatter_cues"}
NOT_NEEDED = {"two_faced", "after_two_faced", "negated_endings", "plural_pronouns"}
"""Lists of what not every language has; one says so where it leaves a list empty."""
RAREST_STOP_WORD = 2.75
CONTENT = {
    "de": "wasser brot geld gehirn schule krieg pflanze sonne arbeit musik gesundheit energie sprache tier",
    "es": "agua pan dinero cerebro escuela guerra planta sol trabajo música salud energía lengua animal",
    "fr": "eau pain argent cerveau école guerre plante soleil travail musique santé énergie langue animal",
    "pt": "água pão dinheiro cérebro escola guerra planta sol trabalho música saúde energia língua animal",
}


def _lists(code: str) -> Mapping[str, object]:
    return dict(_flat(tomllib.loads((FOLDER / f"{code}.toml").read_text(encoding="utf-8"))))


def _flat(table: Mapping[str, object], above: str = "") -> Iterator[tuple[str, object]]:
    for key, value in table.items():
        if isinstance(value, dict) and key not in TABLES:
            yield from _flat(value, f"{above}{key}.")
        else:
            yield f"{above}{key}", value


def _phrases(value: object) -> list[str]:
    if isinstance(value, str):
        return value.split()
    return [str(phrase) for phrase in value] if isinstance(value, list | dict) else []


@pytest.mark.parametrize("code", LISTED)
def test_a_language_has_each_list_that_english_has(code: str) -> None:
    own = _lists(code)
    missing = {key for key in _lists("en") if key not in own and not key.startswith("grammar.")}
    empty = {key for key, value in own.items() if not value}
    assert not missing
    assert empty <= NOT_NEEDED


@pytest.mark.parametrize("code", LISTED)
def test_entries_are_lower_case_with_straight_apostrophes(code: str) -> None:
    skipped = ("name", "wording.")
    phrases = [
        p for key, value in _lists(code).items() if not key.startswith(skipped) for p in _phrases(value)
    ]
    assert [phrase for phrase in phrases if phrase != phrase.lower() or "’" in phrase or "  " in phrase] == []


@pytest.mark.parametrize("code", LISTED)
def test_no_list_says_a_phrase_twice(code: str) -> None:
    lists = {key: _phrases(value) for key, value in _lists(code).items()}
    assert {
        key: [p for p in set(held) if held.count(p) > 1]
        for key, held in lists.items()
        if len(held) != len(set(held)) and not key.startswith("wording.")
    } == {}


@pytest.mark.parametrize("code", LISTED)
def test_stop_words_are_common_words_and_name_no_matter(code: str) -> None:
    lists = load(code, Templates())
    rare = [
        w for w in lists.stops if zipf(w, code) < RAREST_STOP_WORD and w not in lists.fillers and "-" not in w
    ]
    assert [word for word in CONTENT[code].split() if lists.is_stop(word)] == []
    assert len(rare) <= 3, rare


@pytest.mark.parametrize("code", LISTED)
def test_what_stands_on_the_cards_is_filled_in(code: str) -> None:
    wording = load(code, Templates()).wording
    asked = (
        wording.define("Humus", "Ana"),
        wording.ask("Humus?", "Ana"),
        wording.ask_why("Humus", "Ana"),
        wording.ask_how("Humus", "Ana"),
        wording.ask_difference("Humus", "Torf", "Ana"),
        wording.ask_what("Humus", "est", "Ana"),
    )
    assert all("Humus" in text and "Ana" in text and "{" not in text for text in asked)


def _built(case: str, *, cards: int | None = None) -> StudyDocument:
    source = Source(f"{case}.txt", (CASES / f"{case}.txt").read_bytes())
    return builder.build(readers.read(source), "offline", Templates(), cards=cards, report=lambda *_: None)


@pytest.mark.parametrize(
    ("code", "case", "terms", "card"),
    [
        (
            "de",
            "german",
            {"Mykorrhiza", "Zwischenfrucht", "Bodenverdichtung", "Humus"},
            (
                "Was ist laut Jonas „Mykorrhiza“?",
                "Eine Gemeinschaft aus Pilz und Wurzel, in der beide etwas gewinnen.",
            ),
        ),
        (
            "es",
            "spanish",
            {"masa madre", "gliadina", "greñado", "ácido láctico"},
            (
                "Según Andrés, ¿qué es «greñado»?",
                "El corte que hacemos en la masa justo antes de hornear.",
            ),
        ),
        (
            "fr",
            "french",
            {"mélatonine", "sommeil profond", "apnée du sommeil", "hippocampe"},
            (
                "Selon Hugo Lambert, que désigne « mélatonine » ?",
                "Une hormone que le cerveau libère quand il fait nuit.",
            ),
        ),
        (
            "pt",
            "portuguese",
            {"agrofloresta", "serapilheira", "estômatos", "floresta secundária"},
            (
                "Segundo Caio, o que é “serapilheira”?",
                "A camada de folhas, galhos e frutos que cobre o chão e apodrece depressa.",
            ),
        ),
    ],
)
def test_a_talk_becomes_study_material_in_its_own_language(
    code: str, case: str, terms: set[str], card: tuple[str, str]
) -> None:
    document = _built(case)
    asides = {segment.aside for segment in document.transcript.segments}
    assert document.episode.language == code
    assert {"greeting", "advert", "housekeeping"} <= asides
    assert terms <= {term.term for term in document.glossary}
    assert card in {(made.front, made.back) for made in document.cards}
    assert all(len(chapter.summary) >= 2 for chapter in document.chapters[-1:])
    assert not any(notice.code == "language" for notice in document.notices)


@pytest.mark.parametrize(("code", "case"), UNLISTED.items())
def test_a_talk_in_any_other_language_gives_what_can_be_had_and_says_so(code: str, case: str) -> None:
    document = _built(case)
    assert document.episode.language == code
    assert [notice.code for notice in document.notices if notice.code == "language"] == ["language"]
    assert sum(len(chapter.summary) for chapter in document.chapters) >= 3
    english = [card.front for card in document.cards if "What" in card.front or "mean" in card.front]
    assert english == []


def test_the_terms_of_a_script_without_spaces_are_words() -> None:
    assert "レム睡眠" in {term.term for term in _built("japanese").glossary}


def test_a_question_and_its_answer_are_a_card_in_any_language() -> None:
    asked = {card.front: card.back for card in _built("polish", cards=10).cards if card.kind == "question"}
    answer = "Para utrzymuje skórkę miękką, dopóki chleb rośnie."
    assert asked["“Po co wpuszcza się parę do pieca?” — Piotr: ?"] == answer
