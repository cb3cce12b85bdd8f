"""Links that open an episode at a moment, and no link that could do anything else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit.links import moment_link, secret_in, web_link
from studykit.model import Episode

AUDIO = "https://cdn.example/bread.mp3"
PAGE = "https://crumb.example/bread?id=3"


def _link(url: str = "", audio: str = "", ms: int | None = 83_900, pattern: str = "") -> str:
    return moment_link(Episode(key="k", title="t", url=url, audio_url=audio, link_pattern=pattern), ms)


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://www.youtube.com/watch?v=abc", "https://www.youtube.com/watch?v=abc&t=83s"),
        ("https://www.youtube.com/watch?v=abc&t=5s", "https://www.youtube.com/watch?v=abc&t=83s"),
        ("https://youtu.be/abc", "https://youtu.be/abc?t=83s"),
        ("https://m.youtube.com/watch?t=1&v=abc", "https://m.youtube.com/watch?v=abc&t=83s"),
    ],
)
def test_a_video_opens_at_the_second(url: str, link: str) -> None:
    assert _link(url) == link


def test_audio_opens_at_the_second_where_the_page_cannot() -> None:
    assert _link(PAGE, AUDIO) == f"{AUDIO}#t=83"
    assert _link("", f"{AUDIO}#t=4") == f"{AUDIO}#t=83"


def test_a_page_without_audio_opens_as_it_is() -> None:
    assert _link(PAGE) == PAGE


@pytest.mark.parametrize(
    ("pattern", "link"),
    [
        ("https://open.spotify.com/episode/x?t={seconds}", "https://open.spotify.com/episode/x?t=83"),
        ("https://crumb.example/3#t={seconds}", "https://crumb.example/3#t=83"),
        ("https://crumb.example/3?ms={ms}&at={clock}", "https://crumb.example/3?ms=83900&at=1:23"),
        ("https://crumb.example/{0}{x!r}?t={seconds}", "https://crumb.example/{0}{x!r}?t=83"),
    ],
)
def test_a_pattern_comes_before_every_other_link(pattern: str, link: str) -> None:
    assert _link("https://youtu.be/abc", AUDIO, pattern=pattern) == link


@pytest.mark.parametrize("pattern", ["https://crumb.example/3", "javascript:go({seconds})", "{seconds}"])
def test_a_pattern_without_a_place_for_the_time_or_no_link_is_passed_over(pattern: str) -> None:
    assert _link(PAGE, AUDIO, pattern=pattern) == f"{AUDIO}#t=83"
    assert _link(pattern=pattern) == _link(ms=None, pattern=pattern) == ""


def test_a_pattern_alone_opens_the_episode_at_its_beginning() -> None:
    assert _link(ms=None, pattern="https://a.example/?t={seconds}") == "https://a.example/?t=0"


def test_without_a_time_the_page_comes_before_the_audio() -> None:
    assert _link(PAGE, AUDIO, None) == PAGE
    assert _link("", AUDIO, None) == AUDIO


def test_without_an_address_there_is_no_link() -> None:
    assert _link() == _link(ms=None) == ""


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " data:text/html,x",
        "file:///etc/passwd",
        "//cdn.example/a.mp3",
        "bread.mp3",
        "http://",
        "http://[::1",
        "https://user@:80/",
    ],
)
def test_only_links_of_the_web_are_given_out(url: str) -> None:
    assert web_link(url) == _link(url, url) == ""


def test_a_site_that_looks_like_a_video_site_is_a_page() -> None:
    assert _link("https://youtube.com.evil.example/watch?v=a") == "https://youtube.com.evil.example/watch?v=a"


@given(st.text(), st.text(), st.none() | st.integers(0, 10**9))
def test_any_address_gives_a_link_of_the_web_or_none(url: str, audio: str, ms: int | None) -> None:
    for given_url in (url, f"https://{url}", f"http://a.example/{url}?{url}#{url}"):
        link = _link(given_url, audio, ms, f"{given_url}{{ms}}")
        assert link == "" or link.startswith(("http://", "https://"))
        assert not set(link) & set("\n\r\t")


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://cdn.example/e/1.mp3?token-time=1790000000&token-hash=Pq0vK9wz", "token-time"),
        ("https://cdn.example/1.mp3?accessToken=aa12bb34cc", "accessToken"),
        ("https://cdn.example/1.mp3?X-Amz-Signature=0f3c9d8e7a6b5c4d", "X-Amz-Signature"),
        ("https://cdn.example/1.mp3?u=Zk39xYq0Lm2Vb7Nc4Tr8Wp1Sd6Fg5HjKa", "u"),
        ("https://ana:bread4ever@cdn.example/1.mp3", "password"),
        ("https://cdn.example/content/eyJ0Ijoic2VjcmV0LXRva2VuIn0--x.mp3", "token"),
    ],
)
def test_an_address_that_lets_one_listener_in_is_told_apart(address: str, name: str) -> None:
    assert secret_in(Episode(key="k", title="t", audio_url=address)) == name


@pytest.mark.parametrize(
    "address",
    [
        AUDIO,
        PAGE,
        "https://cdn.example/1.mp3?source=feed&updated=1699999999&dest-id=2345",
        "https://cdn.example/1.mp3?awCollectionId=a-b&awEpisodeId=0f3c9d8e-7a6b-5c4d-3e2f-1a0b9c8d7e6f",
        "https://cdn.example/1.mp3?hash_redirect=1&keyword=sourdough-bread&feed=GK5Q0yFi",
        "https://www.youtube.com/watch?v=dQw4w9WgXcQ&list=PLrAXtmErZgOeiKm4sgNOknGvNjby9efdf",
        "https://cdn.example/1.mp3?=&;&&%00=%zz",
        "no address",
    ],
)
def test_an_address_that_all_may_have_is_no_secret(address: str) -> None:
    assert secret_in(Episode(key="k", title="t", url=address, audio_url=address)) == ""


def test_a_secret_that_no_link_shows_is_kept() -> None:
    private = Episode(
        key="k",
        title="t",
        audio_url=f"{AUDIO}?token=0123456789",
        url=PAGE,
        link_pattern="https://x.example/{seconds}",
    )
    assert secret_in(private) == ""
