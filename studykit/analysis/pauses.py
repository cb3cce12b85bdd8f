"""Where nobody speaks for a while, as far as the stamps of a transcript tell."""

from collections.abc import Iterator
from itertools import accumulate, pairwise
from statistics import median

from studykit.model import Transcript
from studykit.text import words

SLOW = 1.5
"""Speech so many times slower than usual is no pause yet."""
LEAST_MS = 1000
SURE_WORDS = 20
"""A stretch with fewer words says little of how fast people speak."""


def pauses(transcript: Transcript) -> dict[str, float]:
    """Return how many seconds are silent before each segment that follows a pause, by the segment's id.

    A pause is the time between two stamps that the words between them do not take at the usual speed. Where
    stamps are far apart nobody knows where in between the pause is: it counts at the later one.
    """
    stretches = list(_stretches(transcript))
    speeds = [ms / spoken for _, ms, spoken in stretches if spoken >= SURE_WORDS and ms > 0]
    if not speeds:
        return {}
    usual = median(speeds)
    silent = {segment_id: ms - SLOW * usual * spoken - LEAST_MS for segment_id, ms, spoken in stretches}
    return {segment_id: ms / 1000 for segment_id, ms in silent.items() if ms > 0}


def _stretches(transcript: Transcript) -> Iterator[tuple[str, int, int]]:
    """Yield each stamped segment but the first, with the milliseconds and the words since the last."""
    segments = list(transcript.segments)
    said = [0, *accumulate(len(words(segment.text)) for segment in segments)]
    stamped = [
        (segment.id, segment.start_ms, said[index])
        for index, segment in enumerate(segments)
        if segment.start_ms is not None
    ]
    for (_, start_ms, before), (segment_id, end_ms, after) in pairwise(stamped):
        yield segment_id, end_ms - start_ms, after - before
