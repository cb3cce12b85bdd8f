"""Every transcript of recognised speech, TTML, YouTube and Podlove in the corpus loses no spoken word.

What was said is taken from each file in another way than the reader does: by the one place where the format
repeats it as a text, or by its bare strings.
"""

import html
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from studykit import readers
from studykit.contracts import Source
from studykit.errors import ReadError
from tests.readers.cases import spoken, words_of


def joined(*path: str) -> Callable[[Any], str]:
    """Join a field of each item of a list; the last name is the field, those before lead to the list."""

    def text(value: Any) -> str:
        for key in path[:-1]:
            value = value[key]
        return " ".join(item[path[-1]] for item in value)

    return text


def of_podlove(value: Any) -> str:
    return joined("text")(value["transcripts"] if isinstance(value, dict) else value)


SAID: dict[str, tuple[str, Callable[[Any], str]]] = {
    "stt-json/raw/bbc/**/amazon*.json": ("amazon", joined("results", "transcripts", "transcript")),
    "stt-json/raw/bbc/**/kaldi*.json": ("kaldi", joined("retval", "words", "punct")),
    "stt-json/raw/bbc/**/digitalPaperEdit*.json": ("digital-paper-edit", joined("words", "text")),
    "stt-json/raw/bbc/**/gcpStt.*.json": (
        "google",
        lambda value: " ".join(result["alternatives"][0]["transcript"] for result in value["results"]),
    ),
    "stt-json/raw/deepgram/**/dg_*.json": (
        "deepgram",
        lambda value: value["results"]["channels"][0]["alternatives"][0]["transcript"],
    ),
    "stt-json/raw/deepgram/**/assemblyai*.json": ("assemblyai", lambda value: value["text"]),
    "stt-json/raw/deepgram/**/whisper*.json": ("whisper", lambda value: value["text"]),
    "podlove/raw/**/transcripts.json": ("podlove", of_podlove),
}


@pytest.mark.parametrize("pattern", SAID)
def test_no_spoken_word_of_a_recogniser_is_lost_or_added(shared: Path, pattern: str) -> None:
    name, said = SAID[pattern]
    paths = sorted((shared / "corpus").glob(pattern))
    assert paths
    for path in paths:
        source = Source("-", path.read_bytes())
        assert readers.recognise(source) == name, path
        assert words_of(readers.read(source)) == spoken(said(json.loads(source.content))), path


@pytest.mark.parametrize(
    ("pattern", "name"),
    [("ttml/raw/*.ttml", "ttml"), ("youtube/raw/transcript.xml.static", "youtube")],
)
def test_no_spoken_word_of_captions_in_xml_is_lost_or_added(shared: Path, pattern: str, name: str) -> None:
    paths = sorted((shared / "corpus").glob(pattern))
    assert paths
    for path in paths:
        source = Source("-", path.read_bytes())
        assert readers.recognise(source) == name, path
        assert words_of(readers.read(source)) == spoken(shown(source.text)), path


def shown(xml: str) -> str:
    """Take tags off, and what stands in the head; a tag within a line may stand for a space, as in TTML."""
    body = re.sub(r"<head>.*</head>|<\?xml[^>]*>", "", xml, flags=re.DOTALL)
    return re.sub(r"</?i>", "", html.unescape(re.sub(r"<[^>]+>", " ", body)))


def test_a_list_of_youtube_tracks_is_told_from_captions(shared: Path) -> None:
    (path,) = (shared / "corpus").glob("youtube/raw/*.innertube.json.static")
    with pytest.raises(ReadError, match="none of their words"):
        readers.read(Source("-", path.read_bytes()))


def test_every_file_of_recognised_speech_is_in_the_table(shared: Path) -> None:
    corpus = shared / "corpus"
    files = {*corpus.glob("stt-json/raw/**/*.json"), *corpus.glob("podlove/raw/**/transcripts.json")}
    assert files == {path for pattern in SAID for path in corpus.glob(pattern)}
