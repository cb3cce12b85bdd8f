"""Whole builds by a language model over HTTP: what is written, what is noticed, what never gets through."""

import json
import re

import pytest

from studykit.errors import AnswerError, EngineError
from studykit.model import StudyDocument, Transcript
from tests.builder.model_building import (
    DOUGH,
    GOOD,
    JAR,
    STARTER,
    build,
    built,
    first_chapter,
    is_said,
    talk_of_two_chapters,
)
from tests.model_server import (
    Asked,
    Behaviour,
    cuts,
    fails,
    model_server,
    overflows,
    refuses,
    says,
    well,
)

pytest.importorskip("pydantic_ai", reason="needs the extra llm")


def _changed(**fields: object) -> dict:
    """Return the recorded answer with ``fields`` of its first question changed."""
    reply = json.loads(json.dumps(GOOD[STARTER]))
    reply["questions"][0].update(fields)
    return reply


def _quoting(quote: str) -> dict:
    return _changed(evidence=[{"quote": quote, "segment_id": "5"}])


def _codes(document: StudyDocument) -> set[str]:
    return {notice.code for notice in document.notices}


def test_a_good_answer_becomes_summary_glossary_and_cards() -> None:
    document, served = built(well(GOOD))
    assert document.engine == "openai:test"
    first = document.chapters[0]
    assert [passage.text for passage in first.summary] == [each["text"] for each in GOOD[STARTER]["summary"]]
    assert {"starter", "gluten", "hydration"} <= {term.term for term in document.glossary}
    assert JAR in {card.front for card in document.cards}
    assert is_said(document)
    assert all(card.citations[0].match == "exact" for card in document.cards)
    assert len(served.of("chapter")) == 2
    assert len(served.of("review")) == 1


def test_what_it_took_is_recorded() -> None:
    document, _ = built(well(GOOD))
    making = document.making
    assert making is not None
    assert (making.answered_by, making.calls, making.kept) == ("recorded-1", 3, 0)
    assert (making.input_tokens, making.output_tokens, making.price_usd) == (3000, 600, None)
    assert making.prompts
    assert making.by_rules == ()
    again = StudyDocument.model_validate_json(document.model_dump_json(by_alias=True))
    assert again == document


@pytest.mark.parametrize(
    "quote",
    [
        "The pH of a starter falls to about four, and because most moulds and harmful germs grow poorly",
        "the pH of a starter drops to about four and because most mould and harmful germs grow poorly",
    ],
    ids=["another word", "a letter and a sign"],
)
def test_a_quote_that_is_a_word_off_becomes_what_was_said(quote: str) -> None:
    document, served = built(first_chapter(_quoting(quote)))
    card = next(card for card in document.cards if card.front == JAR)
    assert card.citations[0].match == "snapped"
    assert (
        "drops to about four, and because most moulds and harmful germs grow poorly"
        in card.citations[0].quote
    )
    assert not [asked for asked in served.asked if asked.is_second]


def test_a_quote_with_a_gap_becomes_two() -> None:
    gap = "The pH of a starter drops to about four … the jar protects itself."
    document, _ = built(first_chapter(_quoting(gap)))
    quotes = [c.quote for card in document.cards if card.front == JAR for c in card.citations]
    assert quotes == ["The pH of a starter drops to about four", "the jar protects itself."]


def test_an_invented_quote_is_asked_about_once_and_put_right() -> None:
    invented = _quoting("Acid kills every germ there is within a day or two of feeding.")
    right = {"questions": [GOOD[STARTER]["questions"][0]]}
    document, served = built(first_chapter(invented, right))
    (again,) = [asked for asked in served.asked if asked.is_second]
    assert "these words are not in the transcript: 'Acid kills every germ" in again.messages[-1]["content"]
    assert JAR in {card.front for card in document.cards}
    assert _codes(document) <= {"card-dropped"}


INVENTED = [{"quote": "Acid kills every germ there is within a day or two of feeding.", "segment_id": "5"}]
WRONG = {
    "these words are not in the transcript": {"question": "Why one?", "evidence": INVENTED},
    "'5' is not in the words it cites": {"question": "Why two?", "answer": "At a pH of about five"},
    "'Fahrenheit' is not in the words": {"question": "Why three?", "answer": "At four degrees Fahrenheit"},
    "'Louis' is not in the words": {"question": "Why four?", "answer": "Because Louis Pasteur saw that"},
    "was added or left out": {"question": "Why five?", "answer": "Most of these do not grow poorly"},
    "'it' points outside the card": {"question": "Why does it protect itself?"},
    "it cites no words": {"question": "Why six?", "evidence": []},
}


def test_what_is_not_borne_out_is_dropped_with_a_notice() -> None:
    right = GOOD[STARTER]["questions"][0]
    wrong = {**GOOD[STARTER], "questions": [right, *({**right, **each} for each in WRONG.values())]}
    document, served = built(first_chapter(wrong, {"questions": wrong["questions"][1:]}))
    (again,) = [asked for asked in served.asked if asked.is_second]
    told = again.messages[-1]["content"]
    assert [reason for reason in WRONG if reason not in told] == []
    assert JAR not in told
    fronts = {card.front for card in document.cards}
    assert JAR in fronts
    assert not fronts & {each["question"] for each in WRONG.values()}
    assert {"not-in-transcript", "not-borne-out", "card-dropped"} <= _codes(document)
    assert is_said(document)


def test_a_number_in_words_may_be_answered_in_digits() -> None:
    document, served = built(first_chapter(_changed(answer="Most grow poorly at a pH of about 4")))
    assert not [asked for asked in served.asked if asked.is_second]
    assert "Most grow poorly at a pH of about 4" in {card.back for card in document.cards}


def test_what_is_taken_back_is_told() -> None:
    invented = _quoting("Acid kills every germ there is within a day or two of feeding.")
    document, _ = built(first_chapter(invented, {"questions": []}))
    (told,) = [notice.text for notice in document.notices if notice.code == "claim-withdrawn"]
    assert "1 of 1 were taken back" in told
    assert JAR not in {card.front for card in document.cards}


@pytest.mark.parametrize(
    "trouble",
    [says({"cards": ["of another program"]}), refuses(), overflows(), fails(400, "too long")],
    ids=["wrong schema", "refusal", "huge", "400"],
)
def test_a_chapter_without_an_answer_is_left_to_the_rules(trouble: Behaviour) -> None:
    document, _ = built(first_chapter(trouble, trouble))
    (notice,) = [notice for notice in document.notices if notice.code == "by-rules"]
    assert notice.where == STARTER
    assert document.making is not None
    assert document.making.by_rules == ("c1",)
    assert document.chapters[0].summary
    assert document.chapters[1].summary[0].text == GOOD[DOUGH]["summary"][0]["text"]
    assert is_said(document)


@pytest.mark.parametrize("trouble", [refuses(), fails(500, Retry_After="0")], ids=["refusal", "500"])
def test_a_strict_build_fails_where_an_answer_is_missing(trouble: Behaviour) -> None:
    with pytest.raises(AnswerError) as caught:
        built(first_chapter(trouble, trouble), strict=True)
    assert caught.value.exit_code == 4


def test_a_key_that_is_refused_ends_the_build() -> None:
    with pytest.raises(EngineError, match="refuses the key"):
        built(lambda _: fails(401))


def test_broken_json_is_asked_for_again_in_full() -> None:
    document, served = built(first_chapter(says('{"summary": [}'), GOOD[STARTER]))
    (again,) = [asked for asked in served.asked if asked.is_second]
    assert "the JSON is broken" in again.messages[-1]["content"]
    assert JAR in {card.front for card in document.cards}


def test_words_around_the_json_do_no_harm() -> None:
    fenced = f"Here you are:\n```json\n{json.dumps(GOOD[STARTER])}\n```\nAnything else?"
    document, served = built(first_chapter(says(fenced)))
    assert not [asked for asked in served.asked if asked.is_second]
    assert JAR in {card.front for card in document.cards}


def test_one_bad_item_costs_no_other() -> None:
    reply = {**GOOD[STARTER], "terms": [{"term": 7}, *GOOD[STARTER]["terms"]]}
    document, _ = built(first_chapter(reply, {}))
    assert "starter" in {term.term for term in document.glossary}
    assert JAR in {card.front for card in document.cards}


def _without_chapters() -> Transcript:
    return talk_of_two_chapters().model_copy(update={"chapters": ()})


def test_chapters_that_nobody_gave_are_asked_for_first() -> None:
    outline = {
        "chapters": [
            {"title": STARTER, "first_segment_id": "1"},
            {"title": "", "first_segment_id": "3"},
            {"title": "Beyond the end", "first_segment_id": "999"},
            {"title": DOUGH, "first_segment_id": "[8]"},
        ]
    }
    rest = well(GOOD)
    with model_server(lambda asked: says(outline) if asked.kind == "outline" else rest(asked)) as served:
        document = build(served, _without_chapters())
    assert [(chapter.title, chapter.origin) for chapter in document.chapters] == [
        (STARTER, "detected"),
        (DOUGH, "detected"),
    ]
    given = [chapter.first_segment_id for chapter in built(well(GOOD))[0].chapters]
    assert document.chapters[1].first_segment_id == given[1]
    assert JAR in {card.front for card in document.cards}


def test_rules_divide_the_talk_where_the_model_does_not() -> None:
    with model_server(lambda _: refuses()) as served:
        document = build(served, _without_chapters())
    assert document.making is not None
    told = [notice.text for notice in document.notices if notice.code == "by-rules"]
    assert len(told) == len(document.making.by_rules) + 1
    assert sum("so rules made them" in text for text in told) == 1


def test_a_review_merges_terms_drops_a_card_and_says_what_matters_most() -> None:
    rest = well(GOOD)

    def numbers(asked: Asked, heading: str) -> dict[str, int]:
        listed = asked.messages[1]["content"].split(heading)[1].split("\n\n")[0]
        rows = re.findall(r"^(\d+)\. (.*)$", listed, flags=re.M)
        return {row: int(number) for number, row in rows}

    def script(asked: Asked) -> Behaviour:
        if asked.kind != "review":
            return rest(asked)
        terms, cards = numbers(asked, "Terms:"), numbers(asked, "Cards (")
        of = {
            name: next(n for row, n in terms.items() if row.startswith(name))
            for name in ("starter", "gluten")
        }
        jar = next(n for row, n in cards.items() if JAR in row)
        return says(
            {
                "merge": [[of["gluten"], of["starter"]]],
                "terms": [of["gluten"], *(n for n in terms.values() if n not in of.values())],
                "drop": [{"card": jar, "reason": "known to everybody"}],
            }
        )

    document, _ = built(script)
    first = document.glossary[0]
    assert (first.term, first.aliases) == ("gluten", ("starter", "sourdough starter"))
    assert "starter" not in {term.term for term in document.glossary}
    assert JAR not in {card.front for card in document.cards}
    assert any("known to everybody" in notice.text for notice in document.notices)
    assert len([card for card in document.cards if card.reverse in {"gluten", "starter"}]) == 1


def _overview(*sentences: tuple[str, list[int]]) -> StudyDocument:
    """Return a build whose review tells the episode in ``sentences``."""
    told = {"overview": [{"text": text, "rests_on": rests_on} for text, rests_on in sentences]}
    return built(well({**GOOD, "review": told}))[0]


def test_the_episode_is_told_in_sentences_that_cite_what_the_summaries_cite() -> None:
    document, served = built(well(GOOD))
    assert [passage.text for passage in document.overview] == [
        each["text"] for each in GOOD["review"]["overview"]
    ]
    first, *_ = document.overview
    assert first.citations == tuple(c for passage in document.summary[:2] for c in passage.citations)
    (asked,) = served.of("review")
    assert f"2. (chapter 1) {document.summary[1].text}\n3. (chapter 2) " in asked.messages[1]["content"]
    assert is_said(document)


@pytest.mark.parametrize(
    ("text", "stray"),
    [
        ("In a starter bacteria outnumber the yeast by about ninety to one.", "90"),
        ("According to Louis Pasteur the yeast makes most of the gas.", "Pasteur"),
        ("The yeast does not make most of the gas.", "not"),
    ],
    ids=["number", "name", "negation"],
)
def test_a_sentence_about_the_whole_that_nobody_bears_out_goes_with_a_notice(text: str, stray: str) -> None:
    document = _overview((text, [1, 2]), ("Yeast makes most of the gas.", [2]))
    assert [passage.text for passage in document.overview] == ["Yeast makes most of the gas."]
    (told,) = [notice.text for notice in document.notices if notice.code == "not-borne-out"]
    assert stray in told


def test_a_build_without_a_review_is_told() -> None:
    rest = well(GOOD)
    document, _ = built(lambda asked: refuses() if asked.kind == "review" else rest(asked))
    assert "no-review" in _codes(document)
    assert document.overview == ()
    assert JAR in {card.front for card in document.cards}


def test_a_stream_that_is_cut_is_asked_for_again() -> None:
    cut = iter([cuts(GOOD[STARTER])])
    rest = well(GOOD)

    def script(asked: Asked) -> Behaviour:
        return next(cut, rest(asked)) if asked.chapter == STARTER else rest(asked)

    document, served = built(script)
    assert JAR in {card.front for card in document.cards}
    assert len(served.of("chapter")) == 3


def test_a_summary_is_cut_at_its_room() -> None:
    long = {**GOOD[STARTER], "summary": GOOD[STARTER]["summary"] * 3}
    document, _ = built(first_chapter(long))
    assert sum(len(passage.text.split()) for passage in document.chapters[0].summary) <= 60
    assert "claim-withdrawn" in _codes(document)
