"""The two transcripts the project was begun for, and every file of the corpus, where they are at hand."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from studykit import readers
from studykit.contracts import Source
from studykit.model import Transcript

CHAPTERS = [
    (0, "Explaining model jaggedness"),
    (579, "Emotions and value functions"),
    (1129, "What are we scaling?"),
    (1513, "Why humans generalize better than models"),
    (2145, "Straight-shotting superintelligence"),
    (2807, "SSI’s model will learn from deployment"),
    (3307, "Alignment"),
    (4693, "“We are squarely an age of research company”"),
    (5363, "Self-play and multi-agent"),
    (5562, "Research taste"),
]
FORMATS = {
    "bitcointranscripts/raw/*-podcast/*.md": "markdown",
    "bitcointranscripts/raw/tabconf/*/*.md": "markdown",
    "changelog/raw/[jgn]*/*.md": "markdown",
    "pairs/bitcoin/*.md": "markdown",
    "haskellweekly/raw/podcast/*.vtt": "vtt",
    "podcast20/raw/docs/examples/transcripts/example.vtt": "vtt",
    "podcast20/raw/docs/examples/transcripts/example.srt": "srt",
    "podcast20/raw/docs/examples/transcripts/example.json": "podcast-json",
}


def counted(text: str) -> list[str]:
    return re.findall(r"[a-z0-9']+", text.lower().replace("’", "'").replace("‘", "'"))


def words_of(transcript: Transcript) -> list[str]:
    return [word for segment in transcript.segments for word in counted(segment.text)]


def seed(shared: Path, number: str) -> Source:
    (path,) = (shared / "seeds").glob(f"{number}_*.txt")
    return Source(path.name, path.read_bytes())


def test_the_page_gives_its_episode_turns_and_chapters(shared: Path) -> None:
    transcript = readers.read(seed(shared, "000"))
    episode = transcript.episode
    assert episode.title == "Ilya Sutskever – We're moving from the age of scaling to the age of research"
    assert (episode.show, episode.published) == ("Dwarkesh Podcast", date(2025, 11, 25))
    assert {(s.name, s.role) for s in transcript.speakers} == {
        ("Dwarkesh Patel", "host"),
        ("Ilya Sutskever", "guest"),
    }
    assert len(transcript.turns) == 133
    assert all(turn.start_ms is not None for turn in transcript.turns)
    assert [
        (mark.start_ms // 1000, mark.title) for mark in transcript.chapters if mark.start_ms is not None
    ] == (CHAPTERS)


def as_it_is(page: str) -> str:
    return page


def with_times_in_brackets(page: str) -> str:
    return re.sub(r"(?m)^(\w+ \w+) (\d\d:\d\d:\d\d)$", r"\1 (\2)", page)


def with_times_first(page: str) -> str:
    return re.sub(r"(?m)^(\w+ \w+) (\d\d:\d\d:\d\d)$", r"[\2] \1", page)


def with_times_on_a_line_above(page: str) -> str:
    return re.sub(r"(?m)^(\w+ \w+) (\d\d:\d\d:\d\d)$", r"\2\n\n\1", page)


def with_other_names(page: str) -> str:
    return page.replace("Ilya Sutskever", "Łucja Ó Briain").replace("Dwarkesh Patel", "Émile van der Berg")


def without_blank_lines(page: str) -> str:
    return re.sub(r"\n\n+", "\n", page)


def ending_in(line: str) -> Callable[[str], str]:
    def change(page: str) -> str:
        return (
            page[: page.index("Yes, me too.") + len("Yes, me too.")]
            + f"\n\n{line}\n\nA comment of a stranger.\n"
        )

    return change


@pytest.mark.parametrize(
    "change",
    [
        as_it_is,
        with_times_in_brackets,
        with_times_first,
        with_times_on_a_line_above,
        with_other_names,
        without_blank_lines,
        *map(
            ending_in,
            ["Share", "Comments", "12 Comments", "© 2026 Somebody", "Discussion about this episode"],
        ),
        *map(
            ending_in, ["Kommentare", "Deja un comentario", "![a](https://a.example/a.png)", "Nov 25, 2025"]
        ),
    ],
)
def test_no_spoken_word_of_the_page_is_lost_or_added(shared: Path, change: Callable[[str], str]) -> None:
    original = seed(shared, "000")
    rows = original.text.split("\n")
    begin, end = rows.index("Ilya Sutskever 00:00:00"), rows.index("Yes, me too.")
    label = re.compile(r".+ \d\d:\d\d:\d\d|\d\d:\d\d:\d\d – .+|Section titled .+")
    said = [word for row in rows[begin : end + 1] if not label.fullmatch(row) for word in counted(row)]
    assert len(said) == 13_200
    page = Source("page.txt", change(original.text).encode())
    assert readers.recognise(page) == "web-page"
    assert words_of(readers.read(page)) == said


def test_recognised_speech_keeps_its_words_and_names_nobody(shared: Path) -> None:
    source = seed(shared, "001")
    transcript = readers.read(source)
    rows = source.text.split("\n")
    first = next(index for index, row in enumerate(rows) if row.startswith("Now that compute is big"))
    last = next(index for index, row in enumerate(rows) if row.startswith("This information is educational"))
    assert words_of(transcript) == [word for row in rows[first : last + 1] for word in counted(row)]
    assert transcript.speakers == ()
    assert transcript.episode.title == "Dwarkesh and Ilya Sutskever on What Comes After Scaling"
    assert [notice.code for notice in transcript.notices] == ["furniture"]


def test_a_sentence_broken_over_lines_is_in_one_turn(shared: Path) -> None:
    turns = readers.read(seed(shared, "001")).turns
    assert any(
        "no public proposals of this kind\nof thing" in turn.text.replace("kind of", "kind\nof")
        for turn in turns
    )


@pytest.mark.parametrize(("pattern", "name"), FORMATS.items())
def test_every_file_of_the_corpus_is_recognised_and_read(shared: Path, pattern: str, name: str) -> None:
    paths = [path for path in sorted((shared / "corpus").glob(pattern)) if not path.name.startswith("_")]
    assert paths
    for path in paths:
        source = Source("-", path.read_bytes())
        assert readers.recognise(source) == name, path
        assert readers.read(source).word_count > 0, path
