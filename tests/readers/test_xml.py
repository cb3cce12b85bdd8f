"""TTML and YouTube's captions, and the dangers of XML."""

import json

import pytest

from studykit import readers
from studykit.errors import ReadError
from studykit.model import Transcript
from tests.readers.cases import shape, source

TTML = '<tt xmlns="http://www.w3.org/ns/ttml"{root}><body><div>{body}</div></body></tt>'
BOMB = '<!DOCTYPE a [<!ENTITY x "xxxxxxxxxx">]>'


def ttml(body: str, root: str = "") -> Transcript:
    return readers.read(source(TTML.format(body=body, root=root)))


def youtube(value: object) -> Transcript:
    return readers.read(source(value if isinstance(value, str) else json.dumps(value)))


def times(transcript: Transcript) -> list[tuple[int | None, int | None]]:
    return [(segment.start_ms, segment.end_ms) for segment in transcript.segments]


@pytest.mark.parametrize(
    ("begin", "milliseconds"),
    [
        ("0.860", 860),
        ("1:48.737", 108_737),
        ("1:02:03.456", 3_723_456),
        ("00:00:01", 1000),
        ("00:00:01.23456", 1235),
        ("00:00:02:15", 2500),
        ("1.5s", 1500),
        ("1500ms", 1500),
        ("0.5m", 30_000),
        ("1h", 3_600_000),
        ("60f", 2000),
        ("7t", 7000),
    ],
)
def test_every_way_to_write_a_time_is_read(begin: str, milliseconds: int) -> None:
    assert ttml(f'<p begin="{begin}">Ropes hum.</p>').turns[0].start_ms == milliseconds


def test_frames_and_ticks_last_as_long_as_the_root_says() -> None:
    rates = ' xmlns:ttp="u" ttp:frameRate="24" ttp:frameRateMultiplier="1000 1001" ttp:tickRate="10000000"'
    found = ttml('<p begin="24f" end="20000000t">Ropes hum.</p>', rates)
    assert times(found) == [(1001, 2000)]


def test_a_broken_time_says_so() -> None:
    with pytest.raises(ReadError, match="the time is broken: soon"):
        ttml('<p begin="soon">Ropes hum.</p>')


def test_times_before_that_of_the_element_around_count_from_there() -> None:
    found = ttml('<div begin="10s"><p begin="1s" end="2s">One.</p><p begin="12s" end="13s">Two.</p></div>')
    assert times(found) == [(11_000, 12_000), (22_000, 23_000)]


def test_other_times_count_from_the_beginning() -> None:
    found = ttml('<div begin="10s"><p begin="10s" end="11s">One.</p><p begin="12s" end="13s">Two.</p></div>')
    assert times(found) == [(10_000, 11_000), (12_000, 13_000)]


def test_syllables_make_up_words_where_spaces_part_the_words() -> None:
    spans = '<span begin="1">ca</span><span begin="2">bles</span> <span begin="3">hum</span>'
    assert shape(ttml(f'<p begin="1">{spans}</p>')) == [(None, "cables hum")]


def test_words_without_any_space_between_them_get_one() -> None:
    spans = '<span begin="1">Ropes</span><span begin="2">hum.</span>'
    assert shape(ttml(f'<p begin="1">{spans}</p>')) == [(None, "Ropes hum.")]


def test_a_part_in_another_style_stays_part_of_its_word() -> None:
    assert shape(ttml('<p begin="1">un<span style="i">believ</span>able &amp; so</p>')) == [
        (None, "unbelievable & so")
    ]


def test_an_agent_is_called_by_the_name_the_head_gives_or_by_its_id() -> None:
    text = (
        '<tt xmlns:m="u"><head><m:agent xml:id="v1"><m:name>Ana Ruiz</m:name></m:agent></head>'
        '<body m:agent="v1"><p begin="1">One.</p><p begin="2" m:agent="v2">Two.</p></body></tt>'
    )
    assert [speaker.name for speaker in readers.read(source(text)).speakers] == ["Ana Ruiz", "v2"]


def test_arrows_in_captions_without_agents_are_changes_of_speaker() -> None:
    found = ttml('<p begin="1">One.</p><p begin="2">&gt;&gt; Two.</p>')
    assert shape(found) == [(None, "One."), (None, "Two.")]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("<tt><body><p begin='1'>Ropes", "the XML is broken"),
        (f"{BOMB}<tt><body><p>&x;</p></body></tt>", "defines entities"),
        ('<!DOCTYPE tt SYSTEM "file:///etc/passwd"><tt><body><p>&x;</p></body></tt>', "the XML"),
        (f"<tt><body>{'<div>' * 50_000}<p>Hi</p>{'</div>' * 50_000}</body></tt>", "nested too deeply"),
        ("<tt><body><p begin='1'></p></body></tt>", "no spoken words"),
    ],
)
def test_dangerous_and_broken_xml_is_refused(text: str, what: str) -> None:
    with pytest.raises(ReadError, match=what):
        readers.read(source(text), "ttml")


def test_broken_xml_names_its_line() -> None:
    with pytest.raises(ReadError) as caught:
        readers.read(source("\n<tt>\n<body>\n</tt>"))
    assert caught.value.where == "talk:4"


def test_an_encoding_that_is_stated_and_not_true_does_not_matter() -> None:
    text = '<?xml version="1.0" encoding="utf-16"?><tt><body><p begin="1">Änne über uns.</p></body></tt>'
    assert shape(readers.read(source(text))) == [(None, "Änne über uns.")]


def test_markup_in_youtube_captions_goes_and_entities_become_characters() -> None:
    found = youtube(
        '<transcript><text start="1" dur="2">it&amp;#39;s &lt;i&gt;so&lt;/i&gt;</text></transcript>'
    )
    assert shape(found) == [(None, "it's so")]


def test_a_caption_ends_where_the_next_begins() -> None:
    events = [
        {"tStartMs": 0, "dDurationMs": 5000, "segs": [{"utf8": "one"}]},
        {"tStartMs": 2000, "dDurationMs": 5000, "segs": [{"utf8": "two"}]},
    ]
    assert times(youtube({"events": events})) == [(0, 2000), (2000, 7000)]


def test_srv2_is_read() -> None:
    found = youtube('<timedtext><text t="500" d="1000">Ropes hum.</text></timedtext>')
    assert times(found) == [(500, 1500)]


def test_the_headings_of_the_page_are_chapters() -> None:
    header = {"startMs": "0", "snippet": {"simpleText": "Ropes"}}
    line = {"startMs": "0", "endMs": "9", "snippet": {"runs": [{"text": "ropes "}, {"text": "hum"}]}}
    items = [{"transcriptSectionHeaderRenderer": header}, {"transcriptSegmentRenderer": line}]
    found = youtube({"a": [{"b": {"initialSegments": items}}]})
    assert [(mark.title, mark.start_ms) for mark in found.chapters] == [("Ropes", 0)]
    assert shape(found) == [(None, "ropes hum")]


def test_a_list_of_tracks_says_how_to_get_the_words() -> None:
    with pytest.raises(ReadError, match="none of their words") as caught:
        youtube({"captions": {"playerCaptionsTracklistRenderer": {"captionTracks": []}}})
    assert "json3" in caught.value.hint


def test_a_caption_without_a_text_is_named() -> None:
    with pytest.raises(ReadError, match="no text") as caught:
        youtube([{"text": "a", "start": 1, "duration": 1}, {"start": 2, "duration": 1}])
    assert caught.value.where == "talk, line 2"
