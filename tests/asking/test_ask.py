"""Asking offline: the passages that answer, where they stand, and when it is said that none does."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studykit.asking import MOST_CHARACTERS, Library
from studykit.errors import UsageError
from studykit.model import Citation, Episode, Segment, StudyDocument, Term, Turn
from studykit.templates import Templates
from studykit.text import fold
from tests.asking.asking import ask, bread
from tests.sample import sample

FOREIGN = (
    "How does a value function help?",
    "What is the forgetting curve?",
    "Which companies invest in quantum computing?",
    "Who won the election?",
)


def one_turn(text: str, *, language: str = "en", terms: tuple[Term, ...] = ()) -> StudyDocument:
    return StudyDocument(
        episode=Episode(key="k", title="T", language=language),
        glossary=terms,
        turns=(Turn(segments=(Segment(id="s0", text=text),)),),
    )


@pytest.mark.parametrize(
    ("question", "evidence"),
    [
        ("What is a sourdough starter?", "a mixture of flour and water in which wild yeast"),
        ("Why does the jar protect itself from germs?", "the pH of a starter drops to about four"),
        ("Where do the microbes come from?", "come from the flour itself, not from the air"),
        ("what does baker's percentage mean", "every ingredient is weighed against the flour"),
    ],
)
def test_the_first_passage_holds_the_answer(question: str, evidence: str) -> None:
    answer = ask(question)
    assert answer.answered
    assert fold(evidence) in fold(answer.passages[0].said.quote)


def test_a_passage_tells_who_says_it_when_and_in_which_chapter() -> None:
    first = ask("What is a sourdough starter?").passages[0]
    assert (first.said.speaker, first.said.start_ms, first.chapter) == (
        "Tomás Ferreira",
        30_000,
        "What lives in a starter",
    )
    assert first.episode == "Why sourdough rises"
    assert first.lead is not None
    assert first.lead.quote == "What is a sourdough starter?"
    assert first.lead.speaker == "Nadia Okafor"


def test_a_passage_is_one_to_three_whole_sentences_that_were_said_and_none_is_given_twice() -> None:
    said = [fold(turn.text) for turn in bread().turns]
    for question in ("How does salt work?", "What does the yeast eat?", "Why is bread stored warm?"):
        passages = ask(question, limit=5).passages
        assert passages
        assert all(any(fold(each.said.quote) in turn for turn in said) for each in passages)
        assert all(each.said.quote[0].isupper() and each.said.quote[-1] in ".?!" for each in passages)
        assert len({each.said.quote for each in passages}) == len(passages)


@pytest.mark.parametrize("question", FOREIGN)
def test_a_question_about_something_else_is_told_to_be_unanswered(question: str) -> None:
    assert not ask(question).answered


def test_what_is_said_in_greetings_and_adverts_is_no_answer() -> None:
    answer = ask("Who is welcome to Crumb and Crust?", limit=20)
    assert any("welcome to Crumb" in turn.text for turn in bread().turns)
    assert answer.passages
    assert all("welcome to Crumb" not in each.said.quote for each in answer.passages)


def test_questions_that_the_episode_answers_are_offered() -> None:
    offered = ask("Who won the election?").try_asking
    assert 2 <= len(offered) <= 5
    assert all(ask(question).answered for question in offered)


def test_where_an_episode_asks_and_defines_nothing_its_terms_are_offered() -> None:
    said = "Proof of work makes it costly to rewrite the past. Nobody could do that in a day."
    term = Term(key="pow", term="proof of work", citations=(Citation(quote="Proof of work"),))
    (offered,) = ask("Who won the election?", one_turn(said, terms=(term,))).try_asking
    assert "proof of work" in offered
    assert ask("Who won the election?", one_turn(said)).try_asking == ()


def test_a_mistyped_word_is_read_as_the_word_that_the_episode_has() -> None:
    answer = ask("How does frementation work?")
    assert answer.read_as == {"frementation": "fermentation"}
    assert answer.answered
    assert ask("How does fermentation work?").read_as == {}


def test_a_word_that_the_language_knows_is_never_taken_for_mistyped() -> None:
    assert ask("Is there a breed of plants in the dough?").read_as == {}


def test_a_term_is_found_by_its_other_names() -> None:
    said = (
        "POW makes it costly to rewrite the past. Nobody could do that in a day or in a year. We all slept."
    )
    term = Term(
        key="pow", term="proof of work", aliases=("POW",), citations=(Citation(quote="POW makes it costly"),)
    )
    assert not ask("What is proof of work good for?", one_turn(said)).answered
    answer = ask("What is proof of work good for?", one_turn(said, terms=(term,)))
    assert answer.answered
    assert answer.passages[0].said.quote.startswith("POW makes it costly")


def test_the_sentence_before_is_given_where_a_passage_leans_on_it() -> None:
    text = (
        "We talked about sleep first. Spaced repetition is old. "
        "It fights the forgetting curve of Ebbinghaus. A review just before you forget counts most. "
        "You then sleep on it. Ask again tomorrow."
    )
    answer = ask("What fights the forgetting curve of Ebbinghaus?", one_turn(text), limit=1)
    (passage,) = answer.passages
    whole = f"{passage.lead.quote if passage.lead else ''} {passage.said.quote}"
    assert "Spaced repetition is old." in whole


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("", "is empty"),
        (" \n\t", "is empty"),
        ("what is it", "names nothing"),
        ("?!…", "names nothing"),
        ("why " * 2500, "10,000|9,999"),
        ("bread " * MOST_CHARACTERS, "characters"),
    ],
)
def test_what_is_no_question_is_refused_and_says_what_to_ask(question: str, told: str) -> None:
    with pytest.raises(UsageError, match=told) as raised:
        ask(question)
    assert raised.value.hint


def test_a_season_is_asked_as_one_and_each_passage_names_its_episode() -> None:
    answer = ask("What is a sourdough starter?", sample(), bread())
    assert answer.passages[0].episode == "Why sourdough rises"
    other = ask("At which rate does a memory fade on the forgetting curve?", sample(), bread())
    assert other.passages[0].episode == "Why we forget & other <questions>"
    assert "t=60s" in other.passages[0].link


def test_episodes_in_two_languages_are_each_asked_in_their_own() -> None:
    german = one_turn(
        "Der Sauerteig geht auf, weil die Hefe Gas bildet. Die Säuren geben dem Brot den Geschmack.",
        language="de",
    )
    answer = ask("Warum geht der Sauerteig auf?", german, bread())
    assert answer.answered
    assert "Hefe Gas bildet" in answer.passages[0].said.quote


@pytest.mark.parametrize(
    ("language", "text", "question", "evidence"),
    [
        (
            "ja",
            "発酵は酵母が糖を食べることです。塩は酵母の働きを遅くします。",
            "塩は何をしますか",
            "塩は酵母",
        ),
        ("ar", "الخميرة تأكل السكر. الملح يبطئ الخميرة.", "ماذا يبطئ الخميرة؟", "الملح"),
        ("th", "ยีสต์กินน้ำตาล เกลือทำให้ยีสต์ช้าลง", "เกลือทำอะไร", "เกลือ"),
    ],
)
def test_other_languages_are_asked_too(language: str, text: str, question: str, evidence: str) -> None:
    answer = ask(question, one_turn(text, language=language))
    assert evidence in answer.passages[0].said.quote


def test_talk_without_full_stops_gives_passages_that_can_be_read() -> None:
    filler = "and then we went on about the weather for a while " * 200
    answer = ask("What does salt do to yeast?", one_turn(f"{filler}salt slows the yeast a lot {filler}"))
    first = answer.passages[0].said.quote
    assert "salt slows the yeast" in first
    assert len(first.split()) <= 180


@settings(max_examples=25)
@given(st.text(max_size=MOST_CHARACTERS))
def test_any_text_is_answered_or_refused(question: str) -> None:
    try:
        answer = _library.ask(question, 2)
    except UsageError:
        return
    assert len(answer.passages) <= 2


@pytest.mark.parametrize(
    "question", ['"salt"', "salt AND yeast", 'salt" OR "', "said:salt NEAR(yeast)", "salt*", "-salt"]
)
def test_signs_of_the_search_language_are_only_signs(question: str) -> None:
    assert ask(question).passages


def test_a_sign_alone_is_no_question() -> None:
    with pytest.raises(UsageError, match="names nothing to look for"):
        ask('"')


_library = Library((sample(),), Templates())
