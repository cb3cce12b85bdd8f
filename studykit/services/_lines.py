"""The one thread on which all calls of a run are under way, and the connections that they share."""

from contextlib import ExitStack
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import anyio
from anyio.from_thread import BlockingPortal, start_blocking_portal
from pydantic_ai.models import Model

from studykit.contracts import ModelSettings
from studykit.services._http import client
from studykit.services._provider import Provider, Reach


@dataclass(frozen=True)
class Line:
    """What calls to one model need: their thread, how many may be under way, the model, its key."""

    portal: BlockingPortal
    limiter: anyio.Semaphore
    model: Model
    key: str


class Switchboard:
    """Gives lines to models; to be used in a ``with``, which ends the calls that are under way."""

    def __init__(self, settings: ModelSettings) -> None:
        self._settings = settings
        self._open = ExitStack()
        self._portal: BlockingPortal

    def __enter__(self) -> Self:
        self._portal = self._open.enter_context(start_blocking_portal())
        self._client = client(self._settings.silence_s)
        self._open.callback(self._portal.call, self._client.aclose)
        self._limiter = anyio.Semaphore(self._settings.concurrency)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.__exit__(kind, error, trace)

    def line(self, provider: Provider, model_name: str, key: str) -> Line:
        """Return what calls to ``model_name`` of ``provider`` need."""
        reach = Reach(model_name, self._settings.base_url or provider.url, key, self._client)
        return Line(self._portal, self._limiter, provider.connect(reach), key)
