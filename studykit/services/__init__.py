"""Services: one file is one provider of language models; the only door through which they are asked."""

from contextlib import ExitStack
from types import TracebackType
from typing import TYPE_CHECKING, Self

from studykit import registry
from studykit.contracts import ModelSettings
from studykit.errors import EngineError, UsageError
from studykit.extras import python_command
from studykit.services._accounts import Account, Usage, tokens
from studykit.services._message import Message
from studykit.services._store import Store
from studykit.templates import Templates

if TYPE_CHECKING:
    from studykit.services._lines import Line, Switchboard
    from studykit.services._provider import Provider
    from studykit.services._service import Service as Service  # the type, for whoever asks one

__all__ = ["Message", "Services", "Usage", "is_model", "tokens", "variable"]

_PACKAGE = "studykit.services"


def is_model(name: str) -> bool:
    """Whether ``name`` is meant as a model of a provider, such as ``openai:gpt-5``."""
    return ":" in name


def variable(provider: str) -> str:
    """Return the variable of the environment that holds the key of ``provider``."""
    return f"{provider.upper()}_API_KEY"


class Services:
    """All models of a run: they share the budget, the account, the store, and the calls under way.

    To be used in a ``with``, which ends what is under way. With ``dry_run`` nothing can be asked, and no key
    is wanted.
    """

    def __init__(self, settings: ModelSettings, templates: Templates, *, dry_run: bool = False) -> None:
        self._settings = settings
        self._templates = templates
        self._dry_run = dry_run
        self._account = Account(settings.budget)
        self._store = Store(settings.cache)
        self._open = ExitStack()
        self._switchboard: Switchboard | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.__exit__(kind, error, trace)

    @property
    def spent(self) -> Usage:
        """What was asked until now."""
        return self._account.spent

    @property
    def trouble(self) -> str:
        """Why no answers are kept, "" where they are."""
        return self._store.trouble

    def connect(self, name: str) -> "Service":
        """Return the model ``name``; it is not asked yet.

        Raises UsageError where there is no such provider, EngineError where its library or its key is
        missing, or where a budget is set and nobody knows what the model costs.
        """
        provider_name, _, model_name = name.partition(":")
        if not model_name.strip():
            raise UsageError("no model is named", where=name, hint=f"write it like {provider_name}:MODEL")
        provider = _loaded(provider_name)
        from studykit.services._prices import price_of  # noqa: PLC0415  only with the library
        from studykit.services._service import Service  # noqa: PLC0415  as above

        price = price_of(name, self._templates, is_own_server=bool(self._settings.base_url))
        if price is None and self._settings.budget is not None:
            raise EngineError(
                f"nobody knows what {name} costs, so a budget cannot be kept",
                hint="give its price in prices.toml (docs/engines.md), or leave --budget out",
            )
        line = None if self._dry_run else self._opened(provider_name, model_name, provider)
        return Service(name, self._settings, price, account=self._account, store=self._store, line=line)

    def _opened(self, provider_name: str, model_name: str, provider: "Provider") -> "Line":
        """Return what calls to the model need; the connections are shared by all models."""
        from studykit.services._lines import Switchboard  # noqa: PLC0415  only with the library

        if self._switchboard is None:
            self._switchboard = self._open.enter_context(Switchboard(self._settings))
        secret = self._settings.keys.get(provider_name)
        key = secret.get_secret_value() if secret else ""
        if provider.needs_key and not key and not self._settings.base_url:
            raise EngineError(
                f"there is no key for {provider_name}",
                hint=f"set {variable(provider_name)} in the environment",
            )
        return self._switchboard.line(provider, model_name, key)


def _loaded(name: str) -> "Provider":
    try:
        from studykit.services._provider import Provider  # noqa: PLC0415  only with the library

        return registry.load(_PACKAGE, name, Provider)
    except ImportError as error:
        raise EngineError(
            f"what asks {name} is not installed ({error.name})",
            hint=python_command('-m pip install "studykit[llm]"'),
        ) from error
