"""Judges what a call failed by: whether to ask again, and when, and what to tell.

What a server says may repeat what it was sent, so a key is blotted out, and the library's own exception is
dropped with all that it holds.
"""

from dataclasses import dataclass

from pydantic_ai.exceptions import (
    ContentFilterError,
    ModelAPIError,
    ModelAuthenticationError,
    ModelConnectionError,
    ModelHTTPError,
    ModelNotFoundError,
    ModelQuotaExceededError,
    ModelRateLimitError,
    ModelTimeoutError,
    UnexpectedModelBehavior,
)

from studykit.services._http import TooLargeError

LONGEST_SAID = 200
_AGAIN = frozenset({408, 409, 425, 429})


@dataclass(frozen=True)
class Failure:
    """What a call failed by.

    ``is_passing`` says that the same call may succeed later, ``wait_s`` when the server wants it, None where
    it does not tell. ``is_final`` says that no call to this model can succeed: it is not set up.
    """

    what: str
    is_passing: bool = False
    wait_s: float | None = None
    is_final: bool = False
    hint: str = ""


def failure(error: Exception, key: str) -> Failure:
    """Return what ``error`` means; ``key`` is kept out of what is told."""
    if isinstance(error, TooLargeError) or isinstance(error.__cause__, TooLargeError):
        return Failure("the answer is too large")
    if isinstance(error, ModelAPIError):
        return _of_the_service(error, key)
    if isinstance(error, ContentFilterError):
        return Failure("the service's filter withholds the answer")
    if isinstance(error, TimeoutError):
        return Failure("no answer came in time", is_passing=True)
    if isinstance(error, UnexpectedModelBehavior):
        return Failure("the answer is empty or broken", is_passing=True)
    return Failure(f"the connection broke ({type(error).__name__})", is_passing=True)


def _of_the_service(error: ModelAPIError, key: str) -> Failure:
    if isinstance(error, ModelTimeoutError):
        return Failure("no answer came in time", is_passing=True)
    if isinstance(error, ModelConnectionError):
        return Failure("the server cannot be reached, or hung up", is_passing=True)
    if isinstance(error, ModelAuthenticationError):
        return Failure("the service refuses the key", is_final=True, hint="check the key, and what it may do")
    if isinstance(error, ModelNotFoundError):
        what = f"the service does not know the model{_said(error, key)}"
        return Failure(what, is_final=True, hint="check the model's name, and --base-url")
    if not isinstance(error, ModelHTTPError):
        return Failure("the service failed", is_passing=True)
    what = f"the service answers {error.status_code}{_said(error, key)}"
    again = error.status_code in _AGAIN or error.status_code >= 500 or isinstance(error, ModelRateLimitError)
    is_passing = again and not isinstance(error, ModelQuotaExceededError)
    return Failure(what, is_passing=is_passing, wait_s=error.retry_after)


def _said(error: ModelAPIError, key: str) -> str:
    """Return the server's own message as ``: message``, short and without the key; "" for none."""
    body = error.body if isinstance(error, ModelHTTPError) else None
    said = body.get("message") if isinstance(body, dict) else None
    if not isinstance(said, str) or not said.strip():
        return ""
    blotted = said.replace(key, "…") if key else said
    return f": {' '.join(blotted.split())[:LONGEST_SAID]}"
