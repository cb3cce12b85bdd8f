"""Guesses which words are the episode's own names misheard. They are told, never changed."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import islice

from studykit.builder.spellings import Word, placed_words
from studykit.language.frequency import zipf
from studykit.language.sound import letters, sound_of, sounds_like
from studykit.model import Transcript
from studykit.notices import Notice
from studykit.text import clock, fold

LEAST_LETTERS = 4
LEAST_SAID = 4
LEAST_TIMES_AS_OFTEN = 3
NAME_ZIPF, UNKNOWN_ZIPF = 4.0, 2.7
"""Names are rarer than the first in the language at large; a misheard word is hardly one of it at all."""
_INSIDE_A_SENTENCE = re.compile(r"[\w,;] $")


def misspellings(transcript: Transcript) -> tuple[Notice, ...]:
    """Return a notice for each word that may be a frequent name of the episode, misheard.

    A name is a speaker's, or has a capital inside sentences, is rare in the language and said LEAST_SAID
    times. Of 9 suggestions for 14 recognised talks, 8 or 9 were names misheard.
    """
    counts: Counter[str] = Counter()
    inside: set[str] = set()
    first_ms: dict[str, int | None] = {}
    for turn in transcript.turns:
        for segment in turn.segments:
            for word in placed_words(segment.text):
                counts[word.bare.text] += 1
                first_ms.setdefault(word.bare.text, segment.start_ms)
                if _is_name_inside(word, segment.text):
                    inside.add(word.bare.text)
    voices = {word.text for name in transcript.names.values() for word in placed_words(name)}
    names = _names(transcript.episode.spoken, counts, inside, voices)
    others = {word: count for word, count in counts.items() if word not in voices}
    return tuple(_notices(transcript.episode.spoken, others, names, first_ms))


def _is_name_inside(word: Word, text: str) -> bool:
    return word.text[0].isupper() and _INSIDE_A_SENTENCE.search(text, 0, word.start) is not None


def _names(language: str, counts: Mapping[str, int], inside: set[str], voices: set[str]) -> dict[str, int]:
    """Return the names of the episode with how often each is said; ``voices`` are those of its speakers."""
    said = {
        word: counts[word]
        for word in inside
        if counts[word] >= LEAST_SAID and zipf(fold(word), language) < NAME_ZIPF
    }
    heard = {word: max(LEAST_SAID, counts.get(word, 0)) for word in voices}
    return {name: count for name, count in (said | heard).items() if len(letters(name)) >= LEAST_LETTERS}


def _notices(
    language: str, counts: Mapping[str, int], names: Mapping[str, int], first_ms: Mapping[str, int | None]
) -> Iterator[Notice]:
    by_sound: dict[str, list[str]] = {}
    for name in sorted(names, key=lambda name: (-names[name], name)):
        by_sound.setdefault(sound_of(name), []).append(name)
    for word, count in counts.items():
        if not _may_be_misheard(word, language):
            continue
        likely = (name for name in by_sound.get(sound_of(word), ()) if sounds_like(word, name))
        for name in islice((name for name in likely if names[name] >= LEAST_TIMES_AS_OFTEN * count), 1):
            text = f"“{word}” may be “{name}”; --vocabulary corrects it with the line: {word} => {name}"
            start_ms = first_ms[word]
            where = "" if start_ms is None else clock(start_ms)
            yield Notice(code="possible-misspelling", text=text, where=where)


def _may_be_misheard(word: str, language: str) -> bool:
    return word.isalpha() and len(word) >= LEAST_LETTERS and zipf(fold(word), language) < UNKNOWN_ZIPF
