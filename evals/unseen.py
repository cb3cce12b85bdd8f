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
from training import cards, definitions, explanations, points, terms
from training.labelled import Labelled, episodes
from training.logistic import Sample, fit, save
from training.marked import marked
from training.vectors import Vectors

Weights = Mapping[str, Ranker | WordRanker]
"""Rankers under the names of their files."""


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
    """All that may be learned: episodes, meanings that readers graded, and vectors of words."""

    episodes: Sequence[Measured]
    meanings: Sequence[definitions.Graded]
    vectors: Vectors


def known(labels: Path, transcripts: Path, corpus: Path, vectors: Vectors) -> Known:
    """Return what is learned from each labelled and each marked episode, read as ``training`` reads it."""
    held = [_measured(each) for each in (*episodes(labels, transcripts), *marked(corpus))]
    return Known(held, list(definitions.graded(corpus)), vectors)


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
        "definitions": definitions.fitted([each for each in held.meanings if each.show != show]),
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
