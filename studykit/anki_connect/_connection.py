"""Asks AnkiConnect, by version 6 of its protocol.

A request is ``{"action", "version", "params", "key"}``, an answer ``{"result", "error"}``
(https://git.sr.ht/~foosoft/anki-connect).
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from pydantic import BaseModel, SecretStr, TypeAdapter, ValidationError

from studykit.addresses import is_loopback
from studykit.errors import AnkiError, ReadError
from studykit.fetch import Fetched, post

VERSION = 6
ADD_ON = "2055492159"
SECONDS = 60.0
SLOWEST_BYTES_A_SECOND = 50_000
"""The add-on reads a large request in small pieces."""

_LONGEST_ERROR = 300
_HINTS = {
    "api key": "set STUDYKIT_ANKI_KEY to the apiKey that stands in the add-on's configuration",
    "collection is not available": "open a profile in Anki, and wait until a sync is done",
    "cannot be merged": "a note was moved to another note type in Anki: import deck.apkg there instead",
    "unsupported action": "update AnkiConnect: in Anki, Tools → Add-ons → Check for Updates",
}

Reply = TypeVar("Reply")


@dataclass(frozen=True)
class Call:
    """One action of the protocol, with its parameters by name."""

    action: str
    params: Mapping[str, object] = field(default_factory=dict)


class _Answer(BaseModel):
    result: object = None
    error: str | None = None


_ANSWERS = TypeAdapter(list[_Answer])


@dataclass(frozen=True)
class AnkiConnect:
    """The add-on at ``url``, an address of this computer; ``key`` is what it may want to be told."""

    url: str
    key: SecretStr | None = None

    def ask(self, call: Call, kind: TypeAdapter[Reply]) -> Reply:
        """Return what Anki answers to ``call``, of the shape ``kind``.

        Raises AnkiError where Anki does not answer, refuses, or answers something else.
        """
        content = json.dumps(self._request(call)).encode()
        try:
            answer = _Answer.model_validate_json(self._posted(content).content)
            return kind.validate_python(self._result(call, answer))
        except ValidationError as error:
            raise self._odd(call) from error

    def ask_all(self, calls: Sequence[Call]) -> None:
        """Have Anki do ``calls``, one after the other; raises AnkiError at the first that it refuses."""
        together = Call("multi", {"actions": [self._request(call) for call in calls]})
        answers = self.ask(together, _ANSWERS)
        if len(answers) != len(calls):
            raise self._odd(together)
        for call, answer in zip(calls, answers, strict=True):
            self._result(call, answer)

    def _request(self, call: Call) -> dict[str, object]:
        request = {"action": call.action, "version": VERSION, "params": call.params}
        return {**request, "key": self.key.get_secret_value()} if self.key else request

    def _posted(self, content: bytes) -> Fetched:
        seconds = SECONDS + len(content) / SLOWEST_BYTES_A_SECOND
        try:
            return post(self.url, content, allows=is_loopback, seconds=seconds)
        except ReadError as error:
            raise self._unreachable(error) from error

    def _result(self, call: Call, answer: _Answer) -> object:
        if answer.error is None:
            return answer.result
        hint = next((hint for words, hint in _HINTS.items() if words in answer.error), "")
        refusal = answer.error[:_LONGEST_ERROR]
        raise AnkiError(f"Anki refuses {call.action}: {refusal}", where=self.url, hint=hint)

    def _unreachable(self, error: ReadError) -> AnkiError:
        if isinstance(error.__cause__, ConnectionRefusedError):
            hint = f"start Anki; the add-on is got by Tools → Add-ons → Get Add-ons, with the code {ADD_ON}"
            return AnkiError("Anki is not running, or without AnkiConnect", where=self.url, hint=hint)
        if isinstance(error.__cause__, TimeoutError):
            hint = "look whether a window of Anki waits for you, and try again"
            return AnkiError("Anki does not answer in time", where=self.url, hint=hint)
        hint = "look whether it is AnkiConnect that listens there, and restart Anki"
        return AnkiError(f"Anki cannot be asked: {error.what}", where=self.url, hint=hint)

    def _odd(self, call: Call) -> AnkiError:
        hint = "look whether it is AnkiConnect that listens there, and update it"
        return AnkiError(f"what answers to {call.action} is not AnkiConnect", where=self.url, hint=hint)


def connect(url: str, key: SecretStr | None) -> AnkiConnect:
    """Return the add-on at ``url`` after asking its version; raises AnkiError."""
    anki = AnkiConnect(url, key)
    version = anki.ask(Call("version"), TypeAdapter(int))
    if version < VERSION:
        raise AnkiError(
            f"AnkiConnect there speaks version {version}, this studykit version {VERSION}",
            where=url,
            hint="update the add-on: in Anki, Tools → Add-ons → Check for Updates",
        )
    return anki
