"""The document: glossary without doubles, tags, notices, and what stays of one edited by hand."""

from pathlib import Path

import pytest

from studykit import readers
from studykit.builder import build, check
from studykit.builder.assemble import assemble
from studykit.builder.ground import Grounding
from studykit.builder.rubric import Judge
from studykit.builder.tidy import tidy
from studykit.builder.timeline import Timeline
from studykit.errors import NothingToStudyError, UsageError
from studykit.language.lexicon import load
from studykit.model import BLANK, Chapter, Citation, Fact, StudyDocument, Term, Transcript
from studykit.templates import Templates
from tests.sample import sample
from tests.talk import talk

SALT = "Salt tightens the gluten of a dough and slows the yeast."
RYE = "Gluten is a stretchy net of two proteins that holds the gas."
TALK = talk(SALT, RYE, show="Crumb & Crust")
CHAPTERS = tuple(
    Chapter(
        id=f"c{number + 1}",
        title=title,
        origin="given",
        first_segment_id=key,
        last_segment_id=key,
        facts=facts,
    )
    for number, (title, key, facts) in enumerate(
        [
            ("Salt & more", "s0", ()),
            (
                "",
                "s1",
                (
                    Fact(
                        statement=RYE,
                        hidden="proteins",
                        citations=(Citation(quote=RYE, segment_ids=("s1",)),),
                    ),
                    Fact(statement=RYE, hidden="cats", citations=(Citation(quote=RYE),)),
                ),
            ),
        ]
    )
)


def _term(name: str, **changed: object) -> Term:
    fields = {"key": name.casefold(), "term": name, "citations": (Citation(quote=RYE),)}
    return Term.model_validate({**fields, **changed})


def _assembled(*terms: tuple[int, Term], transcript: Transcript = TALK) -> StudyDocument:
    judge = Judge(Grounding(transcript, Timeline(transcript)), load("en", Templates()), "en")
    studied = [
        (chapter, tuple(term for place, term in terms if place == number))
        for number, chapter in enumerate(CHAPTERS)
    ]
    return assemble(transcript, "offline", studied, judge, notices=(), cards=None)


def test_a_term_that_two_chapters_explain_is_one_entry_with_the_quotes_of_both() -> None:
    first, second = (Citation(quote=SALT),), (Citation(quote=RYE),)
    document = _assembled(
        (0, _term("Gluten", definition="First.", citations=first)),
        (1, _term("gluten", aliases=("the net",), definition="Second.", citations=second)),
    )
    (term,) = document.glossary
    assert (term.term, term.aliases, term.definition) == ("Gluten", ("the net",), "First.")
    assert (term.citations, term.chapter_ids) == ((*first, *second), ("c1", "c2"))


def test_a_term_is_explained_by_the_chapter_that_explains_it_wherever_it_is_used_before() -> None:
    document = _assembled((0, _term("gluten")), (1, _term("gluten", definition="A net.", importance=0.9)))
    (term,) = document.glossary
    assert (term.definition, term.importance, term.chapter_ids) == ("A net.", 0.9, ("c2", "c1"))


def test_a_term_names_first_the_chapter_that_explains_it_and_then_those_that_use_it() -> None:
    document = _assembled((1, _term("net", aliases=("gluten",))))
    assert document.glossary[0].chapter_ids == ("c2", "c1")


def test_a_term_inside_another_word_is_not_used() -> None:
    document = _assembled((1, _term("ten")))
    assert document.glossary[0].chapter_ids == ("c2",)


def test_the_weightiest_terms_come_first() -> None:
    document = _assembled((0, _term("salt", importance=0.2)), (1, _term("gluten", importance=0.9)))
    assert [term.key for term in document.glossary] == ["gluten", "salt"]


def test_a_card_is_tagged_with_show_episode_chapter_and_kind() -> None:
    (card,) = _assembled().cards
    assert card.front == f"Gluten is a stretchy net of two {BLANK} that holds the gas."
    assert card.tags == ("show::crumb-crust", "episode::bread", "chapter::02", "kind::cloze")


@pytest.mark.parametrize(
    ("title", "context"), [("What flour is made of", "What flour is made of"), ("On protein", "")]
)
def test_the_front_may_tell_the_chapter_unless_that_gives_the_answer_away(title: str, context: str) -> None:
    judge = Judge(Grounding(TALK, Timeline(TALK)), load("en", Templates()), "en")
    chapter = CHAPTERS[1].model_copy(update={"title": title})
    document = assemble(TALK, "offline", [(chapter, ())], judge, notices=(), cards=None)
    assert [card.context for card in document.cards] == [context]


def test_an_acronym_in_the_chapters_title_gives_the_answer_away_however_short_it_is() -> None:
    said = talk("The old RSA keys of the bakery are far longer than all the new ones.")
    fact = Fact(statement=said.turns[0].text, hidden="RSA", citations=(Citation(quote=said.turns[0].text),))
    chapter = CHAPTERS[0].model_copy(update={"title": "RSA basics", "facts": (fact,)})
    judge = Judge(Grounding(said, Timeline(said)), load("en", Templates()), "en")
    (card,) = assemble(said, "offline", [(chapter, ())], judge, notices=(), cards=None).cards
    assert (card.back, card.context) == ("RSA", "")


def test_a_card_that_a_rule_refuses_is_a_notice() -> None:
    document = _assembled()
    assert [notice.code for notice in document.notices] == ["card-dropped"]
    assert "A12" in document.notices[0].text


def test_a_document_keeps_all_that_was_said() -> None:
    document = _assembled()
    assert document.transcript.turns == TALK.turns


def test_checking_keeps_a_persons_wording_and_drops_what_proves_nothing() -> None:
    document = sample()
    reworded = document.cards[0].model_copy(update={"back": "It is what he says it is."})
    unproven = document.cards[1].model_copy(update={"citations": (Citation(quote="Never said."),)})
    checked = check(document.model_copy(update={"cards": (reworded, unproven)}))
    assert checked.cards == (reworded,)
    assert [(notice.code, notice.where) for notice in checked.notices] == [("card-dropped", unproven.id)]


def test_too_little_talk_is_nothing_to_study() -> None:
    with pytest.raises(NothingToStudyError, match="too few"):
        build(TALK, "offline", Templates(), cards=None, report=lambda *_: None)


def test_an_unknown_engine_is_named_with_those_there_are() -> None:
    with pytest.raises(UsageError) as caught:
        build(talk(*[SALT] * 20), "oracle", Templates(), cards=None, report=lambda *_: None)
    assert "offline" in str(caught.value.hint)


def _built(transcript: Transcript) -> StudyDocument:
    return build(transcript, "offline", Templates(), cards=None, report=lambda *_: None)


def test_times_that_run_backwards_are_told_with_the_wild_ones() -> None:
    lecture = talk(*[f"{SALT} {RYE}"] * 8)
    wild = lecture.turns[3].segments[0].model_copy(update={"start_ms": 9_000_000})
    turns = list(lecture.turns)
    turns[3] = turns[3].model_copy(update={"segments": (wild,)})
    notices = [
        n for n in _built(lecture.model_copy(update={"turns": tuple(turns)})).notices if "times" in n.code
    ]
    assert [(n.code, "2:30:00 (1 in all)" in n.text) for n in notices] == [("times-out-of-line", True)]


def test_times_that_rise_are_not_talked_about() -> None:
    assert not [n for n in _built(talk(*[f"{SALT} {RYE}"] * 8)).notices if "times" in n.code]


def test_stamped_markers_time_the_whole_transcript(shared: Path) -> None:
    source = shared / "corpus/changelog/raw/gotime/go-time-20.md"
    transcript = readers.read(readers.open_source(str(source)))
    assert not Timeline(transcript).has_times
    tidied = tidy(transcript, Templates())
    timeline = Timeline(tidied)
    assert len([s for s in tidied.segments if s.start_ms is not None]) > 8
    assert timeline.passed_over == ()
    assert tidied.word_count == transcript.word_count
