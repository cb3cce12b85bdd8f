"""Finds the clips of sound in a package that an earlier build left, by the cards that play them."""

import re
from collections.abc import Mapping

from studykit.contracts import Clip
from studykit.writers._anki_opened import opened, read
from studykit.writers._anki_types import FIELDS

_SOUND = re.compile(r"\[sound:([^\]/\\]+)\]")
_AUDIO = FIELDS.index("Audio")


def clips_in(package: bytes) -> Mapping[str, Clip]:
    """Return the clip of each card of ``package`` that has one, by the card's id.

    Raises one of BROKEN where it is no package of ours.
    """
    with opened(package) as deck:
        numbers = deck.media
        if not numbers:
            return {}
        notes = deck.collection.execute("select guid, flds from notes order by id")
        named = {str(guid): _SOUND.fullmatch(str(fields).split("\x1f")[_AUDIO]) for guid, fields in notes}
        names = {guid: name[1] for guid, name in named.items() if name and name[1] in numbers}
        clips = {name: Clip(name, read(deck.archive, numbers[name])) for name in sorted(set(names.values()))}
        return {guid: clips[name] for guid, name in names.items()}
