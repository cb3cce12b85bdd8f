"""OpenAI's models, or any server that speaks its protocol (--base-url): openai:MODEL."""

from pydantic_ai.models.openai import OpenAIChatModel
from pydantic_ai.profiles.openai import OpenAIModelProfile
from pydantic_ai.providers.openai import OpenAIProvider
from pydantic_ai.providers.openai_compatible import OpenAICompatibleProvider

from studykit.services._provider import Provider, Reach

OWN_URL = "https://api.openai.com/v1"
_PROFILE = OpenAIModelProfile(openai_chat_streaming_requires_finish_reason=True)
"""Else an answer that was cut off would count as whole."""


def _connect(reach: Reach) -> OpenAIChatModel:
    if reach.url == OWN_URL:
        own = OpenAIProvider(base_url=reach.url, api_key=reach.key, http_client=reach.client)
        return OpenAIChatModel(reach.model, provider=own, profile=_PROFILE)
    key = reach.key or "none"
    other = OpenAICompatibleProvider("own", base_url=reach.url, api_key=key, http_client=reach.client)
    return OpenAIChatModel(reach.model, provider=other, profile=_PROFILE)


PROVIDER = Provider(OWN_URL, needs_key=True, connect=_connect)
