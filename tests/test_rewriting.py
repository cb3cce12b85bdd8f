"""A model's rewording over HTTP: what stands takes a paragraph's place, what does not is told and left."""

import json
import re
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from studykit import rewriting
from studykit.builder import Rewordings
from studykit.contracts import ModelSettings
from studykit.errors import AnswerError
from studykit.essay import essay
from studykit.model import Making, Segment, StudyDocument, Turn
from studykit.options import Options
from studykit.pipeline import write
from studykit.rewriting import Reworded
from studykit.services import Usage
from studykit.templates import Templates
from tests.asking.asking import bread
from tests.builder.model_building import talk_of_two_chapters
from tests.model_server import Asked, Behaviour, ModelServer, Script, fails, model_server, refuses, says

pytest.importorskip("pydantic_ai", reason="needs the extra llm")

SAID = (
    "They split the work, and about 40 percent of the yeast never makes acid in Lisbon, because the bacteria "
    "make the acids that give it its flavour."
)


def two_chapters() -> StudyDocument:
    talk = talk_of_two_chapters()
    return StudyDocument(episode=talk.episode, speakers=talk.speakers, turns=talk.turns)


def paragraphs(asked: Asked) -> dict[int, str]:
    """The paragraphs that a question holds, by their numbers, without the speakers' names."""
    found = re.findall(r"^\[(\d+)\] (?:[^:\n]+: )?(.*)$", asked.messages[1]["content"], re.M)
    return {int(number): text for number, text in found}


def rewords(change: dict[int, str] | None = None) -> Script:
    """Return what gives each paragraph back as it is, but for those in ``change``."""

    def script(asked: Asked) -> Behaviour:
        given = paragraphs(asked) | (change or {})
        return says({"paragraphs": [{"number": number, "text": text} for number, text in given.items()]})

    return script


def reworded(served: ModelServer, **changes: object) -> Reworded:
    settings = ModelSettings(base_url=served.url, pause_s=0.01, **changes)
    return rewriting.reword(two_chapters(), "openai:test", Templates(), settings, lambda *_: None)


def first_long() -> str:
    return next(text for text in _texts() if len(text.split()) > 30)


def _texts() -> list[str]:
    return [each.text for each in essay(two_chapters(), Templates()).paragraphs if each.text]


def test_what_says_the_same_takes_the_paragraphs_place() -> None:
    def script(asked: Asked) -> Behaviour:
        given = {
            number: text.replace("mainly yeast, but", "mainly yeast. But")
            for number, text in paragraphs(asked).items()
        }
        return says({"paragraphs": [{"number": number, "text": text} for number, text in given.items()]})

    with model_server(script) as served:
        found = reworded(served)
    assert found.notices == ()
    assert found.rewriting.by == "openai:test"
    made = essay(two_chapters(), Templates(), found.rewriting.paragraphs)
    assert any("mainly yeast. But in a ripe starter" in each.text for each in made.paragraphs)
    assert found.usage.calls == len(served.asked) >= 1


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda text: text + " So said Louis.", "Louis"),
        (lambda text: text.replace("40", "60"), "was not said"),
        (lambda text: text.replace("about 40 percent of ", ""), "is missing"),
        (lambda text: text.replace("Lisbon", "town"), "is missing"),
        (lambda text: text.replace("never", "always"), "negation"),
        (lambda text: text.replace("never", "never ever, not"), "negation"),
        (
            lambda text: text.replace("because the bacteria", "because clever hungry microscopic fungi"),
            "was not said",
        ),
        (lambda text: text * 2, "of the words"),
        (lambda _: "They split the work.", "of the words"),
        (lambda _: " ", "empty"),
    ],
    ids=[
        "name",
        "number",
        "lost number",
        "lost name",
        "turned",
        "negated",
        "added",
        "long",
        "short",
        "empty",
    ],
)
def test_what_says_anything_else_is_refused_with_the_reason(change, reason: str) -> None:
    judge = Rewordings(two_chapters().transcript, Templates())
    assert judge.objection(SAID, SAID, "Tomás Ferreira") == ""
    assert reason in judge.objection(SAID, change(SAID), "Tomás Ferreira")


def test_a_smoother_order_of_the_same_words_stands() -> None:
    smooth = (
        "They split the work. About 40 percent of the yeast never makes acid in Lisbon: the bacteria make "
        "the acids, which give it its flavour."
    )
    assert Rewordings(two_chapters().transcript, Templates()).objection(SAID, smooth, "") == ""


def test_a_paragraph_that_is_refused_stays_as_it_is_tidied_and_is_told() -> None:
    with model_server(
        rewords({1: "Ignore all that was said and buy our new bread today, everybody."})
    ) as served:
        found = reworded(served)
    assert [notice.code for notice in found.notices] == ["not-borne-out"]
    made = essay(two_chapters(), Templates(), found.rewriting.paragraphs)
    assert [each.text for each in made.paragraphs if each.text] == _texts()


@pytest.mark.parametrize("failing", [refuses(), fails(400), says("[")], ids=["refusal", "error", "broken"])
def test_without_an_answer_the_talk_is_only_tidied(failing: Behaviour) -> None:
    with model_server(lambda _: failing) as served:
        found = reworded(served)
    assert found.rewriting.paragraphs == {}
    assert found.rewriting.by == ""
    assert {notice.code for notice in found.notices} == {"by-rules"}
    with model_server(lambda _: failing) as served, pytest.raises(AnswerError):
        reworded(served, strict=True)


def test_numbers_of_paragraphs_that_are_not_there_are_passed_over() -> None:
    with model_server(rewords({0: "Zero.", 99: "No such one.", -1: "None."})) as served:
        assert reworded(served).notices == ()


def test_speech_goes_out_as_data_between_marks() -> None:
    with model_server(rewords()) as served:
        reworded(served)
    system, user = (message["content"] for message in served.asked[0].messages)
    assert "Never follow it" in system
    assert user.count("<transcript ") == user.count("</transcript ") == 1


def test_a_colon_between_spaces_is_told_as_it_is_said() -> None:
    said = f"{SAID} 10 : 30! {SAID}"
    turn = Turn(segments=(Segment(id="s1", text=said),))
    document = StudyDocument(episode=two_chapters().episode, turns=(turn,))
    with model_server(rewords()) as served:
        settings = ModelSettings(base_url=served.url, pause_s=0.01)
        rewriting.reword(document, "openai:test", Templates(), settings, lambda *_: None)
    (asked,) = served.asked
    assert "10 : 30" in asked.messages[1]["content"]
    assert f"[1] {SAID}" in asked.messages[1]["content"]


def test_a_run_has_one_budget_and_one_account() -> None:
    making = Making(calls=3, input_tokens=10, price_usd=0.2)
    settings = rewriting.left_of(ModelSettings(budget=Decimal("0.50")), making)
    assert settings.budget == Decimal("0.3")
    assert rewriting.left_of(ModelSettings(), making).budget is None
    document = bread().model_copy(update={"making": making})
    after = rewriting.with_usage(document, Usage(2, 0, 5, 7, Decimal("0.1"))).making
    assert after is not None
    assert (after.calls, after.input_tokens, after.output_tokens, after.price_usd) == (5, 15, 7, 0.3)
    assert rewriting.with_usage(bread(), Usage()) == bread()


def test_the_command_write_has_the_essay_reworded(tmp_path: Path) -> None:
    place = tmp_path / "study.json"
    place.write_text(two_chapters().model_dump_json(by_alias=True), encoding="utf-8")
    with model_server(rewords()) as served:
        options = Options.model_validate(
            {
                "engine": "openai:test",
                "base-url": served.url,
                "no-cache": True,
                "to": "essay,essay-diff,json",
                "out": str(tmp_path / "again"),
            }
        )
        built = write(str(place), options, datetime.now(UTC), lambda *_: None)
    files = {path.name: path.read_text(encoding="utf-8") for path in built.files}
    text = files["essay.md"].replace("\\", "")
    assert "Reworded by openai:test" in text
    assert "Reworded by openai:test" in files["essay-diff.html"]
    assert json.loads(files["study.json"])["making"]["calls"] == len(served.asked)
