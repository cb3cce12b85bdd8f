"""What real files of all formats hold survives every conversion."""

from pathlib import Path

import pytest

from studykit import builder, converters, readers, registry
from studykit.contracts import Source
from studykit.errors import UsageError
from studykit.model import ChapterMark, Episode, Segment, Speaker, Transcript, Turn
from tests.readers.cases import CASES, cases, spoken

NAMES = [name for name in registry.names("studykit.converters") if name != "chapters-json"]
READERS = {"txt": "plain", "md": "markdown"}
NOT_HELD = {
    # SubRip names speakers in the text: a name in small letters, or talk that begins with a time, misleads.
    ("srt", "amazon/items_with_speakers.json"),
    ("srt", "amazon/speakers.json"),
    ("srt", "elevenlabs/speakers.json"),
    ("srt", "ttml/captions.ttml"),
    ("srt", "web-page/newsletter.txt"),
}


def words(transcript: Transcript) -> list[tuple[str, str]]:
    """Every word with who says it; where only some turns have a name, the others are an unknown speaker's."""
    names = [transcript.names.get(turn.speaker_id or "", "") for turn in transcript.turns]
    called = [name or "Unknown Speaker" for name in names] if any(names) else names
    return [
        (name, word)
        for name, turn in zip(called, transcript.turns, strict=True)
        for word in spoken(turn.text)
    ]


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.relative_to(CASES).as_posix())
def test_no_word_is_lost_or_given_to_someone_else(case: Path) -> None:
    transcript = readers.read(readers.open_source(str(case)))
    for name in NAMES:
        given = builder.timed(transcript) if converters.needs_times(name) else transcript
        if converters.needs_times(name) and not any(
            segment.start_ms is not None for segment in given.segments
        ):
            continue
        content, _ = converters.convert(given, name)
        again = readers.read(Source("-", content), READERS.get(name, name))
        same = words(again) == words(given)
        assert same or (name, case.relative_to(CASES).as_posix()) in NOT_HELD, name


def talk(**changes: object) -> Transcript:
    turns = (
        Turn(
            speaker_id="a", segments=(Segment(id="s1", text="Is it <the> wind?", start_ms=500, end_ms=2000),)
        ),
        Turn(segments=(Segment(id="s2", text="AT&T says so.", start_ms=2000, end_ms=3600_500),)),
    )
    known = Transcript(
        episode=Episode(key="k", title="On wind", show="Slow", language="en"),
        speakers=(Speaker(id="a", name="Ana Ruiz", role="host"),),
        turns=turns,
    )
    return known.model_copy(update=changes)


WRITTEN = {
    "vtt": (
        "WEBVTT - On wind\nLanguage: en\n\n"
        "00:00:00.500 --> 00:00:02.000\n<v Ana Ruiz>Is it &lt;the&gt; wind?\n\n"
        "00:00:02.000 --> 01:00:00.500\n<v Unknown Speaker>AT&amp;T says so.\n"
    ),
    "srt": (
        "1\n00:00:00,500 --> 00:00:02,000\nAna Ruiz: Is it &lt;the> wind?\n\n"
        "2\n00:00:02,000 --> 01:00:00,500\nUnknown Speaker: AT&T says so.\n"
    ),
    "txt": (
        "Title: On wind\nShow: Slow\nSpeakers: Ana Ruiz, Unknown Speaker\n\n"
        "Ana Ruiz 00:00:00.500\nIs it <the> wind?\n\nUnknown Speaker 00:00:02\nAT&T says so.\n"
    ),
    "md": (
        '---\ntitle: "On wind"\nshow: "Slow"\nlanguage: "en"\n'
        'speakers: ["Ana Ruiz"]\nhosts: ["Ana Ruiz"]\n---\n\n'
        "**Ana Ruiz:** [00:00:00.500] Is it \\<the\\> wind?\n\n"
        "**Unknown Speaker:** [00:00:02] AT&T says so.\n"
    ),
}


@pytest.mark.parametrize("name", WRITTEN)
def test_a_format_is_written_as_its_page_says(name: str) -> None:
    assert converters.convert(talk(), name)[0].decode() == WRITTEN[name]


def test_chapters_that_have_no_place_are_told() -> None:
    marked = talk(chapters=(ChapterMark(title="Wind", start_ms=0),))
    assert [notice.code for notice in converters.convert(marked, "vtt")[1]] == ["chapters-not-written"]
    assert converters.convert(marked, "md")[1] == ()


def test_a_chapter_given_by_time_stands_before_the_first_words_from_then_on() -> None:
    marks = (ChapterMark(title="Wind", start_ms=0), ChapterMark(title="*Phones*", start_ms=2900))
    late = ChapterMark(title="After all", start_ms=9_000_000)
    hidden = ChapterMark(title="A song", start_ms=0, hidden=True)
    content = converters.convert(talk(chapters=(late, *marks, hidden)), "md")[0].decode()
    rows = [row for row in content.split("\n") if row.startswith(("##", "**"))]
    assert [row[:12] for row in rows] == [
        "## Wind",
        "**Ana Ruiz:*",
        "## \\*Phones\\",
        "**Unknown Sp",
        "## After all",
    ]


@pytest.mark.parametrize("name", ["vtt", "srt", "podcast-json"])
def test_captions_of_a_transcript_without_times_are_refused(name: str) -> None:
    untimed = (Turn(segments=(Segment(id="s1", text="Is it?"),)),)
    with pytest.raises(UsageError, match="no times") as caught:
        converters.convert(talk(turns=untimed), name)
    assert "--to md" in caught.value.hint


def test_chapters_alone_are_refused_where_there_are_none() -> None:
    with pytest.raises(UsageError, match="no chapters"):
        converters.convert(talk(), "chapters-json")


def test_a_chapter_that_is_given_by_its_segment_has_the_time_of_that() -> None:
    content, _ = converters.convert(
        talk(chapters=(ChapterMark(title="Wind", segment_id="s2"),)), "chapters-json"
    )
    assert b'"startTime": 2.0' in content
