"""Money and time: what is kept from run to run, what a budget stops, and what is told of it before."""

import os
import signal
import sqlite3
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from pydantic import SecretStr

from studykit import builder
from studykit.contracts import ModelSettings
from studykit.model import Transcript
from studykit.templates import Templates
from tests.builder.model_building import DOUGH, NAME, STARTER, build, talk_of_two_chapters
from tests.model_server import Asked, Behaviour, ModelServer, fails, hangs, model_server, recorded, says, well

pytest.importorskip("pydantic_ai", reason="needs the extra llm")

GOOD = recorded("sourdough")


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "answers.sqlite"


def _corrected(transcript: Transcript) -> Transcript:
    """The talk with a word put right in the middle of its second chapter."""
    turns = list(transcript.turns)
    place = next(place for place, turn in enumerate(turns) if "gliadin and glutenin" in turn.text)
    spoken = turns[place].segments[0]
    said = spoken.model_copy(update={"text": spoken.text.replace("I can try.", "I shall try.")})
    turns[place] = turns[place].model_copy(update={"segments": (said,)})
    return transcript.model_copy(update={"turns": tuple(turns)})


def test_what_was_accepted_is_not_asked_again(kept: Path) -> None:
    with model_server(well(GOOD)) as served:
        first = build(served, cache=kept)
        second = build(served, cache=kept)
    assert len(served.asked) == 3
    assert second.cards == first.cards
    assert second.making is not None
    assert (second.making.calls, second.making.kept, second.making.input_tokens) == (0, 3, 0)


def test_a_changed_chapter_is_asked_about_alone(kept: Path) -> None:
    with model_server(well(GOOD)) as served:
        build(served, cache=kept)
        before = len(served.asked)
        build(served, _corrected(talk_of_two_chapters()), cache=kept)
    assert [asked.chapter for asked in served.asked[before:]] == [DOUGH]


def test_without_a_cache_everything_is_asked_anew() -> None:
    with model_server(well(GOOD)) as served:
        build(served)
        build(served)
    assert len(served.asked) == 6


@pytest.mark.parametrize(
    "change", [{"temperature": 0.5}, {"name": "openai:other"}], ids=["temperature", "model"]
)
def test_what_another_model_or_temperature_answered_does_not_count(kept: Path, change: dict) -> None:
    settings = {name: value for name, value in change.items() if name != "name"}
    with model_server(well(GOOD)) as served:
        build(served, cache=kept)
        build(served, cache=kept, name=change.get("name", NAME), **settings)
    assert len(served.of("chapter")) == 4


def test_a_changed_prompt_is_asked_anew(kept: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    (own / "prompts").mkdir(parents=True)
    text = Templates().text("prompts/chapter.user.md")
    (own / "prompts" / "chapter.user.md").write_text(f"{text}\nBe brief.", encoding="utf-8")
    with model_server(well(GOOD)) as served:
        first = build(served, cache=kept)
        second = build(served, templates=Templates(own), cache=kept)
    assert len(served.of("chapter")) == 4
    assert first.making is not None
    assert second.making is not None
    assert first.making.prompts != second.making.prompts


def test_what_is_kept_is_judged_like_an_answer(kept: Path) -> None:
    with model_server(well(GOOD)) as served:
        build(served, cache=kept)
        with sqlite3.connect(kept) as database:
            database.execute("UPDATE answers SET answer = replace(answer, 'harmful germs', 'happy germs')")
        database.close()
        document = build(served, cache=kept)
    assert "happy germs" not in document.model_dump_json(include={"cards", "chapters"})


@pytest.mark.parametrize("content", [b"no database at all" * 100, b""], ids=["broken", "empty"])
def test_a_file_that_keeps_nothing_ends_no_build(kept: Path, content: bytes) -> None:
    kept.parent.mkdir()
    kept.write_bytes(content)
    with model_server(well(GOOD)) as served:
        document = build(served, cache=kept)
    assert document.cards
    codes = {notice.code for notice in document.notices}
    assert ("not-kept" in codes) == bool(content)


@pytest.mark.skipif(os.name != "posix", reason="rights of files as POSIX has them")
def test_nobody_else_reads_what_is_kept(kept: Path) -> None:
    with model_server(well(GOOD)) as served:
        build(served, cache=kept)
    assert kept.stat().st_mode & 0o077 == 0


def test_no_key_is_kept(kept: Path) -> None:
    key = "sk-not-for-any-eye"
    with model_server(well(GOOD)) as served:
        document = build(served, cache=kept, keys={NAME.partition(":")[0]: SecretStr(key)})
    assert served.asked[0].headers["authorization"] == f"Bearer {key}"
    assert kept.exists()
    assert all(key.encode() not in file.read_bytes() for file in kept.parent.iterdir())
    assert key not in document.model_dump_json()


def _priced(folder: Path, dollars: int) -> Templates:
    table = f'"openai:*" = {{ input = {dollars}, output = {dollars} }}\n'
    (folder / "prices.toml").write_text(table, encoding="utf-8")
    return Templates(folder)


def test_a_budget_stops_before_it_is_passed_and_keeps_what_is_done(kept: Path, tmp_path: Path) -> None:
    templates = _priced(tmp_path, 1)
    tight = {"budget": Decimal("0.021"), "concurrency": 1, "cache": kept}
    with model_server(well(GOOD)) as served:
        short = build(served, templates=templates, **tight)
        assert [asked.chapter for asked in served.of("chapter")] == [STARTER]
        full = build(served, templates=templates, cache=kept)
    assert len(served.of("chapter")) == 2
    assert short.making is not None
    assert short.making.price_usd is not None
    assert short.making.price_usd <= 0.021
    assert short.making.by_rules == ("c2",)
    assert any("budget of $0.021" in notice.text for notice in short.notices)
    assert full.making is not None
    assert full.making.by_rules == ()


def test_a_killed_run_goes_on_where_it_was(kept: Path, tmp_path: Path) -> None:
    """The process is killed while the second chapter is being answered."""
    script = tmp_path / "run.py"
    script.write_text(
        "import sys; from pathlib import Path\n"
        "from tests.builder.model_building import build\n"
        "from tests.model_server import ModelServer\n"
        "build(ModelServer(url=sys.argv[1]), cache=Path(sys.argv[2]), concurrency=1)\n",
        encoding="utf-8",
    )

    def hanging(asked: Asked) -> Behaviour:
        return says(GOOD[STARTER]) if asked.chapter == STARTER else hangs(lambda: served)

    root = Path(__file__).parents[2]
    with model_server(hanging) as served:
        command = [sys.executable, script, served.url, kept]
        child = subprocess.Popen(command, env={**os.environ, "PYTHONPATH": str(root)}, cwd=tmp_path)
        assert served.reached(2)
        child.send_signal(signal.SIGKILL)
        child.wait()
        served.ended.set()
    with model_server(well(GOOD)) as served:
        document = build(served, cache=kept)
    assert [asked.chapter for asked in served.of("chapter")] == [DOUGH]
    assert document.making is not None
    assert document.making.by_rules == ()


def _plan(served: ModelServer | None, templates: Templates, **changes: object) -> builder.Plan:
    settings = ModelSettings(**{"base_url": served.url if served else "", **changes})
    return builder.plan(talk_of_two_chapters(), NAME, templates, settings)


def test_a_plan_asks_nothing_and_names_every_step(tmp_path: Path) -> None:
    with model_server(lambda _: fails(500)) as served:
        plan = _plan(served, _priced(tmp_path, 2), verify="openai:judge")
    assert not served.asked
    assert [step for step, _ in plan.steps] == ["chapter 1", "chapter 2", "review", "verdicts"]
    assert plan.total.calls == 5
    assert plan.total.price is not None
    assert plan.total.price > 0


def test_a_plan_wants_no_key_and_tells_no_price_that_nobody_knows() -> None:
    plan = _plan(None, Templates())
    assert plan.total.price is None
    assert plan.total.input_tokens > 1000


def test_what_is_kept_costs_nothing_in_a_plan(kept: Path) -> None:
    with model_server(well(GOOD)) as served:
        build(served, cache=kept)
        plan = _plan(served, Templates(), cache=kept)
    assert [usage.kept for step, usage in plan.steps if step.startswith("chapter")] == [1, 1]


def test_a_plan_comes_near_to_what_is_sent(kept: Path) -> None:
    """Tokens are estimated from the text: about four letters each, and never far too few."""
    with model_server(well(GOOD)) as served:
        build(served)
        plan = dict(_plan(served, Templates()).steps)
    sent = next(asked for asked in served.asked if asked.chapter == STARTER)
    letters = sum(len(message["content"]) for message in sent.messages)
    assert letters / 4.5 < plan["chapter 1"].input_tokens < letters / 3
