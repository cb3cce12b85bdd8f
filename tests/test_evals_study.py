"""Study material is measured as the measure says, and the engine keeps a floor on a talk of our own."""

from pathlib import Path

from evals.study import Labels, by_lot, score, stands_in
from studykit import builder, readers
from studykit.sources import open_source
from studykit.templates import Templates

EXAMPLE = Path(__file__).parents[1] / "docs" / "examples" / "why-sourdough-rises.md"
LABELS = Labels.model_validate(
    {
        "episode": "why-sourdough-rises",
        "words": 1200,
        "chapters": [
            {"points": [{"fragments": ["a mixture of flour and water in which wild yeast"]}]},
            {"points": [{"fragments": ["Gliadin lets the dough flow and stretch"]}]},
            {"points": [{"fragments": ["fermentation runs about twice as fast"]}]},
            {"points": [{"fragments": ["The fridge is the worst place for bread"]}]},
        ],
        "terms": {
            "autolyse": {"explained_by": ["you mix only the flour and the water and let them rest"]},
            "gluten": {"explained_by": ["a stretchy network that forms when two proteins"]},
            "bulk fermentation": {"explained_by": ["the first rise, when the whole dough ferments"]},
            "Maillard reaction": {"forms": ["Maillard"]},
        },
        "cards": [
            {"evidence": ["a mixture of flour and water in which wild yeast and lactic acid bacteria"]},
            {"evidence": ["Gluten is a stretchy network that forms when two proteins in wheat flour"]},
        ],
        "noise": ["if you hear crunching, that's me"],
    }
)


def test_a_run_of_most_words_counts_and_less_does_not() -> None:
    assert stands_in("salt also slows the yeast", "Well, salt also slows it down: Salt also slows the yeast.")
    assert not stands_in("salt also slows the yeast", "Salt also helps the yeast.")


def test_the_offline_engine_keeps_its_floor_and_beats_the_lot() -> None:
    transcript = readers.read(open_source(str(EXAMPLE)))
    document = builder.build(
        transcript, "offline", Templates(), cards=None, report=lambda _step, _done, _total: None
    )
    found, lot = score(LABELS, document), by_lot(LABELS, document)
    assert found.points >= 0.75
    assert found.terms >= 0.75
    assert found.explained >= 0.6
    assert found.evidence == 1
    assert found.noise == 0
    assert found.passed >= 0.7
    assert found.points > lot.points
