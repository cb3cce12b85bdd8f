"""Saved pages: what a browser shows is read, and nothing else."""

import base64
import quopri

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
    for endless in ("<div>" * 50_000, "<details>" * 50_000, f"<p {' a=b' * 50_000}>"):
        with pytest.raises(ReadError, match="without end"):
            readers.read(source(page(endless + words), "page.html"))


def test_a_picture_written_into_a_page_is_no_endless_tag() -> None:
    picture = f'<img alt="" src="data:image/png;base64,{"A " * 50_000}">'
    found = readers.read(source(page(picture + "<p>Bread is flour and water.</p>"), "page.html"))
    assert found.turns[0].text == "Bread is flour and water."


def dialogue(count: int, first: int = 0) -> str:
    names = ("Ana", "Ben")
    return "".join(
        f"<p>{names[i % 2]}: We speak of bread, part {i}.</p>" for i in range(first, first + count)
    )


def parts(body: str) -> list[str]:
    """The last word of each turn: which of the parts of ``dialogue`` were read."""
    return [turn.text.split()[-1] for turn in readers.read(source(page(body), "page.html")).turns]


def test_talk_parted_into_blocks_alike_is_read_whole() -> None:
    acts = "".join(f'<div class="act">{dialogue(n, first)}</div>' for n, first in ((10, 0), (1, 10), (1, 11)))
    assert parts(f"<div>{acts}</div><p>Share</p>") == [f"{i}." for i in range(12)]


def test_talk_that_begins_above_the_block_of_the_rest_is_read_whole() -> None:
    assert parts(f"{dialogue(2)}<div class='more'>{dialogue(18, 2)}</div>") == [f"{i}." for i in range(20)]


def test_a_line_elsewhere_on_the_page_that_looks_like_a_turn_is_no_talk() -> None:
    body = f"<ul><li>Ben: his book</li></ul><div>{dialogue(12)}</div><p>Share</p>"
    found = readers.read(source(page(body), "page.html"))
    assert [turn.text.split()[-1] for turn in found.turns] == [f"{i}." for i in range(12)]
    assert "2 lines of the page" in found.notices[0].text


def test_talk_that_opens_at_a_click_is_read() -> None:
    assert parts(f"<p>Listen here.</p><div style='display: none'>{dialogue(6)}</div>") == [
        f"{i}." for i in range(6)
    ]


def test_a_hidden_copy_of_the_talk_is_not_read_again() -> None:
    body = f"<div>{dialogue(6)}</div><div class='mobile' hidden>{dialogue(6)}</div>"
    assert parts(body) == [f"{i}." for i in range(6)]


def test_what_is_for_screen_readers_alone_was_not_said() -> None:
    assert said('<span class="sr-only">Paragraph</span>Flour.') == "Flour."


def test_a_time_that_touches_a_name_is_told_from_it() -> None:
    body = "".join(f"<div><b>{name}</b><i>0:0{i}</i></div><p>Bread.</p>" for i, name in enumerate("ABA"))
    found = readers.read(source(page(body), "page.html"))
    assert [(turn.speaker_id, turn.start_ms) for turn in found.turns] == [("a", 0), ("b", 1000), ("a", 2000)]


def test_a_page_dressed_in_headings_keeps_its_words() -> None:
    body = "".join(f"<h3>We speak of bread, part {i}, in one long sentence.</h3>" for i in range(9))
    assert readers.read(source(page(body), "page.html")).word_count == 9 * 10


def turns(body: str) -> list[tuple[str | None, int | None, str]]:
    found = readers.read(source(page(body), "page.html")).turns
    return [(turn.speaker_id, turn.start_ms, turn.text) for turn in found]


TIMED = [("ana", 0, "What is bread?"), ("ben", 5000, "Flour."), ("ana", 9000, "I see. And salt?")]


@pytest.mark.parametrize(
    "turn",
    [
        "<button class='line'><span>{time}</span><span class='speaker'>{name}</span><p>{said}</p></button>",
        "<button><i>{time}</i> <b>{name}</b>: <span>{said}</span></button>",
        "<div><span class='speaker'>{name}</span><span>{time}</span></div><p>{said}</p>",
        "<div><span class='speaker'>{name}</span> <span>{time} → 0:59</span></div><p>{said}</p>",
        "<transcript-line><b>{time}</b><b class='speaker-name'>{name}</b>: <i>{said}</i></transcript-line>",
        "<li><a href='#'>[{time}]</a> <strong>{name}:</strong> {said}</li>",
        "<tr><td>{time}</td><td>{name}</td><td>{said}</td></tr>",
    ],
)
def test_a_turn_is_read_however_a_player_sets_it(turn: str) -> None:
    rows = "".join(
        turn.format(name=name.title(), time=f"0:{time // 1000:02}", said=said.replace(". ", ".</span><span>"))
        for name, time, said in TIMED
    )
    body = f"<table>{rows}</table>" if turn.startswith("<tr>") else rows
    assert turns(body) == TIMED


def test_words_of_captions_that_stand_in_elements_of_their_own_are_lines() -> None:
    segment = "<transcript-segment-view-model><b>0:{n:02}</b><i>part {n}</i></transcript-segment-view-model>"
    body = "".join(segment.format(n=n) for n in range(6))
    found = readers.read(source(page(f"<h1>Bread</h1><div>{body}</div>"), "page.html"))
    assert [(one.start_ms, one.text) for one in found.segments] == [(n * 1000, f"part {n}") for n in range(6)]


def mhtml(*parts: tuple[str, str, bytes]) -> bytes:
    """A page as Chrome saves it in one file: ``parts`` are content types, encodings and contents."""
    head = "From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n"
    bodies = (
        f"--cut\r\nContent-Type: {kind}\r\nContent-Transfer-Encoding: {coding}\r\n\r\n".encode()
        + content
        + b"\r\n"
        for kind, coding, content in parts
    )
    return (
        f'{head}\ttype="text/html";\r\n\tboundary="cut"\r\n\r\n\r\n'.encode()
        + b"".join(bodies)
        + b"--cut--\r\n"
    )


def test_a_page_saved_as_a_single_file_is_read() -> None:
    html = page(TURNS.format(said="Flour, caf\u00e9 & water."))
    saved = mhtml(
        ("text/css", "quoted-printable", b"p { color: red }"),
        ("text/html", "quoted-printable", quopri.encodestring(html)),
        ("image/png", "base64", base64.b64encode(bytes(200))),
    )
    found = readers.read(source(saved, "page.mhtml"))
    assert shape(found)[1] == ("ben", "Flour, caf\u00e9 & water.")
    assert readers.recognise(source(saved, "-")) == "html"


@pytest.mark.parametrize("parts", [(), (("text/plain", "7bit", b"Bread."),)])
def test_a_single_file_without_a_page_in_it_says_so(parts: tuple[tuple[str, str, bytes], ...]) -> None:
    with pytest.raises(ReadError, match="no page"):
        readers.read(source(mhtml(*parts), "page.mhtml"))


def test_a_charset_that_nobody_knows_is_guessed() -> None:
    saved = mhtml(("text/html; charset=klingon", "8bit", page(TURNS.format(said="Flour."))))
    assert shape(readers.read(source(saved, "page.mhtml")))[1] == ("ben", "Flour.")


def test_questions_that_an_interview_sets_as_headings_are_talk() -> None:
    asked = "<h3>How fast does it go?</h3><p>Half of it is gone within a day, as far as we know.</p>"
    found = readers.read(source(page(f"<h1>On memory</h1><p>We met in Leeds.</p>{asked * 3}"), "page.html"))
    assert found.chapters == ()
    assert " ".join(turn.text for turn in found.turns).count("How fast does it go?") == 3
