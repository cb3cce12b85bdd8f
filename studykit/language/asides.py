"""Recognises by its words what is said beside the matter: adverts, greetings, housekeeping, legal text."""

import re
from typing import get_args

from studykit.language.lexicon import Lexicon, phrases
from studykit.model import Aside

_MARKER = re.compile(r"\W*(?:[\[(♪][^\])]*[\])♪]\W*)+")


class AsideFinder:
    """Judges sentences of one language; in a language without lists only bracketed markers are found."""

    def __init__(self, lexicon: Lexicon) -> None:
        known: tuple[Aside, ...] = get_args(Aside)
        self._patterns = {kind: phrases(lexicon.asides.get(kind, ())) for kind in known}

    def find(self, folded: str) -> Aside | None:
        """Return what kind of aside a folded sentence is, None where it is for study."""
        if _MARKER.fullmatch(folded):
            return "marker"
        return next((kind for kind, pattern in self._patterns.items() if pattern.search(folded)), None)
