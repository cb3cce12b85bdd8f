"""Each card gets the seconds of its own quote, and what is left without a clip is told."""

from dataclasses import replace
from pathlib import Path

import pytest

from studykit import clips
from studykit.contracts import ClipFormat, Source
from studykit.errors import ReadError
from studykit.model import Card, Citation, Episode, Segment, StudyDocument, Turn
from studykit.sources import open_source
from tests.recordings.talking import Sentence, heard, sentences, talk

FIRST, SECOND, THIRD = sentences()[:3]
END_MS = 28_200


def citation(sentence: Sentence, *, end_ms: int | None = None) -> Citation:
    return Citation(quote="A" * 60, start_ms=sentence.start_ms, end_ms=end_ms or sentence.end_ms)


def card(name: str, *citations: Citation) -> Card:
    return Card(id=name, kind="question", front="?", back="!", citations=citations)


def document(*cards: Card, last_ms: int = END_MS, duration_ms: int | None = None) -> StudyDocument:
    segments = (Segment(id="s0", text="A" * 60, start_ms=0), Segment(id="s1", text="B", start_ms=last_ms))
    episode = Episode(key="k", title="On tones", duration_ms=duration_ms)
    return StudyDocument(episode=episode, cards=cards, turns=(Turn(segments=segments),))


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Source:
    return open_source(str(talk(tmp_path_factory.mktemp("talk") / "talk.mp3")))


def cut(study: StudyDocument, source: Source, form: ClipFormat = "mp3") -> clips.Clips:
    return clips.cut(study, source, form, lambda _step, _done, _total: None)


def test_each_card_sounds_as_its_first_quote(recording: Source) -> None:
    cards = card("late", citation(THIRD), citation(FIRST)), card("early", citation(FIRST))
    made = cut(document(*cards), recording)
    for name, sentence in (("late", THIRD), ("early", FIRST)):
        assert heard(made.by_card[name].content).seconds_of(sentence.hz) == pytest.approx(4, abs=0.15)
    assert made.notices == ()


@pytest.mark.parametrize(("form", "ending"), [("mp3", ".mp3"), ("opus", ".ogg")])
def test_a_clip_is_named_after_its_content_and_cards_with_one_quote_share_it(
    recording: Source, form: ClipFormat, ending: str
) -> None:
    study = document(card("a", citation(FIRST)), card("b", citation(FIRST)), card("c", citation(SECOND)))
    made = cut(study, recording, form)
    assert made.by_card["a"] == made.by_card["b"]
    assert len(made.files) == 2
    assert all(name.startswith("studykit-") and name.endswith(ending) for name in made.files)
    assert made.size == sum(len(content) for content in made.files.values())
    assert made == cut(study, recording, form)
    fewer = cut(document(card("b", citation(FIRST))), recording, form)
    assert fewer.by_card["b"] == made.by_card["b"]


def test_a_quote_without_an_end_is_given_the_time_that_its_words_take(recording: Source) -> None:
    quoted = Citation(quote="A" * 60, start_ms=SECOND.start_ms)  # 60 characters take 3.9 s
    made = cut(document(card("a", quoted)), recording)
    assert heard(made.by_card["a"].content).seconds_of(SECOND.hz) == pytest.approx(4, abs=0.15)


def test_cards_without_a_time_or_a_sound_have_no_clip_and_are_counted(recording: Source) -> None:
    after = Citation(quote="A", start_ms=3_600_000, end_ms=3_605_000)
    cards = card("good", citation(FIRST)), card("bare"), card("untimed", Citation(quote="A"))
    made = cut(document(*cards, card("after", after)), recording)
    assert made.by_card.keys() == {"good"}
    assert [(notice.code, notice.text.split(":")[0]) for notice in made.notices] == [
        ("clips-missing", "2 of 4 cards have no clip"),
        ("clips-missing", "1 of 4 cards has no clip"),
    ]


@pytest.mark.parametrize(
    ("last_ms", "duration_ms", "told"),
    [
        (END_MS, None, False),
        (END_MS + 9_000, None, False),
        (END_MS + 12_000, None, True),
        (1_000, None, False),
        (3_600_000, None, True),
    ],
)
def test_a_recording_that_ends_long_before_the_talk_is_told(
    recording: Source, last_ms: int, duration_ms: int | None, told: bool
) -> None:
    made = cut(document(card("a", citation(FIRST)), last_ms=last_ms, duration_ms=duration_ms), recording)
    assert [notice.code for notice in made.notices] == ["clips-other-length"] * told


def test_a_recording_that_goes_on_long_after_the_talk_is_told(tmp_path: Path) -> None:
    source = open_source(str(talk(tmp_path / "a.wav", (300, 0, 0), seconds=45)))
    made = cut(document(card("a", citation(FIRST)), last_ms=5_000), source)
    assert "2:17 long, and the transcript's last time is 0:05" in made.notices[0].text
    assert not cut(document(card("a", citation(FIRST)), last_ms=5_000, duration_ms=130_000), source).notices


def test_what_is_no_recording_is_refused_at_once() -> None:
    with pytest.raises(ReadError, match="this is no recording"):
        clips.check(Source("talk.vtt", b"WEBVTT\n\n00:01.000 --> 00:02.000\nA\n"))


def test_a_broken_recording_is_refused_at_once(recording: Source) -> None:
    with pytest.raises(ReadError):
        clips.check(replace(recording, path=None, content=recording.content[:60]))
