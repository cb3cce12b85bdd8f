"""Saved pages: what a browser shows is read, and nothing else."""

import pytest

from studykit import readers
from studykit.errors import ReadError
from tests.readers.cases import shape, source


def page(body: str, head: str = "") -> bytes:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode()


TURNS = "<p>Ana (0:01)</p><p>What is bread?</p><p>Ben (0:05)</p><p>{said}</p><p>Ana (0:09)</p><p>I see.</p>"


def said(html: str) -> str:
    return readers.read(source(page(TURNS.format(said=html)), "page.html")).turns[1].text


def test_entities_are_characters() -> None:
    assert said("It&#39;s flour &amp; water, 1 &lt; 2&hellip;") == "It's flour & water, 1 < 2…"


def test_words_in_blocks_stand_apart_and_words_in_line_do_not() -> None:
    assert said("One<b>s</b><br>two<div>three</div><ul><li>four</li><li>five</li></ul>").split() == [
        "Ones",
        "two",
        "three",
        "four",
        "five",
    ]


@pytest.mark.parametrize(
    "unseen",
    [
        "<script>never()</script>",
        "<style>p{}</style>",
        "<button>Share</button>",
        "<span hidden>never</span>",
        '<span aria-hidden="true">never</span>',
        "<!-- never -->",
        "<svg><text>never</text></svg>",
    ],
)
def test_what_a_browser_does_not_show_was_not_said(unseen: str) -> None:
    assert said(f"Flour{unseen} and water.") == "Flour and water."


def test_comments_under_the_talk_are_left_out() -> None:
    body = TURNS.format(said="Flour.") + '<div id="comments"><p>Carl (0:12)</p><p>Lovely!</p></div>'
    assert len(shape(readers.read(source(page(body), "page.html")))) == 3


def test_a_page_without_speakers_is_read_as_text() -> None:
    found = readers.read(source(page("<p>Bread is flour and water.</p><p>It takes time.</p>"), "page.html"))
    assert [turn.text for turn in found.turns] == ["Bread is flour and water.", "It takes time."]
    assert found.speakers == ()


def test_the_head_tells_title_show_date_address_and_language() -> None:
    head = (
        '<meta name="og:title" content="On bread &amp; salt"><meta property="og:site_name" content="Crumb">'
        '<meta property="article:published_time" content="2025-03-14T10:00:00+01:00">'
        '<link rel="canonical" href="https://crumb.example/bread">'
    )
    episode = readers.read(source(page(TURNS.format(said="Flour."), head), "page.html")).episode
    assert (episode.title, episode.show, episode.url) == (
        "On bread & salt",
        "Crumb",
        "https://crumb.example/bread",
    )
    assert str(episode.published) == "2025-03-14"
    assert episode.key == "crumb/on-bread-salt"


def test_an_address_that_is_not_of_the_web_is_not_taken() -> None:
    head = '<link rel="canonical" href="javascript:alert(1)">'
    assert readers.read(source(page(TURNS.format(said="Flour."), head), "page.html")).episode.url == ""


def test_a_page_that_shows_nothing_is_an_error() -> None:
    with pytest.raises(ReadError, match="shows no text"):
        readers.read(source(page("<script>x</script>"), "page.html"))


def test_a_page_may_be_nested_deeply_but_not_without_end() -> None:
    words = "<p>Bread is flour and water.</p>"
    found = readers.read(source(page("<div>" * 2000 + words), "page.html"))
    assert found.turns[0].text == "Bread is flour and water."
    with pytest.raises(ReadError, match="without end"):
        readers.read(source(page("<div>" * 50_000 + words), "page.html"))
