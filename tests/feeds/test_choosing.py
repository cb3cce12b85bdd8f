"""Which episode is meant, which of its transcripts is best, and what is told where there is none."""

from datetime import UTC, datetime

import pytest

from studykit import feeds
from studykit.errors import ReadError, UsageError
from studykit.feeds import Feed, FeedEpisode, TranscriptLink

VTT, SRT = TranscriptLink(url="a", type="text/vtt"), TranscriptLink(url="b", type="application/srt")
JSON, HTML = TranscriptLink(url="c", type="application/json"), TranscriptLink(url="d", type="text/html")
TEXT = TranscriptLink(url="e", type="text/plain")


def feed(*titles: str, **every: object) -> Feed:
    episodes = [
        FeedEpisode(number=n, guid=f"crumb-{n}", title=title, **every) for n, title in enumerate(titles, 1)
    ]
    return Feed(title="Crumb and Crust", language="en-us", episodes=tuple(episodes))


SHOW = feed("Salt", "Why sourdough rises", "Sourdough, again", "1999", "Sugar", "Water", "Flour")


@pytest.mark.parametrize(
    ("wanted", "number"),
    [
        ("latest", 1),
        ("Latest", 1),
        (" 2 ", 2),
        ("crumb-3", 3),
        ("why SOURDOUGH", 2),
        ("Sugar", 5),
        ("1999", 4),
        ("sourdough, again", 3),
    ],
)
def test_an_episode_is_meant_by_number_guid_or_words_of_its_title(wanted, number):
    assert feeds.choose(SHOW, wanted, "feed.xml").number == number


def test_a_number_means_the_place_in_the_list_before_it_means_a_guid():
    crossed = Feed(episodes=(FeedEpisode(number=1, guid="2"), FeedEpisode(number=2, guid="1")))
    assert feeds.choose(crossed, "1", "feed.xml").number == 1


def test_no_episode_asked_for_lists_the_latest_and_says_what_to_write():
    with pytest.raises(UsageError) as caught:
        feeds.choose(SHOW, None, "feed.xml")
    message = str(caught.value)
    assert "feed.xml: this is a feed; its episodes are:\n      1 " in message
    assert "Why sourdough rises" in message
    assert "Water" not in message
    assert "… and 2 more: studykit feed lists them" in message
    assert "--episode latest" in message


def test_words_of_several_titles_list_those_alone():
    with pytest.raises(UsageError, match="2 episodes are meant by 'sourdough'") as caught:
        feeds.choose(SHOW, "sourdough", "feed.xml")
    assert "Salt" not in str(caught.value)


@pytest.mark.parametrize("wanted", ["8", "0", "-1", "crumb", "rye"])
def test_what_means_no_episode_lists_what_there_is(wanted):
    with pytest.raises(UsageError, match="meant by") as caught:
        feeds.choose(SHOW, wanted, "feed.xml")
    assert "Salt" in str(caught.value)


def test_a_feed_without_episodes_says_so():
    with pytest.raises(ReadError, match="no episode in this feed"):
        feeds.choose(Feed(title="Crumb"), "latest", "feed.xml")


def ranked(*links: TranscriptLink, language: str = "") -> str:
    (episode,) = feed("Salt", transcripts=links).episodes
    return "".join(link.url for link in feeds.ranked(episode, SHOW, language))


def test_the_transcript_that_tells_speakers_and_times_comes_first():
    assert ranked(TEXT, HTML, SRT, VTT, JSON) == "cabde"


def test_what_is_called_captions_comes_before_its_like():
    assert ranked(VTT, VTT.model_copy(update={"url": "z", "rel": "captions"})) == "za"


def test_a_translation_comes_last_unless_it_is_asked_for():
    spanish = JSON.model_copy(update={"language": "es-MX"})
    english = TEXT.model_copy(update={"language": "en"})
    assert ranked(spanish, english, SRT) == "bec"
    assert ranked(spanish, english, SRT, language="es") == "cbe"


def test_a_type_that_says_nothing_is_told_by_the_ending():
    wrong = TranscriptLink(url="https://example.org/a.vtt?key=1", type="application/octet-stream")
    assert ranked(SRT, wrong, TranscriptLink(url="t.htm")) == f"{wrong.url}bt.htm"
    assert ranked(TEXT, TranscriptLink(url="http://[", type="text/plain")) == "ehttp://["


def test_an_episode_without_a_transcript_names_those_that_have_one_and_a_way_on():
    bare = FeedEpisode(
        number=1, title="Salt", link="https://example.org/salt", audio_url="https://e.org/s.mp3"
    )
    show = Feed(
        episodes=(bare, FeedEpisode(number=2, title="Rye", transcripts=(VTT,)), FeedEpisode(number=3))
    )
    message = str(feeds.without_transcript(bare, show, "feed.xml"))
    assert "feed.xml: the feed has no transcript of “Salt”; these have one:\n      2 " in message
    assert "studykit build https://example.org/salt" in message
    assert "https://e.org/s.mp3" in message
    assert "(no title)" not in message


def test_where_no_episode_has_a_transcript_that_is_said():
    message = str(feeds.without_transcript(SHOW.episodes[0], SHOW, "feed.xml"))
    assert "and none of the others has" in message


def test_a_list_has_a_line_for_each_episode_and_fits_into_80_columns():
    moment = datetime(2025, 3, 14, 8, tzinfo=UTC)
    show = feed("A" * 90, "発酵" * 60, "x\u0301" * 40, "y", published=moment, duration_ms=36_000_000)
    heading, *lines = feeds.lines(show, 3)
    assert heading.split() == ["#", "date", "length", "has", "title"]
    assert lines[0] == f"    1  2025-03-14  10:00:00  --   {'A' * 45}…"
    assert lines[1].endswith("  --   " + "発酵" * 11 + "…")  # each letter takes two columns
    assert lines[2].endswith("  --   " + "x\u0301" * 40)  # an accent takes none


def test_what_an_episode_has_is_marked():
    (episode,) = feed("Salt", transcripts=(VTT,), chapters_url="c.json").episodes
    assert list(feeds.lines(Feed(episodes=(episode,)), 9))[1] == "    1                        TC   Salt"
