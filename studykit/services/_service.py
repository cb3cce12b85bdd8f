"""One model, asked by all steps of a run: within the budget, a few calls at once, with patience."""

import hashlib
import json
from collections.abc import Sequence
from decimal import Decimal

import anyio

from studykit.contracts import ModelSettings
from studykit.errors import AnswerError, EngineError
from studykit.services._accounts import Account, Usage, tokens
from studykit.services._calls import MOST_REPLY_TOKENS, CallError, Reply, call
from studykit.services._failures import Failure
from studykit.services._lines import Line
from studykit.services._message import Message
from studykit.services._prices import Price
from studykit.services._store import Store

ATTEMPTS = 4
LONGEST_PAUSE_S = 60.0
"""A service that wants a longer pause is not waited for."""
MOST_LOST = 2
"""After so many questions without any answer to one, no further one is asked."""


class Service:
    """One model by its name, such as ``openai:gpt-5``; it may be asked from several threads at once."""

    def __init__(
        self,
        name: str,
        settings: ModelSettings,
        price: Price | None,
        *,
        account: Account,
        store: Store,
        line: Line | None,
    ) -> None:
        self.name = name
        self.answered_by = ""
        """The name that the model gives itself; "" until it has answered."""
        self._settings = settings
        self._price = price
        self._account = account
        self._store = store
        self._line = line
        self._lost = 0
        self._refused = ""

    def ask(self, messages: Sequence[Message]) -> str:
        """Return the answer to ``messages``.

        Raises AnswerError where none comes in several attempts, where it cannot be used, or where the call
        might pass the budget; EngineError where the service is not set up for this model.
        """
        if self._line is None:
            raise EngineError("in a dry run nothing is asked", where=self.name)
        return self._line.portal.call(self._patiently, self._line, tuple(messages))

    def recall(self, messages: Sequence[Message]) -> str | None:
        """Return what was kept for ``messages`` in an earlier run or this one; None where nothing was."""
        kept = self._store.recall(self._fingerprint(messages))
        if kept is not None:
            self._account.note_kept()
        return kept

    def keep(self, messages: Sequence[Message], answer: str) -> None:
        """Keep ``answer``, which was accepted, for ``messages``."""
        self._store.keep(self._fingerprint(messages), answer)

    def estimate(self, messages: Sequence[Message], reply_tokens: int) -> Usage:
        """Return about what one call would take; nothing for what was kept."""
        if self._store.recall(self._fingerprint(messages)) is not None:
            return Usage(kept=1)
        return self.reckon(_tokens(messages), reply_tokens)

    def reckon(self, sent: int, returned: int, calls: int = 1) -> Usage:
        """Return what ``calls`` that send and return so many tokens in all would take."""
        return Usage(calls, 0, sent, returned, self._cost(sent, returned))

    def _fingerprint(self, messages: Sequence[Message]) -> str:
        asked = [(message.role, message.text) for message in messages]
        parts = [self.name, self._settings.temperature, asked]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()

    def _cost(self, input_tokens: int, output_tokens: int) -> Decimal | None:
        return self._price.of(input_tokens, output_tokens) if self._price else None

    async def _patiently(self, line: Line, messages: tuple[Message, ...]) -> str:
        """Ask until an answer comes, with pauses that double, or those that the service wants."""
        pause, failed = self._settings.pause_s, Failure("nothing was asked")
        for _ in range(ATTEMPTS):
            try:
                async with line.limiter:
                    reply = await self._once(line, messages)
            except CallError as error:
                failed = error.failure
            else:
                self._lost, self.answered_by = 0, reply.model
                return reply.text
            wanted = pause if failed.wait_s is None else failed.wait_s
            if not failed.is_passing or wanted > LONGEST_PAUSE_S:
                break
            await anyio.sleep(wanted)
            pause *= 2
        raise self._given_up(failed)

    async def _once(self, line: Line, messages: tuple[Message, ...]) -> Reply:
        if self._refused:
            raise AnswerError(self._refused, where=self.name)
        sent = _tokens(messages)
        reserved = self._account.reserve(self._cost(sent, MOST_REPLY_TOKENS))
        used = Usage(calls=1, input_tokens=sent, price=self._cost(sent, 0))  # a failed call may be paid too
        try:
            reply = await call(
                line.model,
                messages,
                temperature=self._settings.temperature,
                silence_s=self._settings.silence_s,
                key=line.key,
            )
            cost = self._cost(reply.input_tokens, reply.output_tokens)
            used = Usage(1, 0, reply.input_tokens, reply.output_tokens, cost)
        finally:
            self._account.settle(reserved, used)
        return reply

    def _given_up(self, failed: Failure) -> EngineError:
        """Return the error to raise; from the second lost question on nothing more is asked."""
        if failed.is_final:
            return EngineError(failed.what, where=self.name, hint=failed.hint)
        self._lost += failed.is_passing
        if self._lost >= MOST_LOST:
            self._refused = failed.what
        return AnswerError(failed.what, where=self.name)


def _tokens(messages: Sequence[Message]) -> int:
    return sum(tokens(message.text) for message in messages)
