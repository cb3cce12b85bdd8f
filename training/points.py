"""Fits which sentences carry the key points.

python -m training.points LABELS TRANSCRIPTS [--save]

Prints how well sentences are told apart (the area under the ROC curve) and the share of the labelled points
that the key passages cover, each show with the weights of the others.
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from studykit.analysis.passages import PassageFinder
from studykit.analysis.points import PointScorer, Rankers
from studykit.analysis.ranker import Features, Ranker
from studykit.analysis.terms import find_terms
from studykit.builder.outline import outline
from studykit.builder.timeline import Timeline
from studykit.engines.offline import OfflineEngine
from studykit.language.sentences import Sentence
from training.labelled import Labelled, episodes, stands_in
from training.logistic import Sample, fit, save

RIDGE = 10.0
MOST_TERMS = 30
Point = tuple[int, int]
"""The number of a chapter, and that of a point in it."""


@dataclass(frozen=True)
class Read:
    """An episode with what its labels say of each of its sentences."""

    labelled: Labelled
    term_lemmas: frozenset[str]
    features: Sequence[Features]
    points: Sequence[frozenset[Point]]

    def scorer(self, rankers: Rankers | None = None) -> PointScorer:
        """Return what scores the sentences of the episode."""
        return PointScorer(self.labelled.reading, self.term_lemmas, rankers)

    @property
    def kept(self) -> list[int]:
        """The orders of the sentences that are for study."""
        return [sentence.order for sentence in self.labelled.reading.sentences if not sentence.aside]

    def sample(self, features: Sequence[Features]) -> Sample:
        """Return what is learned from the episode, given the features of each sentence."""
        right = [bool(self.points[order]) for order in self.kept]
        return Sample(self.labelled.show, [features[order] for order in self.kept], right, [1.0] * len(right))


def main() -> None:
    """Fit, tell how well that does, and save where asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("labels", type=Path)
    parser.add_argument("transcripts", type=Path)
    parser.add_argument("--save", action="store_true")
    arguments = parser.parse_args()
    held = [read(each) for each in episodes(arguments.labels, arguments.transcripts)]
    by_show = {
        show: fitted([each for each in held if each.labelled.show != show])
        for show in sorted({each.labelled.show for each in held})
    }
    covered = [_covered(each, by_show[each.labelled.show]) for each in held]
    areas = [_area(each, by_show[each.labelled.show]) for each in held]
    for each, share, area in zip(held, covered, areas, strict=True):
        print(f"{each.labelled.name[:44]:44} {area:.3f} {share:.3f}")
    print(f"{'mean, shows not seen':44} {fmean(areas):.3f} {fmean(covered):.3f}")
    if arguments.save:
        rankers = fitted(held)
        print(save(rankers.alone, "points"), save(rankers.together, "points-in-company"))


def fitted(held: Sequence[Read]) -> Rankers:
    """Return the two steps fitted to ``held``, the second on what the first says."""
    alone = fit([each.sample(each.features) for each in held], RIDGE)
    samples = []
    for each in held:
        odds = [alone.odds(features) for features in each.features]
        scorer = each.scorer(Rankers(alone, alone))
        samples.append(each.sample([scorer.company(order, odds) for order in range(len(odds))]))
    return Rankers(alone, fit(samples, RIDGE))


def read(labelled: Labelled) -> Read:
    """Return what is measured of each sentence of an episode, and which points it carries."""
    reading = labelled.reading
    terms = frozenset(lemma for term in find_terms(reading, most=MOST_TERMS) for lemma in term.lemmas)
    scorer = PointScorer(reading, terms, Rankers(Ranker(0.0, {}), Ranker(0.0, {})))
    features = [scorer.features(sentence) for sentence in reading.sentences]
    return Read(labelled, terms, features, [_points_in(s.text, labelled) for s in reading.sentences])


def _points_in(text: str, labelled: Labelled) -> frozenset[Point]:
    return frozenset(
        (number, place)
        for number, chapter in enumerate(labelled.label["chapters"])
        for place, point in enumerate(chapter["points"])
        if any(stands_in(fragment, text) for fragment in point["fragments"])
    )


def _covered(episode: Read, rankers: Rankers) -> float:
    """Return the share of the points that the passages of their own chapters cover.

    Where the program has other chapters than the labels, a point may stand in any.
    """
    reading, label = episode.labelled.reading, episode.labelled.label["chapters"]
    finder = PassageFinder(reading, episode.scorer(rankers), bool)
    chapters = _chapters(episode.labelled)
    found: set[Point] = set()
    for number, sentences in enumerate(chapters):
        for choice in finder.find(sentences):
            held = episode.points[choice.order]
            found |= {point for point in held if point[0] == number or len(chapters) != len(label)}
    return len(found) / sum(len(chapter["points"]) for chapter in label)


def _chapters(labelled: Labelled) -> list[Sequence[Sentence]]:
    """Return the sentences of each chapter that are for study, where the program begins it."""
    reading = labelled.reading
    chapters, _ = outline(
        reading.transcript, OfflineEngine(reading), Timeline(reading.transcript), opening="Opening"
    )
    held = [(chapter.first_segment_id, chapter.last_segment_id) for chapter in chapters]
    return [reading.between(first, last) if first else () for first, last in held]


def _area(read: Read, rankers: Rankers) -> float:
    """Return how often a sentence with a point is scored above one without (Mann and Whitney 1947)."""
    scorer = read.scorer(rankers)
    ranked = sorted(read.kept, key=lambda order: scorer.score(read.labelled.reading.sentences[order]))
    places = [place for place, order in enumerate(ranked, start=1) if read.points[order]]
    others = len(ranked) - len(places)
    return (sum(places) - len(places) * (len(places) + 1) / 2) / (len(places) * others)


if __name__ == "__main__":
    main()
