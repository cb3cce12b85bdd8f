"""What is sent to a model."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Message:
    """One part of a conversation with a model."""

    role: Literal["system", "user", "assistant"]
    text: str
