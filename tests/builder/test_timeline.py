"""When a word was said, and how far that can be trusted."""

from hypothesis import given
from hypothesis import strategies as st

from studykit.builder.timeline import Timeline
from studykit.model import Episode, Segment, Transcript, Turn

TEN = "one two three four five six seven eight nine ten"


def _timeline(*stamps: tuple[int | None, int | None], duration_ms: int | None = None) -> Timeline:
    """One turn of ten words for each start and end in milliseconds."""
    turns = tuple(
        Turn(segments=(Segment(id=f"s{number}", text=TEN, start_ms=start, end_ms=end),))
        for number, (start, end) in enumerate(stamps)
    )
    return Timeline(Transcript(episode=Episode(key="k", title="t", duration_ms=duration_ms), turns=turns))


def _ms(timeline: Timeline, turn: int, offset: int = 0) -> int:
    moment = timeline.at(turn, offset)
    assert moment is not None
    return moment.ms


def test_without_stamps_there_is_no_time() -> None:
    timeline = _timeline((None, None), (None, None))
    assert timeline.at(1, 3) is None
    assert not timeline.has_times


def test_a_stamped_place_has_exactly_its_stamp() -> None:
    timeline = _timeline((0, None), (60_000, None))
    moment = timeline.at(1, 0)
    assert moment is not None
    assert (moment.ms, moment.estimated) == (60_000, False)


def test_between_distant_stamps_time_is_shared_out_and_called_an_estimate() -> None:
    timeline = _timeline((0, None), (60_000, None))
    moment = timeline.at(0, len(TEN) // 2)
    assert moment is not None
    assert 25_000 < moment.ms < 35_000
    assert moment.estimated


def test_between_stamps_twelve_seconds_apart_a_place_is_exact() -> None:
    timeline = _timeline((0, None), (12_000, None), (24_001, None))
    first, second = timeline.at(0, 10), timeline.at(1, 10)
    assert first is not None
    assert second is not None
    assert (first.estimated, second.estimated) == (False, True)


def test_before_the_first_stamp_a_time_is_an_estimate() -> None:
    moment = _timeline((None, None), (60_000, None)).at(0, 5)
    assert moment is not None
    assert moment.estimated
    assert 56_000 < moment.ms < 60_000, "five words before it, not at the beginning of all"


def test_a_talk_that_begins_without_stamps_begins_at_nought() -> None:
    timeline = _timeline((None, None), (None, None), (4_000, None))
    assert _ms(timeline, 0) == 0
    assert 1_800 < _ms(timeline, 1) < 2_200


def test_after_the_last_stamp_time_goes_on_but_not_beyond_the_episode() -> None:
    timeline = _timeline((0, None), (None, None), (None, None), duration_ms=4_000)
    assert 0 < _ms(timeline, 1) <= 4_000
    assert _ms(timeline, 2, 40) == 4_000


def test_one_stamp_that_runs_backwards_is_passed_over() -> None:
    timeline = _timeline((0, None), (10_000, None), (5_000, None), (20_000, None))
    assert _ms(timeline, 1) == 10_000
    assert 10_000 < _ms(timeline, 2) < 20_000
    assert _ms(timeline, 3) == 20_000


def test_one_wild_stamp_does_not_silence_those_after_it() -> None:
    timeline = _timeline((0, None), (36_000_000, None), (10_000, None), (20_000, None))
    assert [_ms(timeline, turn) for turn in (0, 2, 3)] == [0, 10_000, 20_000]
    assert _ms(timeline, 1) < 10_000


def test_overlapping_cues_keep_the_times_they_begin_at() -> None:
    timeline = _timeline((0, 5_200), (5_000, 9_100), (9_000, 12_000))
    assert [_ms(timeline, turn) for turn in range(3)] == [0, 5_000, 9_000]


def test_the_end_of_a_cue_counts_where_a_pause_follows() -> None:
    timeline = _timeline((0, 4_000), (60_000, None))
    assert _ms(timeline, 0, len(TEN)) == 4_000


STAMP = st.none() | st.integers(0, 100_000)


@given(st.lists(st.tuples(STAMP, STAMP), min_size=1, max_size=12), STAMP)
def test_times_and_positions_never_fall(
    stamps: list[tuple[int | None, int | None]], duration_ms: int | None
) -> None:
    timeline = _timeline(*stamps, duration_ms=duration_ms)
    places = [(turn, offset) for turn in range(len(stamps)) for offset in range(0, len(TEN), 7)]
    moments = [timeline.at(*place) for place in places]
    times = [moment.ms for moment in moments if moment is not None]
    positions = [timeline.position(*place) for place in places]
    assert times == sorted(times)
    assert positions == sorted(positions)
    assert len(times) in {0, len(places)}


@given(st.integers(1, 6))
def test_positions_run_from_nought_to_one(turns: int) -> None:
    timeline = _timeline(*[(None, None)] * turns)
    assert timeline.position(0, 0) == 0
    assert timeline.position(turns - 1, len(TEN)) == 1


def test_a_transcript_without_words_has_a_position_all_the_same() -> None:
    turns = (Turn(segments=(Segment(id="s", text=""),)),)
    assert Timeline(Transcript(episode=Episode(key="k", title="t"), turns=turns)).position(0, 0) == 0


def test_a_stamp_out_of_line_is_told() -> None:
    assert _timeline((0, None), (99_000, None), (10_000, None), (20_000, None)).passed_over == (99_000,)


def test_overlapping_cues_are_in_line() -> None:
    assert _timeline((0, 12_000), (10_000, 20_000), (10_000, 15_000)).passed_over == ()
