"""A draft is a claim: what the transcript does not say is dropped, and what it says is cited verbatim."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit.builder.claims import Claims
from studykit.builder.ground import Grounding, ground
from studykit.builder.linked import unlinked
from studykit.builder.timeline import Timeline
from studykit.drafts import Evidence, FactDraft, PassageDraft, QuestionDraft, StudyDraft, TermDraft
from studykit.language.lexicon import load
from studykit.language.sentences import sentence_spans
from studykit.model import Chapter, Citation, Transcript
from studykit.templates import Templates
from studykit.text import fold, squeeze
from tests.talk import talk

SALT = "Salt slows the yeast down."
TALK = talk(
    "What does salt do?",
    ("It isn’t only taste. Salt slows", "the yeast down. It also “tightens” the gluten."),
    "Say that again?",
    (SALT, "That’s all.", SALT),
)
CHAPTER = Chapter(id="c1", title="Salt", origin="given")
CLAIMS = Claims(TALK, load("en", Templates()))


def _grounding(transcript: Transcript = TALK) -> Grounding:
    return Grounding(transcript, Timeline(transcript))


def _cite(quote: str, segment_id: str = "") -> Citation:
    citation = _grounding().cite(Evidence(quote=quote, segment_id=segment_id))
    assert citation is not None
    return citation


@pytest.mark.parametrize(
    "quote",
    ['it also "tightens" the GLUTEN.', "It  also\n“tightens” the gluten.", "It also «tightens» the gluten."],
)
def test_case_quotes_and_spaces_may_differ(quote: str) -> None:
    assert _cite(quote).quote == "It also “tightens” the gluten."


def test_a_quote_over_two_cues_names_both_with_speaker_and_time() -> None:
    citation = _cite("salt slows the yeast down")
    assert citation.segment_ids == ("s1", "s2")
    assert citation.speaker == "Tomás"
    assert citation.start_ms is not None
    assert citation.end_ms is not None
    assert 60_000 < citation.start_ms < 120_000 < citation.end_ms
    assert citation.estimated


@given(st.data())
def test_the_words_of_a_citation_hold_just_where_they_can_be_cited(data: st.DataObject) -> None:
    turn = data.draw(st.sampled_from(TALK.turns))
    begin, end = sorted(data.draw(st.tuples(*(st.integers(0, len(turn.text)),) * 2)))
    quote = turn.text[begin:end] + data.draw(st.sampled_from(["", "x", " "]))
    quote = data.draw(st.sampled_from([quote, quote.upper(), quote.strip()]))
    segment_id = data.draw(st.sampled_from(["", "s0", *(segment.id for segment in TALK.segments)]))
    cited = _grounding().cite(Evidence(quote=quote or " ", segment_id=segment_id))
    citation = Citation.model_construct(quote=quote, segment_ids=(segment_id,))
    assert _grounding().holds(citation) == (cited is not None)


@pytest.mark.parametrize("segment_id", ["s4", "s6"])
def test_a_sentence_said_twice_is_cited_where_the_engine_saw_it(segment_id: str) -> None:
    assert _cite(SALT, segment_id).segment_ids == (segment_id,)


@pytest.mark.parametrize("segment_id", ["s0", "s6", "nowhere", ""])
def test_a_wrong_hint_does_not_hide_the_words(segment_id: str) -> None:
    assert _cite("That's all.", segment_id).segment_ids == ("s5",)


@pytest.mark.parametrize("quote", ["Salt speeds the yeast up.", "", "   ", "down. Say that"])
def test_words_that_no_turn_holds_are_not_found(quote: str) -> None:
    assert _grounding().cite(Evidence(quote=quote)) is None


def test_words_of_a_pattern_are_taken_as_they_are() -> None:
    transcript = talk("Is (a|b)* a regex? Yes [it] is.", "Plain.")
    found = _grounding(transcript).cite(Evidence(quote="(A|b)* a regex? yes [it]"))
    assert found is not None
    assert found.quote == "(a|b)* a regex? Yes [it]"


def test_where_nobody_is_named_nobody_is_cited() -> None:
    transcript = talk(SALT, speakers=(), step_ms=None)
    citation = _grounding(transcript).cite(Evidence(quote=SALT))
    assert citation is not None
    assert (citation.speaker, citation.start_ms, citation.end_ms) == (None, None, None)


NASTY = ["salt", "Yeast", "“dough”", "isn’t", "ß", "İ", "3.5", "«", "naïve", "ﬁ", "::", "Ωμέγα", "שלום"]
WORDS = st.lists(st.sampled_from(NASTY), min_size=1)
SAID = st.lists(WORDS.map(" ".join), min_size=1, max_size=3)


@given(st.lists(SAID, min_size=1, max_size=4))
def test_every_sentence_of_a_transcript_can_be_cited(said: list[list[str]]) -> None:
    transcript = talk(*[tuple(texts) for texts in said])
    grounding = _grounding(transcript)
    for turn in transcript.turns:
        for start, end in sentence_spans(turn.text, "en"):
            quote = squeeze(turn.text[start:end])
            citation = grounding.cite(Evidence(quote=quote))
            assert citation is not None
            assert grounding.holds(citation)
            assert fold(citation.quote) == fold(quote)
            held = " ".join(s.text for s in transcript.segments if s.id in citation.segment_ids)
            assert fold(citation.quote) in fold(held)


def test_a_draft_without_its_words_is_dropped_with_a_notice() -> None:
    true, false = Evidence(quote=SALT), Evidence(quote="Salt is a vitamin.")
    draft = StudyDraft(
        summary=(
            PassageDraft(text="Salt slows yeast.", evidence=(true,)),
            PassageDraft(text="Half of it is true.", evidence=(true, false)),
            PassageDraft(text="Nothing shows it.", evidence=()),
        ),
        terms=(TermDraft(term="Vitamin", evidence=(false,)),),
        questions=(QuestionDraft(question="Why?", answer="So.", evidence=(false,)),),
        facts=(FactDraft(statement="Salt is a vitamin.", hidden="vitamin", evidence=(false,)),),
    )
    chapter, terms, notices = ground(draft, CHAPTER, _grounding(), CLAIMS)
    assert [passage.text for passage in chapter.summary] == ["Salt slows yeast."]
    assert (terms, chapter.questions, chapter.facts) == ((), (), ())
    assert [notice.code for notice in notices] == ["not-in-transcript"] * 5
    assert {notice.where for notice in notices} == {"Salt"}


def test_all_that_a_draft_says_arrives() -> None:
    evidence = (Evidence(quote=SALT),)
    draft = StudyDraft(
        terms=(TermDraft(term="Isn’t", aliases=("taste", "not said"), definition="x", evidence=evidence),),
        questions=(QuestionDraft(question="Why?", answer="So.", evidence=evidence, importance=0.7),),
        facts=(FactDraft(statement="Salt slows.", hidden="Salt", hint="a mineral", evidence=evidence),),
    )
    chapter, (term,), notices = ground(draft, CHAPTER, _grounding(), CLAIMS)
    assert (term.key, term.term, term.aliases, term.definition) == ("isn't", "Isn’t", ("taste",), "x")
    assert (chapter.questions[0].answer, chapter.questions[0].importance) == ("So.", 0.7)
    assert (chapter.facts[0].hidden, chapter.facts[0].hint) == ("Salt", "a mineral")
    assert notices == []


def test_a_quote_is_found_as_whole_words_only() -> None:
    grounding = _grounding(talk("We start with the art of bread."))
    assert grounding.cite(Evidence(quote="tart with")) is None
    found = grounding.cite(Evidence(quote="art"))
    assert found is not None
    assert found.position > 0.5


def test_a_quote_in_a_script_without_spaces_is_found_inside_a_sentence() -> None:
    grounding = _grounding(talk("今日はパンの作り方を話します。", language="ja"))
    assert grounding.cite(Evidence(quote="パンの作り方")) is not None


@pytest.mark.parametrize(
    ("quote", "cited"),
    [
        (
            "can we go over levain, the starter?",
            "can we go over [levain](https://bread.example/levain), the starter?",
        ),
        ("wild yeast is in [levain](https://bread.example/levain)", None),
        ("go over levain", "go over [levain](https://bread.example/levain)"),
        ("Levain, the", "[levain](https://bread.example/levain), the"),
        (
            "go over [levain](https://bread.example/levain), the",
            "go over [levain](https://bread.example/levain), the",
        ),
        ("ferment, in its jar", "[the long ferment](https://bread.example/2), in its jar"),
        ("https", "https"),
    ],
)
def test_a_link_is_quoted_whole_though_its_address_be_left_out(quote: str, cited: str | None) -> None:
    linked = (
        "So can we go over [levain](https://bread.example/levain), the starter? It is [the long "
        "ferment](https://bread.example/2), in its jar."
    )
    grounding = _grounding(talk("Wild yeast?", linked))
    found = grounding.cite(Evidence(quote=quote))
    assert (found.quote if found else None) == cited
    assert found is None or grounding.holds(found)


@given(text=st.text(alphabet="[]()ab ", max_size=60))
def test_taking_links_off_moves_no_other_word(text: str) -> None:
    spoken = unlinked(text)
    assert len(spoken) == len(text)
    assert re.sub(r"\s", "", spoken) == re.sub(r"\s", "", re.sub(r"\[([^\[\]]+)\]\([^()\s]+\)", r"\1", text))
