"""Anthropic's models: anthropic:MODEL."""

from pydantic_ai.models.anthropic import AnthropicModel
from pydantic_ai.providers.anthropic import AnthropicProvider

from studykit.services._provider import Provider, Reach


def _connect(reach: Reach) -> AnthropicModel:
    server = AnthropicProvider(base_url=reach.url, api_key=reach.key or "none", http_client=reach.client)
    return AnthropicModel(reach.model, provider=server)


PROVIDER = Provider("https://api.anthropic.com", needs_key=True, connect=_connect)
