"""Asking a model over HTTP: what is sent, what is tried again, what a failure tells, what is never passed."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from decimal import Decimal
from itertools import count

import pytest
from pydantic import SecretStr

from studykit.contracts import ModelSettings
from studykit.errors import AnswerError, EngineError, UsageError
from studykit.services import Message, Services
from studykit.templates import Templates
from tests.model_server import (
    Asked,
    Behaviour,
    ModelServer,
    cuts,
    ends_early,
    fails,
    hangs,
    model_server,
    overflows,
    says,
)

pytest.importorskip("pydantic_ai", reason="needs the extra llm")

KEY = "sk-not-for-any-eye"
QUESTION = (Message("system", "You write study material."), Message("user", "What was said?"))


def _settings(served: ModelServer, **changes: object) -> ModelSettings:
    settings = {"base_url": served.url, "keys": {"openai": SecretStr(KEY)}, "pause_s": 0.01}
    return ModelSettings(**{**settings, **changes})


@contextmanager
def _answering(*behaviours: Behaviour) -> Iterator[ModelServer]:
    """Serve what answers the questions in turn, the last of ``behaviours`` from then on."""
    turn = count()

    def script(_: Asked) -> Behaviour:
        return behaviours[min(next(turn), len(behaviours) - 1)]

    with model_server(script) as served:
        yield served


def _ask(served: ModelServer, **changes: object) -> str:
    with Services(_settings(served, **changes), Templates()) as services:
        return services.connect("openai:test").ask(QUESTION)


def test_an_answer_comes_in_pieces_and_is_put_together() -> None:
    with _answering(says("It is about bread.", pieces=7)) as served:
        assert _ask(served) == "It is about bread."
    (asked,) = served.asked
    assert [message["content"] for message in asked.messages] == [message.text for message in QUESTION]
    assert asked.body["stream"] is True


def test_the_key_travels_in_one_header_alone() -> None:
    with _answering(says("yes")) as served:
        _ask(served)
    (asked,) = served.asked
    assert [name for name, value in asked.headers.items() if KEY in value] == ["authorization"]
    assert KEY not in str(asked.body)


def test_without_a_key_a_server_of_ones_own_gets_none() -> None:
    with _answering(says("yes")) as served:
        _ask(served, keys={})
    assert KEY not in str(served.asked[0].headers)


def test_a_temperature_is_sent_where_one_is_set() -> None:
    with _answering(says("yes")) as served:
        _ask(served, temperature=0.3)
        _ask(served)
    assert [asked.body.get("temperature") for asked in served.asked] == [0.3, None]


@pytest.mark.parametrize(
    "trouble",
    [
        fails(429, Retry_After="0"),
        fails(500, Retry_After="0"),
        fails(503),
        cuts({"a": "b" * 100}),
        ends_early({"a": "b" * 100}),
        says(""),
    ],
    ids=["429", "500", "503", "cut", "ended early", "empty"],
)
def test_what_may_pass_is_tried_again(trouble: Behaviour) -> None:
    with _answering(trouble, trouble, says("at last")) as served:
        assert _ask(served) == "at last"
    assert len(served.asked) == 3


def test_the_pause_that_the_service_wants_is_kept() -> None:
    with _answering(fails(429, Retry_After="1"), says("at last")) as served:
        begun = time.monotonic()
        assert _ask(served) == "at last"
        assert time.monotonic() - begun >= 1


def test_a_pause_that_is_too_long_is_not_waited_for() -> None:
    with _answering(fails(429, Retry_After="3600")) as served, pytest.raises(AnswerError, match="429"):
        _ask(served)
    assert len(served.asked) == 1


def test_silence_ends_a_call() -> None:
    with model_server(lambda _: hangs(lambda: served)) as served:
        with pytest.raises(AnswerError, match="in time"):
            _ask(served, silence_s=0.2)
        assert not served.ended.is_set()
    assert len(served.asked) > 1


def test_an_answer_without_end_is_given_up_and_not_asked_for_again() -> None:
    with _answering(overflows()) as served, pytest.raises(AnswerError, match="too large"):
        _ask(served)
    assert len(served.asked) == 1


@pytest.mark.parametrize(
    ("status", "told"), [(401, "refuses the key"), (403, "refuses the key"), (404, "does not know the model")]
)
def test_what_is_not_set_up_is_told_at_once(status: int, told: str) -> None:
    with _answering(fails(status, "not you")) as served, pytest.raises(EngineError, match=told) as caught:
        _ask(served)
    assert not isinstance(caught.value, AnswerError)
    assert len(served.asked) == 1


@pytest.mark.parametrize("status", [400, 401, 404, 429, 500])
def test_no_error_tells_the_key_even_where_the_server_does(status: int) -> None:
    with (
        _answering(fails(status, f"the key {KEY} is odd", Retry_After="0")) as served,
        pytest.raises(EngineError) as caught,
    ):
        _ask(served)
    error: BaseException | None = caught.value
    while error is not None:
        assert KEY not in f"{error} {error!r} {error.args}"
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def test_a_redirect_is_not_followed_with_the_key() -> None:
    with (
        _answering(says("here")) as other,
        _answering(fails(307, Location=f"{other.url}/x")) as served,
        pytest.raises(EngineError),
    ):
        _ask(served)
    assert not other.asked


def test_after_two_lost_questions_nothing_more_is_asked() -> None:
    with (
        _answering(fails(500, Retry_After="0")) as served,
        Services(_settings(served), Templates()) as services,
    ):
        service = services.connect("openai:test")
        for _ in range(4):
            with pytest.raises(AnswerError, match="500"):
                service.ask(QUESTION)
    assert len(served.asked) == 8


@pytest.mark.parametrize("limit", [1, 3, 8])
def test_so_many_calls_are_under_way_at_once_and_no_more(limit: int) -> None:
    """Nobody is answered before so many are asking."""

    def script(_: Asked) -> Behaviour:
        served.crowded(limit)
        return says("yes")

    with (
        model_server(script) as served,
        Services(_settings(served, concurrency=limit), Templates()) as services,
    ):
        service = services.connect("openai:test")
        with ThreadPoolExecutor(12) as threads:
            assert list(threads.map(lambda _: service.ask(QUESTION), range(12))) == ["yes"] * 12
    assert served.most_at_once == limit


def _priced(folder, dollars: int) -> Templates:
    table = f'"openai:test" = {{ input = {dollars}, output = {dollars} }}\n'
    (folder / "prices.toml").write_text(table, encoding="utf-8")
    return Templates(folder)


def test_a_call_that_might_pass_the_budget_is_not_made(tmp_path) -> None:
    with _answering(says("yes")) as served:
        settings = _settings(served, budget=Decimal("0.0175"))
        with Services(settings, _priced(tmp_path, 1)) as services:
            service = services.connect("openai:test")
            assert service.ask(QUESTION) == "yes"  # 1,200 tokens: $0.0012; the next may take 16,000
            assert service.ask(QUESTION) == "yes"
            with pytest.raises(AnswerError, match="budget"):
                service.ask(QUESTION)
            assert services.spent.price == Decimal("0.0024")
            assert services.spent.calls == 2
    assert len(served.asked) == 2


def test_calls_at_once_do_not_pass_the_budget_together(tmp_path) -> None:
    with model_server(lambda _: says("yes", wait_s=0.03)) as served:
        settings = _settings(served, budget=Decimal("0.033"), concurrency=8)
        with Services(settings, _priced(tmp_path, 1)) as services:
            service = services.connect("openai:test")

            def asked(_: int) -> bool:
                try:
                    return bool(service.ask(QUESTION))
                except AnswerError:
                    return False

            with ThreadPoolExecutor(8) as threads:
                assert any(threads.map(asked, range(8)))
            assert services.spent.price <= settings.budget


def test_a_budget_wants_a_price() -> None:
    with (
        _answering(says("yes")) as served,
        Services(_settings(served, budget=Decimal(1)), Templates()) as services,
        pytest.raises(EngineError, match="nobody knows what openai:test costs"),
    ):
        services.connect("openai:test")


def test_tokens_that_the_server_does_not_count_are_estimated() -> None:
    with (
        _answering(says("yes " * 100, usage=False)) as served,
        Services(_settings(served), Templates()) as services,
    ):
        services.connect("openai:test").ask(QUESTION)
        assert services.spent.output_tokens > 100


@pytest.mark.parametrize("name", ["openai:", "openai: "])
def test_a_model_wants_a_name(name: str) -> None:
    with (
        Services(ModelSettings(), Templates()) as services,
        pytest.raises(UsageError, match="no model is named"),
    ):
        services.connect(name)


def test_a_provider_wants_its_key() -> None:
    with (
        Services(ModelSettings(), Templates()) as services,
        pytest.raises(EngineError, match="there is no key for openai") as caught,
    ):
        services.connect("openai:gpt-5")
    assert "OPENAI_API_KEY" in str(caught.value)


def test_there_is_no_provider_of_that_name() -> None:
    with Services(ModelSettings(), Templates()) as services, pytest.raises(UsageError, match="nobody"):
        services.connect("nobody:at-all")


def test_the_providers_own_servers_cannot_be_reached_from_a_test() -> None:
    settings = ModelSettings(keys={"openai": SecretStr(KEY)}, pause_s=0.01, silence_s=1)
    with Services(settings, Templates()) as services, pytest.raises(AnswerError):
        services.connect("openai:gpt-5").ask(QUESTION)
