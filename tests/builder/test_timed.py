"""Every segment gets a beginning and an end where the transcript has any time."""

from studykit.builder import timed
from studykit.model import Episode, Segment, Transcript, Turn

Times = tuple[int | None, int | None]


def talk(*times: Times) -> Transcript:
    segments = (
        Segment(id=f"s{n}", text="We bake.", start_ms=start, end_ms=end)
        for n, (start, end) in enumerate(times)
    )
    turns = tuple(Turn(segments=(segment,)) for segment in segments)
    return Transcript(episode=Episode(key="k", title="t"), turns=turns)


def times(transcript: Transcript) -> list[Times]:
    return [(segment.start_ms, segment.end_ms) for segment in transcript.segments]


def test_stated_times_stay_as_they_are() -> None:
    stated: list[Times] = [(0, 900), (5000, 4000), (4500, 6000)]
    found = timed(talk(*stated))
    assert [start for start, _ in times(found)] == [0, 5000, 4500]
    assert [end for _, end in times(found)] == [900, 5000, 6000]
    assert found.notices == ()


def test_a_missing_end_is_the_next_beginning() -> None:
    assert times(timed(talk((0, None), (2000, 2500), (4000, None))))[:2] == [(0, 2000), (2000, 2500)]


def test_the_last_end_comes_after_the_last_words() -> None:
    (_, (start, end)) = times(timed(talk((0, None), (2000, None))))
    assert start == 2000
    assert end is not None
    assert 2300 < end < 3000


def test_a_missing_beginning_is_interpolated_and_told() -> None:
    found = timed(talk((0, None), (None, None), (4000, None)))
    assert times(found)[:2] == [(0, 2000), (2000, 4000)]
    (notice,) = found.notices
    assert (notice.code, notice.text.split()[0]) == ("times-estimated", "1")


def test_a_beginning_that_runs_backwards_ends_no_earlier_than_it_begins() -> None:
    for start, end in times(timed(talk((5000, None), (1000, None), (6000, None)))):
        assert start is not None
        assert end is not None
        assert end >= start


def test_without_any_time_nothing_changes() -> None:
    transcript = talk((None, None), (None, None))
    assert timed(transcript) == transcript
