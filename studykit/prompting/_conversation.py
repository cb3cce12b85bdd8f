"""Asks a model until its answer can be read: once, and once more with what is wrong with it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Generic, TypeVar

from pydantic import ValidationError

from studykit.drafts import Draft
from studykit.errors import AnswerError
from studykit.prompting._prompts import Prompts
from studykit.prompting._replies import UnreadableError, read
from studykit.services import Message

if TYPE_CHECKING:
    from studykit.services import Service

Reply = TypeVar("Reply", bound=Draft)


@dataclass(frozen=True)
class Answer(Generic[Reply]):
    """An answer as it was read and as it came; ``is_second`` says that the first could not be read."""

    draft: Reply
    text: str
    is_second: bool


def ask(
    service: "Service", prompts: Prompts, messages: tuple[Message, ...], reader: Callable[[str], Reply]
) -> Answer[Reply]:
    """Return what ``reader`` makes of the answer; raises AnswerError where that is nothing."""
    text = service.ask(messages)
    try:
        return Answer(reader(text), text, is_second=False)
    except UnreadableError as error:
        reason = prompts.filled("unreadable.user.md", {"reason": error})
    second = service.ask(continued(messages, text, reason))
    try:
        return Answer(reader(second), second, is_second=True)
    except UnreadableError as error:
        raise AnswerError(f"the answer cannot be read: {error}", where=service.name) from error


def accepted(service: "Service", prompts: Prompts, messages: tuple[Message, ...], kind: type[Reply]) -> Reply:
    """Return the answer to ``messages`` as a ``kind``: what was kept, else what is asked for, and kept.

    Raises AnswerError where no answer can be read.
    """
    draft = kept(service, messages, kind)
    if draft is None:
        draft = ask(service, prompts, messages, partial(read, reply=kind)).draft
        service.keep(messages, draft.model_dump_json())
    return draft


def continued(messages: tuple[Message, ...], answer: str, question: str) -> tuple[Message, ...]:
    """Return the conversation with an answer and the next question."""
    return (*messages, Message("assistant", answer), Message("user", question))


def kept(service: "Service", messages: tuple[Message, ...], kind: type[Reply]) -> Reply | None:
    """Return what was accepted as the answer to ``messages`` in an earlier run, None where nothing was."""
    answer = service.recall(messages)
    if answer is None:
        return None
    try:
        return kind.model_validate_json(answer)
    except ValidationError:  # the file is the user's own, and may hold anything
        return None
