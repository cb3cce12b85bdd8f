"""Step 3: says who leads the talk and what of it is not for study. Takes no word away."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from studykit.builder.roles import with_roles
from studykit.builder.speakers import merged
from studykit.builder.split import split
from studykit.language import lexicon
from studykit.language.asides import AsideFinder, Said
from studykit.language.sentences import Span, spoken_spans
from studykit.model import Aside, Segment, Transcript, Turn
from studykit.templates import Templates
from studykit.text import bare, fold, words

COLD_OPEN_WORDS = 700
_SHINGLE = 5


def tidy(transcript: Transcript, templates: Templates) -> Transcript:
    """Return ``transcript`` with each person under one name, roles and length inferred, and asides marked.

    A segment is an aside where most of its words stand in sentences that the language's lists know as such,
    or where it is a cold open: said again, word for word, later. Raises TemplateError for broken lists.
    """
    lists = lexicon.load(transcript.episode.spoken, templates)
    transcript = split(merged(transcript), lists)
    asides = _asides(transcript, AsideFinder(lists)) | dict.fromkeys(_cold_open(transcript), "preview")
    turns = tuple(
        Turn(
            speaker_id=turn.speaker_id, segments=tuple(_marked(segment, asides) for segment in turn.segments)
        )
        for turn in transcript.turns
    )
    episode = transcript.episode
    if episode.duration_ms is None:  # captions say when the last word ends
        episode = episode.model_copy(update={"duration_ms": turns[-1].end_ms})
    return transcript.model_copy(
        update={"episode": episode, "turns": turns, "speakers": with_roles(transcript, lists)}
    )


def _marked(segment: Segment, asides: Mapping[str, Aside]) -> Segment:
    aside = segment.aside or asides.get(segment.id)
    return segment if aside == segment.aside else segment.model_copy(update={"aside": aside})


def _asides(transcript: Transcript, finder: AsideFinder) -> dict[str, Aside]:
    """Return why each segment that is not for study is none, by its id: most of its text is so."""
    spans = spoken_spans(transcript)
    kinds = finder.find_all([Said(fold(span.text), span.speaker_id) for span in spans])
    weights: dict[str, Counter[Aside | None]] = defaultdict(Counter)
    for span, kind in zip(spans, kinds, strict=True):
        for segment, share in _shares(transcript.turns[span.turn], span):
            weights[segment.id][kind] += share
    found = ((segment_id, _most(weight)) for segment_id, weight in weights.items())
    return {segment_id: kind for segment_id, kind in found if kind is not None}


def _shares(turn: Turn, span: Span) -> Iterator[tuple[Segment, int]]:
    """Yield the segments that a sentence stands in, and how much of its text is in each."""
    index = bisect_right(turn.offsets, span.start) - 1
    while index < len(turn.segments) and turn.offsets[index] < span.end:
        start, segment = turn.offsets[index], turn.segments[index]
        yield segment, min(span.end, start + len(segment.text)) - max(span.start, start)
        index += 1


def _most(weights: Counter[Aside | None]) -> Aside | None:
    asides = {kind: weight for kind, weight in weights.items() if kind is not None}
    if not asides or sum(asides.values()) * 2 < weights.total():
        return None
    return max(sorted(asides), key=lambda kind: asides[kind])


def _cold_open(transcript: Transcript) -> frozenset[str]:
    """Return the segments of the first minutes whose words are mostly said again later, in the same order."""
    said = 0
    early: list[Segment] = []
    late: set[str] = set()
    for segment in transcript.segments:
        if said < COLD_OPEN_WORDS:
            early.append(segment)
        else:
            late.update(_shingles(segment.text))
        said += len(words(segment.text))
    if said < 3 * COLD_OPEN_WORDS:
        return frozenset()
    return frozenset(segment.id for segment in early if _is_said_again(segment.text, late))


def _is_said_again(text: str, later: set[str]) -> bool:
    shingles = _shingles(text)
    return len(shingles) >= 4 and sum(shingle in later for shingle in shingles) >= 0.5 * len(shingles)


def _shingles(text: str) -> list[str]:
    tokens = bare(text).split()
    return [" ".join(tokens[i : i + _SHINGLE]) for i in range(len(tokens) - _SHINGLE + 1)]
