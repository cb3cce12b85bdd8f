"""Settles what a command was told, and when it runs, without making its help wait."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from studykit.options import Options


def settled(flags: Mapping[str, object]) -> "Options":
    """Return the settings that hold where ``flags`` were given; raises UsageError."""
    from studykit import settings  # noqa: PLC0415  --help must not wait for pydantic

    return settings.gather(flags)


def build_time() -> datetime:
    """Return the time of this run: the one that the environment states, else now; raises UsageError."""
    from studykit import settings  # noqa: PLC0415  --help must not wait for pydantic

    return settings.source_date() or datetime.now(UTC)
