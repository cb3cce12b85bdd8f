"""What the program says on a card itself."""

from pathlib import Path

from studykit import builder, readers
from studykit.templates import Templates
from studykit.wording import Wording
from tests.test_readme import EXAMPLE, ROOT


def test_what_is_filled_in_is_not_filled_again() -> None:
    wording = Wording()
    assert wording.define("{speaker}", "Ana") == "What does Ana mean by “{speaker}”?"
    assert wording.define("{term", None) == "What does “{term” mean?"
    assert wording.attribute("a {b} {speaker} }", "Ana {x}") == "Ana {x}: “a {b} {speaker} }”"


def test_a_question_to_nobody_stands_as_it_was_asked() -> None:
    assert Wording().ask("What is bread?", None) == "What is bread?"
    assert Wording().ask("What is bread?", "Ana") == "How does Ana answer: “What is bread?”"


def test_a_language_brings_its_own_wording(tmp_path: Path) -> None:
    lists = (ROOT / "templates/lang/en.toml").read_text(encoding="utf-8")
    own = tmp_path / "lang" / "en.toml"
    own.parent.mkdir()
    own.write_text(lists.replace("What does {speaker} mean by", "{speaker} says"), encoding="utf-8")
    transcript = readers.read(readers.open_source(str(ROOT / EXAMPLE)))
    document = builder.build(
        transcript, "offline", Templates(tmp_path), cards=None, report=lambda step, done, of: None
    )
    fronts = [card.front for card in document.cards if card.kind == "definition"]
    assert fronts
    assert all(front.startswith("Tomás Ferreira says “") for front in fronts)
