"""The talk as an essay: nothing is added, all that was said is accounted for, and it can be read."""

from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from studykit.changes import changes
from studykit.essay import LONG_WORDS, SHORT_WORDS, Essay, essay
from studykit.model import Chapter, Segment, StudyDocument, Transcript, Turn
from studykit.templates import Templates
from studykit.text import bare, words
from tests.asking.asking import bread
from tests.sample import sample
from tests.talk import talk

PIECES = (
    "Um, so, you know, ",
    "I, I think the the yeast eats sugar. ",
    "But it's not, it's not 40 percent, it's 42. ",
    "Right? ",
    "[laughs] ",
    "Because of Tomás Ferreira -- ",
    "Yeah. ",
    "Hello and welcome to the show. ",
    "Mm-hm. ",
    "¿Qué es la masa? ",
    "発酵は酵母が糖を食べることです。",
    "\n",
    "…",
    "word word word ",
)


def document(transcript: Transcript, chapters: tuple[Chapter, ...] = ()) -> StudyDocument:
    return StudyDocument(
        episode=transcript.episode, speakers=transcript.speakers, turns=transcript.turns, chapters=chapters
    )


def made(*said: str | tuple[str, ...], language: str = "en") -> Essay:
    return essay(document(talk(*said, language=language)), Templates())


def texts(found: Essay) -> list[str]:
    return [paragraph.text for paragraph in found.paragraphs if paragraph.text]


def is_part_of(said: list[str], whole: list[str]) -> bool:
    """Whether the words ``said`` stand in ``whole`` in their order."""
    rest = iter(whole)
    return all(word in rest for word in said)


def check(of: StudyDocument) -> None:
    """Every word of the essay is in its turn in order, and its diff gives the transcript back."""
    back, read = defaultdict(str), defaultdict(list)
    for paragraph in essay(of, Templates()).paragraphs:
        for sentence in paragraph.sentences:
            runs = changes(sentence.before, sentence.after)
            back[paragraph.turn] += "".join(run.text for run in runs if run.kind != "put in")
            read[paragraph.turn] += bare(sentence.after).split()
    assert [back[turn] for turn in range(len(of.turns))] == [turn.text for turn in of.turns]
    for turn, said in enumerate(of.turns):
        assert is_part_of(read[turn], bare(said.text).split())


@settings(max_examples=30)
@given(
    st.lists(st.lists(st.sampled_from(PIECES), min_size=1, max_size=8).map("".join), min_size=1, max_size=6),
    st.sampled_from(["en", "de", "es", "ja", "pl"]),
)
def test_nothing_is_added_and_the_transcript_comes_back_exactly(said: list[str], language: str) -> None:
    check(document(talk(*said, language=language)))


@settings(max_examples=25)
@given(st.lists(st.text(max_size=60), min_size=1, max_size=4))
@example(["0ऺZ Zऺ"])  # a vowel sign on each side of what seems said twice
def test_so_it_is_with_any_text(said: list[str]) -> None:
    turns = tuple(Turn(segments=(Segment(id=f"s{at}", text=text),)) for at, text in enumerate(said))
    check(sample().model_copy(update={"turns": turns, "chapters": (), "glossary": (), "cards": ()}))


def test_so_it_is_with_the_example_and_the_sample() -> None:
    check(bread())
    check(sample())


def test_so_it_is_with_real_talk(shared: Path) -> None:
    from studykit import readers  # noqa: PLC0415  only where the folder is there
    from studykit.sources import open_source  # noqa: PLC0415  as above

    for path in sorted((shared / "corpus" / "pairs").rglob("*.md"))[:4]:
        check(document(readers.read(open_source(str(path)))))


def test_fillers_and_false_starts_go_and_names_numbers_and_negations_stay() -> None:
    (text,) = texts(made("Um, I, I think, you know, Tomás never uses more than 42 percent."))
    assert text == "I think Tomás never uses more than 42 percent."


@pytest.mark.parametrize("joint", ["But", "However,", "So", "First,", "Because of that,"])
def test_what_joins_a_sentence_to_the_one_before_stays(joint: str) -> None:
    (text,) = texts(made(f"The yeast eats sugar. {joint} it leaves the salt alone."))
    assert f"{joint} it leaves the salt alone." in text


def test_a_turn_that_only_shows_that_somebody_listens_is_left_out() -> None:
    said = made("The yeast eats sugar.", "Yeah, right.", "It leaves the salt alone.")
    assert texts(said) == ["The yeast eats sugar.", "It leaves the salt alone."]
    assert [paragraph.is_left_out for paragraph in said.paragraphs] == [False, True, False]


@pytest.mark.parametrize("answer", ["Yeah.", "Right.", "No.", "42."])
def test_a_short_answer_to_a_question_stays(answer: str) -> None:
    assert texts(made("Does the yeast eat salt?", answer, "Good to know of it.")) != [
        "Does the yeast eat salt?",
        "Good to know of it.",
    ]


def test_a_denial_is_never_taken_for_listening() -> None:
    assert "No, no." in texts(made("The yeast eats salt.", "No, no.", "I thought that it did."))[1]


def test_asides_are_left_out_and_their_words_are_kept_for_the_record() -> None:
    turns = (
        Turn(segments=(Segment(id="s0", text="This show is sponsored by Acme.", aside="advert"),)),
        Turn(segments=(Segment(id="s1", text="The yeast eats sugar."),)),
    )
    found = essay(sample().model_copy(update={"turns": turns, "chapters": ()}), Templates())
    first, second = found.paragraphs
    assert (first.text, first.before, first.is_left_out) == ("", "This show is sponsored by Acme.", True)
    assert second.text == "The yeast eats sugar."


def test_a_long_turn_becomes_paragraphs_of_several_sentences_that_begin_anew() -> None:
    sentence = "The yeast in the dough eats the sugar of the flour and makes gas."
    leaning = "That is why the dough gets larger while it rests in the bowl."
    found = texts(made(" ".join([sentence, leaning] * 20)))
    assert len(found) > 1
    assert all(SHORT_WORDS <= len(words(text)) <= LONG_WORDS + 20 for text in found[:-1])
    assert all(text.startswith("The yeast") for text in found)


def test_a_source_of_one_sentence_a_line_is_joined_and_its_longer_paragraphs_stay() -> None:
    line = "The yeast eats the sugar of the flour and makes gas."
    many = talk("\n".join([line] * 6))
    assert [text.count("yeast") for text in texts(essay(document(many), Templates()))] == [3, 3]


def test_chapters_part_the_essay_where_they_begin_also_inside_a_turn() -> None:
    said = talk(("The yeast eats sugar.", "Salt slows it."), "And bread is stored warm.", step_ms=60_000)
    chapters = (
        Chapter(id="a", title="Yeast", origin="given", first_segment_id="s0", last_segment_id="s0"),
        Chapter(id="b", title="Salt", origin="given", first_segment_id="s1", last_segment_id="s2"),
    )
    first, second = essay(document(said, chapters), Templates()).sections
    assert [section.chapter.title for section in (first, second) if section.chapter] == ["Yeast", "Salt"]
    assert [(speech.speaker, speech.start_ms) for speech in second.speeches] == [
        ("Nadia", 60_000),
        ("Tomás", 120_000),
    ]


def test_a_rewording_takes_its_paragraphs_place_and_no_other() -> None:
    of = document(talk("The yeast, um, eats sugar.", "Salt slows it."))
    first, second = essay(of, Templates()).paragraphs
    again = tuple(essay(of, Templates(), {first.key: "Yeast eats sugar."}).paragraphs)
    assert [each.text for each in again] == ["Yeast eats sugar.", second.text]
    assert again[0].before == first.before
