"""Whatever comes in: chapters or an error that we meant, in time that grows with the size alone."""

import re
import time
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit import chapter_lists, registry
from studykit.contracts import ChapterList, Source
from studykit.errors import ReadError, UsageError
from tests.chapter_lists.test_formats import SAMPLES
from tests.damage import damaged

LISTS = [sample.encode() for sample in SAMPLES.values()]
NAMES = registry.names("studykit.chapter_lists")
PIECES = [
    "0:00",
    "1:02:45",
    "[",
    "]",
    "(",
    ")",
    " ",
    "\n",
    "- ",
    "**",
    "title=",
    "\\",
    "START=",
    "[CHAPTER]\n",
]
MORE = [
    "<psc:chapter ",
    "</",
    '{"chapters":',
    '"start"',
    "~",
    "|",
    "Intro",
    ";FFMETADATA1\n",
    "é",
    "\x00",
    "=1/9",
]


pieces = st.lists(st.sampled_from(PIECES + MORE), max_size=40).map("".join).map(str.encode)


@given(pieces | damaged(LISTS) | st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        marks = chapter_lists.read(Source("list", content))
    except (ReadError, UsageError):
        return
    assert all(mark.title.strip() and mark.start_ms is not None for mark in marks)
    assert [mark.start_ms for mark in marks] == sorted(mark.start_ms or 0 for mark in marks)


@given(pieces | damaged(LISTS), st.sampled_from(NAMES))
def test_any_format_reads_or_refuses_what_is_another_ones(content: bytes, name: str) -> None:
    with suppress(ReadError):
        registry.load("studykit.chapter_lists", name, ChapterList).parse(Source("list", content))


SHAPES = [
    "0:00 a\n",
    "\\",
    "=",
    "[CHAPTER]\n",
    "0:00 ",
    "[0:00](",
    "<br",
    "**0:00** ",
    "- ",
    "1:00 ~ ",
    "(" * 9,
]


def seconds(text: str, name: str) -> float:
    begin = time.process_time()
    with suppress(ReadError):
        each = registry.load("studykit.chapter_lists", name, ChapterList)
        each.sniff(Source("list", text.encode()))
        each.parse(Source("list", text.encode()))
    return time.process_time() - begin


@pytest.mark.parametrize("name", NAMES)
def test_time_grows_with_the_size_alone(name: str) -> None:
    """A quadratic step takes 16 times the time for 4 times the text; we allow 8 and, in doubt, try again."""
    assert [shape for shape in SHAPES if all(_is_slow(shape, name) for _ in range(4))] == []


def _is_slow(shape: str, name: str) -> bool:
    opening = ";FFMETADATA1\n[CHAPTER]\n" if name == "ffmetadata" else ""
    made = [opening + shape * (size // len(shape)) for size in (30_000, 120_000)]
    small, large = (seconds(text, name) for text in made)
    return large > 8 * small + 0.2


def test_real_show_notes_give_all_their_chapters(shared: Path) -> None:
    """Judged by counting the lines that hold a link to a time, in 23 episodes."""
    wrong = {}
    for path in sorted((shared / "corpus" / "syntax-shownotes" / "raw" / "shows").glob("*.md")):
        text = path.read_text(encoding="utf-8")
        linked = len(re.findall(r"(?m)^\s*[-*] \*\*\[\d+:[\d:]+\]\(#t=", text))
        if linked > 2:
            found = chapter_lists.read(Source(path.name, text.encode()))
            if len(found) != linked:
                wrong[path.name] = linked - len(found)
    # Its last time lacks the hour.
    assert wrong == {"412 - JavaScript and Hardware.md": 1}


@pytest.mark.parametrize(
    ("place", "count"),
    [
        ("podcast20/raw/docs/examples/chapters/example.json", 9),
        ("podlove/raw/public/chapters.json", 16),
        ("podlove/raw/cypress/fixtures/chapters.json", 3),
        ("feeds/raw/podcastparser/chapters.rss", 5),
    ],
)
def test_real_lists_are_read(shared: Path, place: str, count: int) -> None:
    path = shared / "corpus" / place
    assert len(chapter_lists.read(Source(path.name, path.read_bytes()))) == count
