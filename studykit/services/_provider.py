"""What a provider of language models must be."""

from collections.abc import Callable
from dataclasses import dataclass

from httpx2 import AsyncClient
from pydantic_ai.models import Model


@dataclass(frozen=True)
class Reach:
    """How to reach a model: its name, the server's address, the key ("" for none), and who sends requests."""

    model: str
    url: str
    key: str
    client: AsyncClient


@dataclass(frozen=True)
class Provider:
    """One provider of language models.

    ``url`` is its own server. ``needs_key`` says that this one answers nobody without a key. ``connect``
    returns the model; it asks nothing yet.
    """

    url: str
    needs_key: bool
    connect: Callable[[Reach], Model]
