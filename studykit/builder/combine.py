"""Two transcripts of one episode made into one: the words of the first, and from the second what it lacks."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from studykit.builder.align import SpokenWord, aligned, spoken_words
from studykit.builder.conflicts import conflicts
from studykit.builder.timeline import Timeline
from studykit.errors import ReadError
from studykit.model import ChapterMark, Episode, Segment, Transcript, Turn
from studykit.text import is_numbered

LEAST_COMMON = 0.5
"""Two transcripts with a smaller share of common words are not of one episode."""
STRAY_WORDS = 2
"""So few words of another speaker inside a sentence are a slip of the alignment."""
NEAR_WORDS = 3
UNKNOWN_WORDS = 40
"""So many words that only one transcript has are an advert or an introduction, not what somebody left out."""
_STOP = re.compile(r"[.?!…]")
_OPENING = "“‘\"'([«„"
_TOLERANCE_MS = 1500

Pairs = Sequence[tuple[int, int]]


def combine(first: Transcript, second: Transcript) -> Transcript:
    """Return ``first`` with the speakers, times, chapters and facts of ``second`` where it has none itself.

    Numbered speakers count as none where the second has names. The words stay as they are; where the two
    disagree on a number, a name or a negation, a notice gives both readings. A few words that only ``first``
    has go to whoever speaks around them. Raises ReadError where the two do not tell of one episode.
    """
    ours, theirs = spoken_words(first), spoken_words(second)
    pairs = aligned([word.folded for word in ours], [word.folded for word in theirs])
    share = len(pairs) / max(1, min(len(ours), len(theirs)))
    if share < LEAST_COMMON:
        raise ReadError(
            f"only {share:.0%} of the words of {second.episode.title!r} are in {first.episode.title!r} too",
            hint="give two transcripts of the same episode",
        )
    takes_speakers = _knows_nobody(first) and not _knows_nobody(second)
    stamps = {} if Timeline(first).has_times else _stamps(first, second, ours, theirs, pairs)
    voices = _voices(first, second, ours, theirs, pairs) if takes_speakers else None
    marks = [] if first.chapters else list(_marks(first, second, ours, theirs, pairs))
    pieces = list(_pieces(first, ours, stamps, voices, {place for place, _ in marks}))
    places = [piece.place for piece in pieces]
    chapters = tuple(
        mark.model_copy(update={"segment_id": pieces[bisect_left(places, place)].segment.id})
        for place, mark in marks
    )
    return Transcript(
        episode=_known(first.episode, second.episode),
        speakers=second.speakers if takes_speakers else first.speakers,
        turns=tuple(_turns(pieces)),
        chapters=chapters or first.chapters,
        notices=(*first.notices, *second.notices, *conflicts(first, second, ours, theirs, pairs)),
    )


def _knows_nobody(transcript: Transcript) -> bool:
    """Whether there are no speakers, or only numbered ones, as a recogniser that knows no voice has."""
    return all(is_numbered(speaker.name) for speaker in transcript.speakers)


def _known(first: Episode, second: Episode) -> Episode:
    """Return what is known of the episode, the first's word before the second's."""
    missing = {
        name: value
        for name, value in second
        if name in {"show", "published", "url", "audio_url", "duration_ms"} and not getattr(first, name)
    }
    return first.model_copy(update=missing)


def _stamps(
    first: Transcript,
    second: Transcript,
    ours: Sequence[SpokenWord],
    theirs: Sequence[SpokenWord],
    pairs: Pairs,
) -> dict[int, int]:
    """Return the time of each of our words that stands where the second transcript has a stamp."""
    matched = [there for _, there in pairs]
    stamps: dict[int, int] = {}
    for place, segment in _segment_places(second, theirs):
        at = bisect_left(matched, place)
        if segment.start_ms is not None and at < len(pairs) and matched[at] - place <= NEAR_WORDS:
            stamps.setdefault(_sentence_start(_opposite(pairs, at, place), first, ours), segment.start_ms)
    return stamps


def _opposite(pairs: Pairs, at: int, place: int) -> int:
    """Return our word opposite to word ``place`` of the second, whose first match from there is pair ``at``.

    Words misheard just before a match stand as far before it as theirs do.
    """
    here, there = pairs[at]
    before = pairs[at - 1][0] if at else -1
    return max(before + 1, here - (there - place))


def _segment_places(transcript: Transcript, spoken: Sequence[SpokenWord]) -> Iterator[tuple[int, Segment]]:
    """Yield each segment with the index of its first word."""
    where = [(word.turn, word.start) for word in spoken]
    for offset, segment in zip(_segment_offsets(transcript), transcript.segments, strict=True):
        yield bisect_left(where, offset), segment


def _segment_offsets(transcript: Transcript) -> Iterator[tuple[int, int]]:
    """Yield each segment's turn and its offset in that turn's text."""
    for index, turn in enumerate(transcript.turns):
        yield from ((index, offset) for offset in turn.offsets)


def _marks(
    first: Transcript,
    second: Transcript,
    ours: Sequence[SpokenWord],
    theirs: Sequence[SpokenWord],
    pairs: Pairs,
) -> Iterator[tuple[int, ChapterMark]]:
    """Yield the second transcript's chapters with the index of our word that each begins at."""
    timeline = Timeline(second)
    places = list(_segment_places(second, theirs))
    by_id = {segment.id: place for place, segment in places}
    times = [moment.ms if (moment := timeline.at(*where)) else -1 for where in _segment_offsets(second)]
    matched = [there for _, there in pairs]
    for mark in second.chapters:
        if mark.segment_id is not None and mark.segment_id in by_id:
            place = by_id[mark.segment_id]
        elif mark.start_ms is not None and timeline.has_times:
            begun = bisect_left(times, mark.start_ms - _TOLERANCE_MS)
            place = places[begun][0] if begun < len(places) else len(theirs)
        else:
            continue
        at = bisect_left(matched, place)
        if at < len(pairs):
            near = matched[at] - place <= NEAR_WORDS
            here = _opposite(pairs, at, place) if near else pairs[at][0]
            yield _sentence_start(here, first, ours), mark


def _sentence_start(at: int, transcript: Transcript, spoken: Sequence[SpokenWord]) -> int:
    """Return the word that begins the sentence of word ``at``, where it is near."""
    near = range(at, max(-1, at - NEAR_WORDS - 1), -1)
    return next((word for word in near if _begins_sentence(word, transcript, spoken)), at)


def _voices(
    first: Transcript,
    second: Transcript,
    ours: Sequence[SpokenWord],
    theirs: Sequence[SpokenWord],
    pairs: Pairs,
) -> list[str | None]:
    """Return who says each of our words."""
    voices: list[str | None] = [None] * len(ours)
    known: list[int] = []
    for here, there in pairs:
        voices[here] = second.turns[theirs[there].turn].speaker_id
        known.append(here)
    before = -1
    for here in (*known, len(ours)):
        _fill(voices, before, here, first, ours)
        before = here
    return _without_strays(voices, first, ours)


def _fill(
    voices: list[str | None], before: int, after: int, first: Transcript, ours: Sequence[SpokenWord]
) -> None:
    """Give a few words between two known ones to the one before, from a sentence's end on to the one after.

    Many words, or those before the first known and after the last, are nobody's that the second knows, but
    for the rest of a sentence.
    """
    is_short = before >= 0 and after < len(voices) and after - before <= UNKNOWN_WORDS
    speaker = voices[before] if before >= 0 else None
    for at in range(before + 1, after):
        if _begins_sentence(at, first, ours):
            speaker = voices[after] if is_short else None
        voices[at] = speaker
    at = after - 1
    while after < len(voices) and at > before and not _begins_sentence(at + 1, first, ours):
        voices[at] = voices[after] if voices[at] is None else voices[at]
        at -= 1


def _without_strays(
    voices: list[str | None], first: Transcript, ours: Sequence[SpokenWord]
) -> list[str | None]:
    """Return ``voices`` without runs of a word or two that are no sentences of their own."""
    clean: list[str | None] = []
    runs = [(voice, len(list(group))) for voice, group in groupby(voices)]
    for number, (voice, length) in enumerate(runs):
        at = len(clean)
        neighbours = {run[0] for run in (*runs[max(0, number - 1) : number], *runs[number + 1 : number + 2])}
        ends = at + length >= len(ours) or _begins_sentence(at + length, first, ours)
        is_stray = (
            length <= STRAY_WORDS
            and len(neighbours) == 1
            and not (_begins_sentence(at, first, ours) and ends)
        )
        clean.extend([neighbours.pop() if is_stray else voice] * length)
    return clean


def _begins_sentence(at: int, transcript: Transcript, spoken: Sequence[SpokenWord]) -> bool:
    word = spoken[at]
    if at == 0 or spoken[at - 1].turn != word.turn:
        return True
    return bool(_STOP.search(transcript.turns[word.turn].text[spoken[at - 1].end : word.start]))


@dataclass(frozen=True)
class _Piece:
    """A segment of the result: where its first word stands among ours, who says it, in which of our turns."""

    place: int
    segment: Segment
    voice: str | None
    turn: int


def _pieces(
    first: Transcript,
    ours: Sequence[SpokenWord],
    stamps: Mapping[int, int],
    voices: Sequence[str | None] | None,
    cuts: set[int],
) -> Iterator[_Piece]:
    """Yield the first transcript's segments, cut where a voice, a stamp or a chapter begins."""
    slices = _slices(first, ours, stamps, voices, cuts)
    for number, (place, turn, segment, text, begins) in enumerate(slices, start=1):
        voice = first.turns[turn].speaker_id if voices is None else _at(voices, place)
        piece = segment.model_copy(
            update={
                "id": f"s{number}",
                "text": text,
                "start_ms": stamps.get(place, segment.start_ms if begins else None),
                "end_ms": segment.end_ms if segment.text.endswith(text) else None,
                "paragraph": begins and (segment.paragraph or segment is first.turns[turn].segments[0]),
            }
        )
        yield _Piece(place, piece, voice, turn)


def _slices(
    first: Transcript,
    ours: Sequence[SpokenWord],
    stamps: Mapping[int, int],
    voices: Sequence[str | None] | None,
    cuts: set[int],
) -> Iterator[tuple[int, int, Segment, str, bool]]:
    at = 0
    for index, turn in enumerate(first.turns):
        for offset, segment in zip(turn.offsets, turn.segments, strict=True):
            end = offset + len(segment.text)
            place, start = at, offset
            while at < len(ours) and (ours[at].turn, ours[at].start) < (index, end):
                changes = voices is not None and at > 0 and voices[at] != voices[at - 1]
                if at > place and (at in cuts or at in stamps or changes):
                    cut = _before_opening(turn.text, ours[at].start)
                    yield place, index, segment, turn.text[start:cut].strip(), start == offset
                    place, start = at, cut
                at += 1
            yield place, index, segment, turn.text[start:end].strip(), start == offset


def _before_opening(text: str, start: int) -> int:
    """Return ``start`` moved before the quotation marks and brackets that open there."""
    while start and text[start - 1] in _OPENING:
        start -= 1
    return start


def _at(voices: Sequence[str | None], place: int) -> str | None:
    return voices[min(place, len(voices) - 1)] if voices else None


def _turns(pieces: Sequence[_Piece]) -> Iterator[Turn]:
    """Yield the pieces as turns: a known voice goes on until another speaks, unknown ones as they were."""
    for (voice, _), group in groupby(
        pieces, key=lambda piece: (piece.voice, piece.voice is None and piece.turn)
    ):
        first, *rest = (piece.segment for piece in group)
        yield Turn(speaker_id=voice, segments=(first.model_copy(update={"paragraph": False}), *rest))
