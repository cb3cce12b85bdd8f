"""What is cut out of a recording is what was said at that second."""

from itertools import chain
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studykit import recordings
from studykit.contracts import ClipFormat, Source
from studykit.errors import ReadError
from studykit.recordings import Excerpt
from studykit.sources import open_source
from tests.recordings import clips
from tests.recordings.clips import CODECS, av, clip, damaged, tone
from tests.recordings.talking import TONES_HZ, Sentence, heard, sentences, talk

CLIP_FORMATS: tuple[ClipFormat, ...] = ("mp3", "opus")
FIRST, SECOND, THIRD = sentences()[:3]


def cut(path: Path, *excerpts: Excerpt, form: ClipFormat = "mp3") -> list[bytes | None]:
    return list(recordings.cut(open_source(str(path)), excerpts, form))


def excerpt(sentence: Sentence, *, off_ms: int = 0, estimated: bool = False) -> Excerpt:
    return Excerpt(sentence.start_ms + off_ms, sentence.end_ms + off_ms, estimated)


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return talk(tmp_path_factory.mktemp("talk") / "talk.mp3")


@pytest.mark.parametrize("ending", CODECS)
def test_a_clip_of_each_kind_of_recording_holds_the_whole_sentence_and_nothing_else(
    tmp_path: Path, ending: str
) -> None:
    path = talk(tmp_path / f"talk.{ending}", TONES_HZ[:4])
    (content,) = cut(path, excerpt(THIRD))
    sound = heard(content)
    assert sound.seconds_of(THIRD.hz) == pytest.approx(4, abs=0.15)
    assert [sound.seconds_of(hz) for hz in TONES_HZ if hz != THIRD.hz] == [0] * (len(TONES_HZ) - 1)


@pytest.mark.parametrize("form", CLIP_FORMATS)
def test_a_clip_is_small_and_its_ends_are_trimmed_of_silence(recording: Path, form: ClipFormat) -> None:
    (content,) = cut(recording, excerpt(SECOND), form=form)
    assert content is not None
    assert len(content) < 25_000
    sound = heard(content)
    first_ms, last_ms = sound.loud_ms
    assert sound.seconds == pytest.approx(4.32, abs=0.1)
    assert first_ms == pytest.approx(120, abs=60)
    assert sound.seconds * 1000 - last_ms == pytest.approx(200, abs=100)


@pytest.mark.parametrize("form", CLIP_FORMATS)
def test_a_clip_is_a_file_of_its_format_in_mono(recording: Path, tmp_path: Path, form: ClipFormat) -> None:
    (content,) = cut(recording, excerpt(SECOND), form=form)
    path = tmp_path / "clip"
    path.write_bytes(content or b"")
    with av.open(str(path)) as opened:
        stream = opened.streams.audio[0]
        assert (opened.format.name, stream.layout.name) == ({"mp3": "mp3", "opus": "ogg"}[form], "mono")
        assert stream.codec_context.name.startswith(form)
        assert opened.duration / 1_000_000 == pytest.approx(4.32, abs=0.15)


@pytest.mark.parametrize("form", CLIP_FORMATS)
def test_the_same_sound_gives_the_same_bytes(recording: Path, form: ClipFormat) -> None:
    assert cut(recording, excerpt(SECOND), form=form) == cut(recording, excerpt(SECOND), form=form)


@pytest.mark.parametrize("off_ms", [-600, 0, 500])
def test_a_stamp_that_is_a_little_off_still_gives_the_whole_sentence(recording: Path, off_ms: int) -> None:
    (content,) = cut(recording, excerpt(THIRD, off_ms=off_ms))
    sound = heard(content)
    assert sound.seconds_of(THIRD.hz) == pytest.approx(4, abs=0.15)
    assert sound.seconds < 5.5


@pytest.mark.parametrize("off_ms", [-2000, 0, 2000])
def test_around_an_estimated_time_enough_is_heard_to_hold_the_sentence(recording: Path, off_ms: int) -> None:
    (content,) = cut(recording, excerpt(THIRD, off_ms=off_ms, estimated=True))
    assert heard(content).seconds_of(THIRD.hz) == pytest.approx(4, abs=0.15)


def test_a_word_alone_is_given_three_seconds(tmp_path: Path) -> None:
    path = talk(tmp_path / "a.flac", TONES_HZ, seconds=0.8)
    word = sentences(seconds=0.8)[2]
    (content,) = cut(path, excerpt(word))
    sound = heard(content)
    assert sound.seconds == pytest.approx(3, abs=0.1)
    assert sound.seconds_of(word.hz) == pytest.approx(0.8, abs=0.1)


def test_a_long_quote_is_cut_in_a_pause_before_its_twentieth_second(recording: Path) -> None:
    (content,) = cut(recording, Excerpt(FIRST.start_ms, sentences()[-1].end_ms))
    sound = heard(content)
    assert 15 < sound.seconds <= 20
    assert [sound.seconds_of(hz) > 3.8 for hz in TONES_HZ] == [True] * 4 + [False] * 2


def test_sound_without_pauses_is_cut_at_its_times_and_swells_and_fades(tmp_path: Path) -> None:
    path = clip(tmp_path / "a.wav", tone(60))
    (content,) = cut(path, Excerpt(20_000, 45_000))
    sound = heard(content)
    assert sound.seconds == pytest.approx(20, abs=0.1)
    (content,) = cut(path, Excerpt(20_000, 26_000))
    sound = heard(content)
    assert sound.seconds == pytest.approx(6.7, abs=0.1)
    assert np.abs(sound.samples[:40]).max() < 0.1 < np.abs(sound.samples[1600:2000]).max()


def test_what_lies_outside_or_is_silent_gives_no_clip(tmp_path: Path) -> None:
    path = talk(tmp_path / "a.mp3", (300, 0, 0, 0, 400))
    silent = sentences((300, 0, 0, 0, 400))[2]
    after = Excerpt(3_600_000, 3_605_000)
    before, far = Excerpt(-9_000, 400), Excerpt(10**18, 10**18 + 9)
    *nothing, sound = cut(path, after, excerpt(silent), before, far, excerpt(FIRST))
    assert nothing == [None] * 4
    assert heard(sound).seconds_of(300) == pytest.approx(4, abs=0.15)


def test_at_the_ends_of_a_recording_there_is_as_much_as_there_is(tmp_path: Path) -> None:
    path = clip(tmp_path / "a.mp3", tone(2))
    for wanted in (Excerpt(0, 500), Excerpt(1_700, 9_000)):
        (content,) = cut(path, wanted)
        assert heard(content).seconds == pytest.approx(2, abs=0.1)
    (content,) = cut(clip(tmp_path / "blink.wav", tone(0.005)), Excerpt(0, 500))
    assert heard(content).seconds < 0.1


def test_times_count_from_the_beginning_of_a_recording_that_was_taken_out_of_another(tmp_path: Path) -> None:
    path = tmp_path / "a.mka"
    with av.open(str(path), "w", format="matroska") as output:
        stream = output.add_stream("pcm_s16le", rate=clips.RATE_HZ, layout="mono")
        for second in range(12):
            loud = tone(1) if second == 6 else np.zeros(clips.RATE_HZ, np.float32)
            frame = av.AudioFrame.from_ndarray((loud[None, :] * 32_000).astype(np.int16), "s16", "mono")
            frame.sample_rate, frame.pts = clips.RATE_HZ, (3600 + second) * clips.RATE_HZ
            output.mux(stream.encode(frame))
    content, nothing = cut(path, Excerpt(6_000, 7_000), Excerpt(1_000, 2_000))
    assert heard(content).seconds_of(440) == pytest.approx(1, abs=0.1)
    assert nothing is None


def test_sound_that_begins_days_after_the_recording_fills_no_memory_with_silence(tmp_path: Path) -> None:
    path = tmp_path / "a.mka"
    with av.open(str(path), "w", format="matroska") as output:
        streams = [output.add_stream("pcm_s16le", rate=clips.RATE_HZ, layout="mono") for _ in range(2)]
        for stream, second in zip(streams, (1_000_000, 0), strict=True):
            frame = av.AudioFrame.from_ndarray(np.full((1, clips.RATE_HZ), 9_000, np.int16), "s16", "mono")
            frame.sample_rate, frame.pts = clips.RATE_HZ, second * clips.RATE_HZ
            output.mux(stream.encode(frame))
    assert cut(path, Excerpt(0, 4_000)) == [None]


def test_video_gives_its_sound(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    sound = np.concatenate(
        (np.zeros(clips.RATE_HZ * 8, np.float32), tone(4), np.zeros(clips.RATE_HZ * 4, np.float32))
    )
    with av.open(str(path), "w") as output:
        video = output.add_stream("mpeg4", rate=5)
        video.width, video.height, video.codec_context.gop_size = 64, 48, 40
        audio = output.add_stream("aac", rate=clips.RATE_HZ, layout="mono")
        frame = av.AudioFrame.from_ndarray(sound[None, :], "flt", "mono")
        frame.sample_rate = clips.RATE_HZ
        pictures = [av.VideoFrame.from_ndarray(np.zeros((48, 64, 3), np.uint8)) for _ in range(80)]
        for packet in chain.from_iterable(video.encode(each) for each in (*pictures, None)):
            output.mux(packet)
        cut_up = av.AudioResampler("fltp", "mono", clips.RATE_HZ, frame_size=1024)
        for piece in (*cut_up.resample(frame), None):
            output.mux(audio.encode(piece))
    (content,) = cut(path, Excerpt(8_000, 12_000))
    assert heard(content).seconds_of(440) == pytest.approx(4, abs=0.15)


@pytest.fixture(scope="module")
def talks_of_each_kind(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    folder = tmp_path_factory.mktemp("talks")
    paths = [talk(folder / f"a.{ending}", (300, 400), seconds=1) for ending in CODECS]
    return [path.read_bytes() for path in paths]


@settings(deadline=None, max_examples=40)
@given(st.data())
def test_of_whatever_comes_there_are_clips_or_an_error_that_we_meant(
    talks_of_each_kind: list[bytes], data: st.DataObject
) -> None:
    content = data.draw(damaged(talks_of_each_kind))
    times = st.tuples(st.integers(-(2**70), 2**70) | st.integers(0, 4000), st.integers(0, 2**40))
    excerpts = [Excerpt(start, start + length) for start, length in data.draw(st.lists(times, max_size=2))]
    try:
        found = list(recordings.cut(Source("a", content), excerpts, "mp3"))
    except ReadError as error:
        assert error.where == "a"
        return
    assert len(found) == len(excerpts)
    assert all(heard(clip).seconds <= 20.2 for clip in found if clip)
