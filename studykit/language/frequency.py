"""How common a word is in a language at large."""

import re
from functools import lru_cache

from wordfreq import available_languages, zipf_frequency

_NEEDS_MORE = frozenset({"zh", "ja", "ko"})
"""wordfreq splits these with libraries that we do not ask for."""


@lru_cache(maxsize=200_000)
def zipf(word: str, language: str) -> float:
    """Return log10 of how often ``word`` occurs per billion words, 0 where it is unknown (van Heuven 2014).

    Languages that wordfreq does not know give 3 for every word: neither common nor rare.
    """
    if language not in _known():
        return 3.0
    parts = re.split(r"[-‑]", word)
    if len(parts) > 1:  # wordfreq would give the frequency of the parts said together anywhere
        whole = float(zipf_frequency("".join(parts), language))
        return whole or min(float(zipf_frequency(part, language)) for part in parts) - 1.5
    return float(zipf_frequency(word, language))


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    return frozenset(available_languages()) - _NEEDS_MORE
