"""How a long step tells what it has done."""

from collections.abc import Callable

Report = Callable[[str, int, int], None]
"""Told what is done: the step's name, how many of its parts are finished, and how many there are."""
