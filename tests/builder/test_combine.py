"""Two transcripts of one episode: the words of the first, the names, times and chapters of the second."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit import readers
from studykit.builder import combine
from studykit.errors import ReadError
from studykit.model import ChapterMark, Segment, Transcript, Turn
from studykit.text import words
from tests.talk import talk

ASKED = "So Tomás, why does a sourdough rise more slowly than a dough with baker's yeast?"
TOLD = "Because the wild yeast is slower. In 2012 we measured it, and it took about 8 hours at 20 degrees."
MORE = "And does salt slow it down as well, or is that a story that bakers tell?"
LAST = "It does. Salt draws water out of the cells, and that is not a story at all."
EDITED = talk(
    ASKED,
    TOLD,
    MORE,
    LAST,
    chapters=(ChapterMark(title="Slow", start_ms=0), ChapterMark(title="Salt", start_ms=120_000)),
)
RAW = (
    "So so Tomas why does a a sourdough rise more slowly than, um, a dough with baker's yeast? Because the "
    "wild",
    "yeast is slower. In 2032 we we measured it and it took about eight hours at twenty degrees.",
    "And does salt slow it down as well or is that a story that bakers tell? It does. Salt draws water",
    "out of the cells and that is a story at all.",
)


def raw(*lines: str) -> Transcript:
    turns = tuple(Turn(segments=(Segment(id=f"r{n}", text=line),)) for n, line in enumerate(lines))
    return EDITED.model_copy(update={"speakers": (), "turns": turns, "chapters": ()})


def said(transcript: Transcript) -> list[str]:
    return [word for turn in transcript.turns for word in words(turn.text)]


def test_the_words_are_those_of_the_first_and_the_names_those_of_the_second() -> None:
    both = combine(raw(*RAW), EDITED)
    assert said(both) == [word for line in RAW for word in words(line)]
    assert [turn.speaker_id for turn in both.turns] == ["Nadia", "Tomás", "Nadia", "Tomás"]
    assert both.turns[1].text.startswith("Because the wild\nyeast is slower.")


def test_stamps_and_chapters_come_where_their_words_are() -> None:
    both = combine(raw(*RAW), EDITED)
    assert [turn.start_ms for turn in both.turns] == [0, 60_000, 120_000, 180_000]
    texts = {segment.id: segment.text for segment in both.segments}
    assert [(mark.title, texts[mark.segment_id or ""].split()[0]) for mark in both.chapters] == [
        ("Slow", "So"),
        ("Salt", "And"),
    ]


def test_a_stamp_comes_before_a_first_word_that_is_misheard() -> None:
    misheard = [*RAW[:2], "End thus salt slow" + RAW[2].removeprefix("And does salt slow"), RAW[3]]
    both = combine(raw(*misheard), EDITED)
    (segment,) = [segment for segment in both.segments if segment.start_ms == 120_000]
    assert segment.text.startswith("End thus salt")


def test_numbers_and_negations_that_differ_are_told_with_both_readings() -> None:
    found = {notice.code: notice.text for notice in combine(raw(*RAW), EDITED).notices}
    assert set(found) == {"conflict-number", "conflict-negation"}
    assert "2032" in found["conflict-number"]
    assert "2012" in found["conflict-number"]
    assert "that is a story" in found["conflict-negation"]
    assert "that is not a story" in found["conflict-negation"]


def test_a_name_that_differs_is_told() -> None:
    first = raw(*(line.replace("the wild", "the wild Sacaromices") for line in RAW))
    second = EDITED.model_copy(
        update={
            "turns": tuple(
                _with(turn, "the wild yeast", "the wild Saccharomyces yeast") for turn in EDITED.turns
            )
        }
    )
    (text,) = [n.text for n in combine(first, second).notices if n.code == "conflict-name"]
    assert "Sacaromices" in text
    assert "Saccharomyces" in text


def _with(turn: Turn, old: str, new: str) -> Turn:
    segments = tuple(s.model_copy(update={"text": s.text.replace(old, new)}) for s in turn.segments)
    return Turn(speaker_id=turn.speaker_id, segments=segments)


def test_an_introduction_that_only_the_first_has_is_nobodys() -> None:
    intro = (
        "Hello and welcome. "
        + "This is the feed of another publisher who found this talk worth hearing. " * 4
    )
    both = combine(raw(intro, *RAW), EDITED)
    assert both.turns[0].speaker_id is None
    assert both.turns[0].text.startswith("Hello and welcome")
    assert both.turns[1].speaker_id == "Nadia"


def test_what_the_first_has_itself_stays() -> None:
    own = EDITED.model_copy(update={"chapters": (ChapterMark(title="All", start_ms=0),)})
    both = combine(own, EDITED)
    assert [mark.title for mark in both.chapters] == ["All"]
    assert [turn.text for turn in both.turns] == [turn.text for turn in EDITED.turns]
    assert both.notices == ()


def test_numbered_voices_get_the_names_of_the_second() -> None:
    numbered = talk(*RAW, speakers=("Speaker 0", "SPEAKER_01"))
    both = combine(numbered, EDITED)
    assert [turn.speaker_id for turn in both.turns] == ["Nadia", "Tomás", "Nadia", "Tomás"]
    assert set(both.names.values()) == {"Nadia", "Tomás"}


def test_names_of_the_first_stay_though_the_second_has_others() -> None:
    named = talk(*RAW, speakers=("Host", "Guest"))
    assert set(combine(named, EDITED).names.values()) == {"Host", "Guest"}


def test_an_advert_that_shares_a_few_words_with_the_talk_is_nobodys() -> None:
    advert = (
        "This hour is brought to you by the people of Kettle and Thorn. They make pots of copper and so much "
        "else and they are in the yeast business too. Go to their shop and tell them who sent you by road."
    )
    both = combine(raw(RAW[0], RAW[1], advert, *RAW[2:]), EDITED)
    assert [turn.speaker_id for turn in both.turns if "Kettle" in turn.text or "shop" in turn.text] == [None]


def _told(first: str, second: str) -> list[str]:
    """The kinds of conflict where two transcripts of one talk say one sentence otherwise."""
    edited = talk(ASKED, TOLD, MORE, LAST, f"We bake with {second} in the end.")
    both = combine(raw(ASKED, TOLD, MORE, LAST, f"We bake with {first} in the end."), edited)
    return [notice.code.removeprefix("conflict-") for notice in both.notices]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("40, 000 cells", "40,000 cells"),
        ("four hundred and ninety cells", "490 cells"),
        ("BIP78 flour", "BIP 78 flour"),
        ("Coin Join flour", "CoinJoin flour"),
        ("the Weyermanns", "the Weyermann's"),
        ("salt. It wasn't, it didn't rise", "salt. It didn't rise"),
        ("rye that, I don't know, waits", "rye that waits"),
        ("not not all salt", "not all salt"),
    ],
)
def test_other_writing_and_beginnings_given_up_are_no_conflict(first: str, second: str) -> None:
    assert _told(first, second) == []
    assert _told(second, first) == []


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [
        ("4, 000 cells", "4,000,000 cells", "number"),
        ("56 percent of it", "5-6 percent of it", "number"),
        ("fifteen percent of it", "fifty percent of it", "number"),
        ("yeast that can wait", "yeast that can't wait", "negation"),
        ("salt that is in it", "salt that is not in it", "negation"),
        ("the oven of Wuille", "the oven of Weller", "name"),
        ("the yeast by Bolts and not by bolts", "the yeast by Boltz and not by bolts", "name"),
    ],
)
def test_what_changes_the_meaning_is_a_conflict(first: str, second: str, kind: str) -> None:
    assert _told(first, second) == [kind]
    assert _told(second, first) == [kind]


def test_a_name_that_is_misheard_again_and_again_is_told_once() -> None:
    lines = [f"In year {n} the bakers of Bitaxe sold us {n} loaves of rye." for n in range(3)]
    first = raw(ASKED, TOLD, MORE, LAST, *(line.replace("Bitaxe", "Bidax") for line in lines))
    (notice,) = combine(first, talk(ASKED, TOLD, MORE, LAST, *lines)).notices
    assert "Bidax" in notice.text
    assert notice.text.endswith("the same 3 times in all")


def test_two_different_episodes_are_refused() -> None:
    other = talk("A lighthouse has to be seen from far away.", "Its lamp turns once in ten seconds.")
    with pytest.raises(ReadError, match="of the words"):
        combine(other, EDITED)


@given(st.lists(st.sampled_from(" ".join(RAW).split()), min_size=1, max_size=80))
def test_no_word_is_lost_whatever_is_combined(spoken: list[str]) -> None:
    first = raw(" ".join(spoken))
    if not words(" ".join(spoken)):
        return
    try:
        both = combine(first, EDITED)
    except ReadError:
        return
    assert said(both) == said(first)


def test_the_raw_and_the_edited_seed_make_one_transcript(shared: Path) -> None:
    recognised, edited = (
        readers.read(readers.open_source(str(next((shared / "seeds").glob(f"{number}_*")))))
        for number in ("001", "000")
    )
    both = combine(recognised, edited)
    assert said(both) == said(recognised)
    texts = {segment.id: segment.text for segment in both.segments}
    starts = {mark.title: texts[mark.segment_id or ""] for mark in both.chapters}
    assert len(starts) == 10
    assert starts["Research taste"].startswith("Final question")
    assert starts["Why humans generalize better than models"].startswith("So this is the crux")
    told = " ".join(notice.text for notice in both.notices)
    for reading in (
        "2032",
        "2012",
        "Jan Lecan",
        "Yann LeCun",
        "Therapic",
        "Anthropic",
        "$56,000,000,000",
        "$5-6 billion",
    ):
        assert reading in told
