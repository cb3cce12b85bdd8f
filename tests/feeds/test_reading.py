"""RSS and Atom, as they are meant and as they are written."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit import feeds
from studykit.contracts import Source
from studykit.errors import ReadError
from studykit.feeds import Feed, FeedEpisode, Person, TranscriptLink
from studykit.sources import open_source

CANONICAL = "https://podcastindex.org/namespace/1.0"
GITHUB = "https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md"
ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
FULL = f"""<?xml version="1.0" encoding="UTF-8"?>
<!-- made by hand -->
<rss version="2.0" xmlns:pc="{CANONICAL}" xmlns:it="{ITUNES}" xmlns:atom="http://www.w3.org/2005/Atom">
 <channel>
  <title>Crumb &amp;amp; Crust</title>
  <atom:link rel="self" href="https://example.org/feed.xml"/>
  <link>https://example.org/</link>
  <language>en-us</language>
  <pc:person href="https://example.org/nadia">Nadia Okafor</pc:person>
  <item>
   <title>Why sourdough rises</title>
   <it:title>Sourdough</it:title>
   <guid isPermaLink="false">crumb-1</guid>
   <pubDate>Fri, 14 Mar 2025 23:30:00 -0500</pubDate>
   <it:duration>1:02:03</it:duration>
   <it:season>2</it:season>
   <pc:episode>7.5</pc:episode>
   <it:episode>7</it:episode>
   <link>https://example.org/sourdough</link>
   <enclosure url="https://example.org/cover.jpg" type="image/jpeg"/>
   <enclosure url=" https://example.org/sourdough.mp3 " type="audio/mpeg" length="1"/>
   <description><![CDATA[<p>On bread.</p>]]></description>
   <pc:transcript url="t/sourdough.vtt" type="text/vtt; charset=utf-8" language="en" rel="captions"/>
   <pc:transcript url="https://example.net/sourdough.html" type="text/html"/>
   <pc:transcript type="text/plain"/>
   <pc:chapters url="sourdough.json" type="application/json+chapters"/>
   <pc:person role="Guest" href="https://example.org/t">Tomás Ferreira</pc:person>
   <pc:person role="guest" href="https://example.net/t">Tomás Ferreira</pc:person>
   <pc:person group="audio post-production" role="editor">Ben Okri</pc:person>
  </item>
  <item><title>Older</title><pubDate>Fri, 07 Mar 2025 08:00:00 GMT</pubDate></item>
  <item><guid>https://example.org/undated</guid></item>
 </channel>
</rss>"""


def read(text: str, url: str = "") -> Feed:
    return feeds.read(Source("feed.xml", text.encode(), url=url))


def item(inside: str, root: str = "") -> FeedEpisode:
    (episode,) = read(f"<rss {root}><channel><item>{inside}</item></channel></rss>").episodes
    return episode


def test_a_show_and_its_episodes_are_read():
    feed = read(FULL, url="https://example.org/shows/feed.xml")
    assert (feed.title, feed.language, feed.link) == ("Crumb & Crust", "en-us", "https://example.org/")
    first = feed.episodes[0]
    assert (first.number, first.guid, first.title) == (1, "crumb-1", "Why sourdough rises")
    assert first.published
    assert first.published.date() == date(2025, 3, 14)  # the publisher's day, not that of Greenwich
    assert (first.duration_ms, first.season, first.episode) == (3_723_000, 2, 7)
    assert (first.link, first.audio_url) == (
        "https://example.org/sourdough",
        "https://example.org/sourdough.mp3",
    )
    assert first.description == "<p>On bread.</p>"
    assert first.transcripts == (
        TranscriptLink(
            url="https://example.org/shows/t/sourdough.vtt", type="text/vtt", language="en", rel="captions"
        ),
        TranscriptLink(url="https://example.net/sourdough.html", type="text/html"),
    )
    assert first.chapters_url == "https://example.org/shows/sourdough.json"
    assert first.persons == (
        Person(name="Tomás Ferreira", role="guest"),
        Person(name="Ben Okri", role="editor"),
    )
    assert [person.speaks_as for person in first.persons] == ["guest", "unknown"]


def test_links_of_a_feed_that_is_no_page_of_the_web_stay_as_they_stand():
    assert read(FULL).episodes[0].transcripts[0].url == "t/sourdough.vtt"


def test_the_persons_of_the_show_hold_where_an_episode_lists_none():
    assert read(FULL).episodes[1].persons == (Person(name="Nadia Okafor", role="host"),)


def test_the_newest_comes_first_and_what_has_no_date_last():
    old, new = "<pubDate>1 Mar 2025 08:00 +0000</pubDate>", "<pubDate>2025-03-02</pubDate>"
    dated = "".join(f"<item><guid>{n}</guid>{when}</item>" for n, when in enumerate(["", old, new, ""]))
    found = read(f"<rss><channel>{dated}</channel></rss>").episodes
    assert [(each.number, each.guid) for each in found] == [(1, "2"), (2, "1"), (3, "0"), (4, "3")]


@pytest.mark.parametrize(
    "namespace", [CANONICAL, GITHUB, GITHUB.lower(), CANONICAL + "/", CANONICAL[:4] + CANONICAL[5:]]
)
@pytest.mark.parametrize("prefix", ["podcast", "p2"])
def test_the_podcast_namespace_is_known_by_each_of_its_names_and_any_prefix(namespace, prefix):
    found = item(f'<{prefix}:transcript url="a.srt"/>', f'xmlns:{prefix}="{namespace}"')
    assert found.transcripts == (TranscriptLink(url="a.srt"),)


def test_prefixes_that_a_feed_forgets_to_declare_have_their_usual_meaning():
    inside = (
        '<itunes:duration>90</itunes:duration><podcast:transcript url="a.vtt"/><x:y z:w="1"/>'
        '<psc:chapters><psc:chapter start="0" title="Crust"/></psc:chapters>'
    )
    found = item(inside)
    assert (found.duration_ms, len(found.transcripts)) == (90_000, 1)
    assert "http://podlove.org/simple-chapters" in found.inline_chapters


def test_an_element_of_another_namespace_is_not_taken_for_one_of_the_feed():
    assert item("<o:title>Other</o:title><title>Own</title>", 'xmlns:o="urn:o"').title == "Own"


def test_itunes_fills_in_what_rss_lacks():
    assert item("<it:title>Sourdough</it:title>", f'xmlns:it="{ITUNES}"').title == "Sourdough"


@pytest.mark.parametrize(
    ("text", "duration_ms"),
    [
        ("3723", 3_723_000),
        ("3723.5", 3_723_500),
        ("62:03", 3_723_000),
        ("01:02:03", 3_723_000),
        ("0", None),
        ("", None),
        ("an hour", None),
        ("9" * 5000, None),
    ],
)
def test_each_way_to_write_a_length_is_read(text, duration_ms):
    assert item(f"<itunes:duration>{text}</itunes:duration>").duration_ms == duration_ms


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Fri, 14 Mar 2025 08:00:00 GMT", datetime(2025, 3, 14, 8, tzinfo=UTC)),
        ("Fri, 14 Mar 2025 08:00:00", datetime(2025, 3, 14, 8, tzinfo=UTC)),
        ("2025-03-14T08:00:00Z", datetime(2025, 3, 14, 8, tzinfo=UTC)),
        ("soon", None),
        ("Fri, 99 Mar 2025 08:00:00 GMT", None),
        ("Fri, 14 Mar 2025 08:00:00 +9999", None),
        ("1 " * 5000, None),
    ],
)
def test_each_way_to_write_a_date_is_read(text, moment):
    assert item(f"<pubDate>{text}</pubDate>").published == moment


def test_a_guid_that_is_an_address_is_the_page_unless_it_says_it_is_none():
    assert item("<guid>https://example.org/1</guid>").link == "https://example.org/1"
    assert item('<guid isPermaLink="false">https://example.org/1</guid>').link == ""
    assert item("<guid>crumb-1</guid>").link == ""


def test_atom_is_read():
    text = f"""<feed xmlns="http://www.w3.org/2005/Atom" xmlns:podcast="{CANONICAL}" xml:lang="de">
      <title>Krume</title><link rel="self" href="/feed"/><link href="/"/>
      <entry><id>urn:1</id><title>Sauerteig</title><published>2025-03-14T08:00:00Z</published>
       <link rel="alternate" href="/sauerteig"/><link rel="enclosure" type="audio/mpeg" href="/s.mp3"/>
       <podcast:transcript url="s.vtt" type="text/vtt"/><summary>Brot.</summary></entry></feed>"""
    feed = read(text, url="https://example.org/feed")
    assert (feed.title, feed.language, feed.link) == ("Krume", "de", "https://example.org/")
    (found,) = feed.episodes
    assert (found.guid, found.title, found.description) == ("urn:1", "Sauerteig", "Brot.")
    assert (found.link, found.audio_url) == ("https://example.org/sauerteig", "https://example.org/s.mp3")
    assert found.transcripts[0].url == "https://example.org/s.vtt"


def test_a_feed_in_an_old_encoding_is_read_by_what_it_states():
    text = '<?xml version="1.0" encoding="windows-1251"?><rss><channel><title>Корка</title></channel></rss>'
    assert feeds.read(Source("feed.xml", text.encode("cp1251"))).title == "Корка"


@pytest.mark.parametrize(
    "text",
    [
        "<html><body><rss></rss></body></html>",
        "WEBVTT",
        "",
        "<!-- <rss> -->",
        "<rssfeed/>",
        "<!--" * 20_000,
        "<?x ?>" * 10_000 + "<tt>",
    ],
)
def test_what_is_no_feed_is_told_apart(text):
    assert not feeds.is_feed(Source("feed.xml", text.encode()))
    with pytest.raises(ReadError, match="this is no feed"):
        read(text)


@pytest.mark.parametrize(
    "start", ["", "\ufeff", "\n ", '<?xml version="1.0"?>\n<!DOCTYPE rss>\n<!-- a > b -->']
)
def test_a_feed_is_known_by_its_outermost_element(start):
    assert feeds.is_feed(Source("any", f"{start}<rss version='2.0'>".encode()))


@pytest.mark.parametrize(
    ("text", "what", "where"),
    [
        ("<rss>\n<channel>\n<title>Bread</channel></rss>", "mismatched tag", "feed.xml:3"),
        ("<rss>\n<item>&nbsp;</item></rss>", "undefined entity", "feed.xml:2"),
        ("<rss>\n<a:b>\n<c></rss>", "mismatched tag", "feed.xml:3"),
        ('<!DOCTYPE rss [<!ENTITY x "y">]><rss>&x;</rss>', "defines entities", "feed.xml"),
        (f"<rss>{'<a>' * 5000}{'</a>' * 5000}</rss>", "nested too deeply", "feed.xml"),
    ],
)
def test_a_broken_feed_is_told_with_its_line(text, what, where):
    with pytest.raises(ReadError, match=what) as caught:
        read(text)
    assert caught.value.where == where


PIECES = st.sampled_from(
    [
        *(
            "<rss>",
            "</rss>",
            "<channel>",
            "</channel>",
            "<item>",
            "</item>",
            "<feed xmlns='http://www.w3.org/2005/Atom'>",
        ),
        *(
            "<entry>",
            "<podcast:person>",
            "</podcast:person>",
            "<guid>",
            "</guid>",
            "<pubDate>",
            "</pubDate>",
            "9" * 30,
        ),
        *(
            "<enclosure url='http://['/>",
            "<podcast:transcript url='//[' />",
            "<!--",
            "-->",
            "<![CDATA[",
            "]]>",
            "&#0;",
        ),
        *(
            "<link/>",
            "\x00",
            "é",
            "1 Jan 2025",
            "<itunes:duration>",
            "</itunes:duration>",
            "xmlns:podcast='x'",
        ),
    ]
)


@given(st.lists(PIECES, max_size=30).map("".join))
def test_anything_is_a_feed_or_a_read_error(text):
    try:
        feed = read("<rss>" + text, url="https://example.org/")
    except ReadError:
        return
    assert [episode.number for episode in feed.episodes] == list(range(1, len(feed.episodes) + 1))


def test_the_feeds_of_other_peoples_tests_are_read(shared):
    paths = sorted((shared / "corpus/feeds").rglob("*.rss"))
    found = [feeds.read(open_source(str(path))) for path in paths]
    assert len(found) >= 70
    episodes = [episode for feed in found for episode in feed.episodes]
    assert len(episodes) >= 40
    assert sum(bool(episode.transcripts) for episode in episodes) == 1
    assert sum(episode.has_chapters for episode in episodes) == 2
    assert sum(len(episode.persons) for episode in episodes) == 2


def test_the_example_of_the_podcast_namespace_is_read(shared):
    feed = feeds.read(open_source(str(shared / "corpus/podcast20/raw/example.xml")))
    assert feed.episodes[0].title == "Episode 3 - The Future"
    assert [len(episode.transcripts) for episode in feed.episodes] == [2, 1, 1]
