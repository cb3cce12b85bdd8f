"""Settles what a command was told with flags, without making its help wait."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from studykit.options import Options


def settled(flags: Mapping[str, object]) -> "Options":
    """Return the settings that hold where ``flags`` were given; raises UsageError."""
    from studykit import options  # noqa: PLC0415  --help must not wait for pydantic

    return options.gather(flags)
