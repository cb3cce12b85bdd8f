"""Ids that come from identity, never from wording."""

import base64
import hashlib
from pathlib import PurePath

from studykit.text import slug


def episode_key(show: str, title: str, source_name: str) -> str:
    """Return an episode's identity: show and title, or else the stem of the file's name.

    It does not depend on what was said, so that a corrected transcript keeps the learner's history.
    """
    parts = [part for part in (slug(show), slug(title, longest=120)) if part]
    if slug(title):
        return "/".join(parts)
    return "/".join([*parts, slug(PurePath(source_name).stem, longest=120) or "episode"])


def stable_id(*parts: str) -> str:
    """Return 16 letters and digits that depend on ``parts`` alone, the same on every machine.

    80 bits of SHA-256: among a million ids the chance of one collision is below 1 in 10^12.
    """
    digest = hashlib.sha256("\x1f".join(parts).encode("utf-8")).digest()
    return base64.b32encode(digest[:10]).decode("ascii").lower()


def stable_number(*parts: str) -> int:
    """Return a number from 2^30 to 2^31 - 1 that depends on ``parts`` alone, the range Anki uses for ids."""
    digest = hashlib.sha256("\x1f".join(parts).encode("utf-8")).digest()
    return 2**30 + int.from_bytes(digest[:4], "big") % 2**30
