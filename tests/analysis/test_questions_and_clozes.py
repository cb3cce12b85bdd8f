"""Questions that stand alone with the sentence that answers them, and what a statement may hide."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit.analysis.clozes import HoleFinder
from studykit.analysis.known_terms import KnownTerms
from studykit.analysis.questions import Answered, QuestionFinder
from studykit.analysis.ranker import Ranker
from studykit.analysis.wholeness import Wholeness
from studykit.text import words
from tests.analysis.reading import read, scorer_of, term

ANY = Ranker(9.0, {})
"""Holds every run of words for telling."""
ANSWER = "Because salt draws water out of the cells and tightens the gluten around them."


def _found(*said: str, speakers: tuple[str, ...] = ("Nadia", "Tomás")) -> list[Answered]:
    reading = read(*said, speakers=speakers)
    return list(QuestionFinder(reading, scorer_of(reading)).find(reading.sentences))


def test_a_question_is_found_with_its_answer() -> None:
    (found,) = _found("Okay, um, why does yeast slow down in a seasoned dough?", f"Ha! {ANSWER} I like it.")
    assert found.question == "Why does yeast slow down in a seasoned dough?"
    assert found.answer == ANSWER
    assert (found.asked.turn, found.said.turn) == (0, 1)


@pytest.mark.parametrize(
    "question",
    [
        "Why does it slow down in a seasoned dough?",
        "Does yeast slow down in a seasoned dough or what?",
        "How does that work in a seasoned dough?",
        "Why does that dough slow yeast down?",
        "Why do bakers say that's slow yeast?",
        "Why?",
        "What about him and the seasoned yeast?",
        "I wonder about yeast in a seasoned dough.",
    ],
)
def test_a_question_that_leans_on_the_talk_is_left_out(question: str) -> None:
    assert _found(question, ANSWER) == []


def test_nobody_answers_his_own_question() -> None:
    assert _found("Why does yeast slow down in a seasoned dough?", ANSWER, speakers=("Nadia",)) == []


def test_where_speakers_are_unknown_there_are_no_questions() -> None:
    assert _found("Why does yeast slow down in a seasoned dough?", ANSWER, speakers=()) == []


def test_an_answer_does_not_repeat_what_was_asked_nor_ask_back() -> None:
    question = "Why does yeast slow down in a seasoned dough?"
    assert _found(question, "Yeast slows down in a seasoned dough since salt is in there.") == []
    assert _found(question, "Why would anybody ever want to know a thing like this?") == []


def _holes(statement: str, *terms: str) -> list[str]:
    reading = read(statement)
    finder = HoleFinder(reading, KnownTerms(term(name, reading) for name in terms))
    return [hole.hidden for hole in finder.find(statement)]


def _any(statement: str, speakers: tuple[str, ...] = ("Nadia", "Tomás")) -> list[str]:
    """What may be hidden, be it telling or not."""
    finder = HoleFinder(read(statement, speakers=speakers), KnownTerms([]), ANY)
    return [hole.hidden for hole in finder.find(statement)]


def test_a_number_with_its_unit_can_be_hidden() -> None:
    assert "40 percent" in _holes("If you space the reviews you need about 40 percent fewer of them.")


def test_a_telling_phrase_can_be_hidden() -> None:
    assert "lactic acid bacteria" in _holes(
        "The sour taste of a loaf comes from lactic acid bacteria in the jar."
    )


@pytest.mark.parametrize(
    "statement",
    [
        "Gluten is what it is and they do what they do.",
        "Bread needs gluten.",
        "A gluten network is a network that holds gas in the dough and the network tears.",
    ],
)
def test_what_is_common_short_or_said_twice_is_not_hidden(statement: str) -> None:
    assert "network" not in _holes(statement, "network")
    assert "gluten" not in _holes(statement, "gluten")


@pytest.mark.parametrize(
    "statement",
    [
        "In the nineteen seventies Raymond Calvel described a 20 minute autolyse for wheat dough.",
        "The weather simulation of the meteorologists runs overnight on a thousand processors.",
    ],
)
def test_what_is_hidden_stands_once_and_leaves_enough_to_see(statement: str) -> None:
    holes = _holes(statement)
    assert holes
    for hidden in holes:
        assert statement.count(hidden) == 1
        assert 1 <= len(words(hidden)) <= 4
        assert len(words(statement.replace(hidden, " "))) >= 7


@pytest.mark.parametrize(
    ("statement", "alone"),
    [
        ("Salt slows the yeast because it draws water out.", True),
        ("It slows the yeast down a lot.", False),
        ("Salt slows this kind of yeast down.", False),
        ("When he salts the dough the yeast slows.", False),
        ("The baker salts the dough so that he can wait.", True),
    ],
)
def test_a_statement_stands_alone_where_nothing_points_outside_it(statement: str, alone: bool) -> None:
    assert Wholeness(read(statement)).stands_alone(statement) is alone


@pytest.mark.parametrize(
    ("statement", "hidden"),
    [
        ("The rules against denial of service keep the kitchen of the baker open at night.", "denial"),
        ("At the mill they keep the gliadin set beside the big stones of the old miller.", "gliadin"),
        ("The old miller always reads what Raymond Calvel once wrote about his baguettes.", "Calvel"),
        ("The bakers moved the bread of the village from the old recipe to 2.0 before that winter.", "2.0"),
        (
            "Baker's percentage means: all is weighed against flour, which is always one hundred per cent",
            "per cent",
        ),
        ("In winter the dough takes 10 kilograms of the dark flour out of the cellar.", "kilograms"),
    ],
)
def test_a_hole_takes_a_whole_phrase_or_nothing(statement: str, hidden: str) -> None:
    assert hidden not in _holes(statement, hidden)


def test_what_is_not_telling_enough_is_not_hidden() -> None:
    said = "Without a retarder the dough rises too fast on a warm day, because heat makes yeast work faster."
    assert "retarder" in _holes(said, "retarder")
    assert not {"heat", "dough rises"} & set(_holes(said, "retarder"))


def test_the_news_of_a_statement_is_hidden_before_its_topic() -> None:
    assert _holes("Sourdough bread keeps for a week because of its lactic acid.", "Sourdough bread")[0] == (
        "lactic acid"
    )


def test_a_phrase_and_its_verb_are_never_hidden_together_first() -> None:
    said = "In winter nobody can tell in which manner the old miller relies on the stones of the mill."
    assert "relies" not in words(_holes(said)[0])


def test_what_is_joined_is_hidden_together_only_if_it_is_alike() -> None:
    holes = _holes("The mill of the village grinds rye and barley and sells flour to bakers in the evening.")
    assert "rye and barley" in holes
    assert not any(hidden in {"barley and sells", "barley and sells flour"} for hidden in holes)


@pytest.mark.parametrize("code", ["`&&`", "`|`", "`...`", "a ` sign", "``flour''"])
def test_signs_among_the_words_do_no_harm(code: str) -> None:
    assert _holes(f"The shell of the mill joins two orders for flour with {code} and runs both in one night.")


@given(st.text(max_size=120))
def test_anything_may_be_asked_for_its_holes(text: str) -> None:
    for hidden in HoleFinder(read("Bread rises."), KnownTerms([]), ANY).find(text):
        assert text.count(hidden.hidden) == 1


def test_a_figure_is_hidden_with_its_unit_and_once_however_much_of_it_is_found() -> None:
    said = "The old mill of the village kept its two stones for 10 years in the cellar of the baker."
    found = _any(said)
    assert "10 years" in found
    assert not {"10", "ear"} & set(found)
    assert len(found) == len(set(found))


def test_the_number_of_a_voice_is_no_name() -> None:
    said = "The flour that the old mill of the village sells went up by 2 percent in the wet spring."
    assert "2 percent" in _any(said, speakers=("Speaker 1", "Speaker 2"))


def test_who_talks_is_never_hidden_however_the_name_is_written() -> None:
    said = "The old mill of the village sold its two stones to Nadia's baker after some days of rain."
    assert not any("Nadia" in hidden for hidden in _any(said, speakers=("NADIA", "TOM")))


def test_a_phrase_is_not_hidden_with_what_ties_it_to_the_one_before() -> None:
    found = _any("The mill of the village sends a lot of rye flour to bakers who live by the old river.")
    assert "rye flour" in found
    assert not any(hidden.startswith("of ") for hidden in found)


def test_no_hole_begins_with_the_word_that_joins_a_clause() -> None:
    said = "One way in which doctors learn about the brain is to look at people with damaged parts of it."
    assert not any(hidden.startswith("which") for hidden in _holes(said))


def test_a_term_is_hidden_without_the_article_that_leans_on_it() -> None:
    said = "L'autolyse est un repos de la farine avec son eau avant que le sel ne vienne dans la pâte."
    reading = read(said, language="fr")
    known = KnownTerms([term("autolyse", reading)])
    assert "autolyse" in [hole.hidden for hole in HoleFinder(reading, known, ANY).find(said)]


@pytest.mark.parametrize(
    ("language", "said", "torn", "whole"),
    [
        ("en", "In the old mill of the village the fee of the baker is due.", "baker is due", "baker"),
        (
            "de",
            "Ich habe früher in der Mühle des Dorfes oft von einem Ofen geträumt.",
            "Ofen geträumt",
            "Mühle",
        ),
        (
            "fr",
            "On utilise le moulin du village pour s'accaparer la farine.",
            "accaparer la farine",
            "farine",
        ),
    ],
)
def test_a_hole_is_no_half_of_a_clause(language: str, said: str, torn: str, whole: str) -> None:
    finder = HoleFinder(read(said, language=language), KnownTerms([]), ANY)
    held = {hole.hidden for hole in finder.find(said)}
    assert whole in held
    assert torn not in held


def test_a_term_of_a_script_without_spaces_is_hidden() -> None:
    said = "仕事の証明はブロックチェーンが取引の記録を守るための仕組みで、多くの電力を使うものです。"
    reading = read(said, language="ja")
    known = KnownTerms([term("ブロックチェーン", reading)])
    found = [hole.hidden for hole in HoleFinder(reading, known, ANY).find(said)]
    assert found == ["ブロックチェーン"]


def test_who_talks_is_never_hidden() -> None:
    assert all("Nadia" not in hidden for hidden in _holes("The old mill in Lisbon sold its stones to Nadia."))
