"""What a converter writes, a reader reads again as it was, as far as the format can hold it."""

from itertools import groupby

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studykit import chapter_lists, converters, readers
from studykit.contracts import Source
from studykit.model import ChapterMark, Transcript
from tests.converters.talks import talks, with_chapters

Said = list[tuple[str | None, str]]
in_time = settings(max_examples=25, suppress_health_check=list(HealthCheck))
captions = pytest.mark.parametrize("name", ["vtt", "srt", "podcast-json"])


def again(talk: Transcript, name: str) -> Transcript:
    content, _ = converters.convert(talk, name)
    source = Source("-", content)
    assert readers.recognise(source) == {"txt": "plain", "md": "markdown"}.get(name, name)
    return readers.read(source)


def turns(talk: Transcript) -> Said:
    """Who says what, turn by turn, a new line before each paragraph."""
    return [(talk.names.get(turn.speaker_id or ""), turn.text) for turn in talk.turns]


def cues(talk: Transcript) -> list[tuple[str | None, int | None, int | None, str]]:
    """Every segment with its speaker and times."""
    return [
        (talk.names.get(turn.speaker_id or ""), segment.start_ms, segment.end_ms, segment.text)
        for turn in talk.turns
        for segment in turn.segments
    ]


def joined(said: Said) -> Said:
    """The same where one speaker's turns that follow each other are one, without paragraphs."""
    return [
        (name, " ".join(text.replace("\n", " ") for _, text in group))
        for name, group in groupby(said, key=lambda each: each[0])
    ]


def starts(talk: Transcript) -> list[int | None]:
    """When each turn and each paragraph begins."""
    return [
        segment.start_ms
        for turn in talk.turns
        for index, segment in enumerate(turn.segments)
        if index == 0 or segment.paragraph
    ]


@captions
@in_time
@given(talk=talks(named=True))
def test_captions_hold_speakers_words_and_times(talk: Transcript, name: str) -> None:
    found = again(talk, name)
    assert cues(found) == cues(talk)
    assert joined(turns(found)) == joined(turns(talk))


@captions
@in_time
@given(talk=talks(named=False))
def test_captions_hold_words_and_times_of_nobody_in_particular(talk: Transcript, name: str) -> None:
    assert cues(again(talk, name)) == cues(talk)


@pytest.mark.parametrize("name", ["txt", "md"])
@pytest.mark.parametrize("stamped", [True, False])
@in_time
@given(given_data=st.data())
def test_text_holds_turns_paragraphs_and_their_beginnings(
    given_data: st.DataObject, name: str, stamped: bool
) -> None:
    talk = given_data.draw(talks(named=True, stamped=stamped))
    found = again(talk, name)
    assert turns(found) == turns(talk)
    assert starts(found) == starts(talk)
    episode = found.episode
    assert (episode.title, episode.show) == (talk.episode.title, talk.episode.show)
    assert episode.published == talk.episode.published


@pytest.mark.parametrize("name", ["txt", "md"])
@in_time
@given(talk=talks(named=False))
def test_text_holds_the_paragraphs_of_nobody_in_particular(talk: Transcript, name: str) -> None:
    found = again(talk, name)
    lines = [line for _, text in turns(talk) for line in text.split("\n")]
    assert [line for _, text in turns(found) for line in text.split("\n")] == lines
    assert [segment.start_ms for segment in found.segments] == starts(talk)


@in_time
@given(talk=talks(named=True).flatmap(with_chapters))
def test_markdown_holds_chapters_where_they_begin(talk: Transcript) -> None:
    found = again(talk, "md")
    begins = {segment.id: segment.text for segment in found.segments}
    marks = [(mark.title, mark.start_ms) for mark in found.chapters]
    assert marks == [(mark.title, mark.start_ms) for mark in talk.chapters]
    texts = {segment.id: segment.text for segment in talk.segments}
    for mark, given_mark in zip(found.chapters, talk.chapters, strict=True):
        assert begins[mark.segment_id or ""].startswith(texts[given_mark.segment_id or ""])
    assert joined(turns(found)) == joined(turns(talk))


marks = st.builds(
    ChapterMark,
    title=st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=20),
    start_ms=st.integers(0, 360_000_000),
    hidden=st.booleans(),
)


@in_time
@given(
    talk=talks(named=False),
    listed=st.lists(marks, min_size=1, max_size=8, unique_by=lambda mark: mark.start_ms),
)
def test_a_list_of_chapters_holds_titles_times_and_what_is_hidden(
    talk: Transcript, listed: list[ChapterMark]
) -> None:
    ordered = tuple(sorted(listed, key=lambda mark: mark.start_ms or 0))
    content, notices = converters.convert(talk.model_copy(update={"chapters": ordered}), "chapters-json")
    source = Source("-", content)
    assert chapter_lists.recognise(source) == "podcast-chapters"
    assert (chapter_lists.read(source), notices) == (ordered, ())
