"""Which sentences carry a point, and what a chapter is called by its own words."""

from hypothesis import given
from hypothesis import strategies as st

from studykit.analysis.terms import find_terms
from studykit.analysis.titles import titles_of
from studykit.model import Speaker
from tests.analysis.reading import read, read_transcript, scorer_of
from tests.talk import talk

POINT = "Salt slows fermentation because it draws water out of the yeast, so that the dough rises for longer."
CHAT = "Thank you so much, that is awesome, I was like, let's talk about it on the show."


def test_a_point_scores_above_chat_and_a_statement_above_its_question() -> None:
    reading = read(POINT, CHAT, POINT.replace(".", "?"), "Yes.")
    scorer = scorer_of(reading)
    point, chat, question, short = (scorer.score(sentence) for sentence in reading.sentences)
    assert point > question > chat
    assert point > short


def test_the_same_words_count_more_from_a_guest_than_from_a_host() -> None:
    transcript = talk(POINT, POINT)
    host, guest = (Speaker(id="Nadia", name="N", role="host"), Speaker(id="Tomás", name="T", role="guest"))
    reading = read_transcript(transcript.model_copy(update={"speakers": (host, guest)}))
    scorer = scorer_of(reading)
    asked, explained = (scorer.score(sentence) for sentence in reading.sentences)
    assert explained > asked


def test_a_sentence_that_begins_with_a_pronoun_leans() -> None:
    scorer = scorer_of(read(POINT))
    assert scorer.leans("It’s the salt.")
    assert scorer.leans("“That is salt.”")
    assert not scorer.leans("Salt is it.")
    assert not scorer.leans("Italy salts less.")


@given(st.lists(st.text(max_size=60), min_size=1, max_size=4))
def test_every_sentence_of_any_text_has_a_finite_score(said: list[str]) -> None:
    reading = read(*said)
    scorer = scorer_of(reading)
    assert all(abs(scorer.score(sentence)) < 100 for sentence in reading.sentences)


def _titles(*chapters: tuple[str, ...], language: str = "en") -> list[str]:
    reading = read(*[said for chapter in chapters for said in chapter], language=language)
    held, turn = [], 0
    for chapter in chapters:
        held.append([s for s in reading.sentences if turn <= s.turn < turn + len(chapter)])
        turn += len(chapter)
    return titles_of(held, find_terms(reading, most=20), reading)


BREAD = ("Gluten holds the gas of fermentation.", "Fermentation needs gluten, and gluten needs fermentation.")
BIKES = (
    "A derailleur moves the chain of a bicycle.",
    "The derailleur wears, and a bicycle wears the derailleur.",
)


def test_a_chapter_is_called_by_words_that_it_says_and_the_others_do_not() -> None:
    bread, bikes = (title.casefold() for title in _titles(BREAD, BIKES))
    assert any(word in bread for word in ("gluten", "fermentation"))
    assert any(word in bikes for word in ("derailleur", "bicycle"))
    assert "derailleur" not in bread
    assert "gluten" not in bikes


def test_a_title_begins_with_a_capital() -> None:
    assert all(title[0].isupper() for title in _titles(BREAD, BIKES))


def test_a_chapter_without_terms_is_called_by_its_commonest_words() -> None:
    assert _titles(("To chleb.",), ("Woda i sól.",), language="pl")[0] == "Chleb"


def test_a_title_writes_words_as_they_are_said_most() -> None:
    assert "NASA" in _titles(("NASA flew.",), ("A dog barked.",))[0]


def test_a_chapter_without_content_has_no_title() -> None:
    assert _titles(("So, and then what?",)) == [""]
