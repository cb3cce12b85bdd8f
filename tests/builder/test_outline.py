"""Chapters hold every segment once, in order, whoever found them."""

from hypothesis import given
from hypothesis import strategies as st

from studykit.builder.outline import outline
from studykit.builder.timeline import Timeline
from studykit.contracts import Stretch
from studykit.drafts import ChapterDraft, StudyDraft
from studykit.model import Chapter, ChapterMark, Transcript
from studykit.notices import Notice
from tests.talk import talk

SHORT, LONG = "Ten words of bread and salt and time and heat.", "rye " * 200


class FixedEngine:
    """Finds the chapters it was told."""

    def __init__(self, *drafts: tuple[str, str]) -> None:
        self._drafts = tuple(ChapterDraft(title=title, first_segment_id=first) for first, title in drafts)

    def outline(self) -> tuple[ChapterDraft, ...]:
        return self._drafts

    def study(self, stretch: Stretch) -> StudyDraft:
        raise AssertionError(f"nobody asked for {stretch.title!r} to be studied")


def _outline(transcript: Transcript, *drafts: tuple[str, str]) -> tuple[tuple[Chapter, ...], list[Notice]]:
    return outline(transcript, FixedEngine(*drafts), Timeline(transcript), opening="Opening")


def _held(chapter: Chapter, transcript: Transcript) -> list[str]:
    ids = [segment.id for segment in transcript.segments]
    if not chapter.first_segment_id:
        return []
    return ids[ids.index(chapter.first_segment_id) : ids.index(chapter.last_segment_id) + 1]


def _at(start_ms: int, title: str, *, hidden: bool = False) -> ChapterMark:
    return ChapterMark(title=title, start_ms=start_ms, hidden=hidden)


def test_chapters_given_by_time_begin_at_the_segment_of_that_time() -> None:
    transcript = talk(*[SHORT] * 4, chapters=(_at(0, "Salt"), _at(121_000, "Heat")), duration_ms=300_000)
    chapters, _ = _outline(transcript)
    assert [(c.id, c.title, c.start_ms, c.end_ms, c.origin) for c in chapters] == [
        ("c1", "Salt", 0, 121_000, "given"),
        ("c2", "Heat", 121_000, 300_000, "given"),
    ]
    assert [_held(c, transcript) for c in chapters] == [["s0", "s1"], ["s2", "s3"]]


def test_a_chapter_given_by_a_segment_needs_no_time() -> None:
    marks = (ChapterMark(title="Salt", segment_id="s0"), ChapterMark(title="Heat", segment_id="s3"))
    transcript = talk(*[SHORT] * 4, chapters=marks, step_ms=None)
    chapters, notices = _outline(transcript)
    assert [_held(c, transcript) for c in chapters] == [["s0", "s1", "s2"], ["s3"]]
    assert [c.start_ms for c in chapters] == [None, None]
    assert notices == []


def test_a_chapter_without_words_keeps_its_title_and_time() -> None:
    marks = (_at(0, "Salt"), _at(60_000, "Silence"), _at(60_500, "Heat"), _at(900_000, "Credits"))
    transcript = talk(*[SHORT] * 3, chapters=marks)
    chapters, _ = _outline(transcript)
    assert [(c.title, c.start_ms, _held(c, transcript)) for c in chapters] == [
        ("Salt", 0, ["s0"]),
        ("Silence", 60_000, []),
        ("Heat", 60_500, ["s1", "s2"]),
        ("Credits", 900_000, []),
    ]
    assert [c.position for c in chapters] == sorted(c.position for c in chapters)
    assert chapters[-1].position == 1


def test_much_talk_before_the_first_chapter_is_a_chapter_of_its_own() -> None:
    transcript = talk(LONG, SHORT, chapters=(_at(60_000, "Salt"),))
    chapters, _ = _outline(transcript)
    assert [(c.origin, _held(c, transcript)) for c in chapters] == [("detected", ["s0"]), ("given", ["s1"])]


def test_little_talk_before_the_first_chapter_belongs_to_it() -> None:
    transcript = talk(SHORT, SHORT, chapters=(_at(60_000, "Opening"),))
    (chapter,), _ = _outline(transcript)
    assert (chapter.title, chapter.origin, _held(chapter, transcript)) == ("Opening", "given", ["s0", "s1"])


def test_a_given_chapter_may_be_called_like_the_lead_in() -> None:
    marks = (ChapterMark(title="Opening", segment_id="s0"),)
    (chapter,), _ = _outline(talk(SHORT, chapters=marks, step_ms=None))
    assert chapter.origin == "given"


def test_a_hidden_chapter_is_no_border() -> None:
    marks = (_at(0, "Salt"), _at(60_000, "Advert", hidden=True))
    chapters, notices = _outline(talk(*[SHORT] * 3, chapters=marks))
    assert [c.title for c in chapters] == ["Salt"]
    assert notices == []


def test_where_every_chapter_is_hidden_the_engine_finds_some() -> None:
    transcript = talk(*[SHORT] * 3, chapters=(_at(0, "Advert", hidden=True),))
    chapters, _ = _outline(transcript, ("s0", "One"), ("s2", "Two"))
    assert [(c.title, c.origin) for c in chapters] == [("One", "detected"), ("Two", "detected")]


def test_chapters_by_time_in_a_transcript_without_times_are_told_and_detected_instead() -> None:
    transcript = talk(*[SHORT] * 3, chapters=(_at(61_000, "Salt"),), step_ms=None)
    chapters, notices = _outline(transcript, ("s0", "One"), ("s1", "Two"))
    assert [c.title for c in chapters] == ["One", "Two"]
    assert [(notice.code, notice.where) for notice in notices] == [("chapter-without-place", "1:01")]
    assert "Salt" in notices[0].text


def test_one_chapter_that_holds_all_the_talk_is_told_and_divided() -> None:
    transcript = talk(*[SHORT] * 3, chapters=(_at(0, "Transcript"),))
    chapters, (notice,) = _outline(transcript, ("s0", "One"), ("s2", "Two"))
    assert [(c.title, c.origin) for c in chapters] == [("One", "detected"), ("Two", "detected")]
    assert (notice.code, "Transcript" in notice.text) == ("chapter-of-all", True)


def test_one_chapter_that_nothing_divides_stays() -> None:
    transcript = talk(*[SHORT] * 3, chapters=(_at(0, "Salt"),))
    chapters, notices = _outline(transcript, ("s0", "One"))
    assert ([(c.title, c.origin) for c in chapters], notices) == ([("Salt", "given")], [])


def test_a_heading_that_only_says_transcript_is_no_chapter() -> None:
    transcript = talk(*[SHORT] * 3, chapters=(_at(0, "Transkript:"),))
    chapters, (notice,) = _outline(transcript, ("s0", "One"))
    assert [(c.title, c.origin) for c in chapters] == [("One", "detected")]
    assert "Transkript" in notice.text


def test_an_engine_that_finds_nothing_gives_one_chapter() -> None:
    transcript = talk(*[SHORT] * 3)
    (chapter,), _ = _outline(transcript)
    assert (chapter.title, _held(chapter, transcript)) == ("Bread", ["s0", "s1", "s2"])


MARKS = st.lists(
    st.builds(
        ChapterMark,
        title=st.sampled_from(["Salt", "Opening", ""]),
        start_ms=st.none() | st.integers(0, 700_000),
        segment_id=st.none() | st.sampled_from(["s0", "s3", "s5", "elsewhere"]),
        hidden=st.booleans(),
    ),
    max_size=6,
).map(tuple)


@given(MARKS, st.lists(st.sampled_from([SHORT, LONG, ""]), min_size=1, max_size=8), st.booleans())
def test_every_segment_is_in_exactly_one_chapter_in_order(
    marks: tuple[ChapterMark, ...], said: list[str], with_times: bool
) -> None:
    transcript = talk(*said, chapters=marks, step_ms=60_000 if with_times else None)
    chapters, notices = _outline(transcript, ("s2", "Two"), ("nowhere", "None"), ("s4", "Four"))
    held = [key for chapter in chapters for key in _held(chapter, transcript)]
    assert held == [segment.id for segment in transcript.segments]
    titles = [chapter.title for chapter in chapters if chapter.origin == "given"]
    assert len(titles) + len(notices) == sum(not mark.hidden for mark in marks)
