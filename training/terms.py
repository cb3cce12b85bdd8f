"""Fits what makes a phrase a term.

python -m training.terms LABELS TRANSCRIPTS CORPUS [--save]

Prints the recall of the labelled terms among the first 30, each show with the weights of the others.
CORPUS holds the marked episodes.
"""

from dataclasses import replace
from itertools import islice
from statistics import fmean

from studykit.analysis.candidates import Candidate, collect
from studykit.analysis.ranker import Ranker
from studykit.analysis.termhood import Termhood
from studykit.analysis.terms import chosen, phrase_groups
from training.arguments import arguments_of
from training.labelled import Labelled, episodes, plain
from training.logistic import Sample, fit, save, unseen
from training.marked import marked

RIDGE = 10.0
MARKED_WEIGHT = 0.5
"""What people labelled counts twice as much as what was marked."""
READ = 30
"""So many entries of a glossary count."""


def main() -> None:
    """Fit, tell how well that does, and save where asked to."""
    arguments = arguments_of(__doc__)
    held = list(episodes(arguments.labels, arguments.transcripts))
    found = [_groups(each) for each in held]
    samples = [sample_of(each) for each in held]
    further = [of_marks(sample_of(each)) for each in marked(arguments.corpus)]

    def recall(index: int, model: Ranker) -> float:
        return _recall(held[index], found[index], samples[index], model)

    by_show = unseen(samples, further, RIDGE, recall)
    for each, share in zip(held, by_show, strict=True):
        print(f"{each.name[:44]:44} {share:.3f}")
    print(f"{'mean, shows not seen':44} {fmean(by_show):.3f}")
    model = fit([*samples, *further], RIDGE)
    print(f"{'mean, shows seen':44} {fmean(recall(i, model) for i in range(len(held))):.3f}")
    if arguments.save:
        print(save(model, "terms"))


def _groups(labelled: Labelled) -> list[list[Candidate]]:
    return phrase_groups(collect(labelled.reading), labelled.reading)


def sample_of(labelled: Labelled) -> Sample:
    """Return what is measured of each phrase of an episode, and which are labelled terms."""
    groups = _groups(labelled)
    termhood = Termhood(labelled.reading, collect(labelled.reading))
    wanted = {form for term in labelled.terms for form in term.forms}
    right = [bool(wanted & _forms(group)) for group in groups]
    features = [termhood.features(group) for group in groups]
    return Sample(labelled.show, features, right, [1.0] * len(groups))


def of_marks(sample: Sample) -> Sample:
    """Return the ``sample`` of a marked episode with its weights: people are marked there, not in labels."""
    weights = [0.0 if features["person"] else MARKED_WEIGHT for features in sample.features]
    return replace(sample, weights=weights)


def _forms(group: list[Candidate]) -> set[str]:
    return {plain(form) for candidate in group for form in (candidate.name, *candidate.forms)}


def _recall(labelled: Labelled, groups: list[list[Candidate]], sample: Sample, model: Ranker) -> float:
    odds = [model.odds(features) for features in sample.features]
    terms = islice(chosen(zip(odds, groups, strict=True), labelled.reading), READ)
    named = {plain(form) for term in terms for form in (term.name, *term.aliases)}
    return fmean(bool(term.forms & named) for term in labelled.terms)


if __name__ == "__main__":
    main()
