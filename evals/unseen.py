"""The program as it is to a show that it has never seen: with weights fitted on all the others."""

import json
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from studykit.analysis import ranker
from studykit.analysis.ranker import Ranker
from training import cards, explanations, points, terms
from training.labelled import Labelled, episodes
from training.logistic import Sample, fit
from training.marked import marked


@dataclass(frozen=True)
class Measured:
    """An episode with all that the rankers learn from it."""

    show: str
    points: points.Read
    terms: Sample
    explanations: Sequence[Sample]
    cards: Sequence[cards.Read]


def measured(labels: Path, transcripts: Path, corpus: Path) -> list[Measured]:
    """Return what is learned from each labelled and each marked episode, read as ``training`` reads it."""
    labelled = (_measured(each, terms.sample_of(each)) for each in episodes(labels, transcripts))
    return [*labelled, *(_measured(each, terms.of_marks(terms.sample_of(each))) for each in marked(corpus))]


def _measured(episode: Labelled, sample: Sample) -> Measured:
    explained = explanations.samples_of(episode)
    return Measured(episode.show, points.read(episode), sample, explained, cards.read(episode))


def weights_without(show: str, held: Sequence[Measured]) -> dict[str, Ranker]:
    """Return the rankers that are fitted to ``held``, the episodes of ``show`` left out."""
    others = [each for each in held if each.show != show]
    explained = [sample for each in others for sample in each.explanations]
    return {
        **points.fitted([each.points for each in others]),
        "terms": fit([each.terms for each in others], terms.RIDGE),
        "explanations": fit(explained, explanations.RIDGE),
        **cards.fitted([read for each in others for read in each.cards]),
    }


@contextmanager
def using(weights: dict[str, Ranker]) -> Iterator[None]:
    """Let the program use ``weights`` in place of its own, and its own for the rest."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(ranker.FOLDER, folder, dirs_exist_ok=True)
        for key, model in weights.items():
            held = {"bias": model.bias, "weights": dict(model.weights)}
            (folder / f"{key}.json").write_text(json.dumps(held), encoding="utf-8")
        with mock.patch.object(ranker, "FOLDER", folder):
            ranker.load.cache_clear()
            yield
    ranker.load.cache_clear()
