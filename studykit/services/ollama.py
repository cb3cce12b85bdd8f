"""Models that Ollama runs, on this computer or another (--base-url): ollama:MODEL."""

from pydantic_ai.models.ollama import OllamaModel
from pydantic_ai.profiles.openai import OpenAIModelProfile
from pydantic_ai.providers.ollama import OllamaProvider

from studykit.services._provider import Provider, Reach

_PROFILE = OpenAIModelProfile(openai_chat_streaming_requires_finish_reason=True)
"""Else an answer that was cut off would count as whole."""


def _connect(reach: Reach) -> OllamaModel:
    # A key is sent in any case, for the library would look for one in the environment.
    server = OllamaProvider(base_url=reach.url, api_key=reach.key or "none", http_client=reach.client)
    return OllamaModel(reach.model, provider=server, profile=_PROFILE)


PROVIDER = Provider("http://127.0.0.1:11434/v1", needs_key=False, connect=_connect)
