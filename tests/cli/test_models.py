"""The command line with a language model: what is told, what is written, the exit codes, the keys."""

import json
import os
import signal
import sys
from pathlib import Path

import pytest

from tests.cli.running import EXAMPLE, FOLDER, process, studykit
from tests.model_server import ModelServer, fails, hangs, model_server, recorded, refuses, says, well

pytest.importorskip("pydantic_ai", reason="needs the extra llm")

KEY = "sk-not-for-any-eye"


@pytest.fixture(autouse=True)
def environment(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for name in ("OPENAI_API_KEY", "ANTHROPIC_API_KEY", "GOOGLE_API_KEY", "OLLAMA_API_KEY"):
        monkeypatch.delenv(name, raising=False)


def _build(served: ModelServer, *arguments: str):
    asked = ("--engine", "openai:test", "--base-url", served.url, "--to", "json")
    return studykit("build", EXAMPLE, *asked, *arguments)


def _document() -> dict:
    return json.loads((FOLDER / "study.json").read_bytes())


def test_a_model_writes_the_material_and_what_it_took_is_recorded():
    with model_server(well(recorded("sourdough"))) as served:
        result = _build(served)
    assert result.exit_code == 0, result.stderr
    document = _document()
    assert document["engine"] == "openai:test"
    assert document["making"]["calls"] == 5
    assert document["chapters"][0]["summary"][0]["text"].startswith("A starter is flour and water")
    assert {citation["match"] for card in document["cards"] for citation in card["citations"]} == {"exact"}


def test_the_key_of_the_environment_is_sent_and_stands_nowhere_else(monkeypatch, tmp_path):
    monkeypatch.setenv("STUDYKIT_API_KEY", KEY)
    with model_server(well(recorded("sourdough"))) as served:
        result = _build(served, "-v")
    assert served.asked[0].headers["authorization"] == f"Bearer {KEY}"
    assert KEY not in result.output
    assert all(KEY.encode() not in file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())


def test_the_key_of_a_provider_is_not_sent_to_another_server(monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    with model_server(well(recorded("sourdough"))) as served:
        _build(served)
    assert all(KEY not in str(asked.headers) for asked in served.asked)


@pytest.mark.parametrize("status", [401, 404, 400])
def test_a_failure_tells_no_key_even_with_its_traceback(monkeypatch, status):
    monkeypatch.setenv("STUDYKIT_API_KEY", KEY)
    with model_server(lambda _: fails(status, f"what is {KEY}?")) as served:
        result = _build(served, "-v", "--strict")
    assert result.exit_code == 4
    assert "Traceback" in result.stderr
    assert KEY not in result.output


def test_a_key_that_is_refused_writes_nothing():
    with model_server(lambda _: fails(401)) as served:
        result = _build(served)
    assert result.exit_code == 4
    assert "refuses the key" in result.stderr
    assert not FOLDER.exists()


def test_rules_stand_in_for_a_model_that_refuses_and_it_is_told():
    with model_server(lambda _: refuses()) as served:
        result = _build(served)
    assert result.exit_code == 0
    assert "by-rules" in result.stderr
    assert _document()["making"]["by_rules"] == ["c1", "c2", "c3", "c4"]


def test_a_strict_build_fails_instead():
    with model_server(lambda _: refuses()) as served:
        result = _build(served, "--strict")
    assert result.exit_code == 4
    assert "cannot be read" in result.stderr
    assert not FOLDER.exists()


def test_a_strict_build_with_notices_alone_is_written():
    with model_server(well(recorded("sourdough"))) as served:
        result = _build(served, "--strict")
    assert result.exit_code == 8  # a definition that gives itself away is dropped
    assert FOLDER.exists()


def test_answers_are_kept_unless_that_is_not_wanted(tmp_path):
    with model_server(well(recorded("sourdough"))) as served:
        _build(served, "--no-cache")
        assert not list(tmp_path.rglob("answers.sqlite"))
        _build(served)
        _build(served)
    assert list(tmp_path.rglob("answers.sqlite"))
    assert len(served.asked) == 10


def test_a_verdict_is_asked_for_and_a_failing_card_goes():
    rest = well(recorded("sourdough"))

    def script(asked):
        if asked.kind != "verify":
            return rest(asked)
        return says({"verdicts": [{"card": 1, "passes": False, "reason": "it says more"}]})

    with model_server(script) as served:
        result = _build(served, "--verify", "openai:judge", "-v", "--cards", "40")
    assert result.exit_code == 0
    assert result.stderr.count("not-entailed") == 4
    assert "it says more" in result.stderr
    assert result.stderr.count("were not judged") == 4
    assert _document()["making"]["verified_by"] == "openai:judge"
    assert {asked.body["model"] for asked in served.of("verify")} == {"judge"}
    assert {card["verified_by"] for card in _document()["cards"]} == {""}


def test_the_cards_of_the_rules_can_be_judged_by_a_model_too():
    rest = well({})
    with model_server(rest) as served:
        asked = ("--verify", "openai:judge", "--base-url", served.url, "--to", "json")
        result = studykit("build", EXAMPLE, *asked)
        planned = studykit("build", EXAMPLE, *asked, "--no-cache", "--dry-run")
    assert result.exit_code == 0, result.stderr
    assert {each.kind for each in served.asked} == {"verify"}
    document = _document()
    assert document["engine"] == "offline"
    assert {card["verified_by"] for card in document["cards"]} == {"openai:judge"}
    assert document["making"]["verified_by"] == "openai:judge"
    assert planned.stdout.startswith("verdicts")


def test_a_dry_run_tells_calls_tokens_and_price_and_does_nothing(tmp_path):
    own = tmp_path / "own"
    own.mkdir()
    (own / "prices.toml").write_text('"openai:*" = { input = 1, output = 5 }\n')
    with model_server(lambda _: fails(500)) as served:
        result = _build(served, "--dry-run", "--templates", str(own))
    assert result.exit_code == 0, result.stderr
    assert not served.asked
    assert not FOLDER.exists()
    *steps, total = result.stdout.splitlines()
    assert [line.split("  ")[0] for line in steps] == [
        "chapter 1",
        "chapter 2",
        "chapter 3",
        "chapter 4",
        "review",
    ]
    assert "5 calls" in total
    assert "$0.0" in total


def test_a_dry_run_wants_no_key_and_knows_published_prices():
    result = studykit("build", EXAMPLE, "--engine", "openai:gpt-5", "--dry-run")
    assert result.exit_code == 0, result.stderr
    assert "$" in result.stdout.splitlines()[-1]


def test_a_dry_run_counts_the_calls_of_an_essay():
    planned = studykit("build", EXAMPLE, "--engine", "openai:gpt-5", "--to", "essay", "--dry-run")
    assert planned.exit_code == 0, planned.stderr
    assert [line.split("  ")[0] for line in planned.stdout.splitlines()][-3:] == [
        "review",
        "essay",
        "in all, about",
    ]
    assert "6 calls" in planned.stdout.splitlines()[-1]


def test_a_dry_run_without_a_model_has_nothing_to_ask():
    result = studykit("build", EXAMPLE, "--dry-run")
    assert result.exit_code == 0
    assert "nothing to ask" in result.stdout


def test_a_budget_that_is_too_small_leaves_all_to_the_rules(tmp_path):
    own = tmp_path / "own"
    own.mkdir()
    (own / "prices.toml").write_text('"openai:*" = { input = 1, output = 5 }\n')
    with model_server(well(recorded("sourdough"))) as served:
        result = _build(served, "--budget", "0.01", "--templates", str(own), "-v")
    assert result.exit_code == 0
    assert "the budget of $0.01 might be passed" in result.stderr
    assert not served.asked


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("--engine", "opnai:gpt-5"), 2, "did you mean openai"),
        (("--engine", "openai:"), 2, "named like: openai:MODEL"),
        (("--engine", "openai:gpt-5"), 4, "OPENAI_API_KEY"),
        (("--verify", "judge"), 2, "one of: anthropic, google, ollama, openai"),
        (("--engine", "ollama:x", "--base-url", "ftp://x"), 2, "http"),
        (("--engine", "ollama:x", "--budget", "0"), 2, "greater than 0"),
        (("--engine", "ollama:x", "--concurrency", "0"), 2, "greater than or equal to 1"),
        (("--engine", "ollama:x", "--temperature", "3"), 2, "less than or equal to 2"),
        (("--engine", "openai:no-such", "--budget", "1"), 4, "nobody knows what openai:no-such costs"),
    ],
)
def test_what_is_wrong_is_told_before_anything_is_asked(monkeypatch, arguments, code, told):
    if "no-such" in str(arguments):
        monkeypatch.setenv("OPENAI_API_KEY", KEY)
    result = studykit("build", EXAMPLE, *arguments)
    assert result.exit_code == code
    assert told in result.stderr
    assert KEY not in result.output


@pytest.mark.skipif(os.name != "posix", reason="interrupts as POSIX has them")
def test_an_interrupt_ends_a_build_while_a_model_is_silent():
    with model_server(lambda _: hangs(lambda: served)) as served:
        asked = ("--engine", "openai:test", "--base-url", served.url, "--no-cache")
        child = process("build", EXAMPLE, *asked)
        assert served.reached(2)
        child.send_signal(signal.SIGINT)
        _, err = child.communicate(timeout=20)
    assert child.returncode == 130
    assert b"interrupted" in err
    assert not FOLDER.exists()


def test_a_key_in_the_settings_file_is_refused():
    Path("studykit.toml").write_text(f'api-key = "{KEY}"\n')
    result = studykit("build", EXAMPLE)
    assert result.exit_code == 2
    assert "a key does not belong in a file" in result.stderr
    assert KEY not in result.output


def test_without_the_library_it_is_told_how_to_get_it(monkeypatch):
    for name in [name for name in sys.modules if name.startswith(("pydantic_ai", "studykit.services."))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pydantic_ai", None)
    result = studykit("build", EXAMPLE, "--engine", "ollama:x")
    assert result.exit_code == 4
    assert "pip install" in result.stderr
    assert "studykit[llm]" in result.stderr
