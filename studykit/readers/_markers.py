"""Tells notes about sounds from speech: ``[MUSIC]``, ``(laughter)``, ``♪``."""

import re

_MARKER = re.compile(r"[\[【][^\[\]]{1,60}[\]】]\.?|\([^()]{1,40}\)\.?|[♪♫][^\n]{0,300}")


def is_marker(text: str) -> bool:
    """Return whether ``text`` as a whole tells of a sound and holds no speech."""
    return _MARKER.fullmatch(text) is not None
