"""Feeds and addresses of the web, from the command line, against a real server."""

import json
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import quoteattr

import pytest

from tests.cli.running import EXAMPLE, studykit
from tests.serving import Served, Write, answer, serving

FEED = EXAMPLE.with_name("crumb-and-crust.xml")
NAMESPACES = (
    'xmlns:podcast="https://podcastindex.org/namespace/1.0" xmlns:psc="http://podlove.org/simple-chapters"'
)
VTT = """WEBVTT

00:00.000 --> 00:20.000
<v Nadia>Hello and welcome to the show about bread, and to the baker who is with me today.

00:20.000 --> 00:40.000
<v TF>A starter is a mixture of flour and water in which wild yeast and bacteria live.

00:40.000 --> 01:00.000
<v Speaker 3>We tasted it in the studio, and it was sour.
"""
SRT = """1
00:00:00,000 --> 00:00:09,000
Nadia: Read from captions.

2
00:00:09,000 --> 00:00:12,000
TF: Yes.
"""
CHAPTERS = {
    "version": "1.2.0",
    "chapters": [{"startTime": 0, "title": "Hello"}, {"startTime": 20, "title": "Starter"}],
}
PSC = '<psc:chapters><psc:chapter start="0" title="Inline"/></psc:chapters>'
PEOPLE = (
    "<podcast:person>Nadia Okafor</podcast:person>"
    "<podcast:person role='guest'>Tomás Ferreira</podcast:person>"
    "<podcast:person role='editor'>Ben Okri</podcast:person>"
)


def rss(*items: str) -> bytes:
    inside = "".join(f"<item>{each}</item>" for each in items)
    return f"<rss {NAMESPACES}><channel><title>Crumb</title>{inside}</channel></rss>".encode()


def transcript(url: str, **attributes: str) -> str:
    told = "".join(f" {name}={quoteattr(value)}" for name, value in {"url": url, **attributes}.items())
    return f"<podcast:transcript{told}/>"


WHOLE = (
    "<title>Why sourdough rises</title><guid>crumb-7</guid><pubDate>Fri, 14 Mar 2025 23:00:00 -0500</pubDate>"
    "<link>https://example.org/7</link><enclosure url='https://example.org/7.mp3' type='audio/mpeg'/>"
    f"{PEOPLE}{transcript('talk.txt', type='text/plain')}{transcript('talk.vtt', type='text/vtt')}"
    '<podcast:chapters url="chapters.json"/>' + PSC
)
PAGES: dict[str, Write] = {
    "/show/feed": answer(rss(WHOLE, "<title>Salt</title>"), "application/rss+xml"),
    "/show/talk.vtt": answer(VTT.encode(), "text/vtt"),
    "/show/talk.srt": answer(SRT.encode(), "application/srt"),
    "/show/chapters.json": answer(json.dumps(CHAPTERS).encode(), "application/json"),
    "/show/names.txt": answer(b"sourdough\nthe studio => the kitchen\n"),
    "/show/none": answer(
        b"<html><head><link rel=icon href=x><link href='feed?a=1&amp;b=2' type=\"application/rss+xml\">",
        "text/html",
    ),
}


@pytest.fixture
def web() -> Iterator[Served]:
    with serving(PAGES) as served:
        yield served


def document(*arguments: object) -> dict:
    result = studykit("read", *arguments, "--to", "md", "--allow-private")
    assert result.exit_code == 0, result.stderr
    return {"text": result.stdout, "told": result.stderr}


def feed_file(*items: str) -> Path:
    path = Path("feed.xml")
    path.write_bytes(rss(*items))
    Path("talk.vtt").write_text(VTT, encoding="utf-8")
    Path("talk.srt").write_text(SRT, encoding="utf-8")
    Path("chapters.json").write_text(json.dumps(CHAPTERS))
    return path


def test_a_feed_is_listed_the_newest_first():
    result = studykit("feed", FEED)
    assert result.exit_code == 0
    _, first, second = result.stdout.splitlines()
    assert first == "    1  2025-03-14      8:52  T-   Why sourdough rises"
    assert second == "    2  2025-03-07     31:12  --   What salt is for"
    assert result.stderr == "Crumb and Crust: 2 of 2 episodes; T: transcript, C: chapters\n"


def test_a_list_is_cut_at_its_limit_and_says_so():
    result = studykit("feed", FEED, "--limit", "1")
    assert len(result.stdout.splitlines()) == 2
    assert "1 of 2 episodes (--limit shows more)" in result.stderr


def test_a_feed_is_listed_for_other_programs():
    value = json.loads(studykit("feed", "-", "--json", "--limit", "1", text=FEED.read_bytes()).stdout)
    assert (value["title"], value["episode_count"]) == ("Crumb and Crust", 2)
    (episode,) = value["episodes"]
    assert (episode["number"], episode["guid"], episode["duration_ms"]) == (1, "crumb-and-crust-7", 532_000)
    assert episode["persons"][1] == {"name": "Tomás Ferreira", "role": "guest"}
    assert episode["has_chapters"] is False


def test_a_feed_of_a_private_network_is_read_only_where_that_is_allowed(web):
    refused = studykit("feed", f"{web.url}/show/feed")
    assert (refused.exit_code, refused.stdout) == (3, "")
    assert "--allow-private" in refused.stderr
    assert "Why sourdough rises" in studykit("feed", f"{web.url}/show/feed", "--allow-private").stdout


def test_an_episode_is_built_with_all_that_its_feed_tells(web):
    long = VTT.replace(
        "today.", "today. " + "Bread is flour, water, salt and time, and time is the best of them. " * 9
    )
    pages = {**PAGES, "/show/talk.vtt": answer(long.encode(), "text/vtt")}
    with serving(pages) as served:
        result = studykit(
            "build", f"{served.url}/show/feed", "--episode", "latest", "--to", "json", "--allow-private"
        )
    assert result.exit_code == 0, result.stderr
    study = json.loads(Path("output/why-sourdough-rises/study.json").read_text(encoding="utf-8"))
    told = {
        name: study["episode"][name] for name in ("key", "title", "show", "published", "url", "audio_url")
    }
    assert told == {
        "key": "crumb-7",
        "title": "Why sourdough rises",
        "show": "Crumb",
        "published": "2025-03-14",
        "url": "https://example.org/7",
        "audio_url": "https://example.org/7.mp3",
    }
    assert [(each["name"], each["role"]) for each in study["speakers"]][:2] == [
        ("Nadia Okafor", "host"),
        ("Tomás Ferreira", "guest"),
    ]
    assert study["speakers"][2]["name"] == "Speaker 3"
    assert [chapter["title"] for chapter in study["chapters"]] == ["Hello", "Starter"]


def test_what_the_user_says_wins_over_the_feed(web):
    Path("notes.txt").write_text("0:00 Mine\n0:30 Also mine\n")
    flags = ("--title", "Bread", "--speaker", "TF=Tom", "--chapters", "notes.txt", "--date", "2020-01-01")
    text = document(f"{web.url}/show/feed", "--episode", "crumb-7", *flags)["text"]
    assert 'title: "Bread"' in text
    assert "2020-01-01" in text
    assert "Tom" in text.split("hosts")[1]
    assert "Tomás" not in text
    assert "## Mine" in text
    assert "/show/chapters.json" not in [path for path, _ in web.asked]


def test_the_best_transcript_that_can_be_read_is_taken_and_the_others_told():
    links = transcript("gone.json", type="application/json") + transcript("talk.srt", type="application/srt")
    found = document(feed_file(f"<title>Bread</title>{links}"), "--episode", "1", "-v")
    assert "Read from captions." in found["text"]
    assert (
        "transcript-unread: the feed's transcript could not be read: there is no such file" in found["told"]
    )


def test_an_address_that_is_none_is_passed_over():
    links = (
        transcript("http://[/talk.vtt", type="text/vtt")
        + transcript("https://example.org:x/talk.vtt")
        + transcript("talk.srt")
    )
    found = document(feed_file(f"<title>Bread</title>{links}"), "--episode", "1", "-v")
    assert "Read from captions." in found["text"]
    assert found["told"].count("this is no web address") == 2


def test_the_best_transcript_that_cannot_be_read_is_told_where_no_other_can():
    links = transcript("gone.vtt") + transcript("gone.txt")
    result = studykit("read", feed_file(f"<title>Bread</title>{links}"), "--episode", "1")
    assert result.exit_code == 3
    assert "gone.vtt: there is no such file" in result.stderr


def test_a_key_in_an_address_stays_out_of_the_notices():
    with serving(PAGES) as web:
        links = transcript(f"{web.url}/gone.vtt?key=secret") + transcript("talk.srt")
        told = document(feed_file(f"<title>Bread</title>{links}"), "--episode", "1", "-v")["told"]
    assert f"({web.url}/gone.vtt)" in told
    assert "secret" not in told


def test_a_page_in_place_of_a_transcript_is_no_talk():
    Path("gone.vtt").write_text(f"<!DOCTYPE html>\n<html><body><p>{VTT}</p></body></html>")
    links = transcript("gone.vtt", type="text/vtt") + transcript("talk.srt", type="application/srt")
    found = document(feed_file(f"<title>Bread</title>{links}"), "--episode", "1", "-v")
    assert "Read from captions." in found["text"]
    assert "there is a web page in place of vtt (gone.vtt)" in found["told"]


def test_chapters_in_the_feed_stand_in_for_a_list_that_is_gone():
    inside = f'<title>Bread</title>{transcript("talk.vtt")}<podcast:chapters url="gone.json"/>{PSC}'
    found = document(feed_file(inside), "--episode", "1", "-v")
    assert "## Inline" in found["text"]
    assert "chapters-unread" in found["told"]


def test_chapters_that_cannot_be_read_cost_nothing_else():
    inside = f'<title>Bread</title>{transcript("talk.vtt")}<podcast:chapters url="gone.json"/>'
    found = document(feed_file(inside), "--episode", "1", "-v")
    assert "A starter is a mixture" in found["text"]
    assert "chapters-unread" in found["told"]


def test_a_language_that_the_words_deny_is_doubted():
    feed = feed_file(f"<title>Bread</title>{transcript('talk.vtt')}")
    feed.write_bytes(feed.read_bytes().replace(b"<title>", b"<language>de-at</language><title>", 1))
    Path("talk.vtt").write_text(VTT.replace("today.", "today and it is that the one of them. " * 9))
    found = document(feed, "--episode", "1", "-v")
    assert 'language: "en"' in found["text"]
    assert "language-doubtful: the feed says de-at" in found["told"]


def test_a_feed_without_an_episode_asked_for_lists_the_latest():
    result = studykit("build", FEED)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "this is a feed; its episodes are:\n      1 " in result.stderr
    assert "      2  2025-03-07     31:12  --   What salt is for" in result.stderr
    assert "--episode latest" in result.stderr


def test_an_episode_without_a_transcript_says_so_and_names_those_that_have_one():
    result = studykit("build", FEED, "--episode", "2")
    assert (result.exit_code, result.stdout) == (3, "")
    assert "no transcript of “What salt is for”; these have one:" in result.stderr
    assert "Why sourdough rises" in result.stderr


def test_an_episode_cannot_be_chosen_from_a_transcript():
    result = studykit("build", EXAMPLE, "--episode", "1")
    assert result.exit_code == 2
    assert "--episode chooses from a feed, and this is none" in result.stderr


def test_a_feed_in_a_file_leads_to_no_other_files(tmp_path):
    Path("deep").mkdir()
    Path("secret.vtt").write_text(VTT)
    feed = Path("deep/feed.xml")
    for link in ("../secret.vtt", f"{tmp_path}/secret.vtt", f"file://{tmp_path}/secret.vtt"):
        feed.write_bytes(rss(f"<title>Bread</title>{transcript(link)}"))
        result = studykit("read", feed, "--episode", "1")
        assert (result.exit_code, result.stdout) == (3, "")
        assert "does not lie beside it" in result.stderr


def test_what_is_no_feed_is_told(web):
    result = studykit("feed", f"{web.url}/show/none", "--allow-private")
    assert result.exit_code == 3
    assert "this is no feed" in result.stderr
    assert f"this page names its feed: {web.url}/show/feed?a=1&b=2" in result.stderr


def test_an_address_stands_wherever_a_file_may(web):
    base = f"{web.url}/show"
    Path("words.txt").write_text(
        "A starter is a mixture of flour and water in which wild yeast and bacteria live."
    )
    found = document(
        *(f"{base}/talk.vtt", "--chapters", f"{base}/chapters.json", "--vocabulary", f"{base}/names.txt")
    )
    assert "## Starter" in found["text"]
    assert "in the kitchen" in found["text"]
    assert "TF" in document("words.txt", "--also", f"{base}/talk.vtt")["text"]
