"""Each format of a list of chapters is known by its content and read to the millisecond."""

import json

import pytest

from studykit import chapter_lists
from studykit.contracts import Source
from studykit.errors import ReadError, UsageError

BREAD = [(0, "Intro"), (219_000, "What lives in a starter"), (3_765_000, "Crust")]

SAMPLES = {
    "podcast-chapters": """{"version": "1.2.0", "author": "Nadia", "chapters": [
        {"startTime": 0, "title": "Intro"}, {"startTime": 100, "img": "https://a.example/b.png"},
        {"startTime": 219.0, "title": "What lives in a starter", "url": "https://a.example"},
        {"startTime": 3765, "endTime": 4000, "title": "Crust"}]}""",
    "podlove": """[{"start": "00:00:00.000", "title": "Intro", "href": "", "image": ""},
        {"start": "00:03:39.000", "title": "What lives in a starter"},
        {"start": "1:02:45", "title": "Crust"}]""",
    "psc": """<?xml version="1.0" encoding="utf-8"?>
        <psc:chapters version="1.2" xmlns:psc="http://podlove.org/simple-chapters">
        <psc:chapter start="0" title="Intro"/><psc:chapter start="3:39" title="What lives in a starter"/>
        <psc:chapter start="01:02:45.000" title="Crust" href="http://a.example/" image="a.png"/>
        </psc:chapters>""",
    "mp4chaps": """00:00:00.000 Intro
00:03:39.000 What lives in a starter <http://a.example/starter>

01:02:45.000 Crust
""",
    "ffmetadata": """;FFMETADATA1
title=On bread
artist=Crumb and Crust
[CHAPTER]
TIMEBASE=1/1000
START=0
END=219000
title=Intro
[CHAPTER]
TIMEBASE=1/90000
START=19710000
END=338850000
title=What lives in a starter
# a comment
[CHAPTER]
START=3765000000000
title=Crust
[STREAM]
title=no chapter
""",
    "youtube-description": """We bake bread. Recorded at 12:30 in the morning.

0:00 Intro
3:39 - What lives in a starter
1:02:45 Crust

Follow us!
""",
    "show-notes": """# On bread

Nadia and Tomás bake.

* **[00:00](#t=00:00)** Intro
    * a link: [flour](https://a.example)
* **[03:39](#t=03:39)** What lives in a [starter](https://a.example/starter)
* **[1:02:45](#t=1:02:45)** Crust
""",
}


def read(text: str, name: str = "chapters") -> list[tuple[int | None, str]]:
    return [(mark.start_ms, mark.title) for mark in chapter_lists.read(Source(name, text.encode()))]


@pytest.mark.parametrize("name", SAMPLES)
def test_a_list_is_known_by_its_content_and_read(name: str) -> None:
    source = Source("-", SAMPLES[name].encode())
    assert chapter_lists.recognise(source) == name
    assert read(SAMPLES[name]) == BREAD


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("dress", [lambda t: "\ufeff" + t, lambda t: t.replace("\n", "\r\n"), str.lstrip])
def test_byte_order_marks_and_line_ends_do_not_matter(name: str, dress) -> None:
    assert read(dress(SAMPLES[name])) == BREAD


@pytest.mark.parametrize(
    "lines",
    [
        ("[00:00:00] Intro", "[00:03:39] What lives in a starter", "[01:02:45] Crust"),
        ("(0:00) Intro", "(3:39) What lives in a starter", "(1:02:45) Crust"),
        ("(00:00) – Intro", "(03:39) — What lives in a starter", "(1:02:45) - Crust"),
        ("Intro: 00:00:00", "What lives in a starter: 00:03:39", "Crust: 01:02:45"),
        ("Intro (0:00)", "What lives in a starter (3:39)", "Crust (1:02:45)"),
        ("Intro 00:00", "What lives in a starter 03:39", "Crust 1:02:45"),
        ("0:00 ~ 3:39 Intro", "3:39 ~ 1:02:45 What lives in a starter", "1:02:45 ~ 1:10:00 Crust"),
        ("[0:00 - 3:39] Intro", "[3:39 - 1:02:45] What lives in a starter", "[1:02:45 - 1:10:00] Crust"),
        ("Intro (0:00 - 3:39)", "What lives in a starter (3:39 - 1:02:45)", "Crust (1:02:45 - 1:10:00)"),
        ("- 00:00 Intro", "- 03:39: What lives in a starter", "- 62:45 | Crust"),
        ("- [ ] 00:00 Intro", "* 03:39 What lives in a starter", "+ 62:45 Crust"),
        ("1. 0:00 Intro", "2. 3:39 What lives in a starter", "3. 1:02:45 Crust"),
        ("• 0:00 Intro", "• 3:39 What lives in a starter", "• 1:02:45 Crust"),
        ("| 0:00 | Intro |", "| 3:39 | What lives in a starter |", "| 1:02:45 | Crust |"),
        ("<p>0:00 Intro</p>", "<li>3:39 What lives in a <b>starter</b></li>", "1:02:45 Crust<br/>More"),
        ("**00:00** Intro", "**03:39** What lives in a starter", "**1:02:45** Crust"),
        ("> 00:00,000 Intro", "> 03:39,000 What lives in a starter", "> 1:02:45,000 Crust"),
    ],
)
def test_show_notes_are_read_in_many_shapes(lines: tuple[str, ...]) -> None:
    assert read("Notes of today:\n\n" + "\n".join(lines) + "\n\nThanks for listening!") == BREAD


def test_lines_between_the_chapters_are_passed_over_and_stray_times_do_not_end_the_list() -> None:
    text = (
        "We meet at 5:00\n0:00 Intro\nLinks: https://a.example/12:30\n3:39 What lives in a starter\n"
        "See you at 5:00\n1:02:45 Crust\n"
    )
    assert read(text) == BREAD


def test_a_title_may_begin_with_a_number_and_hold_a_time() -> None:
    assert read("x\n1:00 3 ways to knead\n2:00 The 9:30 bake\n3:00 2024 in bread\n") == [
        (60_000, "3 ways to knead"),
        (120_000, "The 9:30 bake"),
        (180_000, "2024 in bread"),
    ]


def test_a_chapter_out_of_the_table_of_contents_is_hidden() -> None:
    chapters = [{"startTime": 1, "title": "A"}, {"startTime": 2.5, "title": "B", "toc": False}]
    marks = chapter_lists.read(Source("c.json", json.dumps({"chapters": chapters}).encode()))
    assert [(mark.title, mark.start_ms, mark.hidden) for mark in marks] == [
        ("A", 1000, False),
        ("B", 2500, True),
    ]


def test_chapters_come_in_order_of_time() -> None:
    chapters = [{"startTime": 9, "title": "B"}, {"startTime": "0:02", "title": "A"}]
    assert read(json.dumps({"chapters": chapters})) == [(2000, "A"), (9000, "B")]


def test_the_chapters_of_one_episode_are_read_out_of_its_feed() -> None:
    item = SAMPLES["psc"].partition("?>")[2].strip()
    assert read(f"<rss version='2.0'><channel><item><title>T</title>{item}</item></channel></rss>") == BREAD


def test_a_feed_of_several_episodes_is_refused_for_nobody_knows_which_is_meant() -> None:
    item = SAMPLES["psc"].partition("?>")[2].strip()
    with pytest.raises(ReadError, match="2 lists of chapters"):
        read(f"<rss><channel><item>{item}</item><item>{item}</item></channel></rss>")


def test_the_escapes_of_ffmpeg_are_undone() -> None:
    text = ";FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1\nSTART=2\ntitle=a\\=b\\; c\\#\\\\ \\\nd\\"
    assert read(text) == [(2000, "a=b; c#\\ d\\")]


def test_seconds_are_read_where_they_rise_from_nought() -> None:
    assert read("0 Intro\n1.5 Bread\n3765 Crust\n") == [(0, "Intro"), (1500, "Bread"), (3_765_000, "Crust")]
    with pytest.raises(ReadError, match="no list of chapters"):
        read("1.2 Scope\n1.3 Terms\n2.1 Methods\n")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("We talk about bread.", "no list of chapters that studykit knows"),
        ('{"version": "1.2.0", "chapters": [', "the JSON is broken"),
        ('{"chapters": [{"startTime": "soon", "title": "A"}]}', "time is broken: soon"),
        ('{"chapters": [{"startTime": NaN, "title": "A"}]}', "time is broken"),
        ('{"chapters": [{"startTime": -5, "title": "A"}]}', "time is broken"),
        (f'{{"chapters": [{{"startTime": {"9" * 400}, "title": "A"}}]}}', "time is broken"),
        ('{"chapters": [{"startTime": 1, "title": "A"}, 7]}', "no object"),
        ('{"chapters": [{"startTime": 1, "title": " "}]}', "there is no chapter in it"),
        (";FFMETADATA1\ntitle=x\n", "there is no chapter in it"),
        (";FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/0\nSTART=1\ntitle=A", "time base is broken"),
        (";FFMETADATA1\n[CHAPTER]\nSTART=x\ntitle=A", "START is broken: x"),
        ("WEBVTT\n\n00:00.000 --> 00:01.000\nHi\n", "no list of chapters that studykit knows"),
        (
            "<chapters xmlns='http://podlove.org/simple-chapters'><chapter start='1' title='a'>",
            "the XML is broken",
        ),
        (
            "<!DOCTYPE c [<!ENTITY a 'b'>]><chapters xmlns='http://podlove.org/simple-chapters'>"
            "<chapter start='1' title='&a;'/></chapters>",
            "entities",
        ),
    ],
)
def test_what_is_no_list_or_a_broken_one_is_refused(text: str, what: str) -> None:
    with pytest.raises(ReadError) as caught:
        read(text)
    assert what in str(caught.value)


def test_a_list_without_end_is_refused() -> None:
    chapters = [{"startTime": n, "title": "A"} for n in range(chapter_lists.MOST + 1)]
    with pytest.raises(ReadError, match="more than 5000"):
        read(json.dumps({"chapters": chapters}))


def test_a_tie_that_the_ending_does_not_break_names_the_endings() -> None:
    both = json.dumps([{"startTime": 1, "start": "0:01", "title": "A"}])
    with pytest.raises(UsageError) as caught:
        read(both, "list.txt")
    assert "podcast-chapters or podlove" in str(caught.value)
