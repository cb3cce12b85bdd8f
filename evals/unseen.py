"""The program as it is to a show that it has never seen: with weights fitted on all the others."""

import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from studykit.analysis import ranker
from studykit.analysis.ranker import Ranker, WordRanker
from training import cards, cuts, definitions, explanations, passages, points, terms
from training.grades import Graded
from training.labelled import Labelled, episodes
from training.logistic import Sample, fit, save
from training.marked import marked
from training.vectors import Vectors

Weights = Mapping[str, Ranker | WordRanker]
"""Rankers under the names of their files."""


GRADED = {"definitions": definitions, "cuts": cuts, "passages": passages}
"""What readers graded, by the name of the weights that are fitted to it."""


@dataclass(frozen=True)
class Measured:
    """An episode with all that the rankers learn from it."""

    show: str
    points: points.Read
    terms: terms.Read
    explanations: Sequence[Sample]
    cards: Sequence[cards.Read]


@dataclass(frozen=True)
class Known:
    """All that may be learned: episodes, texts that readers graded, by model, and vectors of words."""

    episodes: Sequence[Measured]
    graded: Mapping[str, Sequence[Graded]]
    vectors: Vectors


def known(labels: Path, transcripts: Path, corpus: Path, vectors: Vectors) -> Known:
    """Return what is learned from each labelled and each marked episode, read as ``training`` reads it."""
    held = [_measured(each) for each in (*episodes(labels, transcripts), *marked(corpus))]
    return Known(held, {name: list(fit.graded(corpus)) for name, fit in GRADED.items()}, vectors)


def _measured(episode: Labelled) -> Measured:
    explained = explanations.samples_of(episode)
    return Measured(episode.show, points.read(episode), terms.read(episode), explained, cards.read(episode))


def weights_without(show: str, held: Known) -> Weights:
    """Return the rankers fitted to all of ``held`` but the episodes of ``show``."""
    others = [each for each in held.episodes if each.show != show]
    explained = [sample for each in others for sample in each.explanations]
    return {
        **points.fitted([each.points for each in others]).by_name,
        **terms.fitted([each.terms for each in others], held.vectors).by_name,
        "explanations": fit(explained, explanations.RIDGE),
        **{
            name: GRADED[name].JUDGE.fitted([each for each in graded if each.show != show])
            for name, graded in held.graded.items()
        },
        **cards.fitted([read for each in others for read in each.cards]),
    }


@contextmanager
def using(weights: Weights) -> Iterator[None]:
    """Let the program use ``weights`` in place of its own, and its own for the rest."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(ranker.FOLDER, folder, dirs_exist_ok=True)
        for key, model in weights.items():
            save(model, key, folder)
        with mock.patch.object(ranker, "FOLDER", folder):
            _forget()
            yield
    _forget()


def _forget() -> None:
    ranker.load.cache_clear()
    ranker.load_words.cache_clear()
