"""Words of a turn with their places, and a turn with some of them written otherwise."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from studykit.model import Segment, Turn

_WORD = re.compile(r"[^\W_]+(?:['’.\-‑][^\W_]+)*")
_POSSESSIVE = re.compile(r"(?<=\w)['’]s$")


@dataclass(frozen=True)
class Word:
    """A word as it is written, and where it stands in its text."""

    text: str
    start: int
    end: int

    @property
    def bare(self) -> "Word":
        """The word without ``'s``."""
        text = _POSSESSIVE.sub("", self.text)
        return Word(text, self.start, self.start + len(text))


@dataclass(frozen=True)
class Edit:
    """What stands from ``start`` to ``end`` of a text is to be written as ``text``."""

    start: int
    end: int
    text: str


def placed_words(text: str) -> list[Word]:
    """Return the words of ``text`` in order."""
    return [Word(match.group(), *match.span()) for match in _WORD.finditer(text)]


def edits_for(text: str, found: Sequence[Word], right: str) -> Iterable[Edit]:
    """Yield the edits of ``text`` that write ``found`` as ``right``: word for word where both have as many.

    So a name that the end of a cue cuts in two stays in its two cues.
    """
    pieces = right.split()
    is_plain = not any(text[one.end : other.start].strip() for one, other in pairwise(found))
    if is_plain and len(pieces) == len(found):
        yield from (Edit(word.start, word.end, piece) for word, piece in zip(found, pieces, strict=True))
    else:
        yield Edit(found[0].start, found[-1].end, right)


def edited(turn: Turn, edits: Sequence[Edit]) -> Turn:
    """Return ``turn`` with ``edits``, which are places in its text, rising and apart from each other.

    What is written over the border of two segments stands in the first of them.
    """
    if not edits:
        return turn
    segments = tuple(
        _edited(segment, offset, edits) for offset, segment in zip(turn.offsets, turn.segments, strict=True)
    )
    return Turn(speaker_id=turn.speaker_id, segments=segments)


def written(text: str, edits: Iterable[Edit]) -> str:
    """Return ``text`` with ``edits``, rising and apart from each other."""
    pieces, at = [], 0
    for edit in edits:
        pieces += [text[at : edit.start], edit.text]
        at = edit.end
    return "".join([*pieces, text[at:]])


def _edited(segment: Segment, offset: int, edits: Sequence[Edit]) -> Segment:
    end = offset + len(segment.text)
    inside = [_local(edit, offset, segment.text) for edit in edits if edit.start < end and edit.end > offset]
    return segment.model_copy(update={"text": written(segment.text, inside)}) if inside else segment


def _local(edit: Edit, offset: int, text: str) -> Edit:
    """Return the part of ``edit`` in the segment that begins at ``offset``; its text is in the first one."""
    start, end = max(0, edit.start - offset), min(len(text), edit.end - offset)
    if edit.start >= offset:
        return Edit(start, end, edit.text)
    rest = text[end:]
    return Edit(start, end + len(rest) - len(rest.lstrip()), "")
