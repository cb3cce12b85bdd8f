"""What a chapter is called by its own words."""

from hypothesis import given
from hypothesis import strategies as st

from studykit.analysis.titles import MOST_WORDS, titles_of
from studykit.language.lexicon import load
from studykit.templates import Templates
from tests.analysis.reading import read


def _titles(*chapters: tuple[str, ...], language: str = "en") -> list[str]:
    reading = read(*[said for chapter in chapters for said in chapter], language=language)
    held, turn = [], 0
    for chapter in chapters:
        held.append([s for s in reading.sentences if turn <= s.turn < turn + len(chapter)])
        turn += len(chapter)
    return titles_of(held, reading)


BREAD = (
    "So what is gluten development?",
    "Gluten development is slow. A weak flour needs more gluten development than a strong flour.",
)
BIKES = (
    "Alright, tell us about the rear derailleur.",
    "The rear derailleur moves the chain of a bicycle, and the rear derailleur wears.",
)


def test_a_chapter_is_called_by_what_is_asked_first_and_said_most() -> None:
    assert _titles(BREAD, BIKES)[0].startswith("Gluten development")
    assert "ear derailleur" in _titles(BREAD, BIKES)[1]


def test_a_title_has_at_most_six_words_and_begins_with_a_capital() -> None:
    for title in _titles(BREAD, BIKES):
        assert len(title.split()) <= MOST_WORDS
        assert title[0].isupper()


def test_no_two_titles_are_the_same_though_the_chapters_are() -> None:
    titles = _titles(BREAD, BREAD, BREAD)
    assert len(set(titles)) == len(titles)


def test_a_speaker_is_no_title() -> None:
    titles = _titles(
        ("Nadia knows sourdough starters.", "Nadia and Nadia's sourdough starter.", "Nadia."), BIKES
    )
    assert "Nadia" not in titles[0]
    assert "starter" in titles[0]


def test_a_title_does_not_begin_with_a_verb() -> None:
    said = (
        "We use linen couches.",
        "You use linen couches.",
        "They use linen couches, and use linen couches.",
    )
    assert _titles(said, BIKES)[0].startswith("Linen")


def test_a_beginning_of_greetings_is_called_an_opening_and_the_matter_is_not() -> None:
    hello = ("Welcome to the show, everyone.", "Thanks for having me, it's great to be here.")
    assert _titles(hello, BREAD, BIKES)[0] == "Opening"
    assert _titles(BREAD, hello, BIKES)[1] != "Opening"


def test_an_end_of_farewells_is_called_a_closing() -> None:
    bye = ("Thanks for listening, see you next time.", "Subscribe to our newsletter and leave us a review.")
    assert _titles(BREAD, BIKES, bye)[2] == "Closing"


def test_a_chapter_without_phrases_is_called_by_its_commonest_words() -> None:
    assert _titles(("So good, so good.",), BIKES)[0] == ""
    assert _titles(("Bake, bake, stir.",), BIKES)[0] == "Bake and stir"


def test_a_title_writes_words_as_they_are_said_most() -> None:
    assert "NASA" in _titles(("NASA flew.",), ("A dog barked.",))[0]


def test_a_chapter_without_content_has_no_title() -> None:
    assert _titles(("So, and then what?",)) == [""]


@given(st.lists(st.text(max_size=60), min_size=1, max_size=4))
def test_any_text_has_one_title_a_chapter(said: list[str]) -> None:
    assert len(_titles(*[(text,) for text in said])) == len(said)


def test_a_chapter_whose_words_cannot_be_told_is_called_by_its_first_question() -> None:
    reading = read("大家好。什么是蜂群？", "蜂群是由一只蜂王和几万只工蜂组成的社会。", language="zh")
    assert titles_of([reading.sentences], reading) == ["什么是蜂群？"]


def test_the_conjunction_of_a_title_suits_the_word_after_it() -> None:
    spanish = load("es", Templates())
    assert spanish.joined("Inflación", "interés compuesto") == "Inflación e interés compuesto"
    assert spanish.joined("Agua", "hierro") == "Agua y hierro"
    assert load("xx", Templates()).joined("A", "B") == "A, B"


def test_a_phrase_that_holds_the_likeliest_word_goes_before_two_words_joined() -> None:
    oven = (
        "What is steam for?",
        "Steam keeps a crust soft. A steam injection is loud, and the steam injection is short.",
        "Without steam a loaf tears, and with steam it grows.",
    )
    assert _titles(oven, BIKES)[0] == "Steam injection"


def test_what_somebody_is_doing_is_no_title() -> None:
    bakers = ("Do bakers running late hurry?", "Bakers running late lose the sourdough starter.")
    assert not any("running" in title for title in _titles(bakers, BIKES))


def test_a_german_adjective_that_wants_an_article_begins_no_title() -> None:
    oven = (
        "Wie backt man mit hoher Temperatur?",
        "Mit hoher Temperatur reißt der Teig. Bei hoher Temperatur hilft viel Dampf.",
    )
    wheel = ("Was ist ein Schaltwerk?", "Ein Schaltwerk bewegt die Kette. Das Schaltwerk nutzt sich ab.")
    assert not any("ohe" in title for title in _titles(oven, wheel, language="de"))


def test_two_words_joined_are_no_title_of_another_chapter_that_says_both_in_one_phrase() -> None:
    both = ("What are JSX and HTML?", "JSX and HTML differ. JSX and HTML look alike.")
    one = ("Does JSX win?", "JSX grows, and then HTML falls. JSX is told. JSX is said, HTML too.")
    assert _titles(both, one, BIKES)[:2] == ["JSX and HTML", "JSX"]
    assert _titles(one, both, BIKES)[:2] == ["JSX", "JSX and HTML"]


def test_two_chapters_of_the_same_common_words_are_called_by_others_of_them() -> None:
    said = ("Bake, bake, stir.",)
    assert _titles(said, said, said, said) == ["Bake and stir", "Bake", "Stir", "Bake and stir"]
