"""A list of chapters from elsewhere takes the place of the transcript's own."""

from studykit.builder import with_chapters
from studykit.model import ChapterMark, Episode, Segment, Transcript, Turn

OWN = (ChapterMark(title="Own", start_ms=0),)
LIST = [ChapterMark(title=f"No. {n}", start_ms=n * 60_000) for n in range(6)]


def talk(*times: int | None, duration_ms: int | None = None) -> Transcript:
    segments = [Segment(id=f"s{n}", text="We bake.", start_ms=ms) for n, ms in enumerate(times)]
    return Transcript(
        episode=Episode(key="k", title="t", duration_ms=duration_ms),
        turns=tuple(Turn(segments=(segment,)) for segment in segments),
        chapters=OWN,
    )


def titles(transcript: Transcript) -> list[str]:
    return [mark.title for mark in transcript.chapters]


def test_the_given_list_replaces_the_transcripts_own() -> None:
    found = with_chapters(talk(0, 300_000), LIST)
    assert titles(found) == [mark.title for mark in LIST]
    assert found.notices == ()


def test_chapters_after_the_last_word_are_left_out_and_told_in_one_notice() -> None:
    found = with_chapters(talk(0, 30_000), LIST)
    assert titles(found) == ["No. 0"]
    (notice,) = found.notices
    assert notice.code == "chapters-outside"
    assert notice.text == (
        "5 of 6 chapters begin after the episode ends at 0:30 and were left out: "
        "“No. 1” (1:00), “No. 2” (2:00), “No. 3” (3:00), …"
    )


def test_music_after_the_last_word_belongs_to_an_episode_whose_length_is_known() -> None:
    assert with_chapters(talk(0, 30_000, duration_ms=600_000), LIST).notices == ()


def test_without_times_no_chapter_can_be_outside() -> None:
    found = with_chapters(talk(None, None), LIST)
    assert (len(found.chapters), found.notices) == (6, ())
