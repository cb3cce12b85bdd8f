"""Joins words with times, as recognisers of speech give them, to sentences.

A word carries its own spaces and punctuation. What a source writes as one text is kept as it stands there;
its words only say when.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
from statistics import median

from studykit.readers._cues import Cue
from studykit.readers._lines import ends_sentence
from studykit.readers._markers import is_marker
from studykit.text import squeeze

_LONGEST_WORDS = 40
_PAUSE_MS = 1500
_WORDS_PER_WORD_SEGMENT = 2
_SEARCHED = 80
_SHORTEST_SEARCHED = 3
_TAIL = 24
_CLOSING = re.compile(r"[.,:;!?…%)\]}»”’'\"。、，！？：；）」』]+|['’]\w{1,3}")
_BRACKETS = frozenset("([{¿¡「『（")
_OPENING = _BRACKETS | frozenset("\"'“‘«")
# Scripts that are written without spaces: Thai to Khmer, kana, Han (Unicode 16.0, chapters 16 to 18).
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")


@dataclass(frozen=True, slots=True)
class Word:
    """A word, or a longer piece of text, as its source has it; ``speaker`` is a name or empty."""

    text: str
    start_ms: int | None = None
    end_ms: int | None = None
    speaker: str = ""


def cues(pieces: Sequence[Word]) -> list[Cue]:
    """Return a cue for each of ``pieces``, or for each sentence where most pieces are single words."""
    counts = [len(piece.text.split()) for piece in pieces if piece.text.strip()]
    if counts and median(counts) <= _WORDS_PER_WORD_SEGMENT:
        return sentences(spaced(pieces))
    return [Cue(piece.start_ms, piece.end_ms, piece.text.strip(), piece.speaker) for piece in pieces]


def sentences(words: Iterable[Word]) -> list[Cue]:
    """Return a cue for each run of ``words``, which bring their own spaces.

    A run ends where the speaker changes, a line or sentence ends, there is a pause or a sound in brackets, or
    it grows long.
    """
    return [_cue(run) for run in _runs(words)]


def in_time(channels: Iterable[list[Cue]]) -> list[Cue]:
    """Return the cues of all ``channels``, which were recorded at once, in the order in which they begin.

    A single channel stays as it is. Of several, who has no name is called by the number of the channel.
    """
    spoken = [cues for cues in channels if cues]
    if len(spoken) < 2:
        return [cue for cues in spoken for cue in cues]
    named = [
        cue if cue.speaker else replace(cue, speaker=f"Channel {number}")
        for number, cues in enumerate(spoken, 1)
        for cue in cues
    ]
    has_times = all(cue.start_ms is not None for cue in named)
    return sorted(named, key=lambda cue: cue.start_ms or 0) if has_times else named


def spaced(words: Sequence[Word]) -> list[Word]:
    """Return ``words`` with a space before each, unless they bring their own.

    Closing punctuation stays with the word before; scripts without spaces get none.
    """
    if any(word.text[:1] == " " or word.text[-1:] == " " for word in words):
        return list(words)
    found: list[Word] = []
    before = ""
    for word in words:
        found.append(replace(word, text=_gap(before, word.text) + word.text))
        before = word.text or before
    return found


def placed(phrase: Word, words: Sequence[Word]) -> list[Word]:
    """Return the text of ``phrase`` in pieces, one for each of ``words`` that is found in it, in order.

    The pieces together are that text to the letter, so that a word the list lacks or spells otherwise is not
    lost. A piece without a speaker has the phrase's. Where the phrase has no text, the words are it.
    """
    if not phrase.text.strip():
        return [replace(word, speaker=word.speaker or phrase.speaker) for word in spaced(words)]
    starts = list(_places(phrase.text, words))
    if not starts:
        return [phrase]
    bounds = [0, *(start for start, _ in starts[1:]), len(phrase.text)]
    return [
        replace(word, text=phrase.text[begin:end], speaker=word.speaker or phrase.speaker)
        for (_, word), begin, end in zip(starts, bounds[:-1], bounds[1:], strict=True)
    ]


def spoken_by(words: Iterable[Word], voices: Sequence[tuple[int, str]]) -> list[Word]:
    """Return ``words`` with the speakers of ``voices``: when each begins to speak, in ms, and the name.

    A word has the speaker who began last before it or with it, one without a time that of the word before.
    """
    in_order = sorted(voices, key=itemgetter(0))
    begins = [begin_ms for begin_ms, _ in in_order]
    found: list[Word] = []
    speaker = ""
    for word in words:
        if word.start_ms is not None:
            index = bisect_right(begins, word.start_ms)
            speaker = in_order[index - 1][1] if index else ""
        found.append(replace(word, speaker=speaker))
    return found


def settled(words: Sequence[Word]) -> list[Word]:
    """Return ``words`` with one speaker in each sentence: the one who says most of it.

    Who speaks is told for each word by its sound alone, and is often wrong for single words.
    """
    found: list[Word] = []
    for run in _runs([replace(word, speaker="") for word in words]):
        said = words[len(found) : len(found) + len(run)]
        counts = Counter(word.speaker for word in said if word.speaker)
        speaker = counts.most_common(1)[0][0] if counts else ""
        found.extend(replace(word, speaker=speaker) for word in said)
    return found


def _runs(words: Iterable[Word]) -> Iterator[list[Word]]:
    run: list[Word] = []
    said, tail = 0, ""
    for word in words:
        if run and (said >= _LONGEST_WORDS or _breaks(run, tail, word)) and _may_begin(word):
            yield run
            run, said, tail = [], 0, ""
        run.append(word)
        said += any(c.isalnum() for c in word.text)
        tail = (tail + word.text)[-_TAIL:]
    if run:
        yield run


def _may_begin(word: Word) -> bool:
    """Punctuation stays with what it closes; ``>>`` is none."""
    return any(c.isalnum() for c in word.text) or word.text.lstrip().startswith(">>")


def _breaks(run: Sequence[Word], tail: str, word: Word) -> bool:
    """Return whether ``word`` begins another run; ``tail`` is how the text of ``run`` ends."""
    last = run[-1]
    if word.text.lstrip().startswith(">>") or _is_sound(word) or _is_sound(run[0]):
        return True
    if word.speaker != run[0].speaker or last.text.endswith("\n"):
        return True
    paused = last.end_ms is not None and word.start_ms is not None and word.start_ms - last.end_ms > _PAUSE_MS
    return paused or ends_sentence(tail.strip())


def _is_sound(word: Word) -> bool:
    text = word.text.strip()
    return text.startswith("[") and is_marker(text)


def _cue(run: Sequence[Word]) -> Cue:
    times = [time for word in run for time in (word.start_ms, word.end_ms) if time is not None]
    text = squeeze("".join(word.text for word in run))
    if not times:
        return Cue(None, None, text, run[0].speaker)
    return Cue(times[0], max(times[0], times[-1]), text, run[0].speaker)


def _gap(before: str, text: str) -> str:
    if not before or before in _BRACKETS or before.endswith("\n") or _CLOSING.fullmatch(text):
        return ""
    return "" if _UNSPACED.match(before[-1:]) and _UNSPACED.match(text[:1]) else " "


def _places(text: str, words: Sequence[Word]) -> Iterator[tuple[int, Word]]:
    """Yield where each word that is found begins, opening punctuation included."""
    at = 0
    # Lower case of another length, as of İ, would shift all places after it.
    folded = text.lower() if len(text.lower()) == len(text) else text
    for word in words:
        wanted = word.text.strip().lower()
        found = _find(folded, wanted, at)
        if found is not None:
            start = found
            while start > at and text[start - 1] in _OPENING:
                start -= 1
            yield start, word
            at = found + len(wanted)


def _find(text: str, wanted: str, at: int) -> int | None:
    """Return where ``wanted`` comes next in ``text``, at once or, if it is long enough, a little later."""
    if not wanted:
        return None
    here, last = at, min(len(text), at + _SEARCHED)
    while here < last and not text[here].isalnum() and not text.startswith(wanted, here):
        here += 1
    if text.startswith(wanted, here):
        return here
    if len(wanted) < _SHORTEST_SEARCHED:
        return None
    later = text.find(wanted, here, here + _SEARCHED)
    return later if later >= 0 else None
