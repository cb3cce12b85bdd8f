"""What becomes of an answer: the well-formed items of it, what is told of the others, what was put right."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit.contracts import Doubt
from studykit.drafts import OutlineDraft, StudyDraft
from studykit.prompting._replies import UnreadableError, located, read, read_study
from studykit.prompting._room import Room, within
from studykit.prompting._second import complaint, put_right

QUOTE = {"quote": "Salt slows the yeast down.", "segment_id": 2}
PASSAGES = [{"text": f"Sentence number {number}.", "evidence": [QUOTE]} for number in range(3)]


def _study(**lists: object) -> StudyDraft:
    return read_study(json.dumps(lists))


def test_numbers_of_lines_become_the_ids_of_their_segments() -> None:
    draft = _study(
        summary=[
            {"text": "x", "evidence": [QUOTE, {**QUOTE, "segment_id": "[1]"}, {**QUOTE, "segment_id": "9"}]}
        ]
    )
    (passage,) = located(draft, ["s7", "s8"]).summary
    assert [each.segment_id for each in passage.evidence] == ["s8", "s7", ""]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("I'm sorry, but I can't help with that.", "no JSON object"),
        ('{"summary": [}', "broken at line 1"),
        ("[1, 2]", "no JSON object"),
        ('{"cards": []}', "none of the fields"),
        ('{"terms": [{"term": 7}]}', "terms, item 1"),
        ("{" + '"summary": ' + "[" * 100_000 + "]" * 100_000 + "}", "nested too deeply"),
        ('{"summary": ' + "9" * 10_000 + "}", "nested too deeply"),
        ("", "no JSON object"),
    ],
)
def test_what_is_no_study_draft_is_told_in_plain_words(text: str, told: str) -> None:
    with pytest.raises(UnreadableError, match=told):
        read_study(text)


def test_a_malformed_item_is_told_and_costs_no_other() -> None:
    draft = _study(summary=[PASSAGES[0], {"text": "no evidence"}, 7], terms="none")
    assert [passage.text for passage in draft.summary] == ["Sentence number 0."]
    assert [line.split(":")[0] for line in draft.withdrawn] == [
        "summary, item 2",
        "summary, item 3",
        "terms",
    ]


def test_every_text_comes_on_one_line() -> None:
    draft = _study(summary=[{"text": "Salt\n\n slows\tit. ", "evidence": [QUOTE]}])
    assert draft.summary[0].text == "Salt slows it."


def test_a_question_is_never_printed_as_asked_by_a_speaker() -> None:
    question = {"asked": True, "question": "Why?", "answer": "So.", "evidence": [QUOTE]}
    assert not _study(questions=[question]).questions[0].asked


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(st.sampled_from(["summary", "terms", "text", "evidence", "quote"]), inner)
        ),
        max_leaves=30,
    )
)
def test_any_json_is_a_draft_or_unreadable(tree: object) -> None:
    try:
        draft = read_study(json.dumps(tree))
    except UnreadableError:
        return
    assert isinstance(draft, StudyDraft)


@given(st.text())
def test_any_text_is_a_draft_or_unreadable(text: str) -> None:
    with pytest.raises(UnreadableError):
        read_study(f"no {text} here".replace("{", "("))


def test_an_outline_is_read_whole_or_not_at_all() -> None:
    text = 'Sure: {"chapters": [{"title": "Salt", "first_segment_id": "1"}]} Done.'
    assert read(text, OutlineDraft).chapters[0].title == "Salt"
    with pytest.raises(UnreadableError):
        read('{"chapters": [{"title": "Salt"}]}', OutlineDraft)


def _doubt(index: int) -> Doubt:
    return Doubt("summary", index, "these words are not in the transcript")


def test_a_complaint_names_each_item_and_why() -> None:
    draft = _study(summary=PASSAGES)
    assert complaint(draft, [_doubt(1)]) == (
        "1. summary: 'Sentence number 1.': these words are not in the transcript"
    )


def test_a_complaint_about_the_summary_tells_how_many_words_are_left() -> None:
    draft = _study(summary=PASSAGES)
    told, cramped = (complaint(draft, [_doubt(1)], words).splitlines()[-1] for words in (10, 5))
    assert told == "The summary has room for 4 more words beside the sentences that are accepted."
    assert "room for 0 more words" in cramped


def test_a_complaint_about_cards_tells_nothing_of_the_summary() -> None:
    question = {"question": "Why?", "answer": "Salt", "evidence": [QUOTE]}
    told = complaint(
        _study(summary=PASSAGES, questions=[question]), [Doubt("questions", 0, "it cites nothing")], 10
    )
    assert told == "1. questions: 'Why?': it cites nothing"


def test_corrected_items_take_the_places_of_those_that_were_doubted() -> None:
    again = _study(summary=[{"text": "Put right.", "evidence": [QUOTE]}])
    mended = put_right(_study(summary=PASSAGES), [_doubt(1)], again)
    assert [passage.text for passage in mended.summary] == [
        "Sentence number 0.",
        "Put right.",
        "Sentence number 2.",
    ]
    assert mended.withdrawn == ()


def test_what_does_not_come_back_is_told() -> None:
    mended = put_right(_study(summary=PASSAGES), [_doubt(0), _doubt(1)], StudyDraft())
    assert [passage.text for passage in mended.summary] == ["Sentence number 2."]
    (line,) = mended.withdrawn
    assert line.startswith("summary: 2 of 2 were taken back: 'Sentence number 0.'")


@pytest.mark.parametrize(
    ("said", "episode", "room"),
    [
        (100, 10_000, Room(60, 4, 2)),
        (1000, 10_000, Room(100, 8, 8)),
        (3000, 10_000, Room(160, 12, 24)),
        (500, 500, Room(60, 12, 4)),
    ],
)
def test_room_follows_the_words_that_are_said(said: int, episode: int, room: Room) -> None:
    assert Room.of(said, episode) == room


def test_the_parts_of_a_chapter_share_the_room_for_its_summary() -> None:
    assert Room.of(2500, 10_000, chapter=5000, parts=2).summary_words * 2 == 160


def test_a_summary_ends_with_the_last_sentence_that_fits() -> None:
    cut = within(_study(summary=PASSAGES), Room(7, 1, 1))
    assert len(cut.summary) == 2
    assert cut.withdrawn == ("summary: 1 of 3 sentences are beyond 7 words",)
