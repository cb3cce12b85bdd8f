"""Google's Gemini models: google:MODEL."""

from pydantic_ai.models.google import GoogleModel
from pydantic_ai.providers.google import GoogleProvider

from studykit.services._provider import Provider, Reach


def _connect(reach: Reach) -> GoogleModel:
    server = GoogleProvider(base_url=reach.url, api_key=reach.key or "none", http_client=reach.client)
    return GoogleModel(reach.model, provider=server)


PROVIDER = Provider("https://generativelanguage.googleapis.com", needs_key=True, connect=_connect)
