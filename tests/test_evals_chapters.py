"""How detected chapters are measured, and how their weights are fitted."""

import json
from pathlib import Path

import numpy as np
import pytest

from evals.chaptered import chaptered
from evals.chapters import METHODS, figures
from studykit.analysis.boundaries import Places
from training.boundaries import example_of, fitted
from training.titles import parts

BREAD = "Flour and yeast make a dough, and the dough needs flour and a warm room."
BIKES = "The chain turns the gear, and a gear wears the chain and the wheel."


def _stored(folder: Path) -> Path:
    """Forty turns of twenty seconds; the second half is about bikes, its first turn is cut by a heading."""
    said = [("Nadia" if number % 2 else "Tomás", BREAD if number < 20 else BIKES) for number in range(40)]
    segments = [
        {"start": 20.0 * number, "speaker": speaker, "text": text}
        for number, (speaker, text) in enumerate(said)
    ]
    segments.insert(21, {"start": 410.0, "speaker": "Tomás", "text": "Alright, bikes."})
    chapters = [{"start": 0.0, "title": "Bread"}, {"start": 410.0, "title": "Bikes and gears"}]
    stored = {"show": "Crumb", "title": "Both", "duration": 800.0, "segments": segments, "chapters": chapters}
    (folder / "one.json").write_text(json.dumps(stored), encoding="utf-8")
    return folder


def test_starts_that_are_found_exactly_have_the_best_figures() -> None:
    perfect = figures([60_000, 300_000], [60_000, 300_000], 600_000)
    assert (perfect.f1, perfect.window_diff, perfect.pk, perfect.ratio) == (1, 0, 0, 1)


def test_a_start_counts_once_and_only_within_half_a_minute() -> None:
    assert figures([70_000, 80_000, 340_000], [60_000, 300_000], 600_000).f1 == pytest.approx(2 / 5)
    assert figures([], [60_000], 600_000).f1 == 0


def test_windows_that_hold_other_numbers_of_starts_differ() -> None:
    none = figures([], [300_000], 600_000)
    assert none.window_diff == none.pk == pytest.approx(30 / 91)  # half of a chapter's 60 bins
    twice = figures([300_000, 310_000], [300_000], 600_000)
    assert twice.window_diff > twice.pk


def test_a_piece_that_only_a_heading_parts_does_not_tell_where_the_chapter_begins(tmp_path: Path) -> None:
    episode = chaptered(_stored(tmp_path))[0]
    texts = [segment.text for segment in episode.reading.transcript.segments]
    assert texts[20] == f"{BIKES} Alright, bikes."
    assert len(texts) == 40
    assert episode.starts_ms == [410_000]


def test_every_method_gives_rising_starts_within_the_episode(tmp_path: Path) -> None:
    episode = chaptered(_stored(tmp_path))[0]
    for find in METHODS.values():
        starts = find(episode)
        assert starts == sorted(starts)
        assert all(0 <= ms <= episode.duration_ms for ms in starts)
    assert any(abs(ms - 410_000) <= 30_000 for ms in METHODS["studykit"](episode))


def test_parts_are_what_is_said_from_one_published_start_to_the_next(tmp_path: Path) -> None:
    held = {title: {s.text for s in said} for title, said in parts(chaptered(_stored(tmp_path))[0])}
    assert BREAD in held["Bread"]
    assert held["Bikes and gears"] == {BIKES}


def test_weights_are_fitted_to_what_marks_the_true_starts(tmp_path: Path) -> None:
    example = example_of(chaptered(_stored(tmp_path))[0])
    assert example.names == tuple(Places(example.episode.reading).features())
    weights = fitted([example] * 40)
    scores = example.rows @ weights
    assert 19 <= int(np.argmax(scores)) <= 21
