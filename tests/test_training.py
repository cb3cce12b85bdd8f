"""What rebuilds the weights: the fits, and marks that find their sentences again."""

import json
import math
import random
from pathlib import Path

import numpy as np
import pytest

from studykit import readers
from studykit.analysis import ranker
from studykit.analysis.episode import read_episode
from studykit.analysis.ranker import WordRanker
from studykit.builder.tidy import tidy
from studykit.contracts import Source
from studykit.engines.offline import OfflineEngine
from studykit.templates import Templates
from training import cuts, definitions, passages, vectors
from training import judged as judgements
from training import marked as marks
from training.grades import Graded, Judge
from training.judged import judged
from training.logistic import Choice, Sample, Worded, area, fit, fit_choice, fit_words, rounded, save
from training.marked import marked, signature
from training.vectors import Vectors

TALK = """Ana: Welcome to the bakery show. Why does bread rise?

Tomás: Yeast eats sugar and gives off gas. Without gluten the gas of the yeast would escape. I like it.
"""


def test_a_fit_finds_the_weights_that_made_the_data() -> None:
    deal = random.Random(7)  # noqa: S311 - no secret
    rows = [{"long": deal.gauss(0, 1), "late": deal.gauss(0, 1)} for _ in range(4000)]
    right = [deal.random() < 1 / (1 + math.exp(1 - 2 * row["long"])) for row in rows]
    model = fit([Sample("a show", rows, right, [1.0] * len(rows))], ridge=1.0)
    assert model.bias == pytest.approx(-1, abs=0.15)
    assert model.weights["long"] == pytest.approx(2, abs=0.2)
    assert model.weights["late"] == pytest.approx(0, abs=0.15)


def test_words_are_weighed_by_what_they_add_to_the_odds_that_are_known() -> None:
    deal = random.Random(7)  # noqa: S311 - no secret
    known = [deal.gauss(0, 2) for _ in range(6000)]
    words = [frozenset(deal.sample(["because", "guess", "bread"], deal.randint(0, 2))) for _ in known]
    odds = [k + 1.5 * ("because" in w) - ("guess" in w) for k, w in zip(known, words, strict=True)]
    right = [deal.random() < 1 / (1 + math.exp(-each)) for each in odds]
    held = [dict.fromkeys(said, 1.0) for said in words]
    sample = Worded(held, right, [1.0] * len(right), known)
    model = fit_words([sample], ["because", "bread", "guess"], ridge=1.0)
    assert model.weights["because"] == pytest.approx(1.5, abs=0.2)
    assert model.weights["guess"] == pytest.approx(-1, abs=0.2)
    assert abs(model.weights["bread"]) < 0.2
    assert abs(model.bias) < 0.2


def test_a_word_that_no_sample_holds_is_weighed_as_the_words_near_to_it() -> None:
    deal = random.Random(7)  # noqa: S311 - no secret
    places = {"yeast": 0, "enzyme": 1, "weekend": 2, "monday": 3}
    known = Vectors(places, np.array([[1.0, 0.1], [0.9, 0.0], [-1.0, 0.1], [-0.9, 0.0]]))
    words = [{deal.choice(["yeast", "weekend"]): 1.0} for _ in range(2000)]
    right = [deal.random() < (0.8 if "yeast" in said else 0.2) for said in words]
    sample = Worded(words, right, [1.0] * len(right), [0.0] * len(right))
    model = fit_words([sample], (), 0.0, known)
    assert model.weights["enzyme"] == pytest.approx(0.9 * model.weights["yeast"], abs=0.2)
    assert model.weights["yeast"] > 1 > -1 > model.weights["monday"]


def test_words_are_kept_that_matter_most_and_read_again_as_they_were_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    often = {"yeast": 4.0, "oven": 4.0, "autolyse": 1.0, "bread": 6.0}
    model = WordRanker(0.25, {"yeast": 0.52, "oven": 0.49, "autolyse": 0.7, "bread": 0.04})
    kept = rounded(model, often.__getitem__, count=3, step=0.1)
    assert kept.weights == pytest.approx({"yeast": 0.5, "oven": 0.5, "autolyse": 0.7})
    save(kept, "words-of-bread", tmp_path)
    monkeypatch.setattr(ranker, "FOLDER", tmp_path)
    again = ranker.load_words("words-of-bread")
    assert (again.bias, again.weights) == (0.25, pytest.approx(dict(kept.weights)))


def test_vectors_are_read_with_all_dimensions_alike(tmp_path: Path) -> None:
    np.savez(tmp_path / "two.npz", words=np.array(["oven", "yeast"]), rows=np.array([[3.0, 1.0], [1.0, 5.0]]))
    held = vectors.read(tmp_path / "two.npz", ridge=2.0)
    assert held.places == {"oven": 0, "yeast": 1}
    assert (held.width, held.ridge) == (2, 2.0)
    assert held.rows.mean() == pytest.approx(0)
    assert held.rows.std() == pytest.approx(1)


def test_a_choice_is_learned_from_what_was_chosen_among_what() -> None:
    deal = random.Random(7)  # noqa: S311 - no secret
    choices = []
    for _ in range(3000):
        options = [{"late": deal.gauss(0, 1), "long": deal.gauss(0, 1)} for _ in range(4)]
        weights = [math.exp(1.5 * option["late"]) for option in options]
        picked = deal.choices(range(4), weights)[0]
        choices.append(Choice(options, [float(at == picked) for at in range(4)]))
    model = fit_choice(choices, ridge=1.0)
    assert model.weights["late"] == pytest.approx(1.5, abs=0.15)
    assert abs(model.weights["long"]) < 0.15


def test_the_area_is_the_share_of_pairs_in_the_right_order() -> None:
    assert area([0.1, 0.9, 0.5, 0.7], [False, True, False, True]) == 1
    assert area([0.1, 0.9, 0.5, 0.7], [True, False, True, False]) == 0
    assert area([0.1, 0.5, 0.7, 0.9], [False, True, False, True]) == 0.75
    assert area([0.3, 0.3, 0.3], [True, False, False]) == 0.5
    assert area([0.3, 0.7], [True, True]) == 0.5


def _corpus(folder: Path, monkeypatch: pytest.MonkeyPatch, *, drift: int) -> Path:
    """Write a talk and its marks, whose numbers are ``drift`` off."""
    (folder / "talk.txt").write_text(TALK, encoding="utf-8")
    reading = read_episode(tidy(readers.read(Source("talk.txt", TALK.encode())), Templates()), Templates())
    refs = {s.text.split()[0]: f"{s.order + drift}:{signature(s.text)}" for s in reading.sentences}
    held = {
        "episode": "talk.txt",
        "show": "bread",
        "last": refs["Without"],
        "points": [f"{refs['Yeast']} {refs['Without']}"],
        "terms": [{"name": "gluten", "forms": ["glutens"], "explained": refs["Without"]}],
    }
    (folder / "marks.json").write_text(json.dumps([held]), encoding="utf-8")
    monkeypatch.setattr(marks, "FILE", folder / "marks.json")
    return folder


@pytest.mark.parametrize("drift", [0, 3])
def test_marks_find_their_sentences_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, drift: int
) -> None:
    (found,) = marked(_corpus(tmp_path, monkeypatch, drift=drift))
    said = {s.text.split()[0]: found.points[s.order] for s in found.reading.sentences}
    assert said["Yeast"] == said["Without"] == {(0, 0)}
    assert not any(points for word, points in said.items() if word not in {"Yeast", "Without"})
    assert found.terms[0].forms == {"gluten", "glutens"}
    assert found.terms[0].explained_by == ("Without gluten the gas of the yeast would escape.",)


def test_judgements_find_their_statements_and_the_words_to_hide_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    statement = "Without gluten the gas of the yeast would escape."
    (found,) = marked(_corpus(tmp_path, monkeypatch, drift=0))
    order = next(s.order for s in found.reading.sentences if s.text == statement)
    line = f"{order}:{signature(statement)} {signature(statement, words=None)} k 7-8 1-1"
    (tmp_path / "judgements.json").write_text(json.dumps({"talk.txt": [line, line.replace(" k", "0 k")]}))
    monkeypatch.setattr(judgements, "FILE", tmp_path / "judgements.json")
    (held,) = judged(found, OfflineEngine(found.reading))
    assert (held.statement, held.grade, held.hidden) == (statement, "keep", ("would escape", "gluten"))
    assert judgements.count("talk.txt") == 2


def test_grades_find_their_meanings_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    meaning = "A stretchy network that forms when two proteins take up water."
    said = f"Gluten is {meaning[0].lower()}{meaning[1:]}"
    (tmp_path / "talk.txt").write_text(f"Ana: Why does bread rise?\n\nTomás: {said} Gluten tears.", "utf-8")
    lines = [f"1:{signature(said)} {whole}" for whole in (f"{signature(meaning, words=None)} gk", "000 bd")]
    held = {"bread": {"talk.txt": lines}}
    (tmp_path / "definitions.json").write_text(json.dumps(held))
    monkeypatch.setattr(definitions, "FILE", tmp_path / "definitions.json")
    (found,) = definitions.graded(tmp_path)
    assert (found.show, found.grade, found.card) == ("bread", "g", "k")
    assert found.features["copula"] == 1.0


def test_grades_find_their_cuts_and_passages_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    part = "The mill grinds the grain between two stones that turn against each other."
    said = f"{part[:-1]}, and you get a flour that still holds the germ of the grain."
    (tmp_path / "talk.txt").write_text(f"Ana: Why does bread rise?\n\nTomás: {said}", "utf-8")
    lines = [
        f"1:{signature(said)} {signature(text, words=None)} {grade}"
        for text, grade in ((part, "g"), (said, "f"))
    ]
    for each in (cuts, passages):
        monkeypatch.setattr(each, "FILE", tmp_path / "grades.json")
    (tmp_path / "grades.json").write_text(json.dumps({"bread": {"talk.txt": lines}}), encoding="utf-8")
    (cut,) = cuts.graded(tmp_path)
    whole, shortened = passages.graded(tmp_path)
    assert (cut.grade, whole.grade, shortened.grade) == ("g", "f", "g")
    assert cut.features["ended"] == shortened.features["cut"] == 1.0
    assert whole.features["cut"] == 0.0


def test_a_fair_text_counts_as_a_share_of_a_good_one_and_what_few_show_is_not_weighed() -> None:
    held = [
        Graded(f"show {n}", {"clear": float(n % 2), f"only {n}": 1.0}, "g" if n % 2 else "b")
        for n in range(8)
    ]
    fair = [Graded("another", {"clear": 0.5}, "f")] * 8
    lenient, strict = (
        Judge(fair=share, ridge=1.0, least_shown=2).fitted([*held, *fair]) for share in (0.9, 0.1)
    )
    assert set(strict.weights) == {"clear"}
    assert strict.weights["clear"] > 0
    assert lenient.odds({"clear": 0.5}) > 0 > strict.odds({"clear": 0.5})


def test_a_report_tells_of_shows_that_the_weights_have_not_seen() -> None:
    held = [Graded(f"show {n}", {"clear": float(n % 2)}, "g" if n % 2 else "b") for n in range(24)]
    good, *_ = Judge(fair=0.5, ridge=1.0).report(held)
    assert good == "area under the curve, good: 1.000"


def test_marks_of_another_file_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus = _corpus(tmp_path, monkeypatch, drift=0)
    (corpus / "talk.txt").write_text("Ana: This is another talk about other things.", encoding="utf-8")
    with pytest.raises(LookupError, match=r"talk.txt has no sentence"):
        list(marked(corpus))
