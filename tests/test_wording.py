"""What the program says on a card itself."""

import re
import tomllib
from pathlib import Path

import pytest

from studykit import builder, page_wording, readers
from studykit.errors import TemplateError
from studykit.language.lexicon import load
from studykit.page_wording import PageWording
from studykit.templates import Templates
from studykit.wording import Wording
from tests.test_readme import EXAMPLE, ROOT


def test_what_is_filled_in_is_not_filled_again() -> None:
    wording = Wording()
    assert wording.define("{speaker}", "Ana") == "According to Ana, what is “{speaker}”?"
    assert wording.define("{term", None) == "What is “{term”?"
    assert wording.attribute("a {b} {speaker} }", "Ana {x}") == "Ana {x}: “a {b} {speaker} }”"


def test_a_question_to_nobody_stands_as_it_was_asked() -> None:
    assert Wording().ask("What is bread?", None) == "What is bread?"
    assert Wording().ask("What is bread?", "Ana") == "How does Ana answer: “What is bread?”"


def test_a_language_brings_its_own_wording(tmp_path: Path) -> None:
    lists = (ROOT / "templates/lang/en.toml").read_text(encoding="utf-8")
    own = tmp_path / "lang" / "en.toml"
    own.parent.mkdir()
    changed = lists.replace("According to {speaker}, what is “{term}”", "{speaker} says “{term}”")
    own.write_text(changed, encoding="utf-8")
    transcript = readers.read(readers.open_source(str(ROOT / EXAMPLE)))
    document = builder.build(
        transcript, "offline", Templates(tmp_path), cards=None, report=lambda step, done, of: None
    )
    fronts = [card.front for card in document.cards if card.kind == "definition"]
    assert fronts
    assert all(front.startswith("Tomás Ferreira says “") for front in fronts)


CODES = sorted(path.stem for path in (ROOT / "templates/lang").glob("*.toml"))


@pytest.mark.parametrize("code", [*CODES, "eo"])
def test_what_a_card_asks_is_told_from_what_every_card_of_its_pattern_says(code: str) -> None:
    wording = load(code, Templates()).wording
    assert wording.asked(wording.define("rye: a grain", "Bea")) == "rye: a grain"
    assert wording.asked(wording.define("rye", None)) == "rye"
    assert wording.asked(wording.ask_what_follows("Rye, “rests”", "Bea")) == "Rye, “rests”"
    assert wording.asked(wording.ask_why("Rye rests", None)) == "Rye rests"
    assert wording.asked(wording.ask_difference("rye", "spelt", "Bea")) == "rye spelt"
    assert wording.asked(wording.attribute("Rye rests.", "Bea")) == "Rye rests."
    assert wording.asked("Rye rests.") == "Rye rests."
    assert wording.asked(endless := wording.define("a " * 100_000, None)) == endless


@pytest.mark.parametrize("code", CODES)
def test_every_language_has_each_word_for_a_page_with_the_names_that_it_is_filled_with(code: str) -> None:
    tables = tomllib.loads((ROOT / f"templates/lang/{code}.toml").read_text(encoding="utf-8"))
    given, english = tables["wording"]["page"], PageWording().model_dump(by_alias=True)
    missing = english.keys() - given.keys() - {"first_of_month"}
    assert missing == set()
    names = {key: _names(pattern) for key, pattern in given.items()}
    assert names == {key: _names(english[key]) for key in given}
    assert {key for key, pattern in given.items() if "{pages}" in pattern} == {"page_of"}
    assert given["page_of"].endswith("{pages}")


def _names(pattern: str | tuple[str, ...] | list[str]) -> set[str]:
    patterns = [pattern] if isinstance(pattern, str) else pattern
    return {name for one in patterns for name in re.findall(r"\{\w+\}", one)}


def test_the_english_file_says_what_the_program_takes_where_a_language_has_no_file() -> None:
    assert page_wording.load("en", Templates()) == page_wording.load("xx", Templates()) == PageWording()


def test_a_word_for_a_page_that_does_not_exist_is_told(tmp_path: Path) -> None:
    own = tmp_path / "lang" / "en.toml"
    own.parent.mkdir()
    own.write_text('[wording.page]\ncontens = "Contents"\n', encoding="utf-8")
    with pytest.raises(TemplateError, match="contens"):
        page_wording.load("en", Templates(tmp_path))


def test_one_thing_and_many_are_counted_with_their_own_words() -> None:
    wording = PageWording()
    assert wording.counted(wording.chapter_count, 1) == "1 chapter"
    assert wording.counted(wording.chapter_count, 2) == "2 chapters"
