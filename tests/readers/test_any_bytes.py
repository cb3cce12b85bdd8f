"""Whatever comes in: a transcript or an error that we meant, in time that grows with the size alone."""

import json
import time
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studykit import readers, registry
from studykit.contracts import Reader, Source
from studykit.errors import ReadError, UsageError
from tests.damage import damaged
from tests.readers.cases import cases

NAMES = registry.names("studykit.readers")
SEEDS = [case.read_bytes() for case in cases()]
FRAGMENTS = [
    *(
        "\n",
        "\n\n",
        " ",
        ":",
        "-->",
        "00:00:01.000",
        "(1:12)",
        "[00:01]",
        "Ana Ruiz",
        "Ben: ",
        "**Ben:** ",
        "---\n",
    ),
    *(
        "WEBVTT",
        "<v Ana>",
        "</v>",
        ">> ",
        "[MUSIC]",
        "## ",
        "{",
        '"segments": [',
        '"body": "a",',
        '{"text": "a", "words": [{"word": "a", "start": 1}]}',
        '<tt><body><p begin="1">a</p>',
        "]}",
        "Share",
        "](http",
    ),
    *(
        "title: [a, b]",
        "date: 2020-99-99",
        "&amp;",
        "♪",
        "\x00",
        "\u2028",
        "\ud7ff",
        "。",
        "’",
        "_",
        "`",
        "\\[",
        "![",
    ),
]
lines = st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=12), max_size=60).map("".join)
in_time = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def is_read_or_refused(content: bytes, name: str | None) -> None:
    source = Source("talk", content)
    try:
        transcript = readers.read(source, name)
    except (ReadError, UsageError):
        return
    assert transcript.word_count > 0
    assert all(segment.text.strip() for segment in transcript.segments)
    known = {segment.id for segment in transcript.segments}
    assert {mark.segment_id for mark in transcript.chapters} <= known | {None}


@in_time
@given(st.binary(max_size=300), st.sampled_from((None, *NAMES)))
def test_any_bytes_are_read_or_refused(content: bytes, name: str | None) -> None:
    is_read_or_refused(content, name)


@in_time
@given(lines, st.sampled_from((None, *NAMES)))
def test_any_text_is_read_or_refused(text: str, name: str | None) -> None:
    is_read_or_refused(text.encode("utf-8", "surrogatepass"), name)


@in_time
@given(damaged(SEEDS), st.sampled_from((None, *NAMES)))
def test_a_damaged_file_is_read_or_refused(content: bytes, name: str | None) -> None:
    is_read_or_refused(content, name)


@in_time
@given(lines)
def test_every_reader_sniffs_without_failing(text: str) -> None:
    source = Source("talk", text.encode("utf-8", "surrogatepass").replace(b"\x00", b""))
    for name in NAMES:
        try:
            registry.load("studykit.readers", name, Reader).sniff(source)
        except ReadError as error:
            assert "text" in error.what


def repeated(pattern: str) -> Callable[[int], str]:
    return lambda size: pattern * (size // len(pattern))


SHAPES = {
    "one line": repeated("word "),
    "no spaces": repeated("a"),
    "brackets": repeated("["),
    "links": repeated("[a]("),
    "stars": repeated("** "),
    "backticks": repeated("`` ` "),
    "underscores": repeated("_a "),
    "tags": repeated("<v "),
    "comments": repeated("<!--"),
    "escapes": repeated("\\["),
    "colons": repeated("Ana: "),
    "colon lines": repeated("Ana: yes.\n"),
    "names on lines": repeated("Ana Ruiz\n"),
    "times": repeated("00:00:01 "),
    "time lines": repeated("00:00:01\n"),
    "stamped turns": repeated("Ana Ruiz 00:00:01\n\nYes.\n\nShare\n\nBen Okri 00:00:02\n\nNo.\n\n"),
    "chapters": repeated("00:01 One\n"),
    "headings": repeated("## A\n"),
    "furniture": repeated("Share\n"),
    "quotes": repeated("“"),
    "unpunctuated": repeated("and then we went on\n"),
    "dashes": repeated(" - a"),
    "vtt": lambda size: (
        "WEBVTT\n\n" + "00:01.000 --> 00:02.000\n<v Ana>yes\n<v Ben>no >> maybe\n\n" * (size // 54)
    ),
    "rolling vtt": lambda size: "WEBVTT\n\n" + "00:01.000 --> 00:02.000\nyes\nno\n\n" * (size // 32),
    "srt": lambda size: "1\n00:00:01,000 --> 00:00:02,000\nAna: yes - no.\n\n" * (size // 46),
    "whisper": lambda size: (
        '{"segments": [' + ",".join(['{"start": 1, "end": 2, "text": " a."}'] * (size // 35)) + "]}"
    ),
    "unlike words": lambda size: json.dumps(
        {"text": ", " * (size // 8), "words": [{"word": "ab", "start": 1}] * (size // 40)}
    ),
    "open brackets": lambda size: '{"segments": [' + "[" * size,
    "deep": lambda size: '{"a": ' * (size // 7) + "1" + "}" * (size // 7),
    "ttml": lambda size: (
        "<tt><body>" + '<p begin="1"><span begin="1">a</span></p>' * (size // 42) + "</body></tt>"
    ),
    "spans": lambda size: (
        '<tt><body><p begin="1">' + '<span begin="1">a</span>' * (size // 25) + "</p></body></tt>"
    ),
    "timedtext": lambda size: (
        '<timedtext format="3"><body>' + '<p t="1">a</p>' * (size // 14) + "</body></timedtext>"
    ),
    "ever new names": lambda size: "".join(f"Ana {n}: yes.\n" for n in range(size // 15)),
    "names alike": lambda size: (
        "WEBVTT\n\n"
        + "".join(f"00:01.000 --> 00:02.000\n<v A{'!' * (n % 99)}>a\n\n" for n in range(size // 80))
    ),
    "words": lambda size: (
        '{"segments": [' + ",".join(['{"startTime": 1, "body": "a"}'] * (size // 30)) + "]}"
    ),
}


def seconds(text: str, name: str) -> float:
    source = Source("talk", text.encode())
    begin = time.process_time()
    with suppress(ReadError, UsageError):
        readers.read(source, name)
    return time.process_time() - begin


@pytest.mark.parametrize("name", NAMES)
def test_time_grows_with_the_size_alone(name: str) -> None:
    """A quadratic step takes 16 times the time for 4 times the text; we allow 8 and, in doubt, try again."""
    assert [shape for shape, made in SHAPES.items() if all(_is_slow(made, name) for _ in range(4))] == []


def _is_slow(made: Callable[[int], str], name: str) -> bool:
    small, large = seconds(made(30_000), name), seconds(made(120_000), name)
    return large > 8 * small + 0.5
