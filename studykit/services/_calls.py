"""One question to a model: streamed, bounded in time, asked again where the failure may pass."""

from collections.abc import Sequence
from dataclasses import dataclass

import anyio
from pydantic_ai.messages import (
    ModelMessage,
    ModelRequest,
    ModelResponse,
    SystemPromptPart,
    TextPart,
    UserPromptPart,
)
from pydantic_ai.models import Model, ModelRequestParameters
from pydantic_ai.settings import ModelSettings as Sampling

from studykit.services._accounts import tokens
from studykit.services._failures import Failure, failure
from studykit.services._message import Message

MOST_REPLY_TOKENS = 16_000
"""What a chapter's answer takes, three times; models that think first need the rest for that."""
LONGEST_S = 1800.0
"""A model on a slow computer writes a chapter's answer in a quarter of an hour."""


@dataclass(frozen=True)
class Reply:
    """What a model answered, by which name it calls itself, and how many tokens both ways took."""

    text: str
    model: str
    input_tokens: int
    output_tokens: int


class CallError(Exception):
    """A call failed by ``failure``."""

    def __init__(self, failed: Failure) -> None:
        super().__init__(failed.what)
        self.failure = failed


async def call(
    model: Model, messages: Sequence[Message], *, temperature: float | None, silence_s: float, key: str
) -> Reply:
    """Return what ``model`` answers to ``messages``; raises CallError, and nothing else.

    ``key`` is what must not be told. An answer that ends before its end is a failure that may pass.
    """
    sampling = Sampling(max_tokens=MOST_REPLY_TOKENS, max_retries=0, timeout=silence_s)
    if temperature is not None:
        sampling["temperature"] = temperature
    try:
        with anyio.fail_after(LONGEST_S):
            response = await _streamed(model, _as_sent(messages), sampling)
    except Exception as error:  # each provider's library fails in ways of its own
        raise CallError(failure(error, key)) from None
    if response.finish_reason == "length":
        raise CallError(Failure(f"the answer is longer than {MOST_REPLY_TOKENS} tokens"))
    if response.finish_reason is None or not response.text:
        raise CallError(Failure("the answer was cut off", is_passing=True))
    return _reply(response, messages)


async def _streamed(model: Model, sent: list[ModelMessage], sampling: Sampling) -> ModelResponse:
    async with model.request_stream(sent, sampling, ModelRequestParameters()) as stream:
        async for _ in stream:
            pass
    return stream.get()


def _as_sent(messages: Sequence[Message]) -> list[ModelMessage]:
    sent: list[ModelMessage] = []
    for message in messages:
        if message.role == "assistant":
            sent.append(ModelResponse(parts=[TextPart(message.text)]))
        else:
            part = SystemPromptPart if message.role == "system" else UserPromptPart
            sent.append(ModelRequest(parts=[part(message.text)]))
    return sent


def _reply(response: ModelResponse, messages: Sequence[Message]) -> Reply:
    """Return the answer; tokens that the server does not count are estimated."""
    text = response.text or ""
    usage = response.usage
    return Reply(
        text=text,
        model=response.model_name or "",
        input_tokens=usage.input_tokens or sum(tokens(message.text) for message in messages),
        output_tokens=usage.output_tokens or tokens(text),
    )
