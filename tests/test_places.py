"""What a user or a feed names is opened: on the disk, on the web, and not where a stranger would lead us."""

import os
from pathlib import Path

import pytest

from studykit.contracts import Source
from studykit.errors import ReadError
from studykit.places import open_linked, open_place
from studykit.sources import STANDARD_INPUT
from tests.serving import answer, redirect, serving

CYRILLIC = "Струна гудит"


def linked(link: str, holder: Source) -> bytes:
    return open_linked(link, holder, "transcript", allow_private=True).content


@pytest.fixture
def feed(tmp_path: Path) -> Source:
    """Return a feed in a folder of its own; beside the folder lies what it must not reach."""
    (tmp_path / "show" / "texts").mkdir(parents=True)
    (tmp_path / "show" / "texts" / "one two.vtt").write_bytes(b"inside")
    (tmp_path / "secret.txt").write_bytes(b"outside")
    return Source(str(tmp_path / "show" / "feed.xml"), b"<rss/>")


def test_an_address_of_the_web_is_opened_like_a_file():
    pages = {
        "/old%20talk.vtt?key=secret": redirect("/new"),
        "/new": answer(CYRILLIC.encode("cp1251"), "text/plain; charset=windows-1251"),
    }
    with serving(pages) as web:
        found = open_place(f"{web.url}/old talk.vtt?key=secret#t=1", allow_private=True)
        assert (found.name, found.extension) == (f"{web.url}/old talk.vtt", "vtt")
        assert (found.url, found.text) == (f"{web.url}/new", CYRILLIC)


def test_a_private_address_is_opened_only_where_that_is_allowed():
    with serving({"/talk.vtt": answer(b"WEBVTT")}) as web, pytest.raises(ReadError, match="private network"):
        open_place(f"{web.url}/talk.vtt")


def test_nothing_at_an_address_is_told_as_an_empty_file():
    with serving({"/": answer(b" ")}) as web, pytest.raises(ReadError, match="the file is empty"):
        open_place(f"{web.url}/", allow_private=True)


def test_a_feed_in_a_file_points_to_files_beside_and_below_it(feed: Source):
    assert linked("texts/one%20two.vtt", feed) == b"inside"
    assert linked("./texts/../texts/one two.vtt?version=2", feed) == b"inside"


def test_a_feed_in_a_file_points_to_the_web(feed: Source):
    with serving({"/talk.vtt": answer(b"far away")}) as web:
        assert linked(f"{web.url}/talk.vtt", feed) == b"far away"


@pytest.mark.parametrize(
    "link",
    [
        "../secret.txt",
        "texts/../../secret.txt",
        "%2e%2e/secret.txt",
        "{folder}/secret.txt",
        "file://{folder}/secret.txt",
        "file:texts/one%20two.vtt",
        "//{folder}/secret.txt",
        "ftp://example.org/talk.vtt",
        "a\x00b",
        "http:[",
    ],
)
def test_a_feed_in_a_file_leads_to_no_other_files(feed: Source, link: str):
    folder = Path(feed.name).parents[1]
    with pytest.raises(ReadError, match="does not lie beside it"):
        linked(link.format(folder=folder), feed)


@pytest.mark.skipif(os.name != "posix", reason="anybody may make symbolic links on POSIX")
def test_a_symbolic_link_out_of_the_folder_is_seen_through(feed: Source):
    folder = Path(feed.name).parent
    (folder / "near.txt").symlink_to("../secret.txt")
    (folder / "up").symlink_to("..")
    (folder / "loop").symlink_to("loop")
    for link in ("near.txt", "up/secret.txt"):
        with pytest.raises(ReadError, match="does not lie beside it"):
            linked(link, feed)
    with pytest.raises(ReadError):
        linked("loop", feed)


def test_a_feed_from_the_web_or_from_standard_input_leads_to_no_files(feed: Source):
    for holder in (Source("feed", b"", url="http://example.org/feed"), Source(STANDARD_INPUT, b"")):
        with pytest.raises(ReadError, match="no address of the web"):
            linked(f"{feed.name}", holder)
