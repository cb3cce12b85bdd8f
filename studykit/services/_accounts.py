"""Keeps account of what is spent, so that a budget is never passed."""

import math
from dataclasses import dataclass
from decimal import Decimal
from threading import Lock

from studykit.errors import AnswerError

BYTES_PER_TOKEN = 3.5
"""Of UTF-8. English has some 4.5 in the common vocabularies: this is on the safe side."""


def tokens(text: str) -> int:
    """Return about how many tokens ``text`` has, rather too many than too few."""
    return math.ceil(len(text.encode()) / BYTES_PER_TOKEN)


@dataclass(frozen=True)
class Usage:
    """What was asked, or would be; ``price`` is in US dollars, None where no price is known.

    ``kept`` counts the answers that were there from an earlier run and cost nothing.
    """

    calls: int = 0
    kept: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    price: Decimal | None = Decimal(0)

    def __add__(self, other: "Usage") -> "Usage":
        known = self.price is not None and other.price is not None
        return Usage(
            calls=self.calls + other.calls,
            kept=self.kept + other.kept,
            input_tokens=self.input_tokens + other.input_tokens,
            output_tokens=self.output_tokens + other.output_tokens,
            price=(self.price or Decimal(0)) + (other.price or Decimal(0)) if known else None,
        )


class Account:
    """The purse that all calls of a run share; it may be used from several threads at once."""

    def __init__(self, budget: Decimal | None) -> None:
        self.spent = Usage()
        self._budget = budget
        self._reserved = Decimal(0)
        self._lock = Lock()

    def reserve(self, most: Decimal | None) -> Decimal:
        """Set aside what a call may cost at ``most``; raises AnswerError where that might pass the budget."""
        wanted = most or Decimal(0)
        with self._lock:
            taken = (self.spent.price or 0) + self._reserved + wanted
            if self._budget is not None and taken > self._budget:
                raise AnswerError(
                    f"the budget of ${self._budget:f} might be passed",
                    hint="what is done is kept: with a higher --budget only the rest is asked",
                )
            self._reserved += wanted
        return wanted

    def settle(self, reserved: Decimal, used: Usage) -> None:
        """Put down what a call really ``used``, in place of what was ``reserved`` for it."""
        with self._lock:
            self._reserved -= reserved
            self.spent += used

    def note_kept(self) -> None:
        """Put down that an answer of an earlier run was taken."""
        with self._lock:
            self.spent += Usage(kept=1)
