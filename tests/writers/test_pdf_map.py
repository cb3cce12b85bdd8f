"""The concept map of the printed guide: which terms it joins, and that their names can be read."""

from itertools import combinations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studykit.contracts import WriteSettings
from studykit.model import Segment, Turn
from studykit.templates import Templates
from studykit.writers import pdf
from studykit.writers._graph import Graph, Half, connected, placed, touching
from studykit.writers._mentions import NEAR, Mentions, used_together
from tests.sample import NOW, sample, told_in_short
from tests.writers.pdf_reader import Guide
from tests.writers.test_pdf_layout import GLANCE, changed, term
from tests.writers.test_pdf_timeline import alternatives, first_pages, glance

WIDTH, HEIGHT = 455, 320


def talk(*texts, terms=()):
    """A document in which each of ``texts`` is a turn; ``terms`` are its glossary, the first the main one."""
    turns = [
        Turn(speaker_id="guest", segments=(Segment(id=f"s{n}", text=text),)) for n, text in enumerate(texts)
    ]
    ranked = [
        term(name).model_copy(update={"importance": 1 - place / 100}) for place, name in enumerate(terms)
    ]
    return changed(sample(), turns=turns, chapters=(), cards=(), glossary=ranked)


def test_a_term_is_found_by_its_aliases_as_whole_words_and_not_within_a_longer_term():
    data, training = term("data"), term("training data", aliases=("Corpora",))
    find = Mentions((data, training))
    assert list(find("Data, databases and Training\nData: corpora of data.")) == [
        (0, "data"),
        (3, "training data"),
        (5, "training data"),
        (7, "data"),
    ]


def test_terms_belong_together_where_they_stand_near_each_other_in_one_turn():
    far = " word" * NEAR
    document = talk(f"Yeast and salt.{far} flour", "Salt", "Yeast, salt", terms=("yeast", "salt", "flour"))
    assert used_together(document, document.glossary) == {("salt", "yeast"): 2}


def test_a_term_that_is_used_alone_is_not_on_the_map():
    document = talk("Yeast and salt.", "Flour.", "Salt and water.", terms=("flour", "yeast", "salt", "water"))
    graph = connected(document)
    assert graph.names == ("yeast", "salt", "water")
    assert set(graph.edges) == {(0, 1), (1, 2)}


def test_what_is_kept_of_many_pairs_still_holds_all_terms_together():
    names = [f"t{n}" for n in range(16)]
    document = talk(*(f"{a} {b}" for a, b in combinations(names, 2)), " ".join(names[:4]), terms=names)
    graph = connected(document)
    assert len(graph.names) == 16
    assert len(graph.edges) == 24
    reached, edges = {0}, set(graph.edges)
    for _ in names:
        reached |= {place for edge in edges if reached & set(edge) for place in edge}
    assert reached == set(range(16))


graphs = st.integers(2, 16).flatmap(
    lambda count: st.tuples(
        st.just(count),
        st.sets(st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)), max_size=24),
        st.lists(st.builds(Half, st.floats(4, 90), st.floats(5, 40)), min_size=count, max_size=count),
    )
)


@settings(max_examples=60)
@given(graphs)
def test_no_two_names_of_a_map_touch_and_none_leaves_the_frame(drawn):
    count, pairs, halves = drawn
    graph = Graph(tuple("n" * count), {(a, b): 1.0 for a, b in pairs if a < b})
    spots = placed(graph, tuple(halves), WIDTH, HEIGHT)
    for spot, half in zip(spots, halves, strict=False):
        assert half.width - 0.01 <= spot.x <= WIDTH - half.width + 0.01
        assert half.height - 0.01 <= spot.y <= HEIGHT - half.height + 0.01
    for (one, half), (other, other_half) in combinations(zip(spots, halves, strict=False), 2):
        assert min(touching(one, other, half, other_half)) <= 0.01


@pytest.mark.parametrize("seed", range(24))
def test_sixteen_names_of_usual_length_all_have_room(seed):
    drawn = Random(seed)  # noqa: S311 - a graph that anybody can draw again
    tree = {(drawn.randrange(child), child) for child in range(1, 16)}
    more = {tuple(sorted(drawn.sample(range(16), 2))) for _ in range(8)}
    graph = Graph(tuple("n" * 16), dict.fromkeys(tree | more, 1.0))
    assert len(placed(graph, (Half(45, 10),) * 16, WIDTH, HEIGHT)) == 16


def test_the_same_graph_gives_the_same_map():
    graph = Graph(("a", "b", "c"), {(0, 1): 1.0, (1, 2): 0.5})
    halves = (Half(20, 8),) * 3
    assert placed(graph, halves, WIDTH, HEIGHT) == placed(graph, halves, WIDTH, HEIGHT)


BREAD = talk(
    "Yeast eats the flour while salt slows the yeast down.",
    "Water wakes the yeast, and flour drinks the water.",
    "Salt and water make the crumb.",
    terms=("yeast", "flour", "salt", "water", "crumb"),
)


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_the_map_is_printed_with_all_its_names_and_says_in_words_what_it_joins(paper):
    content = pdf.render(BREAD, Templates(), WriteSettings(now=NOW, paper=paper)).content
    one = Guide(content)
    shown = {word.text for word in glance(Guide(first_pages(content))).words}
    assert shown >= {"yeast", "flour", "salt", "water", "crumb"}
    (told,) = [text for text in alternatives(one) if text.startswith("Map of terms")]
    assert "yeast – flour" in told


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_the_map_has_room_below_six_sentences_about_the_whole(paper):
    six = told_in_short(BREAD).overview * 6
    document = BREAD.model_copy(update={"overview": six})
    content = pdf.render(document, Templates(), WriteSettings(now=NOW, paper=paper)).content
    shown = [word.text for word in glance(Guide(first_pages(content))).words]
    assert shown.count("Memories") == 6
    assert {"yeast", "flour", "salt", "water", "crumb"} <= set(shown)


def test_terms_that_nothing_joins_make_no_map():
    lonely = talk("Yeast.", "Flour.", "Salt.", "Water.", terms=("yeast", "flour", "salt", "water"))
    one = Guide(pdf.render(lonely, Templates(), WriteSettings(now=NOW)).content)
    assert GLANCE not in [entry.title for entry in one.outline]
